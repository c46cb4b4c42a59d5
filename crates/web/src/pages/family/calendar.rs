//! What a family may put into its own calendar. When it applies: a reminder, once a year before the places of summer come,
//! to look whether the application is still right; whoever changed the telephone and forgot to say so misses its turn. With
//! a referral: its last day.

use super::standing::Standing;
use crate::offer::GroupLine;
use crate::rights::Family;
use crate::trouble::Trouble;
use crate::visit::Visit;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use jiff::civil::{Date, date};
use jiff::{Timestamp, ToSpan};
use std::fmt::Write;

/// Day and month of the reminder: two weeks before June, when groups begin to empty.
const REMINDED: (i8, i8) = (15, 5);

/// Nobody needs a reminder of what was done this month.
const FIRST_AFTER_DAYS: i64 = 30;

/// Bytes of a line (RFC 5545, 3.1); the rest follows on the next one, after a space.
const LINE_BYTES_MAX: usize = 75;

/// The first reminder, if one comes before the child's queue closes.
pub(super) fn first_reminder(today: Date, closes_on: Option<Date>) -> Option<Date> {
    let (day, month) = REMINDED;
    let earliest = today.checked_add(FIRST_AFTER_DAYS.days()).ok()?;
    let this_year = date(earliest.year(), month, day);
    let first = if this_year < earliest { this_year.checked_add(1.year()).ok()? } else { this_year };
    (first < closes_on?).then_some(first)
}

/// `GET /{lang}/my/receipt.ics`.
pub(super) async fn show(Family { visit, application, .. }: Family, headers: HeaderMap) -> Result<Response, Trouble> {
    let applicant = visit.town.applicant(application).await?.ok_or(Trouble::NotFound)?;
    let standing = Standing::of(&visit, application).ok_or(Trouble::NotFound)?;
    let first = first_reminder(visit.today(), standing.closes_on).ok_or(Trouble::NotFound)?;
    let address = format!("{}{}", visit.reached_at(&headers), visit.to("/find"));
    let words = visit.t.with("calendar-words").set("number", applicant.number.to_string()).set("address", &address);
    let event = Event {
        id: format!("{}-{}@kezek", visit.town.kato(), standing.sign),
        version: 0,
        written_at: visit.now,
        first,
        again_until: Some(standing.closes_on.unwrap_or(first)),
        alarm: ON_THE_DAY,
        title: visit.t.text("calendar-title"),
        words: words.to_string(),
        place: None,
        address,
    };
    Ok(event.answer(&visit))
}

/// `GET /{lang}/my/referral.ics`.
pub(super) async fn show_referral(
    Family { visit, application, .. }: Family,
    headers: HeaderMap,
) -> Result<Response, Trouble> {
    let standing = Standing::of(&visit, application).ok_or(Trouble::NotFound)?;
    let referral = standing.referral.ok_or(Trouble::NotFound)?;
    let group = GroupLine::of(&visit, &visit.town.registry(), referral.group).ok_or(Trouble::NotFound)?;
    let address = format!("{}{}", visit.reached_at(&headers), visit.to("/my"));
    let words = visit.t.with("calendar-referral-words");
    let words = words.set("kindergarten", group.kindergarten_name.as_str()).set("phone", group.phone.as_str());
    let issued_on = referral.issued_on.strftime("%Y%m%d");
    // An extended referral replaces the day that a calendar knows already.
    let version = referral.issued_on.until(referral.valid_until).map_or(0, |span| span.get_days());
    let event = Event {
        id: format!("{}-{}-{}-{issued_on}@kezek", visit.town.kato(), standing.sign, referral.group),
        version: version.unsigned_abs(),
        written_at: visit.now,
        first: referral.valid_until,
        again_until: None,
        alarm: ON_THE_DAY_BEFORE,
        title: visit.t.text("calendar-referral-title"),
        words: words.set("address", &address).to_string(),
        place: Some(format!("{}, {}", group.kindergarten_name, group.address)),
        address,
    };
    Ok(event.answer(&visit))
}

/// At nine in the morning.
const ON_THE_DAY: &str = "PT9H";

/// At nine in the morning of the day before, when there is a day left to come.
const ON_THE_DAY_BEFORE: &str = "-PT15H";

/// A day, or one that comes back every year.
struct Event {
    id: String,
    /// A higher one replaces what a calendar has under the same id.
    version: u32,
    written_at: Timestamp,
    first: Date,
    /// Until when it comes back.
    again_until: Option<Date>,
    /// Counted from the beginning of the day.
    alarm: &'static str,
    title: String,
    words: String,
    place: Option<String>,
    address: String,
}

impl Event {
    fn answer(&self, visit: &Visit) -> Response {
        let kind = [
            (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
            (header::CONTENT_DISPOSITION, "inline; filename=\"kezek.ics\""),
        ];
        (kind, self.written(visit)).into_response()
    }

    fn written(&self, visit: &Visit) -> String {
        let day = |day: Date| day.strftime("%Y%m%d").to_string();
        let (title, words) = (escaped(&self.title), escaped(&self.words));
        let again = self.again_until.map(|until| format!("RRULE:FREQ=YEARLY;UNTIL={}", day(until)));
        let place = self.place.as_ref().map(|place| format!("LOCATION:{}", escaped(place)));
        let mut lines = vec![
            "BEGIN:VCALENDAR".to_owned(),
            "VERSION:2.0".to_owned(),
            format!("PRODID:-//Kezek//Kezek//{}", visit.lang.code().to_uppercase()),
            "BEGIN:VEVENT".to_owned(),
            format!("UID:{}", self.id),
            format!("SEQUENCE:{}", self.version),
            format!("DTSTAMP:{}", self.written_at.strftime("%Y%m%dT%H%M%SZ")),
            format!("DTSTART;VALUE=DATE:{}", day(self.first)),
            format!("SUMMARY:{title}"),
            format!("DESCRIPTION:{words}"),
            format!("URL:{}", self.address),
            "TRANSP:TRANSPARENT".to_owned(),
        ];
        lines.extend(again.into_iter().chain(place));
        lines.extend([
            "BEGIN:VALARM".to_owned(),
            "ACTION:DISPLAY".to_owned(),
            format!("TRIGGER:{}", self.alarm),
            format!("DESCRIPTION:{title}"),
            "END:VALARM".to_owned(),
            "END:VEVENT".to_owned(),
            "END:VCALENDAR".to_owned(),
        ]);
        lines.iter().fold(String::new(), |file, line| file + &folded(line))
    }
}

/// Commas and semicolons stand between values, so those of a text are marked.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace('\n', "\\n")
}

/// A line of any length, broken between letters.
fn folded(line: &str) -> String {
    let mut folded = String::new();
    let mut bytes = 0;
    for letter in line.chars() {
        if bytes + letter.len_utf8() > LINE_BYTES_MAX {
            folded.push_str("\r\n ");
            bytes = 1;
        }
        folded.push(letter);
        bytes += letter.len_utf8();
    }
    // Writing into memory cannot fail.
    let _ = write!(folded, "\r\n");
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reminder_comes_in_may_not_at_once_and_not_after_the_queue_closes() {
        let closes_on = Some(date(2028, 9, 1));
        assert_eq!(first_reminder(date(2026, 2, 1), closes_on), Some(date(2026, 5, 15)));
        assert_eq!(first_reminder(date(2026, 5, 1), closes_on), Some(date(2027, 5, 15)));
        assert_eq!(first_reminder(date(2026, 12, 20), closes_on), Some(date(2027, 5, 15)));
        assert_eq!(first_reminder(date(2028, 5, 1), closes_on), None);
        assert_eq!(first_reminder(date(2026, 2, 1), None), None);
    }

    #[test]
    fn long_lines_are_broken_between_letters() {
        let long = folded(&"Ә".repeat(100));
        for line in long.trim_end().split("\r\n") {
            assert!(line.len() <= LINE_BYTES_MAX, "{line}");
        }
        assert_eq!(long.replace("\r\n ", "").trim_end(), "Ә".repeat(100));
        assert_eq!(folded("SUMMARY:a"), "SUMMARY:a\r\n");
    }
}
