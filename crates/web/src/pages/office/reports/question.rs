//! What somebody asks a report: some days, or a queue at a moment. It comes by an address, so there is nothing personal in it.

use super::{Asks, Wish, kind_code};
use crate::answers::Answers;
use crate::form::Form;
use crate::pages::office::tasks::queue_name;
use crate::typed_day::typed_day;
use crate::visit::Visit;
use admission::{Kind, QueueId, Zone};
use jiff::civil::{Date, Time};
use jiff::{Timestamp, ToSpan};

/// Days that are told where nobody says which, today included.
const DAYS: i64 = 31;
/// Days that one report tells at most.
const DAYS_MAX: i32 = 366;

/// Some local days, the last one included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) first: Date,
    pub(super) last: Date,
}

impl Span {
    /// The instants between which it lies: from the first one to before the other.
    pub(super) fn instants(self, zone: &Zone) -> (Timestamp, Timestamp) {
        let end = self.last.tomorrow().map_or(Timestamp::MAX, |end| zone.instant(end, Time::midnight()));
        (zone.instant(self.first, Time::midnight()), end)
    }

    /// `Day by day from … to …`, for the notes.
    pub(super) fn words(self, visit: &Visit) -> String {
        let (first, last) = (visit.t.date(self.first), visit.t.date(self.last));
        visit.t.with("report-span").set("first", first).set("last", last).to_string()
    }
}

/// The form as it is shown again, and what was asked if it can be answered.
pub(super) struct Question {
    pub(super) form: Form,
    pub(super) wish: Option<Wish>,
}

impl Question {
    pub(super) fn read(visit: &Visit, asks: Asks, answers: Answers) -> Self {
        match asks {
            Asks::Nothing => Self { form: Form::blank(visit.t), wish: Some(Wish::Nothing) },
            Asks::Days => Self::days(visit, answers),
            Asks::Queue => Self::queue(visit, answers),
        }
    }

    fn days(visit: &Visit, answers: Answers) -> Self {
        let today = visit.today();
        if !answers.is_asked("from") && !answers.is_asked("to") {
            let span = Span { first: today.saturating_sub((DAYS - 1).days()), last: today };
            let known = Answers::given([("from", span.first.to_string()), ("to", span.last.to_string())]);
            return Self { form: Form::sent(visit.t, known), wish: Some(Wish::Days(span)) };
        }
        let mut form = Form::sent(visit.t, answers);
        let days = ["from", "to"].map(|name| typed_day(form.of(name)).ok());
        for (name, _) in ["from", "to"].into_iter().zip(days).filter(|(_, day)| day.is_none()) {
            form.complain(name, &visit.t.with("report-day-needed"));
        }
        let [Some(first), Some(last)] = days else { return Self { form, wish: None } };
        if last < first || (last - first).get_days() >= DAYS_MAX {
            form.complain("to", &visit.t.with("report-span-wrong").set("days", DAYS_MAX.unsigned_abs()));
            return Self { form, wish: None };
        }
        Self { form, wish: Some(Wish::Days(Span { first, last })) }
    }

    fn queue(visit: &Visit, answers: Answers) -> Self {
        let zone = &visit.zone;
        if !answers.is_asked("queue") {
            let (day, time) = (visit.today().to_string(), visit.t.time(zone.time(visit.now)));
            let known = Answers::given([("day", day), ("time", time)]);
            return Self { form: Form::sent(visit.t, known), wish: None };
        }
        let mut form = Form::sent(visit.t, answers);
        let queue = read_queue(form.of("queue")).filter(|queue| visit.town.state().queue(*queue).is_some());
        if queue.is_none() {
            form.complain("queue", &visit.t.with("report-queue-needed"));
        }
        let day = typed_day(form.of("day")).ok();
        if day.is_none() {
            form.complain("day", &visit.t.with("report-day-needed"));
        }
        let at = day.and_then(|day| past_moment(zone, day, form.of("time")));
        if day.is_some() && at.is_none() {
            form.complain("time", &visit.t.with("report-time-needed"));
        }
        // Nobody knows the order of a moment that has not come; it is the one of now.
        let wish = queue.zip(at).map(|(queue, at)| Wish::Queue(queue, at.min(visit.now)));
        Self { form, wish }
    }
}

/// A local moment as people type it. A clock that shows `07:00` shows it for a minute: without seconds the end of that minute
/// is meant, and without a time the end of the day.
pub(super) fn past_moment(zone: &Zone, day: Date, typed: &str) -> Option<Timestamp> {
    let typed = if typed.is_empty() { "23:59" } else { typed };
    let has_seconds = typed.matches(':').count() > 1;
    let time: Time = typed.parse().ok()?;
    let time = if has_seconds { time } else { time.with().second(59).subsec_nanosecond(999_999_999).build().ok()? };
    Some(zone.instant(day, time))
}

/// `2022-general`.
pub(super) fn queue_code(queue: QueueId) -> String {
    format!("{}-{}", queue.birth_year, kind_code(queue.kind))
}

fn read_queue(code: &str) -> Option<QueueId> {
    let (year, kind) = code.split_once('-')?;
    let kind = [Kind::General, Kind::Correctional].into_iter().find(|known| kind_code(*known) == kind)?;
    Some(QueueId { birth_year: year.parse().ok()?, kind })
}

/// Every queue that there ever was, the youngest children first.
pub(super) fn queues(visit: &Visit) -> Vec<(QueueId, String)> {
    let mut queues: Vec<QueueId> = visit.town.state().queues().map(admission::Queue::id).collect();
    queues.sort_by_key(|queue| (queue.kind, std::cmp::Reverse(queue.birth_year)));
    queues.into_iter().map(|queue| (queue, queue_name(visit, queue))).collect()
}
