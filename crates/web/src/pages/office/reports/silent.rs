//! Silent kindergartens: on how many of the working days each has said anything, and when it last did. The most silent stand first.

use super::cells::{self, column, count};
use super::question::Span;
use super::{Report, Told, table};
use crate::trouble::Trouble;
use crate::visit::Visit;
use sheets::writing::{Cell, Kind as Holds};
use std::collections::BTreeSet;
use store::{Said, Word};

pub(super) async fn tell(visit: &Visit, span: Span) -> Result<Told, Trouble> {
    // A day that has not come is no silence, and a word on a day off makes up for none.
    let last = span.last.min(visit.today());
    let days: BTreeSet<_> = {
        let state = visit.town.state();
        let days = span.first.series(jiff::Span::new().days(1)).take_while(|day| *day <= last);
        days.filter(|day| state.calendar().is_working_day(*day)).collect()
    };
    let working = days.len() as u64;
    let said = visit.town.said_on(days).await?;
    let columns = [
        ("report-kindergarten", Holds::Text),
        ("report-district", Holds::Text),
        ("report-working-days", Holds::Number),
        ("report-days-said", Holds::Number),
        ("report-days-silent", Holds::Number),
        ("report-last-word-at", Holds::Date),
        ("report-last-word", Holds::Text),
    ];
    let columns = columns.into_iter().map(|(key, kind)| column(visit.t, key, kind)).collect();
    let mut told = table(visit, Report::Silent, columns);
    let registry = visit.town.registry();
    let mut lines: Vec<(&store::Kindergarten, Said)> =
        registry.open_kindergartens().map(|it| (it, said.get(&it.id).copied().unwrap_or_default())).collect();
    lines.sort_by_key(|(it, said)| (said.days, said.last.map(|(day, _)| day), visit.lang.of(&it.names).to_owned()));
    let silent_today = lines.iter().filter(|(_, said)| said.last.is_none_or(|(day, _)| day < visit.today())).count();
    for (kindergarten, said) in lines {
        let word = said.last.map(|(_, last)| match last.word {
            Word::Reported => "report-word-reported",
            Word::Nothing => "report-word-nothing",
        });
        told.rows.push(vec![
            Cell::Text(visit.lang.of(&kindergarten.names).to_owned()),
            Cell::Text(visit.lang.of(&kindergarten.district).to_owned()),
            count(working),
            count(said.days),
            count(working.saturating_sub(said.days)),
            said.last.map_or(Cell::Empty, |(_, last)| cells::moment(&visit.zone, last.at)),
            Cell::Text(visit.t.text(word.unwrap_or("report-word-never"))),
        ]);
    }
    let today = visit.t.with("report-silent-today").set("count", silent_today).to_string();
    Ok(Told { notes: vec![span.words(visit), today], table: told })
}
