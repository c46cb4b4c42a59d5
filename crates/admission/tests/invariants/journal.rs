//! The journal: the same entries give the same state, a refusal changes nothing, no date is ever lost.

use crate::acts::acts;
use crate::history::{Town, always};
use admission::{ApplicationId, Command, Event, Step, Territory};
use jiff::Timestamp;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::fmt::Debug;

/// Writes a value down and reads it again.
fn written_and_read<T>(value: &T) -> Result<T, TestCaseError>
where
    T: serde::Serialize + serde::de::DeserializeOwned + PartialEq + Debug,
{
    let text = serde_json::to_string(value).map_err(|fault| TestCaseError::fail(fault.to_string()))?;
    let read = serde_json::from_str(&text).map_err(|fault| TestCaseError::fail(format!("{fault}: {text}")))?;
    prop_assert_eq!(&read, value, "{}", text);
    Ok(read)
}

#[test]
fn a_replay_of_what_was_written_down_gives_the_very_same_state() {
    always(|replayed: &mut Territory, moment| {
        written_and_read(moment.command)?;
        for event in moment.outcome.iter().flatten() {
            replayed.apply(&written_and_read::<Event>(event)?);
        }
        prop_assert!(*replayed == *moment.after, "after {:?}", moment.command);
        Ok(())
    });
}

#[test]
fn a_refusal_leaves_everything_as_it_was() {
    always(|_: &mut (), moment| {
        prop_assert!(moment.outcome.is_ok() || moment.before == moment.after, "{:?}", moment.command);
        Ok(())
    });
}

#[test]
fn no_missed_access_decline_pause_or_stop_changes_the_date_of_an_application() {
    always(|dates: &mut BTreeMap<ApplicationId, Timestamp>, moment| {
        for event in moment.outcome.iter().flatten() {
            if let Event::ApplicationSubmitted { application, applied_at, .. } = event {
                prop_assert_eq!(dates.insert(*application, *applied_at), None, "submitted twice");
            }
        }
        let now = moment.after.applications().map(|it| (it.id(), it.applied_at()));
        prop_assert_eq!(now.collect::<BTreeMap<_, _>>(), dates.clone());
        Ok(())
    });
}

#[test]
fn every_step_of_the_day_runs_once_and_in_order() {
    always(|last: &mut Option<Step>, moment| {
        if let (Command::RunStep { step }, Ok(_)) = (moment.command, moment.outcome) {
            prop_assert!(last.is_none_or(|last| last < *step), "{} after {:?}", step, last);
            *last = Some(*step);
            prop_assert_ne!(moment.after.next_step(), Some(*step));
        }
        Ok(())
    });
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn steps_that_an_outage_delayed_decide_as_they_would_have_in_time(acts in acts(), hours in 1i64..2000) {
        let quiet = Town::play(&acts, &mut |_| Ok(()))?;
        let (mut late, mut in_time) = (quiet.state.clone(), quiet.state);
        let back = quiet.now + jiff::Span::new().hours(hours);
        while late.run_due_step(back).is_some() {}
        while let Some(step) = in_time.due_step(back) {
            in_time.run_due_step(step.due);
        }
        prop_assert!(late == in_time);
    }
}
