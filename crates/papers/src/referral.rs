//! The referral: one page in Kazakh and Russian that sends a child to a kindergarten, with a QR code that proves it genuine.

use crate::press::{Paper, print};
use crate::printable::printable;
use crate::{Fault, Language, dates, qr};
use jiff::civil::Date;
use serde_json::{Value, json};
use std::fmt;

/// The same words in the two languages of a referral.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Both {
    /// Қазақша.
    pub kk: String,
    /// По-русски.
    pub ru: String,
}

/// Where the child is sent.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Kindergarten {
    /// Its full name.
    pub names: Both,
    /// Street and house, with the part of the town where that helps to find it.
    pub address: Both,
    /// Its phone, as people write it.
    pub phone: String,
}

/// What a referral says (rules, section 8).
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Referral {
    /// Who issues it: the full name of the education department, with its city.
    pub issuer: Both,
    /// Its number, as shown.
    pub number: String,
    /// The child: surname, name, patronymic.
    pub child: String,
    /// The child's birth date.
    pub born_on: Date,
    /// Where the child is sent.
    pub kindergarten: Kindergarten,
    /// The group's name.
    pub group: Both,
    /// The language of the group's day.
    pub upbringing: Language,
    /// The local day of issue; also the date of the PDF.
    pub issued_on: Date,
    /// The last local day on which it is valid.
    pub valid_until: Date,
    /// Calendar days for which an application is stopped if its referral is not used.
    pub stop_days: u32,
    /// Where a family opens its application, as people type it: `kezek.example.kz`.
    pub site: String,
    /// The page that proves the referral genuine: in the QR code, and in letters beside it.
    pub proof_address: String,
    /// Whether it was made in a demo; then a mark lies across the page.
    pub demo: bool,
}

/// Without the child, so that a referral may be named in a log.
impl fmt::Debug for Referral {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Referral(…)")
    }
}

/// The referral as a PDF of one A4 page.
///
/// # Errors
/// `AddressTooLong` if no QR code holds the address, `TextTooLong` if the texts do not fit on a page in the smallest print.
pub fn referral(referral: &Referral) -> Result<Vec<u8>, Fault> {
    let paper = Paper::Referral;
    let Referral { kindergarten, .. } = referral;
    let data = json!({
        "issuer": both(&referral.issuer),
        "number": printable(&referral.number),
        "child": printable(&referral.child),
        "born_on": day(referral.born_on),
        "kindergarten": both(&kindergarten.names),
        "address": both(&kindergarten.address),
        "phone": printable(&kindergarten.phone),
        "group": both(&referral.group),
        "upbringing": referral.upbringing.code(),
        "issued_on": day(referral.issued_on),
        "valid_until": day(referral.valid_until),
        "stop_days": {
            "kk": format!("күнтізбелік {} күнге", referral.stop_days),
            "ru": dates::calendar_days_in_russian(referral.stop_days),
        },
        "site": printable(&referral.site),
        "proof": { "href": referral.proof_address, "letters": printable(&referral.proof_address) },
        "qr": qr::svg(paper.name(), &referral.proof_address)?,
        "demo": referral.demo,
    });
    print(paper, referral.issued_on, data)
}

fn both(words: &Both) -> Value {
    json!({ "kk": printable(&words.kk), "ru": printable(&words.ru) })
}

fn day(day: Date) -> Value {
    json!({ "kk": dates::day(day, Language::Kazakh), "ru": dates::day(day, Language::Russian) })
}
