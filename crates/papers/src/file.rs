//! The file of an application as an office prints it: what is known, and what happened, on as many pages as it takes.

use crate::press::{Paper, print};
use crate::printable::printable;
use crate::{Fault, Language};
use jiff::civil::Date;
use serde_json::{Value, json};
use std::fmt;

/// What happened at one time.
#[derive(Clone, PartialEq, Eq)]
pub struct Happening {
    /// When, and by whom, in words.
    pub head: String,
    /// What, a sentence each.
    pub lines: Vec<String>,
}

/// One part of a file.
#[derive(Clone, PartialEq, Eq)]
pub struct Section {
    /// Its heading.
    pub heading: String,
    /// Words with the value of each.
    pub facts: Vec<(String, String)>,
    /// What happened, in the order in which it is read.
    pub happenings: Vec<Happening>,
}

/// What a file says. Its words come with it: they are the pages' own.
#[derive(Clone, PartialEq, Eq)]
pub struct File {
    /// The language of the words.
    pub language: Language,
    /// Whose queue it is: the full name of the education department.
    pub issuer: String,
    /// What it is the file of: «Өтініш 7KQ2-M9XT».
    pub title: String,
    /// The public sign in the queue.
    pub sign: String,
    /// When and by whom it was printed, in words.
    pub printed: String,
    /// The local day of the print.
    pub made_on: Date,
    /// Its parts.
    pub sections: Vec<Section>,
    /// Whether it was made in a demo; then a mark lies across the pages.
    pub demo: bool,
}

/// Without the family, so that a file may be named in a log.
impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("File(…)")
    }
}

/// The file as a PDF of A4 pages.
///
/// # Errors
/// `Typeset` if template and data do not go together.
pub fn file(file: &File) -> Result<Vec<u8>, Fault> {
    let data = json!({
        "language": file.language.code(),
        "issuer": printable(&file.issuer),
        "title": printable(&file.title),
        "number": printable(&file.sign),
        "printed": printable(&file.printed),
        "sections": file.sections.iter().map(section).collect::<Vec<_>>(),
        "demo": file.demo,
    });
    print(Paper::File, file.made_on, data)
}

fn section(section: &Section) -> Value {
    let facts = section.facts.iter().map(|(label, value)| json!([printable(label), printable(value)]));
    let happenings = section.happenings.iter().map(|one| {
        let lines: Vec<String> = one.lines.iter().map(|line| printable(line)).collect();
        json!({ "head": printable(&one.head), "lines": lines })
    });
    json!({
        "heading": printable(&section.heading),
        "facts": facts.collect::<Vec<_>>(),
        "happenings": happenings.collect::<Vec<_>>(),
    })
}
