//! Decisions on grounds and conclusions, counted: by ground, by the official who decided, and by the kindergarten to which the
//! child was referred or in which it was enrolled.

use super::cells::{self, column, count};
use super::question::Span;
use super::{Report, Told, in_turn, table};
use crate::pages::office::tasks::ground_words;
use crate::trouble::Trouble;
use crate::visit::Visit;
use admission::{ApplicationId, Territory};
use sheets::writing::{Cell, Kind as Holds};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::{Actor, Decision, Registry, Verdict};

/// Confirmed, rejected, revoked.
type Counts = [u64; 3];

pub(super) async fn tell(visit: &Visit, span: Span) -> Result<Told, Trouble> {
    let (since, before) = span.instants(&visit.zone);
    let town = Arc::clone(&visit.town);
    let decisions = in_turn(visit, async move { town.decisions(since, before).await }).await?;
    let registry = visit.town.registry();
    let mut counted: BTreeMap<(String, u64, String), (Actor, Counts)> = BTreeMap::new();
    {
        let state = visit.town.state();
        for Decision { application, ground, code, verdict, by } in &decisions {
            let nth = match verdict {
                Verdict::Confirm => 0,
                Verdict::Reject => 1,
                Verdict::Revoke => 2,
            };
            let kindergarten = kindergarten(visit, (&state, &registry), *application);
            let key = (ground_words(visit, *ground, code.as_deref()), by.id, kindergarten);
            let (_, counts) = counted.entry(key).or_insert((*by, Counts::default()));
            counts[nth] += 1;
        }
    }
    let columns = [
        ("report-ground", Holds::Text),
        ("report-official", Holds::Text),
        ("report-kindergarten", Holds::Text),
        ("report-confirmed", Holds::Number),
        ("report-rejected", Holds::Number),
        ("report-revoked", Holds::Number),
    ];
    let columns = columns.into_iter().map(|(key, kind)| column(visit.t, key, kind)).collect();
    let mut told = table(visit, Report::Grounds, columns);
    for ((ground, _, kindergarten), (by, counts)) in counted {
        let mut row = vec![Cell::Text(ground), cells::official(visit, Some(by)), Cell::Text(kindergarten)];
        row.extend(counts.map(count));
        told.rows.push(row);
    }
    Ok(Told { notes: vec![span.words(visit), visit.t.text("report-grounds-how")], table: told })
}

/// Where the child goes or shall go, as far as that is known.
fn kindergarten(visit: &Visit, (state, registry): (&Territory, &Registry), id: ApplicationId) -> String {
    let application = state.application(id);
    let group = application.and_then(|it| it.enrolled_in().or(it.referral().map(|referral| referral.group)));
    let card = group.and_then(|group| registry.groups.get(&group));
    let known = card.and_then(|card| registry.kindergartens.get(&card.kindergarten));
    known.map_or_else(|| visit.t.text("report-no-kindergarten"), |known| visit.lang.of(&known.names).to_owned())
}
