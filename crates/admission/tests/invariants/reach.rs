//! The random histories are worth something only if they get everywhere: every event, every refusal, every status.

use crate::acts::acts;
use crate::history::Town;
use admission::Refusal;
use admission::Status::{Access, Enrolled, Expired, Paused, Referred, Stopped, Waiting, Withdrawn};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use std::collections::BTreeSet;

/// Histories that are looked at.
const HISTORIES: usize = 300;

/// All events, by the name under which they are written down, with what ends or causes them where that differs.
const EVENTS: [&str; 49] = [
    "access_ended",
    "application_expired",
    "application_paused",
    "application_restored",
    "application_resumed",
    "application_submitted",
    "application_withdrawn",
    "birth_year_corrected",
    "bulletin_published",
    "bulletin_suspended",
    "calendar_amended",
    "child_enrolled",
    "exchange_agreed",
    "exchange_refused",
    "exchange_wish_ended",
    "exchange_wished",
    "ground_confirmed",
    "ground_ended",
    "group_changed",
    "group_closed",
    "group_moved",
    "group_opened",
    "list_opened",
    "list_opened_to_all",
    "patterns_restarted",
    "place_claimed",
    "places_exchanged",
    "places_recalled",
    "places_reported",
    "policy_changed",
    "policy_scheduled",
    "publication_suspended",
    "referral_ended",
    "referral_extended",
    "scheduled_policy_cancelled",
    "seats_counted",
    "seats_held",
    "standing_choice_stored",
    "step_ran",
    "stop_ended",
    "suspension_ended",
    "territory_founded",
    "twins_joined",
    "twins_parted",
    "window_extended",
    "cause: missed",
    "cause: lapsed_after_recall",
    "cause: taken_back",
    "cause: queue_closed",
];

#[test]
fn random_histories_reach_every_event_every_refusal_and_every_status() {
    let mut runner = TestRunner::deterministic();
    let (mut events, mut refusals, mut statuses) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for _ in 0..HISTORIES {
        let history = acts().new_tree(&mut runner).expect("acts can always be made up").current();
        let played = Town::play(&history, &mut |moment| {
            for event in moment.outcome.iter().flatten() {
                let written = serde_json::to_value(event).expect("an event can be written down");
                // An event without fields is written as its bare name.
                events.extend(written.as_str().map(ToOwned::to_owned));
                for (name, fields) in written.as_object().into_iter().flatten() {
                    events.insert(name.clone());
                    events.extend(fields["cause"].as_str().map(|cause| format!("cause: {cause}")));
                }
            }
            refusals.extend(moment.outcome.as_ref().err().copied());
            statuses.extend(moment.after.applications().map(admission::Application::status));
            Ok(())
        });
        assert!(played.is_ok());
    }
    let missing: Vec<_> = EVENTS.iter().filter(|name| !events.contains(**name)).collect();
    assert!(missing.is_empty(), "never happened: {missing:?}");
    let missing: Vec<_> = Refusal::ALL.iter().filter(|refusal| !refusals.contains(refusal)).collect();
    assert!(missing.is_empty(), "never refused with: {missing:?}");
    assert_eq!(statuses, [Waiting, Access, Referred, Enrolled, Paused, Stopped, Withdrawn, Expired].into());
}
