//! Reading one line of a script: its instant, and what it asks, every field checked before anything happens.

use admission::{Kind, Pattern, Policy};
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// Numbers of a policy at most; the contract's own bound.
const POLICY_NUMBER_MAX: u64 = 1000;

/// A line that is no command: no JSON object, no readable instant, a field missing or of the wrong type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Unreadable;

type Read<T> = Result<T, Unreadable>;

/// What a line asks. Ids are the script's own words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Ask {
    Territory { policy: PolicyChanges, holidays: Option<BTreeSet<Date>>, working_weekends: Option<BTreeSet<Date>> },
    Group { group: String, birth_years: Vec<i64>, kind: Kind },
    Submit { application: String, child: String, born: Date, kind: Kind, grounds: Vec<String> },
    Decide { verdict: Verdict, application: String, ground: String },
    Report { group: String, birth_year: i64, places: u64 },
    Recall { group: String, birth_year: i64, places: u64 },
    Claim { application: String, group: String },
    Simple { act: Simple, application: String },
    ShowOrder { birth_year: i64, kind: Kind },
    ShowPlaces { birth_year: i64, kind: Kind },
    ShowApplication { application: String },
    ShowClock,
}

/// What an official decides on a ground.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    Confirm,
    Reject,
    Revoke,
}

/// Acts that need nothing but the application.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Simple {
    Decline,
    Refuse,
    Enrol,
    Pass,
    Pause,
    Resume,
    Withdraw,
}

/// The values of a policy that a line gives; what it does not give keeps its value.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct PolicyChanges(Vec<Change>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Change {
    FirstPriority(u32),
    Ordinary(u32),
    Pattern(Pattern),
    AccessWorkingDays(u32),
    PublishAt(Time),
    OpenAt(Time),
    ReferralWorkingDays(u32),
    StopListDays(u32),
    LeavesAtAge(u32),
    PauseAfterMissed(Option<u32>),
}

impl PolicyChanges {
    pub(crate) fn are_none(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn applied_to(&self, policy: &Policy) -> Policy {
        let mut policy = policy.clone();
        for change in &self.0 {
            match *change {
                Change::FirstPriority(value) => policy.first_priority = value,
                Change::Ordinary(value) => policy.ordinary = value,
                Change::Pattern(value) => policy.pattern = value,
                Change::AccessWorkingDays(value) => policy.access_working_days = value,
                Change::PublishAt(value) => policy.publish_at = value,
                Change::OpenAt(value) => policy.open_at = value,
                Change::ReferralWorkingDays(value) => policy.referral_working_days = value,
                Change::StopListDays(value) => policy.stop_list_days = value,
                Change::LeavesAtAge(value) => policy.leaves_at_age = value,
                Change::PauseAfterMissed(value) => policy.pause_after_missed = value,
            }
        }
        policy
    }
}

/// The first step of reading: a JSON object with a readable instant.
pub(crate) fn object_and_instant(line: &[u8]) -> Read<(Map<String, Value>, Timestamp)> {
    let Ok(Value::Object(fields)) = serde_json::from_slice(line) else { return Err(Unreadable) };
    let at = instant(text(&fields, "at")?)?;
    Ok((fields, at))
}

/// The third step of reading: what is asked.
pub(crate) fn ask(fields: &Map<String, Value>) -> Read<Ask> {
    let application = || id(fields, "application");
    let simple = |act| Ok(Ask::Simple { act, application: application()? });
    let decide =
        |verdict| Ok(Ask::Decide { verdict, application: application()?, ground: text(fields, "ground")?.to_owned() });
    match text(fields, "do")? {
        "territory" => Ok(Ask::Territory {
            policy: fields.get("policy").map_or(Ok(PolicyChanges::default()), policy_changes)?,
            holidays: fields.get("holidays").map(dates).transpose()?,
            working_weekends: fields.get("working_weekends").map(dates).transpose()?,
        }),
        "group" => {
            Ok(Ask::Group { group: id(fields, "group")?, birth_years: birth_years(fields)?, kind: kind(fields)? })
        }
        "submit" => Ok(Ask::Submit {
            application: application()?,
            child: id(fields, "child")?,
            born: date(text(fields, "born")?)?,
            kind: kind(fields)?,
            grounds: grounds(fields)?,
        }),
        "confirm" => decide(Verdict::Confirm),
        "reject" => decide(Verdict::Reject),
        "revoke" => decide(Verdict::Revoke),
        "report" => Ok(Ask::Report {
            group: id(fields, "group")?,
            birth_year: integer(fields, "birth_year")?,
            places: places(fields)?,
        }),
        "recall" => Ok(Ask::Recall {
            group: id(fields, "group")?,
            birth_year: integer(fields, "birth_year")?,
            places: places(fields)?,
        }),
        "claim" => Ok(Ask::Claim { application: application()?, group: id(fields, "group")? }),
        "decline" => simple(Simple::Decline),
        "refuse" => simple(Simple::Refuse),
        "enrol" => simple(Simple::Enrol),
        "pass" => simple(Simple::Pass),
        "pause" => simple(Simple::Pause),
        "resume" => simple(Simple::Resume),
        "withdraw" => simple(Simple::Withdraw),
        "show" => show(fields),
        _ => Err(Unreadable),
    }
}

fn show(fields: &Map<String, Value>) -> Read<Ask> {
    match text(fields, "what")? {
        "order" => Ok(Ask::ShowOrder { birth_year: integer(fields, "birth_year")?, kind: kind(fields)? }),
        "places" => Ok(Ask::ShowPlaces { birth_year: integer(fields, "birth_year")?, kind: kind(fields)? }),
        "application" => Ok(Ask::ShowApplication { application: id(fields, "application")? }),
        "clock" => Ok(Ask::ShowClock),
        _ => Err(Unreadable),
    }
}

fn text<'a>(fields: &'a Map<String, Value>, name: &str) -> Read<&'a str> {
    fields.get(name).and_then(Value::as_str).ok_or(Unreadable)
}

fn id(fields: &Map<String, Value>, name: &str) -> Read<String> {
    let text = text(fields, name)?;
    if text.is_empty() { Err(Unreadable) } else { Ok(text.to_owned()) }
}

fn integer(fields: &Map<String, Value>, name: &str) -> Read<i64> {
    fields.get(name).and_then(Value::as_i64).ok_or(Unreadable)
}

fn places(fields: &Map<String, Value>) -> Read<u64> {
    fields.get("places").and_then(Value::as_u64).ok_or(Unreadable)
}

fn kind(fields: &Map<String, Value>) -> Read<Kind> {
    match fields.get("kind") {
        None => Ok(Kind::General),
        Some(value) => match value.as_str() {
            Some("general") => Ok(Kind::General),
            Some("correctional") => Ok(Kind::Correctional),
            _ => Err(Unreadable),
        },
    }
}

fn birth_years(fields: &Map<String, Value>) -> Read<Vec<i64>> {
    let years = fields.get("birth_years").and_then(Value::as_array).ok_or(Unreadable)?;
    if years.is_empty() {
        return Err(Unreadable);
    }
    years.iter().map(|year| year.as_i64().ok_or(Unreadable)).collect()
}

fn grounds(fields: &Map<String, Value>) -> Read<Vec<String>> {
    let Some(value) = fields.get("grounds") else { return Ok(Vec::new()) };
    let codes = value.as_array().ok_or(Unreadable)?;
    let mut distinct: Vec<String> = Vec::new();
    for code in codes {
        let code = code.as_str().ok_or(Unreadable)?;
        if !distinct.iter().any(|known| known == code) {
            distinct.push(code.to_owned());
        }
    }
    Ok(distinct)
}

fn dates(value: &Value) -> Read<BTreeSet<Date>> {
    let days = value.as_array().ok_or(Unreadable)?;
    days.iter().map(|day| date(day.as_str().ok_or(Unreadable)?)).collect()
}

fn policy_changes(value: &Value) -> Read<PolicyChanges> {
    let fields = value.as_object().ok_or(Unreadable)?;
    let changes = fields.iter().map(|(key, value)| {
        Ok(match key.as_str() {
            "first_priority" => Change::FirstPriority(number(value, 1)?),
            "ordinary" => Change::Ordinary(number(value, 1)?),
            "pattern" => Change::Pattern(match value.as_str() {
                Some("carried") => Pattern::Carried,
                Some("restarted") => Pattern::Restarted,
                _ => return Err(Unreadable),
            }),
            "access_working_days" => Change::AccessWorkingDays(number(value, 1)?),
            "publish_at" => Change::PublishAt(time(value)?),
            "open_at" => Change::OpenAt(time(value)?),
            "referral_working_days" => Change::ReferralWorkingDays(number(value, 0)?),
            "stop_list_days" => Change::StopListDays(number(value, 0)?),
            "leaves_at_age" => Change::LeavesAtAge(number(value, 0)?),
            "pause_after_missed" if value.is_null() => Change::PauseAfterMissed(None),
            "pause_after_missed" => Change::PauseAfterMissed(Some(number(value, 1)?)),
            _ => return Err(Unreadable),
        })
    });
    changes.collect::<Read<Vec<_>>>().map(PolicyChanges)
}

fn number(value: &Value, least: u64) -> Read<u32> {
    let number = value.as_u64().filter(|number| (least..=POLICY_NUMBER_MAX).contains(number)).ok_or(Unreadable)?;
    u32::try_from(number).map_err(|_| Unreadable)
}

/// Two digits, a colon, two digits.
fn time(value: &Value) -> Read<Time> {
    let text = value.as_str().ok_or(Unreadable)?;
    let shape = text.len() == 5 && text.as_bytes()[2] == b':';
    if !shape {
        return Err(Unreadable);
    }
    let (hour, minute) = (digits(text.get(..2))?, digits(text.get(3..))?);
    Time::new(hour.try_into().map_err(|_| Unreadable)?, minute.try_into().map_err(|_| Unreadable)?, 0, 0)
        .map_err(|_| Unreadable)
}

/// `YYYY-MM-DD`, a day of the calendar.
fn date(text: &str) -> Read<Date> {
    let bytes = text.as_bytes();
    if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return Err(Unreadable);
    }
    let (year, month, day) = (digits(text.get(..4))?, digits(text.get(5..7))?, digits(text.get(8..))?);
    Date::new(year, month.try_into().map_err(|_| Unreadable)?, day.try_into().map_err(|_| Unreadable)?)
        .map_err(|_| Unreadable)
}

fn digits(text: Option<&str>) -> Read<i16> {
    let text = text.filter(|text| text.bytes().all(|byte| byte.is_ascii_digit())).ok_or(Unreadable)?;
    text.parse().map_err(|_| Unreadable)
}

/// RFC 3339, and nothing that is merely like it: date, `T`, time with seconds, `Z` or an offset with its colon.
fn instant(text: &str) -> Read<Timestamp> {
    if !text.is_ascii() || text.len() < 20 {
        return Err(Unreadable);
    }
    date(&text[..10])?;
    let (separator, clock) = (text.as_bytes()[10], &text[11..]);
    let shape = clock.as_bytes()[2] == b':' && clock.as_bytes()[5] == b':';
    if !matches!(separator, b'T' | b't' | b' ') || !shape {
        return Err(Unreadable);
    }
    for pair in [0..2, 3..5, 6..8] {
        digits(clock.get(pair))?;
    }
    let mut zone = &clock[8..];
    if let Some(fraction) = zone.strip_prefix('.') {
        let count = fraction.bytes().take_while(u8::is_ascii_digit).count();
        if count == 0 {
            return Err(Unreadable);
        }
        zone = &fraction[count..];
    }
    if !matches!(zone, "Z" | "z") {
        let offset = zone.strip_prefix(['+', '-']).filter(|rest| rest.len() == 5 && rest.as_bytes()[2] == b':');
        let offset = offset.ok_or(Unreadable)?;
        if digits(offset.get(..2))? > 23 || digits(offset.get(3..))? > 59 {
            return Err(Unreadable);
        }
    }
    text.to_ascii_uppercase().parse().map_err(|_| Unreadable)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_rfc_3339_is_an_instant() {
        for good in [
            "2026-03-02T09:00:00+05:00",
            "2026-03-02T04:00:00Z",
            "2026-03-02t04:00:00z",
            "2026-03-02T09:00:00.000+05:00",
            "2026-03-01T23:30:00-04:30",
        ] {
            let read = instant(good);
            assert!(read.is_ok(), "{good}");
            assert_eq!(read.unwrap(), instant(good.trim()).unwrap());
        }
        for bad in [
            "",
            "2026-03-02",
            "2026-03-02T09:00:00",
            "2026-03-02T09:00+05:00",
            "2026-03-02T09:00:00+0500",
            "2026-3-2T09:00:00+05:00",
            "2026-02-30T09:00:00+05:00",
            "2026-03-02T25:00:00+05:00",
            "2026-03-02T09:00:00.+05:00",
            "20260302T090000Z",
            "2026-03-02T09:00:00+05:00[Asia/Almaty]",
            "2026-03-02T09:00:00+24:00",
            "қазір",
        ] {
            assert_eq!(instant(bad), Err(Unreadable), "{bad}");
        }
    }

    #[test]
    fn a_time_of_day_has_four_digits() {
        assert_eq!(time(&Value::from("07:05")), Ok(jiff::civil::time(7, 5, 0, 0)));
        for bad in ["7:05", "24:00", "07:60", "07:0", "07:05:00", "+7:05", "0705"] {
            assert_eq!(time(&Value::from(bad)), Err(Unreadable), "{bad}");
        }
    }
}
