//! Reports of the office: a list of them, each as a page, as a spreadsheet, as CSV and on paper. Signs and names of staff stand in
//! them, no name of a family and no IIN.

mod acts;
pub(super) mod cells;
pub(super) mod file;
mod grounds;
mod occupancy;
mod order;
mod protocols;
mod question;
mod referrals;
mod silent;
mod waits;

pub use order::{order_csv, typed_moment};

use crate::answers::Asked;
use crate::form::Form;
use crate::rights::OfficeStaff;
use crate::trouble::Trouble;
use crate::visit::{Page, Visit, show as render};
use admission::{Kind, QueueId};
use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use file::{As, Files};
use jiff::Timestamp;
use question::{Question, Span};
use sheets::writing::{Cell, Column, Kind as ColumnKind, Table};
use std::future::Future;

/// Rows of a report that its page shows; its files have all of them.
const ROWS_SHOWN: usize = 100;

/// All reports, in the order of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Report {
    Occupancy,
    Protocols,
    Referrals,
    Waits,
    Grounds,
    Acts,
    Silent,
    Order,
}

/// What a report has to be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asks {
    Nothing,
    Days,
    Queue,
}

/// What it was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wish {
    Nothing,
    Days(Span),
    Queue(QueueId, Timestamp),
}

/// A report as it is shown and taken away.
struct Told {
    /// Sentences that belong to it: what is counted, and the sums.
    notes: Vec<String>,
    table: Table,
}

impl Report {
    const ALL: [Self; 8] = [
        Self::Occupancy,
        Self::Protocols,
        Self::Referrals,
        Self::Waits,
        Self::Grounds,
        Self::Acts,
        Self::Silent,
        Self::Order,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Occupancy => "occupancy",
            Self::Protocols => "protocols",
            Self::Referrals => "referrals",
            Self::Waits => "waits",
            Self::Grounds => "grounds",
            Self::Acts => "acts",
            Self::Silent => "silent",
            Self::Order => "order",
        }
    }

    fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|report| report.name() == name)
    }

    fn asks(self) -> Asks {
        match self {
            Self::Occupancy | Self::Waits => Asks::Nothing,
            Self::Protocols | Self::Referrals | Self::Grounds | Self::Acts | Self::Silent => Asks::Days,
            Self::Order => Asks::Queue,
        }
    }

    fn title(self, visit: &Visit) -> String {
        let name = self.name();
        visit.t.text(format!("report-{name}"))
    }

    async fn tell(self, visit: &Visit, wish: Wish) -> Result<Told, Trouble> {
        match (self, wish) {
            (Self::Occupancy, _) => occupancy::tell(visit).await,
            (Self::Waits, _) => Ok(waits::tell(visit)),
            (Self::Protocols, Wish::Days(span)) => protocols::tell(visit, span).await,
            (Self::Referrals, Wish::Days(span)) => referrals::tell(visit, span).await,
            (Self::Grounds, Wish::Days(span)) => grounds::tell(visit, span).await,
            (Self::Acts, Wish::Days(span)) => acts::tell(visit, span).await,
            (Self::Silent, Wish::Days(span)) => silent::tell(visit, span).await,
            (Self::Order, Wish::Queue(queue, at)) => order::tell(visit, queue, at).await,
            _ => Err(Trouble::NotFound),
        }
    }
}

/// A table of this report, without rows.
fn table(visit: &Visit, report: Report, columns: Vec<Column>) -> Table {
    let made_at = visit.zone.day(visit.now).to_datetime(visit.zone.time(visit.now));
    Table { title: report.title(visit), made_at, columns, rows: Vec::new() }
}

/// Reads a journal from its beginning when it is this visitor's turn: one at a time, and to its end even if the visitor goes away,
/// so that the next one's turn comes after that.
async fn in_turn<T: Send + 'static>(
    visit: &Visit,
    reading: impl Future<Output = Result<T, store::Fault>> + Send + 'static,
) -> Result<T, Trouble> {
    let turn = visit.site.ledgers.turn().await;
    let reading = tokio::spawn(async move {
        let _turn = turn;
        reading.await
    });
    Ok(reading.await.map_err(Trouble::broken)??)
}

struct Line {
    name: &'static str,
    title: String,
    words: String,
}

#[derive(Template)]
#[template(path = "pages/office/reports.html")]
struct ReportsPage {
    lines: Vec<Line>,
    visit: Visit,
}

/// `GET /{lang}/office/reports`.
pub(super) async fn show_all(staff: OfficeStaff) -> Page {
    let visit = staff.visit;
    let line = |report: Report| {
        let name = report.name();
        Line { name, title: report.title(&visit), words: visit.t.text(format!("report-{name}-words")) }
    };
    render(&ReportsPage { lines: Report::ALL.into_iter().map(line).collect(), visit })
}

/// One cell as the page shows it.
struct Shown {
    text: String,
    /// The name of its column.
    label: String,
    is_number: bool,
}

#[derive(Template)]
#[template(path = "pages/office/report.html")]
struct ReportPage {
    title: String,
    words: String,
    asks: Asks,
    form: Form,
    /// Queues that can be asked for, with their words.
    queues: Vec<(QueueId, String)>,
    notes: Vec<String>,
    columns: Vec<Column>,
    rows: Vec<Vec<Shown>>,
    total: usize,
    /// Where there is something to take away.
    files: Option<Files>,
    visit: Visit,
}

impl ReportPage {
    fn is_chosen(&self, queue: &QueueId) -> bool {
        self.form.of("queue") == question::queue_code(*queue)
    }

    fn code(&self, queue: &QueueId) -> String {
        question::queue_code(*queue)
    }
}

/// `GET /{lang}/office/reports/occupancy`, `…/acts?from=2026-03-01&to=2026-03-31`, `…/order.pdf?queue=2022-general&day=…&time=…&part=2`.
pub(super) async fn show(
    staff: OfficeStaff,
    Path((_, name)): Path<(String, String)>,
    asked: Asked,
) -> Result<Response, Trouble> {
    let visit = staff.visit;
    let (name, wished_as) = match name.rsplit_once('.') {
        Some((name, ending)) => (name, Some(As::ending(ending).ok_or(Trouble::NotFound)?)),
        None => (name.as_str(), None),
    };
    let report = Report::named(name).ok_or(Trouble::NotFound)?;
    let part = asked.0.of("part").parse().unwrap_or(1);
    let Question { form, wish } = Question::read(&visit, report.asks(), asked.0);
    let told = match wish {
        Some(wish) => Some(report.tell(&visit, wish).await?),
        None => None,
    };
    match (wished_as, told) {
        (None, told) => Ok(render(&page(visit, report, form, wish, told))?.into_response()),
        (Some(wished_as), Some(told)) => file::write(&visit, (report, wished_as, part), told).await,
        (Some(_), None) => Err(Trouble::BadForm),
    }
}

fn page(visit: Visit, report: Report, form: Form, wish: Option<Wish>, told: Option<Told>) -> ReportPage {
    let name = report.name();
    let queues = if report.asks() == Asks::Queue { question::queues(&visit) } else { Vec::new() };
    let files = told.as_ref().zip(wish).map(|(told, wish)| Files::of(&visit, report, wish, told.table.rows.len()));
    let (notes, table) = told.map_or((Vec::new(), None), |told| (told.notes, Some(told.table)));
    let total = table.as_ref().map_or(0, |table| table.rows.len());
    let rows =
        table.iter().flat_map(|table| table.rows.iter().take(ROWS_SHOWN).map(move |row| shown(table, row))).collect();
    ReportPage {
        title: report.title(&visit),
        words: visit.t.text(format!("report-{name}-words")),
        asks: report.asks(),
        form,
        queues,
        notes,
        columns: table.map(|table| table.columns).unwrap_or_default(),
        rows,
        total,
        files,
        visit,
    }
}

fn shown(table: &Table, row: &[Cell]) -> Vec<Shown> {
    let cell = |(cell, of): (&Cell, &Column)| Shown {
        text: cells::words(cell),
        label: of.name.clone(),
        is_number: of.kind == ColumnKind::Number,
    };
    row.iter().zip(&table.columns).map(cell).collect()
}

/// The word by which an address knows a kind.
fn kind_code(kind: Kind) -> &'static str {
    match kind {
        Kind::General => "general",
        Kind::Correctional => "correctional",
    }
}
