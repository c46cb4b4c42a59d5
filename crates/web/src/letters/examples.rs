//! What fills the gaps of messages at its longest: for the bounds of a text, and to show how it reads.

use crate::wording::Wording;
use jiff::civil::date;

/// The longest day and time there are in a language: a Wednesday in December, in another year.
pub(crate) fn longest(t: Wording) -> [(&'static str, String); 5] {
    let day = t.day(date(2026, 12, 30));
    let time = t.with("soon").set("day", day.as_str()).set("time", "07:00").to_string();
    let until = t.with("until").set("day", day.as_str()).set("time", "07:00").set("hour", 7_u8).to_string();
    [
        ("place", t.number(12_345_u64)),
        ("when", time),
        ("until", until),
        ("day", t.date(date(2026, 12, 30))),
        ("code", "MMMM WWWW".into()),
    ]
}
