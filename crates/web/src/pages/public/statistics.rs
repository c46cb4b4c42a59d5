//! Statistics: what happened in the queue by day or by month, how places were taken, whether the ratio holds, how long
//! children wait. Drawn on the server, each drawing with its table.

mod waits;

pub(crate) use waits::{WaitInDays, waits_in_days};

use crate::chart::{BAR, Part, columns, length, parts, percent};
use crate::kept::{Public, keep};
use crate::trouble::Trouble;
use crate::visit::{Page, Visit, show as render};
use admission::{ByRatio, Counts, DayCounts, QueueId, Way};
use askama::Template;
use axum::http::HeaderMap;
use axum::response::Response;
use jiff::ToSpan;
use jiff::civil::Date;
use std::collections::BTreeMap;
use waits::{KindWaits, Waits, waits};

/// Days that are shown, today included.
const DAYS: i64 = 31;
/// Months that are shown at most, this one included.
const MONTHS: i64 = 24;

/// The name of a text, and where its count is.
type Named = (&'static str, fn(&Counts) -> u64);

/// What is drawn, in this order.
const MEASURES: [Named; 8] = [
    ("asked", |counts| counts.asked.into()),
    ("offered", |counts| counts.offered),
    ("given", |counts| counts.given_total().into()),
    ("taken", |counts| counts.taken_total().into()),
    ("passed", |counts| counts.passed.into()),
    ("missed", |counts| counts.missed.into()),
    ("expired", |counts| counts.expired.into()),
    ("enrolled", |counts| counts.enrolled.into()),
];

/// The counts of a day or a month, under its name.
struct Slot {
    name: String,
    short: String,
    counts: Counts,
}

/// One count over time.
struct Measure {
    title: String,
    words: String,
    total: u64,
    columns: String,
    /// The same for those who do not see it.
    told: String,
    most: u64,
}

struct WayLine {
    look: &'static str,
    name: String,
    count: u64,
    percent: Option<u64>,
    part: Part,
}

/// How the accesses of one queue were shared while both classes waited.
struct RatioLine {
    /// `None` for all queues together.
    queue: Option<QueueId>,
    by_ratio: ByRatio,
    percent: Option<u64>,
    bar: String,
}

struct ActLine {
    act: String,
    reason: String,
    count: u64,
}

#[derive(Template)]
#[template(path = "pages/public/statistics.html")]
struct StatisticsPage {
    by_month: bool,
    period: String,
    measures: Vec<Measure>,
    slots: Vec<Slot>,
    ways: Vec<WayLine>,
    taken: u64,
    ratio: Vec<RatioLine>,
    /// What the rules of today give to first priority: of how many, percent, and where the bar is marked.
    should_be: (u32, u32, u64, String),
    waits: Waits,
    acts: Vec<ActLine>,
    /// Pairs of children who exchanged their places in this time.
    exchanged: u32,
    visit: Visit,
}

impl StatisticsPage {
    fn bar(&self) -> u32 {
        BAR
    }

    /// How long a bar such a wait is.
    fn waited(&self, days: &Option<u64>) -> String {
        length(days.unwrap_or_default(), self.waits.longest)
    }

    /// Those who wait and those who were enrolled, each under its name.
    fn wait_tables(&self) -> impl Iterator<Item = (String, &[KindWaits])> {
        let all = [("waiting", &self.waits.waiting), ("had-waited", &self.waits.enrolled)];
        let all = all.into_iter().filter(|(_, kinds)| !kinds.is_empty());
        all.map(|(name, kinds)| (self.visit.t.text(format!("statistics-{name}")), kinds.as_slice()))
    }

    fn span(&self, days: &Option<u64>) -> String {
        days.map_or_else(|| "–".to_owned(), |days| self.visit.t.span(days))
    }

    /// The counts of a slot in the order of the drawings.
    fn row(&self, slot: &Slot) -> Vec<(String, String)> {
        let cells = self.measures.iter().zip(MEASURES);
        cells.map(|(measure, (_, count))| (measure.title.clone(), self.visit.t.number(count(&slot.counts)))).collect()
    }
}

/// `GET /{lang}/statistics`: the last days.
pub(super) async fn show_days(visit: Visit, headers: HeaderMap) -> Result<Response, Trouble> {
    keep(visit, &headers, Public::StatisticsByDay, |visit| page(visit, false)).await
}

/// `GET /{lang}/statistics/months`.
pub(super) async fn show_months(visit: Visit, headers: HeaderMap) -> Result<Response, Trouble> {
    keep(visit, &headers, Public::StatisticsByMonth, |visit| page(visit, true)).await
}

fn page(visit: Visit, by_month: bool) -> Page {
    let today = visit.today();
    let (slots, by_queue) = {
        let tally = visit.town.tally();
        let first = first_day(tally.days(), today, by_month);
        let days = &tally.days()[tally.days().partition_point(|day| day.on < first)..];
        (slots(&visit, days, first, by_month), by_queue(days))
    };
    let total = slots.iter().fold(Counts::default(), |mut total, slot| {
        total += &slot.counts;
        total
    });
    let period = match slots.as_slice() {
        [first, .., last] => visit.t.with("statistics-period").set("first", &first.name).set("last", &last.name),
        _ => visit.t.with("statistics-period-one").set("name", slots.first().map_or("", |slot| &slot.name)),
    };
    let (should_be, acts) = {
        let state = visit.town.state();
        let policy = state.policy();
        let (first, all) = (policy.first_priority, policy.first_priority + policy.ordinary);
        let share = percent(first.into(), all.into()).unwrap_or_default();
        let acts = state.acts().map(|(act, reason, count)| ActLine {
            act: visit.t.text(format!("statistics-act-{act}")),
            reason: visit.t.text(format!("act-{}", reason.code())),
            count,
        });
        ((first, policy.ordinary, share, length(first.into(), all.into())), acts.collect())
    };
    let queues = by_queue.iter().map(|(queue, counts)| (Some(*queue), counts.by_ratio));
    render(&StatisticsPage {
        by_month,
        period: period.to_string(),
        measures: MEASURES.iter().map(|(name, count)| measure(&visit, &slots, name, *count)).collect(),
        ways: ways(&visit, &total),
        taken: total.taken_total().into(),
        ratio: std::iter::once((None, total.by_ratio)).chain(queues).filter_map(ratio).collect(),
        should_be,
        waits: waits(&visit),
        acts,
        exchanged: total.exchanged,
        slots,
        visit,
    })
}

/// By days the last month, by months the last two years, as far as the queue was open.
fn first_day(days: &[DayCounts], today: Date, by_month: bool) -> Date {
    let began = days.first().map_or(today, |day| day.on);
    if by_month {
        began.first_of_month().max(today.first_of_month().saturating_sub((MONTHS - 1).months()))
    } else {
        began.max(today.saturating_sub((DAYS - 1).days()))
    }
}

fn slots(visit: &Visit, days: &[DayCounts], first: Date, by_month: bool) -> Vec<Slot> {
    let today = visit.today();
    let step = if by_month { 1.month() } else { 1.day() };
    let begins = std::iter::successors(Some(first), |begin| begin.checked_add(step).ok());
    let slot = |begin: Date| {
        let end = begin.saturating_add(step);
        let mut counts = Counts::default();
        let of_slot = days.iter().filter(|day| (begin..end).contains(&day.on));
        of_slot.flat_map(|day| &day.queues).for_each(|(_, of_queue)| counts += of_queue);
        let (name, short) = if by_month {
            (visit.t.month_of_year(begin), visit.t.month_of_year(begin))
        } else {
            (visit.t.day(begin), visit.t.day_of_month(begin))
        };
        Slot { name, short, counts }
    };
    begins.take_while(|begin| *begin <= today).map(slot).collect()
}

fn by_queue(days: &[DayCounts]) -> BTreeMap<QueueId, Counts> {
    let mut all = BTreeMap::<_, Counts>::new();
    for (queue, counts) in days.iter().flat_map(|day| &day.queues) {
        *all.entry(*queue).or_default() += counts;
    }
    all
}

fn measure(visit: &Visit, slots: &[Slot], name: &str, count: fn(&Counts) -> u64) -> Measure {
    let counts: Vec<u64> = slots.iter().map(|slot| count(&slot.counts)).collect();
    let total = counts.iter().fold(0_u64, |sum, count| sum.saturating_add(*count));
    let title = visit.t.text(format!("statistics-{name}"));
    // Of several days alike, the last.
    let most = counts.iter().zip(slots).max_by_key(|(count, _)| **count).filter(|(count, _)| **count > 0);
    let told = match most {
        Some((most, slot)) => {
            let told = visit.t.with("statistics-told").set("title", title.as_str()).set("total", total);
            told.set("most", most).set("when", slot.name.as_str())
        }
        None => visit.t.with("statistics-told-none").set("title", title.as_str()),
    };
    Measure {
        words: visit.t.text(format!("statistics-{name}-words")),
        total,
        columns: columns(&counts),
        told: told.to_string(),
        most: most.map_or(0, |(most, _)| *most),
        title,
    }
}

fn ways(visit: &Visit, total: &Counts) -> Vec<WayLine> {
    let taken = total.taken.map(u64::from);
    let lines = Way::ALL.into_iter().zip(parts(&taken));
    let line = |(way, part): (Way, Part)| {
        let look = match way {
            Way::Access => "access",
            Way::Open => "open",
            Way::StandingChoice => "standing-choice",
            Way::OutsideOrder => "outside-order",
        };
        let count = u64::from(total.taken_by(way));
        let percent = percent(count, taken.iter().sum());
        WayLine { look, name: visit.t.text(format!("statistics-way-{look}")), count, percent, part }
    };
    lines.map(line).collect()
}

fn ratio((queue, by_ratio): (Option<QueueId>, ByRatio)) -> Option<RatioLine> {
    let (first, all) = (by_ratio.first_priority.into(), by_ratio.total().into());
    let line = RatioLine { queue, by_ratio, percent: percent(first, all), bar: length(first, all) };
    (all > 0).then_some(line)
}
