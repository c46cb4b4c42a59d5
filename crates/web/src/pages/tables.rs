//! Tables that staff bring: read, looked at row by row, kept until they are confirmed.

pub(super) mod bringing;
mod columns;
pub(super) mod groups;
pub(super) mod places;
mod rows;

use crate::address::{BRINGING_TABLES, attempt};
use crate::form::Form;
use crate::session;
use crate::trouble::Trouble;
use crate::uploads::{Sender, Sent, Upload};
use crate::visit::Visit;
use axum::extract::Request;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};
use columns::Code;
use rows::RowFault;
use sheets::reading::{CELL_CHARACTERS_MAX, COLUMNS_MAX, ROWS_MAX, Unreadable};
use std::fmt::Debug;
use store::{Account, CommandId};

/// Mistakes that a page names; whoever has more mends these first.
const FAULTS_SHOWN: usize = 100;

/// Rows that a page shows; of the others it says how many there are.
const LINES_SHOWN: usize = 200;

/// A row as it was read: its number and its cells.
pub(super) type Rows = Vec<(u32, Vec<String>)>;

/// What becomes of one row, by the end of the key of its word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Becomes {
    New,
    Changed,
    Same,
}

/// A row in words.
pub(super) struct Line {
    pub(super) row: u32,
    pub(super) name: String,
    pub(super) becomes: Becomes,
    pub(super) words: String,
}

impl Line {
    /// Its number as a year is written: without thousands apart.
    pub(super) fn number(&self) -> i64 {
        i64::from(self.row)
    }

    pub(super) fn key(&self) -> &'static str {
        match self.becomes {
            Becomes::New => "table-new",
            Becomes::Changed => "table-changed",
            Becomes::Same => "table-same",
        }
    }
}

/// What a table would do, or what is wrong with it.
pub(super) struct Preview<P> {
    faults: Vec<RowFault>,
    lines: Vec<Line>,
    plan: P,
}

impl<P: Debug> Preview<P> {
    /// By which it is known that what is confirmed is what was shown.
    fn digest(&self) -> String {
        CommandId::derived(&[&format!("{:?}", self.plan)]).to_string()
    }

    fn is_fine(&self) -> bool {
        self.faults.is_empty()
    }
}

/// A preview as a page shows it.
pub(super) struct Shown {
    pub(super) faults: Vec<RowFault>,
    pub(super) faults_left: usize,
    pub(super) lines: Vec<Line>,
    pub(super) lines_left: usize,
    pub(super) new: usize,
    pub(super) changed: usize,
    pub(super) same: usize,
    /// Act and digest for the button that carries it out; none where something is wrong, or nothing would change.
    pub(super) confirm: Option<(String, String)>,
}

impl Shown {
    fn of<P: Debug>(preview: Preview<P>, kept: Option<CommandId>) -> Self {
        let count = |becomes| preview.lines.iter().filter(|line| line.becomes == becomes).count();
        let (new, changed, same) = (count(Becomes::New), count(Becomes::Changed), count(Becomes::Same));
        let confirm = kept.filter(|_| preview.is_fine() && new + changed > 0);
        let confirm = confirm.map(|id| (id.to_string(), preview.digest()));
        let Preview { mut faults, mut lines, .. } = preview;
        let faults_left = faults.len().saturating_sub(FAULTS_SHOWN);
        faults.truncate(FAULTS_SHOWN);
        let lines_left = lines.len().saturating_sub(LINES_SHOWN);
        lines.truncate(LINES_SHOWN);
        Self { faults, faults_left, lines, lines_left, new, changed, same, confirm }
    }
}

/// What came with the form that brings a table.
enum Brought {
    Rows(Rows),
    /// Why it cannot be read.
    Unreadable(String),
    /// Meanwhile the session ended.
    LoggedOut(Response),
}

/// Reads what was sent, behind the guard.
async fn brought(visit: &Visit, account: &Account, request: Request) -> Result<Brought, Trouble> {
    attempt(&visit.site, BRINGING_TABLES, Some(account.id.0))?;
    let place = visit.site.uploads.enter(Sender::Staff(account.id))?;
    let token = session::token(request.headers()).unwrap_or_default().to_owned();
    let upload = Upload::read(request, place).await?;
    let read = match upload.file {
        Sent::Nothing => return Ok(Brought::Unreadable(visit.t.text("table-nothing"))),
        Sent::TooLarge => Err(Unreadable::TooLarge),
        Sent::File(file, place) => visit.site.uploads.read_table((file, place)).await?,
    };
    if visit.site.store.session(&token).await?.is_none() {
        let staff = Redirect::to(&visit.to("/staff?no=session"));
        return Ok(Brought::LoggedOut(staff.into_response()));
    }
    Ok(match read {
        Ok(table) => Brought::Rows(table.rows.into_iter().map(|row| (row.number, row.cells)).collect()),
        Err(fault) => Brought::Unreadable(words_for(visit, fault)),
    })
}

fn words_for(visit: &Visit, fault: Unreadable) -> String {
    let t = visit.t;
    let at = |key: &str, row: u32| t.with(key).set("row", i64::from(row));
    let phrase = match fault {
        Unreadable::TooLarge => t.with("table-too-large"),
        Unreadable::OldWorkbook => t.with("table-old-workbook"),
        Unreadable::Encrypted => t.with("table-encrypted"),
        Unreadable::NotATable => t.with("table-not-a-table"),
        Unreadable::Damaged => t.with("table-damaged"),
        Unreadable::TooMuch => t.with("table-too-much").set("count", ROWS_MAX),
        Unreadable::Encoding => t.with("table-encoding"),
        Unreadable::LettersLost(row) => at("table-letters-lost", row),
        Unreadable::TooManyRows => t.with("table-too-many-rows").set("count", ROWS_MAX),
        Unreadable::TooManyColumns(row) => at("table-too-many-columns", row).set("count", COLUMNS_MAX),
        Unreadable::CellTooLong(row) => at("table-cell-too-long", row).set("count", CELL_CHARACTERS_MAX),
        Unreadable::Empty => t.with("table-empty"),
    };
    phrase.to_string()
}

/// Keeps a table under a new id, under which it is shown.
async fn keep(visit: &Visit, account: &Account, rows: &Rows) -> Result<CommandId, Trouble> {
    let body = serde_json::to_string(rows).map_err(Trouble::broken)?;
    let id = CommandId::random();
    visit.town.keep_table(id, account.id, body).await?;
    Ok(id)
}

/// The table of an address, while the account keeps it.
async fn kept(visit: &Visit, account: &Account, id: &str) -> Result<Option<(CommandId, Rows)>, Trouble> {
    let Ok(id) = id.parse() else { return Ok(None) };
    let Some(body) = visit.town.kept_table(id, account.id).await? else { return Ok(None) };
    Ok(Some((id, serde_json::from_str(&body).map_err(Trouble::broken)?)))
}

/// A form whose file is wrong.
fn wrong_file(visit: &Visit, words: String) -> Form {
    let mut form = Form::blank(visit.t);
    form.complain_in_words("file", words);
    form
}

/// A table to be filled in: what a spreadsheet of the country opens with a double click. No cell begins as a formula does.
fn template(visit: &Visit, name: &'static str, codes: &[Code], rows: &[Vec<String>]) -> Response {
    let heads = codes.iter().map(|code| visit.t.text(format!("table-column-{code}"))).collect();
    let mut text = String::from("\u{feff}");
    for row in std::iter::once(&heads).chain(rows) {
        let cells: Vec<String> = row.iter().map(|cell| cell_of(cell)).collect();
        text.push_str(&cells.join(";"));
        text.push_str("\r\n");
    }
    let kind = HeaderValue::from_static("text/csv; charset=utf-8");
    let disposition = HeaderValue::from_static(name);
    ([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, disposition)], text).into_response()
}

fn cell_of(text: &str) -> String {
    format!("\"{}\"", sheets::writing::harmless(text).replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::cell_of;

    #[test]
    fn no_cell_of_a_template_runs_as_a_formula() {
        for text in ["=1+1", "+1", "-1", "@A1", "\t=1", "＝1+1", " =1"] {
            assert_eq!(cell_of(text), format!("\"'{text}\""));
        }
        assert_eq!(cell_of("Бал \"ара\""), "\"Бал \"\"ара\"\"\"");
    }
}
