//! Checking: a row of text becomes a row that can be taken over, or says why not. Nothing is done here.

use super::columns::{Column, Fields, TextRow};
use super::fault::RowFault;
use super::when::{read_date, read_instant};
use admission::{Ground, Kind, Territory};
use jiff::Timestamp;
use store::{ChildNames, Language, NewApplication};

/// The conclusion among the grounds of a file.
const CONCLUSION: &str = "pmpc";
/// Grounds that count for one application at most (rules, 3).
const GROUNDS_MAX: usize = 16;
/// Characters of a name at most: the longest known names have fewer.
const NAME_CHARACTERS_MAX: usize = 120;
/// Characters of an e-mail address at most, by its standard.
const EMAIL_CHARACTERS_MAX: usize = 254;
/// Characters of a number of an older queue at most.
const NUMBER_CHARACTERS_MAX: usize = 40;

/// A row that can be taken over.
#[derive(Clone)]
pub(super) struct GoodRow {
    /// Its line in the file.
    pub(super) line: u64,
    /// Its number in the older queue.
    pub(super) number: String,
    /// The instant it counts from.
    pub(super) applied_at: Timestamp,
    /// What is handed in.
    pub(super) application: NewApplication,
    /// Grounds that the older queue had confirmed.
    pub(super) confirmed: Vec<Ground>,
}

/// Checks one row by itself against the territory at that instant; all its faults are named.
pub(super) fn check(row: &TextRow, territory: &Territory, now: Timestamp) -> Result<GoodRow, Vec<RowFault>> {
    let fields = row.fields.as_ref().map_err(|&fault| vec![RowFault::NotARow(fault)])?;
    Check { fields, territory, now, faults: Vec::new() }.row(row.line)
}

struct Check<'a> {
    fields: &'a Fields,
    territory: &'a Territory,
    now: Timestamp,
    faults: Vec<RowFault>,
}

impl Check<'_> {
    fn row(mut self, line: u64) -> Result<GoodRow, Vec<RowFault>> {
        let number = self.text(Column::Number, NUMBER_CHARACTERS_MAX);
        let applied_at = self.applied_at();
        let child = ChildNames {
            surname: self.name(Column::Surname),
            name: self.name(Column::Name),
            patronymic: Some(self.name(Column::Patronymic)).filter(|text| !text.is_empty()),
        };
        let born_on = self.birth_date();
        if let (Some(applied_at), Some(born_on)) = (applied_at, born_on)
            && self.territory.zone().day(applied_at) < born_on
        {
            self.faults.push(RowFault::AppliedBeforeBirth);
        }
        let iin = self.iin(born_on);
        let kind = self.kind();
        let (grounds, confirmed) = self.grounds(kind);
        let guardian = self.name(Column::Guardian);
        let phone = self.needed(Column::Phone).map(str::parse::<admission::Phone>);
        if let Some(Err(())) = phone {
            self.faults.push(RowFault::NotAPhone);
        }
        let email = self.email();
        let language = self.language();
        match (applied_at, born_on, kind, phone) {
            (Some(applied_at), Some(born_on), Some(kind), Some(Ok(phone))) if self.faults.is_empty() => {
                let application = NewApplication {
                    child,
                    iin,
                    born_on,
                    guardian,
                    phone,
                    email,
                    kind,
                    grounds,
                    language,
                    earlier: Some(applied_at),
                    legacy_number: Some(number.clone()),
                };
                Ok(GoodRow { line, number, applied_at, application, confirmed })
            }
            _ => Err(self.faults),
        }
    }

    /// What stands in a column; an empty one that is needed is a fault.
    fn needed(&mut self, column: Column) -> Option<&str> {
        if self.fields.get(column).is_empty() {
            if column.is_needed() {
                self.faults.push(RowFault::Missing(column.name()));
            }
            return None;
        }
        Some(self.fields.get(column))
    }

    fn text(&mut self, column: Column, characters_max: usize) -> String {
        let text = self.needed(column).unwrap_or_default().to_owned();
        if text.chars().count() > characters_max {
            self.faults.push(RowFault::TooLong(column.name()));
        }
        text
    }

    fn name(&mut self, column: Column) -> String {
        let name = self.text(column, NAME_CHARACTERS_MAX);
        if !name.is_empty() && !is_name(&name) {
            self.faults.push(RowFault::NotAName(column.name()));
        }
        name
    }

    fn applied_at(&mut self) -> Option<Timestamp> {
        let text = self.needed(Column::AppliedAt)?.to_owned();
        let Some(applied_at) = read_instant(&text, self.territory.zone()) else {
            self.faults.push(RowFault::NotATime(text));
            return None;
        };
        if applied_at > self.now {
            self.faults.push(RowFault::AppliedInFuture);
        }
        Some(applied_at)
    }

    fn birth_date(&mut self) -> Option<jiff::civil::Date> {
        let text = self.needed(Column::BirthDate)?.to_owned();
        let Some(born_on) = read_date(&text) else {
            self.faults.push(RowFault::NotADate(text));
            return None;
        };
        let today = self.territory.zone().day(self.now);
        let birth_year = i64::from(born_on.year());
        if born_on > today {
            self.faults.push(RowFault::BornInFuture);
        } else if self.territory.has_closed(birth_year, today) {
            self.faults.push(RowFault::TooOld { birth_year });
        }
        Some(born_on)
    }

    fn iin(&mut self, born_on: Option<jiff::civil::Date>) -> Option<admission::Iin> {
        match self.needed(Column::Iin)?.parse::<admission::Iin>() {
            Ok(iin) => {
                if born_on.is_some_and(|born_on| born_on != iin.born_on()) {
                    self.faults.push(RowFault::IinAgainstBirthDate);
                }
                Some(iin)
            }
            Err(fault) => {
                self.faults.push(RowFault::Iin(fault));
                None
            }
        }
    }

    fn kind(&mut self) -> Option<Kind> {
        let text = self.needed(Column::Kind)?.to_lowercase();
        match text.as_str() {
            "general" | "жай" | "обычная" => Some(Kind::General),
            "correctional" | "түзеу" | "коррекционная" => Some(Kind::Correctional),
            _ => {
                self.faults.push(RowFault::UnknownKind(text));
                None
            }
        }
    }

    /// The claimed grounds, and which of them count already.
    fn grounds(&mut self, kind: Option<Kind>) -> (Vec<String>, Vec<Ground>) {
        let (mut codes, mut confirmed): (Vec<String>, Vec<Ground>) = (Vec::new(), Vec::new());
        let list = self.fields.get(Column::Grounds).split(',').map(str::trim).filter(|item| !item.is_empty());
        for item in list {
            let (code, state) = item.split_once(':').unwrap_or((item, "claimed"));
            let ground = if code == CONCLUSION {
                if kind == Some(Kind::General) {
                    self.faults.push(RowFault::ConclusionOfGeneral);
                }
                Ground::Conclusion
            } else if self.territory.policy().class_of_ground(code).is_none() {
                self.faults.push(RowFault::UnknownGround(code.to_owned()));
                continue;
            } else if codes.iter().any(|known| known == code) {
                self.faults.push(RowFault::GroundTwice(code.to_owned()));
                continue;
            } else if codes.len() == GROUNDS_MAX {
                self.faults.push(RowFault::TooManyGrounds);
                break;
            } else {
                codes.push(code.to_owned());
                // At most sixteen, as was just counted.
                Ground::Claimed(codes.len() as u8 - 1)
            };
            match state {
                "confirmed" => confirmed.push(ground),
                "claimed" => {}
                _ => self.faults.push(RowFault::UnknownGroundState(state.to_owned())),
            }
        }
        (codes, confirmed)
    }

    fn email(&mut self) -> Option<String> {
        let email = self.needed(Column::Email)?.to_owned();
        let sound = email.split_once('@').is_some_and(|(who, domain)| {
            !who.is_empty() && domain.contains('.') && !domain.starts_with('.') && !domain.ends_with('.')
        });
        if !sound || email.contains(char::is_whitespace) || email.chars().count() > EMAIL_CHARACTERS_MAX {
            self.faults.push(RowFault::NotAnEmail);
        }
        Some(email)
    }

    fn language(&mut self) -> Language {
        let Some(text) = self.needed(Column::Language).map(str::to_lowercase) else { return Language::Kk };
        Language::from_code(&text).unwrap_or_else(|| {
            self.faults.push(RowFault::UnknownLanguage(text));
            Language::Kk
        })
    }
}

/// Letters of any script. A digit or a tag among them tells that the columns have slipped, or worse.
fn is_name(text: &str) -> bool {
    let strange = |letter: char| letter.is_numeric() || letter.is_control() || matches!(letter, '<' | '>');
    text.contains(char::is_alphabetic) && !text.contains(strange)
}
