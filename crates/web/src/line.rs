//! The front of a queue, drawn: one stone for each child, its shape and colour telling the class.

use admission::{Application, ApplicationId, Class, QueueId, Status, Territory, Waiting};

/// One child in the drawing.
pub(crate) struct Stone {
    pub(crate) place: u64,
    /// Names of its shape and colour in the style sheet.
    pub(crate) look: String,
}

/// A drawn queue with its counts.
pub(crate) struct Line {
    pub(crate) front: Vec<Stone>,
    /// Children left out between the front and the watched one.
    pub(crate) between: u64,
    /// The watched one with those just before it.
    pub(crate) near: Vec<Stone>,
    /// Children behind what is drawn.
    pub(crate) behind: u64,
    pub(crate) holding_access: u64,
    pub(crate) waiting: Waiting,
}

/// Those drawn just before the watched one.
const NEAR: u64 = 3;

impl Line {
    /// The first `length` of a queue, and the watched application where it stands further behind.
    pub(crate) fn of(state: &Territory, queue: QueueId, length: u64, watched: Option<ApplicationId>) -> Self {
        let (holding_access, waiting) =
            state.queue(queue).map_or_else(Default::default, |queue| (queue.holding_access(), queue.waiting()));
        let stones = |skipped: u64, count: u64| {
            let count = usize::try_from(count).unwrap_or_default();
            let order = state.order(queue, skipped).take(count).zip(skipped + 1..);
            order.map(|(application, place)| stone(application, place, watched)).collect::<Vec<_>>()
        };
        let place = watched.and_then(|id| state.position(id)).filter(|place| *place > length);
        let near_from = place.map_or(length, |place| place.saturating_sub(NEAR + 1).max(length));
        let drawn_to = place.unwrap_or(length);
        Self {
            front: stones(0, length),
            between: near_from - length,
            near: stones(near_from, drawn_to - near_from),
            behind: (holding_access + waiting.total()).saturating_sub(drawn_to),
            holding_access,
            waiting,
        }
    }

    /// All that stand in the order.
    pub(crate) fn total(&self) -> u64 {
        self.holding_access + self.waiting.total()
    }
}

fn stone(application: &Application, place: u64, watched: Option<ApplicationId>) -> Stone {
    let mut look = class_look(application.class()).to_owned();
    if application.status() == Status::Access {
        look.push_str(" access");
    }
    if watched == Some(application.id()) {
        look.push_str(" me");
    }
    Stone { place, look }
}

/// The style sheet's name of a class.
pub(crate) fn class_look(class: Class) -> &'static str {
    match class {
        Class::OutOfTurn => "out-of-turn",
        Class::FirstPriority => "first-priority",
        Class::Ordinary => "ordinary",
    }
}

/// The wording's name of a class.
pub(crate) fn class_key(class: Class) -> &'static str {
    match class {
        Class::OutOfTurn => "class-out_of_turn",
        Class::FirstPriority => "class-first_priority",
        Class::Ordinary => "class-ordinary",
    }
}
