//! What is typed of a day of the calendar: what it is, what it is called, and which act of law says so.

use super::three_names::{Fields, known, typed, typed_or_nothing};
use crate::answers::Answers;
use crate::form::Form;
use crate::typed_day::typed_day;
use crate::wording::Wording;
use jiff::civil::{Date, Weekday};
use store::{AccountId, DayKind, DayNote, LegalSource, SourceKind};

const NAME: Fields = ["name_kk", "name_ru", "name_en"];

/// Characters of the number of an act of law at most.
const NUMBER_CHARACTERS_MAX: usize = 40;

/// Characters of an address at most.
const ADDRESS_CHARACTERS_MAX: usize = 300;

/// Kinds of acts of law with their codes.
pub(super) const SOURCES: [(&str, SourceKind); 3] =
    [("law", SourceKind::Law), ("decree", SourceKind::Decree), ("order", SourceKind::Order)];

/// A form that holds what is known of a day.
pub(super) fn answers_of(note: &DayNote) -> Answers {
    let source = &note.source;
    let dated_on = source.dated_on.map(|day| day.to_string()).unwrap_or_default();
    let list = match note.kind {
        DayKind::Holiday => "holiday",
        DayKind::Worked => "worked",
        DayKind::Ordinary => "ordinary",
    };
    let own = [
        ("day", note.day.to_string()),
        ("list", list.to_owned()),
        ("source", crate::day_words::code(source.kind).to_owned()),
        ("source_number", source.number.clone()),
        ("source_date", dated_on),
        ("source_address", source.address.clone()),
    ];
    Answers::given(own.into_iter().chain(known(NAME, &note.names)))
}

/// Reads what a day shall be, or says at the fields what is missing.
pub(super) fn typed_note(form: &mut Form, t: Wording, by: AccountId) -> Option<DayNote> {
    let day = typed_day(form.of("day")).ok();
    let kind = match form.of("list") {
        "worked" => DayKind::Worked,
        "ordinary" => DayKind::Ordinary,
        _ => DayKind::Holiday,
    };
    match day {
        None => form.complain("day", &t.with("office-day-needed")),
        Some(day) if kind == DayKind::Worked && !is_weekend(day) => {
            form.complain("day", &t.with("office-day-no-weekend").set("day", t.day(day)));
        }
        Some(_) => {}
    }
    // What is no special day any more need not be called anything.
    let names = if kind == DayKind::Ordinary { typed_or_nothing(form, t, NAME) } else { typed(form, t, NAME) };
    let source = typed_source(form, t);
    let (day, source) = (day?, source?);
    form.is_fine().then_some(DayNote { day, kind, names, source, by: Some(by) })
}

fn typed_source(form: &mut Form, t: Wording) -> Option<LegalSource> {
    let kind = SOURCES.iter().find(|(code, _)| *code == form.of("source")).map(|(_, kind)| *kind);
    if kind.is_none() {
        form.complain("source", &t.with("office-source-needed"));
    }
    let number = form.of("source_number").to_owned();
    if number.is_empty() || number.chars().count() > NUMBER_CHARACTERS_MAX {
        form.complain("source_number", &t.with("office-source-number-needed").set("count", NUMBER_CHARACTERS_MAX));
    }
    let dated_on = typed_day(form.of("source_date")).ok();
    if dated_on.is_none() {
        form.complain("source_date", &t.with("office-source-date-needed"));
    }
    let address = form.of("source_address").to_owned();
    if !(address.is_empty() || is_address(&address)) {
        form.complain("source_address", &t.with("office-source-address-wrong"));
    }
    form.is_fine().then_some(LegalSource { kind: kind?, number, dated_on, address })
}

/// It becomes a link on a public page: only what leads to another site, and nothing that runs.
fn is_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let is_plain = |letter: char| !letter.is_whitespace() && !letter.is_control();
    rest.is_some_and(|rest| !rest.is_empty()) && text.len() <= ADDRESS_CHARACTERS_MAX && text.chars().all(is_plain)
}

fn is_weekend(day: Date) -> bool {
    matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}
