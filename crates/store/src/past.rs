//! Where in a journal to look: which entries name an application, touch a queue, or answered a command id. Kept in memory,
//! as the state is; it follows from the journal.

use crate::CommandId;
use crate::touched::Touched;
use admission::{ApplicationId, QueueId};
use hashbrown::{HashMap, HashTable};
use std::collections::{BTreeMap, BTreeSet};

/// One entry that names an application, and the one before it that does.
#[derive(Debug, Clone, Copy)]
struct Naming {
    entry: u32,
    /// One more than its place in the row of all namings; 0 at the first one.
    before: u32,
}

/// Which entries name an application or touch a queue.
#[derive(Debug, Default)]
pub(crate) struct Past {
    everywhere: Vec<u32>,
    queues: BTreeMap<QueueId, Vec<u32>>,
    namings: Vec<Naming>,
    /// One more than the place of the last naming of each application.
    last: HashMap<ApplicationId, u32>,
}

fn short(number: u64) -> u32 {
    u32::try_from(number).expect("a journal has fewer than four thousand million entries")
}

impl Past {
    /// Takes in the next entry.
    pub(crate) fn take(&mut self, number: u64, touched: &Touched) {
        let entry = short(number);
        if touched.everywhere {
            self.everywhere.push(entry);
        }
        for &queue in &touched.queues {
            let entries = self.queues.entry(queue).or_default();
            // One that came here in this entry has brought it along already.
            if entries.last() != Some(&entry) {
                entries.push(entry);
            }
        }
        for &application in &touched.applications {
            let last = self.last.entry(application).or_default();
            self.namings.push(Naming { entry, before: *last });
            *last = short(self.namings.len() as u64);
        }
        for &(application, queue) in &touched.moved {
            self.bring_past(application, queue);
        }
    }

    /// An application that comes into a queue brings its past along: what it is there follows from what it was before.
    fn bring_past(&mut self, application: ApplicationId, queue: QueueId) {
        let past: Vec<_> = self.entries_of(application).collect();
        let entries = self.queues.entry(queue).or_default();
        entries.extend(past);
        entries.sort_unstable();
        entries.dedup();
    }

    fn entries_of(&self, application: ApplicationId) -> impl Iterator<Item = u32> {
        let mut next = self.last.get(&application).copied().unwrap_or_default();
        std::iter::from_fn(move || {
            let place = next.checked_sub(1)?;
            let naming = self.namings.get(place as usize)?;
            next = naming.before;
            Some(naming.entry)
        })
    }

    /// Numbers of the entries that name an application, ascending.
    pub(crate) fn naming(&self, application: ApplicationId) -> Vec<u64> {
        let mut entries: Vec<_> = self.entries_of(application).map(u64::from).collect();
        entries.reverse();
        entries
    }

    /// The last entry that names an application, or touches its queue or every queue; 0 if there is none.
    pub(crate) fn last_about(&self, application: ApplicationId, queue: QueueId) -> u64 {
        let naming = self.entries_of(application).next();
        let touching = self.queues.get(&queue).and_then(|entries| entries.last().copied());
        let last = [naming, touching, self.everywhere.last().copied()].into_iter().flatten().max();
        u64::from(last.unwrap_or_default())
    }

    /// Numbers of the entries that touch a queue, or every queue.
    pub(crate) fn touching(&self, queue: QueueId) -> BTreeSet<u64> {
        let entries = self.queues.get(&queue).into_iter().flatten().chain(&self.everywhere);
        entries.copied().map(u64::from).collect()
    }
}

/// Which entry answered a command id. An id is known by half of it: 64 random bits, and the entry itself tells the rest.
#[derive(Debug, Default)]
pub(crate) struct Answered {
    /// By number of the entry, from 1.
    halves: Vec<u64>,
    entries: HashTable<u32>,
}

fn half(id: CommandId) -> u64 {
    let [a, b, c, d, e, f, _, g, _, h, ..] = id.0;
    // Without the digits that tell the version and are the same in all.
    u64::from_le_bytes([a, b, c, d, e, f, g, h]).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

impl Answered {
    /// The next entry answered this id.
    pub(crate) fn push(&mut self, id: CommandId) {
        let half = half(id);
        self.halves.push(half);
        let halves = &self.halves;
        let entry = short(halves.len() as u64);
        self.entries.insert_unique(half, entry, |&entry| halves[entry as usize - 1]);
    }

    /// Numbers of the entries that may have answered an id: hardly ever more than one.
    pub(crate) fn by(&self, id: CommandId) -> Option<u64> {
        let half = half(id);
        self.entries.find(half, |&entry| self.halves[entry as usize - 1] == half).map(|&entry| u64::from(entry))
    }

    /// Forgets the entries behind a number.
    pub(crate) fn cut_behind(&mut self, number: u64) {
        while self.halves.len() as u64 > number {
            let entry = short(self.halves.len() as u64);
            if let Some(half) = self.halves.pop()
                && let Ok(there) = self.entries.find_entry(half, |&other| other == entry)
            {
                there.remove();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use admission::Kind;

    const QUEUE: QueueId = QueueId { birth_year: 2022, kind: Kind::General };
    const OTHER: QueueId = QueueId { birth_year: 2023, kind: Kind::General };

    fn touching(queue: QueueId, applications: &[u64]) -> Touched {
        let applications = applications.iter().copied().map(ApplicationId).collect();
        Touched { queues: vec![queue], applications, ..Touched::default() }
    }

    #[test]
    fn an_application_that_comes_into_a_queue_brings_its_past_along() {
        let mut past = Past::default();
        past.take(1, &Touched { everywhere: true, ..Touched::default() });
        past.take(2, &touching(QUEUE, &[7]));
        past.take(3, &touching(OTHER, &[8]));
        past.take(4, &touching(QUEUE, &[7, 9]));
        assert_eq!(past.naming(ApplicationId(7)), [2, 4]);
        assert_eq!(past.touching(OTHER).into_iter().collect::<Vec<_>>(), [1, 3]);
        assert_eq!((past.last_about(ApplicationId(7), QUEUE), past.last_about(ApplicationId(8), OTHER)), (4, 3));
        let moved = Touched { moved: vec![(ApplicationId(7), OTHER)], ..touching(QUEUE, &[7]) };
        past.take(5, &moved);
        assert_eq!(past.touching(OTHER).into_iter().collect::<Vec<_>>(), [1, 2, 3, 4, 5]);
        assert_eq!(past.touching(QUEUE).into_iter().collect::<Vec<_>>(), [1, 2, 4, 5]);
    }

    #[test]
    fn what_was_cut_off_answered_nothing() {
        let mut answered = Answered::default();
        let ids: Vec<_> = (0..100).map(|_| CommandId::random()).collect();
        ids.iter().for_each(|&id| answered.push(id));
        assert!(ids.iter().zip(1..).all(|(&id, number)| answered.by(id) == Some(number)));
        answered.cut_behind(60);
        assert_eq!((answered.by(ids[59]), answered.by(ids[60]), answered.by(ids[99])), (Some(60), None, None));
        answered.push(ids[99]);
        assert_eq!(answered.by(ids[99]), Some(61));
    }
}
