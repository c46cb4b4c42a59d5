//! The order of a queue at any past moment, read from the journal as it was then: for an auditor, and for the day on which the
//! service is down.

use super::cells::{self, column, count};
use super::file::separator;
use super::question::past_moment;
use super::{Report, Told, in_turn, table};
use crate::Lang;
use crate::pages::office::tasks::{queue_name, queue_words};
use crate::trouble::Trouble;
use crate::visit::Visit;
use crate::wording::Wording;
use admission::{QueueId, Status, Zone};
use jiff::Timestamp;
use jiff::civil::Date;
use sheets::writing::{Cell, Column, Kind as Holds, Table};
use std::sync::Arc;
use store::{OrderLine, PastOrder};

pub(super) async fn tell(visit: &Visit, queue: QueueId, at: Timestamp) -> Result<Told, Trouble> {
    let town = Arc::clone(&visit.town);
    let order = in_turn(visit, async move { town.order_at(queue, at).await }).await?;
    let queue = queue_name(visit, queue);
    let title = visit.t.with("report-order-of").set("queue", queue).to_string();
    let known = table(visit, Report::Order, columns(visit.t));
    let told = Table { title, rows: rows(visit.t, &order), ..known };
    let date = visit.t.date(visit.zone.day(at));
    let time = visit.zone.time(at).strftime("%H:%M:%S").to_string();
    let as_of = visit.t.with("report-order-as-of").set("date", date).set("time", time);
    let as_of = as_of.set("entry", order.entry.to_string());
    let placed = order.lines.iter().filter(|line| line.place.is_some()).count();
    let sum = visit.t.with("report-order-sum").set("placed", placed).set("outside", order.lines.len() - placed);
    Ok(Told { notes: vec![as_of.to_string(), sum.to_string()], table: told })
}

/// The order as CSV, for whoever reads a journal that nobody serves.
///
/// # Errors
/// In words, where the table cannot be written.
pub fn order_csv(lang: Lang, order: &PastOrder) -> Result<Vec<u8>, String> {
    let t = Wording::of(lang);
    let made_at = order.zone.day(order.at).to_datetime(order.zone.time(order.at));
    let table = Table { title: queue_words(t, order.queue), made_at, columns: columns(t), rows: rows(t, order) };
    table.csv(separator(lang)).map_err(|fault| fault.to_string())
}

/// A local moment as people type it: `2026-03-02 07:00`, `2026-03-02T07:00:30`, `2026-03-02`.
#[must_use]
pub fn typed_moment(zone: &Zone, typed: &str) -> Option<Timestamp> {
    let (day, time) = typed.trim().split_once(['T', ' ']).unwrap_or((typed.trim(), ""));
    past_moment(zone, day.parse::<Date>().ok()?, time.trim())
}

fn columns(t: Wording) -> Vec<Column> {
    let columns = [
        ("report-place", Holds::Number),
        ("report-sign", Holds::Text),
        ("report-class", Holds::Text),
        ("report-status", Holds::Text),
        ("report-since", Holds::Date),
        ("report-applied-at", Holds::Date),
    ];
    columns.into_iter().map(|(key, kind)| column(t, key, kind)).collect()
}

fn rows(t: Wording, order: &PastOrder) -> Vec<Vec<Cell>> {
    let row = |line: &OrderLine| {
        vec![
            line.place.map_or(Cell::Empty, count),
            cells::sign(line.application),
            cells::class(t, line.class),
            Cell::Text(t.text(status(line))),
            cells::moment(&order.zone, line.since),
            cells::moment(&order.zone, line.applied_at),
        ]
    };
    order.lines.iter().map(row).collect()
}

fn status(line: &OrderLine) -> &'static str {
    match line.status {
        Status::Waiting if line.lacks_conclusion => "status-no_conclusion",
        Status::Waiting => "status-waiting",
        Status::Access => "status-access",
        Status::Referred => "status-referred",
        Status::Enrolled => "status-enrolled",
        Status::Paused => "status-paused",
        Status::Stopped => "status-stopped",
        Status::Withdrawn => "status-withdrawn",
        Status::Expired => "status-expired",
    }
}
