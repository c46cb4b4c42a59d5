//! Waits: how long the children of each queue and class wait, and had waited when they were enrolled.

use super::cells::{self, column, count, count_if_any};
use super::{Report, Told, table};
use crate::pages::office::tasks::queue_name;
use crate::pages::waits_in_days;
use crate::visit::Visit;
use sheets::writing::{Cell, Kind as Holds};

pub(super) fn tell(visit: &Visit) -> Told {
    let columns = [
        ("report-queue", Holds::Text),
        ("report-class", Holds::Text),
        ("report-waiting", Holds::Number),
        ("report-waiting-median", Holds::Number),
        ("report-waiting-longest", Holds::Number),
        ("report-enrolled", Holds::Number),
        ("report-enrolled-median", Holds::Number),
    ];
    let columns = columns.into_iter().map(|(key, kind)| column(visit.t, key, kind)).collect();
    let mut told = table(visit, Report::Waits, columns);
    for ((queue, class), days) in waits_in_days(&visit.town, visit.today()) {
        told.rows.push(vec![
            Cell::Text(queue_name(visit, queue)),
            cells::class(visit.t, class),
            count(days.waiting),
            count_if_any(days.median),
            count_if_any(days.longest),
            count(days.enrolled),
            count_if_any(days.enrolled_median),
        ]);
    }
    Told { notes: vec![visit.t.text("report-waits-how")], table: told }
}
