//! The order of a queue: out of turn first, then the pattern of first priority and ordinary (rules, section 4).

use crate::Class;

/// The slots of the pattern, numbered for ever. Two counters say how far each kind has got (rules, 4.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slots {
    /// First-priority slots of one block (`P`).
    pub first_per_block: u64,
    /// Ordinary slots of one block (`R`).
    pub ordinary_per_block: u64,
    /// First-priority slots used or forfeited (`f`).
    pub first_used: u64,
    /// Ordinary slots used or forfeited (`o`).
    pub ordinary_used: u64,
}

impl Slots {
    fn first_block(self, nth: u64) -> u64 {
        (self.first_used + nth) / self.first_per_block
    }

    fn ordinary_block(self, nth: u64) -> u64 {
        (self.ordinary_used + nth) / self.ordinary_per_block
    }

    /// The slot that the next one of a class uses: its block and its number, from 0. Out of turn uses none.
    pub(crate) fn next_of(self, class: Class) -> Option<(u64, u64)> {
        match class {
            Class::OutOfTurn => None,
            Class::FirstPriority => Some((self.first_block(0), self.first_used)),
            Class::Ordinary => Some((self.ordinary_block(0), self.ordinary_used)),
        }
    }

    /// How many of `waiting` ordinary applications stand before the `nth` waiting first-priority one.
    fn ordinary_before_first(self, nth: u64, waiting: u64) -> u64 {
        (self.first_block(nth) * self.ordinary_per_block).saturating_sub(self.ordinary_used).min(waiting)
    }

    /// How many of `waiting` first-priority applications stand before the `nth` waiting ordinary one.
    fn first_before_ordinary(self, nth: u64, waiting: u64) -> u64 {
        ((self.ordinary_block(nth) + 1) * self.first_per_block).saturating_sub(self.first_used).min(waiting)
    }
}

/// How many wait in the order, without access, by class.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Waiting {
    /// Out of turn.
    pub out_of_turn: u64,
    /// First priority.
    pub first_priority: u64,
    /// Ordinary.
    pub ordinary: u64,
}

impl Waiting {
    /// All classes together.
    #[must_use]
    pub fn total(self) -> u64 {
        self.out_of_turn + self.first_priority + self.ordinary
    }

    /// One of a class waits no more.
    pub(crate) fn one_less(&mut self, class: Class) {
        match class {
            Class::OutOfTurn => self.out_of_turn -= 1,
            Class::FirstPriority => self.first_priority -= 1,
            Class::Ordinary => self.ordinary -= 1,
        }
    }
}

/// How many of each class stand before one waiting application: the `nth` of its own class by date, from 0.
pub(crate) fn before(slots: Slots, waiting: Waiting, class: Class, nth: u64) -> Waiting {
    match class {
        Class::OutOfTurn => Waiting { out_of_turn: nth, ..Waiting::default() },
        Class::FirstPriority => Waiting {
            out_of_turn: waiting.out_of_turn,
            first_priority: nth,
            ordinary: slots.ordinary_before_first(nth, waiting.ordinary),
        },
        Class::Ordinary => Waiting {
            out_of_turn: waiting.out_of_turn,
            first_priority: slots.first_before_ordinary(nth, waiting.first_priority),
            ordinary: nth,
        },
    }
}

/// A walk along the order of those who wait: which class comes next, and which of that class by date.
#[derive(Debug, Clone)]
pub(crate) struct Walk {
    slots: Slots,
    waiting: Waiting,
    passed: Waiting,
}

impl Walk {
    /// Starts at the front.
    pub(crate) fn new(slots: Slots, waiting: Waiting) -> Self {
        Self { slots, waiting, passed: Waiting::default() }
    }

    /// Starts behind the first `skipped`.
    pub(crate) fn behind(slots: Slots, waiting: Waiting, skipped: u64) -> Self {
        let out_of_turn = skipped.min(waiting.out_of_turn);
        let mut walk = Self { slots, waiting, passed: Waiting { out_of_turn, ..Waiting::default() } };
        let left = skipped - out_of_turn;
        // The number of first-priority applications among the `left` next: each stands behind its own nth and the
        // ordinary ones before it, which grows with nth, so it can be searched.
        let (mut low, mut high) = (0, waiting.first_priority.min(left));
        while low < high {
            let middle = low + (high - low) / 2;
            if middle + slots.ordinary_before_first(middle, waiting.ordinary) < left {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        walk.passed.first_priority = low;
        walk.passed.ordinary = (left - low).min(waiting.ordinary);
        walk
    }
}

impl Iterator for Walk {
    type Item = (Class, u64);

    fn next(&mut self) -> Option<(Class, u64)> {
        let Waiting { out_of_turn, first_priority, ordinary } = self.passed;
        if out_of_turn < self.waiting.out_of_turn {
            self.passed.out_of_turn += 1;
            return Some((Class::OutOfTurn, out_of_turn));
        }
        let first_left = first_priority < self.waiting.first_priority;
        let ordinary_left = ordinary < self.waiting.ordinary;
        if first_left
            && (!ordinary_left || self.slots.first_block(first_priority) <= self.slots.ordinary_block(ordinary))
        {
            self.passed.first_priority += 1;
            return Some((Class::FirstPriority, first_priority));
        }
        if ordinary_left {
            self.passed.ordinary += 1;
            return Some((Class::Ordinary, ordinary));
        }
        None
    }
}

/// What giving access to the next one does to the pattern: the slot is used, and nobody collects arrears for a time
/// when nobody of that class was waiting (rules, 4.1). `left` are those waiting after the grant.
pub(crate) fn use_slot(slots: &mut Slots, class: Class, left: Waiting) {
    match class {
        Class::OutOfTurn => {}
        Class::FirstPriority => {
            let block = slots.first_block(0);
            slots.first_used += 1;
            if left.ordinary == 0 {
                slots.ordinary_used = slots.ordinary_used.max(slots.ordinary_per_block * block);
            }
        }
        Class::Ordinary => {
            let block = slots.ordinary_block(0);
            slots.ordinary_used += 1;
            if left.first_priority == 0 {
                slots.first_used = slots.first_used.max(slots.first_per_block * (block + 1));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn slots(first_used: u64, ordinary_used: u64) -> Slots {
        Slots { first_per_block: 1, ordinary_per_block: 3, first_used, ordinary_used }
    }

    fn letters(walk: Walk) -> String {
        walk.map(|(class, _)| match class {
            Class::OutOfTurn => 'X',
            Class::FirstPriority => 'F',
            Class::Ordinary => 'o',
        })
        .collect()
    }

    fn waiting(out_of_turn: u64, first_priority: u64, ordinary: u64) -> Waiting {
        Waiting { out_of_turn, first_priority, ordinary }
    }

    #[test]
    fn the_order_reads_like_the_brochure() {
        assert_eq!(letters(Walk::new(slots(0, 0), waiting(2, 3, 7))), "XXFoooFoooFo");
        assert_eq!(letters(Walk::new(slots(0, 0), waiting(0, 2, 9))), "FoooFoooooo");
        assert_eq!(letters(Walk::new(slots(0, 0), waiting(0, 4, 2))), "FooFFF");
    }

    #[test]
    fn the_pattern_goes_on_where_yesterday_left_it() {
        assert_eq!(letters(Walk::new(slots(1, 0), waiting(0, 2, 5))), "oooFooF");
        assert_eq!(letters(Walk::new(slots(1, 2), waiting(0, 2, 5))), "oFoooFo");
    }

    proptest! {
        #[test]
        fn a_counted_place_is_the_place_in_the_walk(
            used in (0u64..40, 0u64..40), ratio in (1u64..4, 1u64..5), lengths in (0u64..5, 0u64..30, 0u64..30), skipped in 0u64..70,
        ) {
            let slots = Slots {
                first_per_block: ratio.0, ordinary_per_block: ratio.1, first_used: used.0, ordinary_used: used.1,
            };
            let waiting = waiting(lengths.0, lengths.1, lengths.2);
            let walk: Vec<_> = Walk::new(slots, waiting).collect();
            prop_assert_eq!(walk.len() as u64, waiting.total());
            for (place, &(class, nth)) in walk.iter().enumerate() {
                prop_assert_eq!(before(slots, waiting, class, nth).total(), place as u64);
            }
            let rest: Vec<_> = Walk::behind(slots, waiting, skipped.min(waiting.total())).collect();
            prop_assert_eq!(&rest[..], &walk[skipped.min(waiting.total()) as usize..]);
        }
    }
}
