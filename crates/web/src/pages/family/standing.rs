//! Where one application stands: read from the state in one go, so that a page does not contradict itself.

use super::apply::answers::closes_on;
use super::twins::twin_sign;
use crate::line::{Line, class_key, class_look};
use crate::visit::Visit;
use admission::{Application, ApplicationId, Class, GroupId, Kind, Queue, QueueId, Referral, Status, Waiting};
use jiff::Timestamp;
use jiff::civil::Date;

/// Children drawn at the front of the queue.
const DRAWN: u64 = 14;

/// An access with its window.
pub(super) struct Access {
    pub(super) opened_on: Date,
    pub(super) until: Timestamp,
    /// Places of the list that nobody has taken.
    pub(super) places: u64,
}

/// Those who stand in front.
pub(super) struct InFront {
    pub(super) holding_access: u64,
    pub(super) waiting: Waiting,
}

/// All that the pages say of an application's standing.
pub(super) struct Standing {
    pub(super) sign: String,
    pub(super) queue: QueueId,
    pub(super) class: Class,
    pub(super) status: Status,
    /// A correctional application without its confirmed conclusion.
    pub(super) lacks_conclusion: bool,
    pub(super) applied_at: Timestamp,
    pub(super) place: Option<u64>,
    pub(super) total: u64,
    pub(super) in_front: Option<InFront>,
    pub(super) access: Option<Access>,
    pub(super) referral: Option<Referral>,
    pub(super) enrolled_in: Option<GroupId>,
    pub(super) stopped_until: Option<Date>,
    pub(super) missed_in_a_row: u32,
    /// Places of this queue that any of its families may take now.
    pub(super) open_places: u64,
    /// Places of this queue that open next.
    pub(super) published_places: u64,
    pub(super) closes_on: Option<Date>,
    /// The sign of the twin with whom it is joined.
    pub(super) twin: Option<String>,
    /// Why the twin takes part in no list now, as the key of its status.
    pub(super) twin_away: Option<&'static str>,
    /// Whether the next opening reaches both, where it is joined.
    are_twins_next: Option<bool>,
    pub(super) line: Line,
}

impl Standing {
    pub(super) fn of(visit: &Visit, id: ApplicationId) -> Option<Self> {
        let state = visit.town.state();
        let application = state.application(id)?;
        let queue = state.queue_of(application);
        let places = queue.places();
        let line = Line::of(&state, queue.id(), DRAWN, Some(id));
        let twin = twin_sign(&state, id);
        let are_twins_next = twin.is_some().then(|| state.next_granted().any(|(_, granted)| granted.contains(&id)));
        let in_front = state.in_front(id).map(|(holding_access, waiting)| InFront { holding_access, waiting });
        Some(Self {
            sign: sign(id),
            queue: queue.id(),
            class: application.class(),
            status: application.status(),
            lacks_conclusion: queue.id().kind == Kind::Correctional && !application.has_conclusion(),
            applied_at: application.applied_at(),
            place: state.position(id),
            total: line.total(),
            in_front,
            access: access(application, queue),
            referral: application.referral(),
            enrolled_in: application.enrolled_in(),
            stopped_until: application.stopped_until(),
            missed_in_a_row: application.missed_in_a_row(),
            open_places: places.open,
            published_places: places.published,
            closes_on: closes_on(state.policy(), queue.id().birth_year),
            twin,
            twin_away: state.twin_of(id).and_then(|twin| state.application(twin)).and_then(|twin| away(&state, twin)),
            are_twins_next,
            line,
        })
    }

    pub(super) fn class_key(&self) -> &'static str {
        class_key(self.class)
    }

    pub(super) fn class_look(&self) -> &'static str {
        class_look(self.class)
    }

    pub(super) fn status_key(&self) -> &'static str {
        status_key(self.status, self.lacks_conclusion)
    }

    pub(super) fn is_waiting(&self) -> bool {
        self.status == Status::Waiting && !self.lacks_conclusion
    }

    pub(super) fn is_open(&self) -> bool {
        self.status.is_open()
    }

    pub(super) fn may_pause(&self) -> bool {
        matches!(self.status, Status::Waiting | Status::Access)
    }

    /// The place it would have if it came back now.
    pub(super) fn place_on_return(&self) -> Option<u64> {
        self.in_front.as_ref().map(|front| front.holding_access + front.waiting.total() + 1)
    }

    /// Whether the next opening reaches this application, if nothing changes until then.
    pub(super) fn is_next(&self) -> bool {
        let reached = |front: &InFront| front.waiting.total() < self.published_places;
        let alone = || self.in_front.as_ref().is_some_and(reached);
        self.is_waiting() && self.are_twins_next.unwrap_or_else(alone)
    }
}

fn status_key(status: Status, lacks_conclusion: bool) -> &'static str {
    match status {
        Status::Waiting if lacks_conclusion => "status-no_conclusion",
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

/// How a twin stands that neither waits in the order nor holds access: no list serves the pair then.
fn away(state: &admission::Territory, twin: &Application) -> Option<&'static str> {
    let is_there = twin.status() == Status::Access || state.stands_in_order(twin);
    (!is_there).then(|| status_key(twin.status(), twin.status() == Status::Waiting))
}

fn access(application: &Application, queue: &Queue) -> Option<Access> {
    let opened_on = application.access_list()?;
    let until = queue.lists().get(&opened_on)?.until;
    let early = |offer: &admission::Offer| offer.early.get(&opened_on).copied().unwrap_or(0);
    Some(Access { opened_on, until, places: queue.offers().values().map(early).sum() })
}

/// The sign of an application in two halves, easier to compare.
pub(super) fn sign(id: ApplicationId) -> String {
    let sign = id.to_string();
    match sign.split_at_checked(4) {
        Some((front, back)) if !back.is_empty() => format!("{front}-{back}"),
        _ => sign,
    }
}
