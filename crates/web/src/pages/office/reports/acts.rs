//! Acts outside the order, one by one: which, why, about which sign, and by which official.

use super::cells::{self, column};
use super::question::Span;
use super::{Report, Told, in_turn, table};
use crate::trouble::Trouble;
use crate::visit::Visit;
use sheets::writing::{Cell, Kind as Holds};
use std::sync::Arc;

pub(super) async fn tell(visit: &Visit, span: Span) -> Result<Told, Trouble> {
    let town = Arc::clone(&visit.town);
    let record = in_turn(visit, async move { town.record(span.first, span.last).await }).await?;
    let columns = [
        ("report-at", Holds::Date),
        ("report-entry", Holds::Number),
        ("report-act", Holds::Text),
        ("report-reason", Holds::Text),
        ("report-sign", Holds::Text),
        ("report-official", Holds::Text),
    ];
    let columns = columns.into_iter().map(|(key, kind)| column(visit.t, key, kind)).collect();
    let mut told = table(visit, Report::Acts, columns);
    for (act, by) in record.acts() {
        let (name, reason) = (act.act, act.reason.code());
        told.rows.push(vec![
            cells::moment(&visit.zone, act.at),
            cells::count(act.entry),
            Cell::Text(visit.t.text(format!("statistics-act-{name}"))),
            Cell::Text(visit.t.text(format!("act-{reason}"))),
            cells::sign(act.application),
            cells::official(visit, by),
        ]);
    }
    Ok(Told { notes: vec![span.words(visit), visit.t.text("report-acts-how")], table: told })
}
