//! What an auditor is told of accesses, referrals and acts is what the state says of them.

use crate::history::always;
use admission::{AccessFate, ActReason, Application, ApplicationId, Chronicle, ReferralFate, Status, Territory};
use jiff::civil::Date;
use proptest::prelude::*;
use std::collections::BTreeMap;

/// A journal as far as it was written, with the chronicle of all its days.
struct Books {
    chronicle: Chronicle,
    state: Territory,
    entries: u64,
}

impl Default for Books {
    fn default() -> Self {
        Self { chronicle: Chronicle::between(Date::MIN, Date::MAX), state: Territory::default(), entries: 0 }
    }
}

fn running(state: &Territory, status: Status) -> Vec<ApplicationId> {
    let mut all: Vec<_> = state.applications().filter(|it| it.status() == status).map(Application::id).collect();
    all.sort_unstable();
    all
}

#[test]
fn what_became_of_accesses_referrals_and_acts_is_told_as_the_state_has_it() {
    always(|books: &mut Books, moment| {
        let Ok(events) = moment.outcome else { return Ok(()) };
        books.entries += 1;
        books.chronicle.repeat(&mut books.state, books.entries, moment.now, events);
        prop_assert!(books.state == *moment.after);

        let grants = books.chronicle.lists().iter().flat_map(|list| list.grants.iter().map(move |grant| (list, grant)));
        let mut choosing = Vec::new();
        for (list, grant) in grants.filter(|(_, grant)| grant.fate == AccessFate::Running) {
            let application = books.state.application(grant.application).expect("it was submitted");
            prop_assert_eq!(application.access_list(), Some(list.on));
            choosing.push(grant.application);
        }
        choosing.sort_unstable();
        prop_assert_eq!(choosing, running(&books.state, Status::Access));

        let valid = books.chronicle.referrals().iter().filter(|it| it.fate == ReferralFate::Running);
        let mut referred = Vec::new();
        for it in valid {
            let known = books.state.application(it.application).and_then(Application::referral).expect("it is valid");
            prop_assert_eq!((known.group, known.valid_until), (it.group, it.valid_until));
            referred.push(it.application);
        }
        referred.sort_unstable();
        prop_assert_eq!(referred, running(&books.state, Status::Referred));

        let mut counted: BTreeMap<(&str, ActReason), u64> = BTreeMap::new();
        for act in books.chronicle.acts() {
            *counted.entry((act.act, act.reason)).or_default() += 1;
        }
        let acts: BTreeMap<_, _> = books.state.acts().map(|(act, reason, count)| ((act, reason), count)).collect();
        prop_assert_eq!(counted, acts);
        Ok(())
    });
}

#[test]
fn a_list_gives_each_slot_once_and_holds_as_many_accesses_as_places_at_most() {
    always(|books: &mut Books, moment| {
        let Ok(events) = moment.outcome else { return Ok(()) };
        books.entries += 1;
        books.chronicle.repeat(&mut books.state, books.entries, moment.now, events);
        for list in books.chronicle.lists() {
            let places: u64 = list.places.values().sum();
            prop_assert!(list.grants.len() as u64 <= places);
            let slots: Vec<_> =
                list.grants.iter().filter_map(|grant| Some((grant.class, grant.slot?.number))).collect();
            let mut once = slots.clone();
            once.sort_unstable();
            once.dedup();
            prop_assert_eq!(once.len(), slots.len());
        }
        Ok(())
    });
}
