//! Referrals issued: to whom by sign, to which group, how the place was taken, and what became of each.

use super::cells::{self, column};
use super::question::Span;
use super::{Report, Told, in_turn, table};
use crate::pages::office::tasks::queue_name;
use crate::trouble::Trouble;
use crate::visit::Visit;
use admission::{Choice, GivenReferral, ReferralEnd, ReferralFate, Source};
use sheets::writing::{Cell, Column, Kind as Holds};
use std::sync::Arc;
use store::Registry;

pub(super) async fn tell(visit: &Visit, span: Span) -> Result<Told, Trouble> {
    let town = Arc::clone(&visit.town);
    let record = in_turn(visit, async move { town.record(span.first, span.last).await }).await?;
    let registry = visit.town.registry();
    let mut told = table(visit, Report::Referrals, columns(visit));
    let referrals = record.chronicle.referrals();
    told.rows = referrals.iter().map(|referral| row(visit, &registry, referral)).collect();
    let enrolled = referrals.iter().filter(|it| matches!(it.fate, ReferralFate::Enrolled(_))).count();
    let running = referrals.iter().filter(|it| it.fate == ReferralFate::Running).count();
    let sum = visit.t.with("report-referrals-sum").set("count", referrals.len()).set("enrolled", enrolled);
    let sum = sum.set("running", running).set("ended", referrals.len() - enrolled - running);
    Ok(Told { notes: vec![span.words(visit), sum.to_string()], table: told })
}

fn columns(visit: &Visit) -> Vec<Column> {
    let columns = [
        ("report-issued-on", Holds::Date),
        ("report-queue", Holds::Text),
        ("report-sign", Holds::Text),
        ("report-class", Holds::Text),
        ("report-kindergarten", Holds::Text),
        ("report-group", Holds::Text),
        ("report-way", Holds::Text),
        ("report-valid-until", Holds::Date),
        ("report-outcome", Holds::Text),
        ("report-ended-on", Holds::Date),
    ];
    columns.into_iter().map(|(key, kind)| column(visit.t, key, kind)).collect()
}

fn row(visit: &Visit, registry: &Registry, referral: &GivenReferral) -> Vec<Cell> {
    let mut row = vec![
        Cell::Day(referral.issued_on),
        Cell::Text(queue_name(visit, referral.queue)),
        cells::sign(referral.application),
        cells::class(visit.t, referral.class),
    ];
    row.extend(cells::group(visit, registry, referral.group));
    row.push(Cell::Text(visit.t.text(way(referral))));
    row.push(Cell::Day(referral.valid_until));
    row.extend(fate(visit, referral));
    row
}

fn way(referral: &GivenReferral) -> &'static str {
    match (referral.choice, referral.source) {
        (Choice::Official(_), _) => "statistics-way-outside-order",
        (Choice::Standing, _) => "statistics-way-standing-choice",
        (Choice::Family, Source::Early(_)) => "statistics-way-access",
        (Choice::Family, Source::Open | Source::Unoffered) => "statistics-way-open",
    }
}

fn fate(visit: &Visit, referral: &GivenReferral) -> [Cell; 2] {
    let t = visit.t;
    let (words, on) = match referral.fate {
        ReferralFate::Running => (t.text("report-referral-running"), None),
        ReferralFate::Enrolled(on) => (t.text("report-referral-enrolled"), Some(on)),
        ReferralFate::Ended(ReferralEnd::Declined, on) => (t.text("report-referral-declined"), Some(on)),
        ReferralFate::Ended(ReferralEnd::Expired, on) => (t.text("report-referral-expired"), Some(on)),
        ReferralFate::Ended(ReferralEnd::Withdrawn, on) => (t.text("report-referral-withdrawn"), Some(on)),
        ReferralFate::Ended(ReferralEnd::Refused(reason), on) => {
            let why = t.text(format!("refuse-{}", reason.code()));
            (t.with("report-referral-refused").set("reason", why).to_string(), Some(on))
        }
    };
    [Cell::Text(words), on.map_or(Cell::Empty, Cell::Day)]
}
