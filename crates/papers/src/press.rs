//! Typst as a printing press: fixed templates, one file of data, no machine around it.

pub(crate) mod fonts;

use crate::Fault;
use jiff::civil::Date;
use serde_json::{Value, json};
use std::sync::LazyLock;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::ecow::EcoVec;
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World, comemo};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

/// How much smaller everything is printed, step by step, until long texts fit on the page.
const SCALES: [f64; 7] = [1.0, 0.93, 0.86, 0.79, 0.72, 0.65, 0.58];

/// What fills so many pages fits on one in no print: the smallest takes a third of the room. It is not tried again and again.
const PAGES_HOPELESS: usize = 5;

/// A paper that the press can print.
#[derive(Clone, Copy)]
pub(crate) enum Paper {
    Referral,
    Receipt,
    List,
    File,
}

impl Paper {
    /// What faults call it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Referral => "referral",
            Self::Receipt => "receipt",
            Self::List => "list",
            Self::File => "file",
        }
    }

    /// Whether it may run on over several pages.
    fn runs_on(self) -> bool {
        matches!(self, Self::File)
    }

    fn template(self) -> &'static Source {
        match self {
            Self::Referral => &PRESS.referral,
            Self::Receipt => &PRESS.receipt,
            Self::List => &PRESS.list,
            Self::File => &PRESS.file,
        }
    }
}

/// What is the same for every paper, made with the first one. Typst keeps the name of every file it ever saw, so these are all there are.
struct Press {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    sheet: Source,
    referral: Source,
    receipt: Source,
    list: Source,
    file: Source,
    words: Source,
    data: FileId,
    standards: PdfStandards,
}

static PRESS: LazyLock<Press> = LazyLock::new(|| Press {
    library: LazyHash::new(Library::default()),
    book: LazyHash::new(FontBook::from_fonts(fonts::all())),
    sheet: template("/sheet.typ", include_str!("sheet.typ")),
    referral: template("/referral.typ", include_str!("referral.typ")),
    receipt: template("/receipt.typ", include_str!("receipt.typ")),
    list: template("/list.typ", include_str!("list.typ")),
    file: template("/file.typ", include_str!("file.typ")),
    words: template("/receipt_words.typ", include_str!("receipt_words.typ")),
    data: file("/data.json"),
    standards: PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1]).expect("PDF/A-2a and PDF/UA-1 go together"),
});

fn file(path: &'static str) -> FileId {
    let path = VirtualPath::new(path).expect("the names of the templates are plain");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

fn template(path: &'static str, text: &str) -> Source {
    Source::new(file(path), text.to_owned())
}

/// The world of one paper: the templates and its data.
struct Order {
    paper: Paper,
    data: Bytes,
}

impl World for Order {
    fn library(&self) -> &LazyHash<Library> {
        let Press { library, .. } = &*PRESS;
        library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &PRESS.book
    }

    fn main(&self) -> FileId {
        self.paper.template().id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let all = [&PRESS.sheet, &PRESS.referral, &PRESS.receipt, &PRESS.list, &PRESS.file, &PRESS.words];
        let found = all.into_iter().find(|source| source.id() == id);
        found.cloned().ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == PRESS.data { Ok(self.data.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        fonts::all().get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// Forgets what typst remembers of a paper, also when the paper could not be made.
struct Forgetting;

impl Drop for Forgetting {
    fn drop(&mut self) {
        comemo::evict(0);
    }
}

/// Prints one page: the data under the names by which the template asks for them, in the largest print in which it is one page;
/// or as many pages as it takes, of a paper that may run on.
///
/// # Errors
/// `TextTooLong` if no print is small enough, `Typeset` if template and data do not go together.
pub(crate) fn print(paper: Paper, made_on: Date, mut data: Value) -> Result<Vec<u8>, Fault> {
    let _forgetting = Forgetting;
    data["made_on"] = day(made_on);
    for scale in SCALES {
        data["scale"] = json!(scale);
        let document = set(paper, &data)?;
        match document.pages().len() {
            pages if pages == 1 || paper.runs_on() => return pdf(&document, paper, made_on, &data),
            PAGES_HOPELESS.. => break,
            _ => {}
        }
    }
    Err(Fault::TextTooLong { paper: paper.name() })
}

/// Prints as many pages as it takes.
///
/// # Errors
/// `Typeset` if template and data do not go together.
pub(crate) fn print_long(paper: Paper, made_on: Date, mut data: Value) -> Result<Vec<u8>, Fault> {
    let _forgetting = Forgetting;
    (data["made_on"], data["scale"]) = (day(made_on), json!(1.0));
    pdf(&set(paper, &data)?, paper, made_on, &data)
}

fn day(on: Date) -> Value {
    json!({ "year": on.year(), "month": on.month(), "day": on.day() })
}

fn set(paper: Paper, data: &Value) -> Result<PagedDocument, Fault> {
    let order = Order { paper, data: Bytes::from_string(data.to_string()) };
    typst::compile(&order).output.map_err(|complaints| refused(paper, &complaints))
}

fn pdf(document: &PagedDocument, paper: Paper, made_on: Date, data: &Value) -> Result<Vec<u8>, Fault> {
    typst_pdf::pdf(document, &options(paper, made_on, data)).map_err(|complaints| refused(paper, &complaints))
}

fn refused(paper: Paper, complaints: &EcoVec<SourceDiagnostic>) -> Fault {
    let words = |complaint: &SourceDiagnostic| {
        let hints = complaint.hints.iter().map(|hint| format!(" ({})", hint.v));
        format!("{}{}", complaint.message, hints.collect::<String>())
    };
    let complaints: Vec<String> = complaints.iter().map(words).collect();
    Fault::Typeset { paper: paper.name(), complaint: complaints.join("; ") }
}

/// PDF/A-2a, to be kept, and PDF/UA-1, to be read aloud. The date is the document's, so that the same data give the same bytes.
fn options(paper: Paper, made_on: Date, data: &Value) -> PdfOptions {
    let midnight = |day: Date| {
        let (month, number) = (day.month().unsigned_abs(), day.day().unsigned_abs());
        Datetime::from_ymd_hms(day.year().into(), month, number, 0, 0, 0)
    };
    PdfOptions {
        ident: Smart::Custom(format!("{} {}", paper.name(), data["number"])),
        creator: Smart::Custom(Some("Kezek".to_owned())),
        timestamp: midnight(made_on).map(Timestamp::new_utc),
        standards: PRESS.standards.clone(),
        ..PdfOptions::default()
    }
}
