//! Where each application is counted: 16 bytes a row, so that a look-up among a million waits for little memory.

use crate::{ApplicationId, Class};

/// Ways of being counted in one queue: waiting in each class, or holding access.
const WAYS: u32 = 4;
const HOLDING: u32 = 3;
const OUTSIDE: u32 = u32::MAX;

/// How an application is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Counted {
    /// Among those who wait in its class, at its seat by date.
    Waiting(Class),
    /// Among those who hold access, at its seat in their row.
    Holding,
}

/// Follows from the application and its queue; kept beside them for look-ups alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Spot {
    id: ApplicationId,
    seat: u32,
    /// The queue's number and the way of being counted in it, or [`OUTSIDE`].
    row: u32,
}

impl Spot {
    /// Outside the order.
    pub(super) fn outside(id: ApplicationId) -> Self {
        Self { id, seat: 0, row: OUTSIDE }
    }

    pub(super) fn at(id: ApplicationId, queue: u32, counted: Counted, seat: u32) -> Self {
        let way = match counted {
            Counted::Waiting(class) => class as u32,
            Counted::Holding => HOLDING,
        };
        Self { id, seat, row: queue * WAYS + way }
    }

    pub(super) fn id(self) -> ApplicationId {
        self.id
    }

    /// The queue's number, the way of being counted and the seat; `None` outside the order.
    pub(super) fn place(self) -> Option<(u32, Counted, u32)> {
        if self.row == OUTSIDE {
            return None;
        }
        let counted = match self.row % WAYS {
            HOLDING => Counted::Holding,
            way => Counted::Waiting(Class::ALL[way as usize]),
        };
        Some((self.row / WAYS, counted, self.seat))
    }
}
