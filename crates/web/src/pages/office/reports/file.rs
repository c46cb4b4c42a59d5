//! A report to be taken away: XLSX, CSV, or a paper in as many parts as it takes.

use super::{Report, Told, Wish, cells, question};
use crate::Lang;
use crate::press;
use crate::trouble::Trouble;
use crate::visit::Visit;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use sheets::writing::{Kind, Separator, Table};

/// How a report is taken away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::pages::office) enum As {
    Xlsx,
    Csv,
    Pdf,
}

impl As {
    pub(in crate::pages::office) fn ending(ending: &str) -> Option<Self> {
        match ending {
            "xlsx" => Some(Self::Xlsx),
            "csv" => Some(Self::Csv),
            "pdf" => Some(Self::Pdf),
            _ => None,
        }
    }
}

/// The addresses of the files of a report.
pub(super) struct Files {
    pub(super) xlsx: String,
    pub(super) csv: String,
    /// A paper, or its parts.
    pub(super) papers: Vec<String>,
}

impl Files {
    pub(super) fn of(visit: &Visit, report: Report, wish: Wish, rows: usize) -> Self {
        let asked = match wish {
            Wish::Nothing => String::new(),
            Wish::Days(span) => format!("from={}&to={}", span.first, span.last),
            Wish::Queue(queue, at) => {
                // The very instant: the same address gives the same order for ever.
                let (day, time) = (visit.zone.day(at), visit.zone.time(at));
                format!("queue={}&day={day}&time={time}", question::queue_code(queue))
            }
        };
        let address = |ending: &str, part: Option<usize>| {
            let part = part.map(|part| format!("part={part}"));
            let asked: Vec<_> = [asked.clone()].into_iter().chain(part).filter(|some| !some.is_empty()).collect();
            let mark = if asked.is_empty() { "" } else { "?" };
            visit.to(&format!("/office/reports/{}.{ending}{mark}{}", report.name(), asked.join("&")))
        };
        let parts = rows.div_ceil(papers::ROWS_MAX).max(1);
        let papers = (1..=parts).map(|part| address("pdf", (parts > 1).then_some(part)));
        Self { xlsx: address("xlsx", None), csv: address("csv", None), papers: papers.collect() }
    }
}

/// Semicolons where the comma stands in numbers.
pub(super) fn separator(lang: Lang) -> Separator {
    match lang {
        Lang::Kk | Lang::Ru => Separator::Semicolon,
        Lang::En => Separator::Comma,
    }
}

/// Writes a report as a file; `part` counts from 1.
pub(super) async fn write(
    visit: &Visit,
    (report, wished, part): (Report, As, usize),
    told: Told,
) -> Result<Response, Trouble> {
    let name = format!("kezek-{}-{}", report.name(), visit.today());
    if wished != As::Pdf {
        return sheet(visit, &name, wished, told.table).await;
    }
    let list = list(visit, told, part).ok_or(Trouble::NotFound)?;
    let name = if part > 1 { format!("{name}-{part}.pdf") } else { format!("{name}.pdf") };
    let pdf = visit.site.press.print_list(move || papers::list(&list)).await?;
    Ok(press::shown(&name, pdf))
}

/// Writes a table as a spreadsheet, on a thread that may take its time; there is no paper of it.
pub(in crate::pages::office) async fn sheet(
    visit: &Visit,
    name: &str,
    wished: As,
    table: Table,
) -> Result<Response, Trouble> {
    let separator = separator(visit.lang);
    let (ending, kind) = match wished {
        As::Csv => ("csv", "text/csv; charset=utf-8; header=present"),
        As::Xlsx => ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        As::Pdf => return Err(Trouble::NotFound),
    };
    let write = move || if wished == As::Csv { table.csv(separator) } else { table.xlsx() };
    let written = tokio::task::spawn_blocking(write).await.map_err(|_| Trouble::Unavailable)?;
    let bytes = written.map_err(Trouble::broken)?;
    let disposition = format!("attachment; filename=\"{name}.{ending}\"");
    let headers = [(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, disposition)];
    Ok((headers, bytes).into_response())
}

/// One part of a report on paper; `None` behind the last one.
fn list(visit: &Visit, told: Told, part: usize) -> Option<papers::List> {
    let Told { notes, table } = told;
    let rows_total = table.rows.len();
    let rows_before = part.checked_sub(1)?.checked_mul(papers::ROWS_MAX)?;
    if rows_before > 0 && rows_before >= rows_total {
        return None;
    }
    let rows = table.rows.iter().skip(rows_before).take(papers::ROWS_MAX);
    let column = |column: sheets::writing::Column| papers::ListColumn {
        name: column.name,
        is_number: column.kind == Kind::Number,
    };
    Some(papers::List {
        language: press::language(visit.lang),
        issuer: press::issuer(visit.lang, visit.town.names()),
        rows: rows.map(|row| row.iter().map(cells::words).collect()).collect(),
        title: table.title,
        notes,
        made_at: table.made_at,
        columns: table.columns.into_iter().map(column).collect(),
        rows_before,
        rows_total,
        demo: visit.site.demo().is_some(),
    })
}
