//! The receipt of an application: its number, its secret code as a key, its place, and what happens next. One page in one language.

use crate::press::{Paper, print};
use crate::printable::printable;
use crate::{Fault, Language, dates, qr};
use jiff::civil::DateTime;
use serde_json::{Value, json};
use std::fmt;

/// Characters of the secret code that stand together.
const CODE_GROUP: usize = 4;

/// The kind of a queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Жай, обычная.
    General,
    /// Түзеу, коррекционная.
    Correctional,
}

/// Where the application stands.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Place {
    /// It has a place among those who wait.
    Counted {
        /// Counted from 1.
        place: u64,
        /// All who wait in the queue.
        total: u64,
    },
    /// It has none now.
    Absent {
        /// Why, in the receipt's language: `ПМПК қорытындысы керек`.
        why: String,
    },
}

/// What a receipt says (rules, section 2).
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Receipt {
    /// The language of the page.
    pub language: Language,
    /// Whose queue it is: the full name of the education department, in that language.
    pub issuer: String,
    /// The number of the application, as shown.
    pub number: String,
    /// The secret code, with or without spaces; the page shows it in groups of four.
    pub code: String,
    /// The public sign in the queue, as shown.
    pub sign: String,
    /// The child: surname, name, patronymic.
    pub child: String,
    /// The birth year of the queue.
    pub birth_year: i16,
    /// The kind of the queue.
    pub kind: Kind,
    /// Local date and time of the application.
    pub applied_at: DateTime,
    /// Where it stands.
    pub place: Place,
    /// Local date and time at which that was so; its day is the date of the PDF.
    pub counted_at: DateTime,
    /// Where a family opens its application, as people type it: `kezek.example.kz`.
    pub site: String,
    /// The address that opens the application, the secret in its fragment: only in the QR code, never in letters.
    pub key_address: String,
    /// Whether it was made in a demo; then a mark lies across the page.
    pub demo: bool,
}

/// Without the secret and the child, so that a receipt may be named in a log.
impl fmt::Debug for Receipt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Receipt(…)")
    }
}

/// The receipt as a PDF of one A4 page.
///
/// # Errors
/// `AddressTooLong` if no QR code holds the address, `TextTooLong` if the texts do not fit on a page in the smallest print.
pub fn receipt(receipt: &Receipt) -> Result<Vec<u8>, Fault> {
    let paper = Paper::Receipt;
    let data = json!({
        "language": receipt.language.code(),
        "issuer": printable(&receipt.issuer),
        "number": printable(&receipt.number),
        "code": in_groups(&receipt.code),
        "sign": printable(&receipt.sign),
        "child": printable(&receipt.child),
        "birth_year": receipt.birth_year.to_string(),
        "kind": match receipt.kind {
            Kind::General => "general",
            Kind::Correctional => "correctional",
        },
        "applied_at": dates::moment(receipt.applied_at, receipt.language),
        "place": place(&receipt.place),
        "counted_at": dates::moment(receipt.counted_at, receipt.language),
        "site": printable(&receipt.site),
        "qr": qr::svg(paper.name(), &receipt.key_address)?,
        "demo": receipt.demo,
    });
    print(paper, receipt.counted_at.date(), data)
}

fn place(place: &Place) -> Value {
    match place {
        Place::Counted { place, total } => json!({ "place": place.to_string(), "total": total.to_string() }),
        Place::Absent { why } => json!({ "why": printable(why) }),
    }
}

/// The code's groups of four, however it came.
fn in_groups(code: &str) -> Vec<String> {
    let letters: Vec<char> = code.chars().filter(|letter| !letter.is_whitespace() && *letter != '-').collect();
    letters.chunks(CODE_GROUP).map(|group| printable(&group.iter().collect::<String>())).collect()
}
