//! Plays random acts against a town and shows every single decision to whoever checks it.

use crate::acts::{Act, Wait, acts};
use crate::commands::first_commands;
use admission::{Command, Event, Refusal, Territory};
use jiff::{Span, Timestamp};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

/// Histories that every invariant is tried on.
const HISTORIES: u32 = 48;

/// One decision: a command or a step of the day, and the state around it.
pub(crate) struct Moment<'a> {
    pub(crate) now: Timestamp,
    pub(crate) before: &'a Territory,
    pub(crate) command: &'a Command,
    pub(crate) outcome: &'a Result<Vec<Event>, Refusal>,
    pub(crate) after: &'a Territory,
}

impl Moment<'_> {
    /// Shows each event with the state before and after it.
    pub(crate) fn each_event(
        &self,
        mut look: impl FnMut(&Territory, &Event, &Territory) -> Result<(), TestCaseError>,
    ) -> Result<(), TestCaseError> {
        let mut state = self.before.clone();
        for event in self.outcome.iter().flatten() {
            let before = state.clone();
            state.apply(event);
            look(&before, event, &state)?;
        }
        Ok(())
    }
}

/// A town whose history is being made.
pub(crate) struct Town {
    pub(crate) state: Territory,
    pub(crate) now: Timestamp,
}

/// Tries a claim about every moment of random histories. What the check remembers lives for one history.
pub(crate) fn always<Memory: Default>(check: impl Fn(&mut Memory, &Moment) -> Result<(), TestCaseError>) {
    let config = ProptestConfig { cases: HISTORIES, failure_persistence: None, ..ProptestConfig::default() };
    let outcome = TestRunner::new(config).run(&acts(), |acts| {
        let mut memory = Memory::default();
        Town::play(&acts, &mut |moment| check(&mut memory, moment)).map(|_| ())
    });
    if let Err(fault) = outcome {
        panic!("{fault}");
    }
}

impl Town {
    /// Plays a whole history from the founding on.
    pub(crate) fn play(
        acts: &[Act],
        look: &mut impl FnMut(&Moment) -> Result<(), TestCaseError>,
    ) -> Result<Self, TestCaseError> {
        let now = "2026-08-20T04:00:00Z".parse().expect("an instant");
        let mut town = Self { state: Territory::default(), now };
        for command in first_commands() {
            town.decide(&command, look)?;
        }
        for act in acts {
            match act {
                Act::Wait(wait) => town.wait(*wait, look)?,
                act => {
                    let command = town.command(act);
                    town.decide(&command, look)?;
                }
            }
        }
        Ok(town)
    }

    fn decide(
        &mut self,
        command: &Command,
        look: &mut impl FnMut(&Moment) -> Result<(), TestCaseError>,
    ) -> Result<(), TestCaseError> {
        let before = self.state.clone();
        let outcome = self.state.decide(self.now, command);
        look(&Moment { now: self.now, before: &before, command, outcome: &outcome, after: &self.state })
    }

    fn wait(
        &mut self,
        wait: Wait,
        look: &mut impl FnMut(&Moment) -> Result<(), TestCaseError>,
    ) -> Result<(), TestCaseError> {
        let steps = match wait {
            Wait::Steps(steps) => steps,
            Wait::Minutes(minutes) => return self.move_to(self.now + Span::new().minutes(minutes), look),
            Wait::Days(days) => return self.move_to(self.now + Span::new().hours(24 * days), look),
        };
        for _ in 0..steps {
            let due = self.state.next_step().map_or(self.now, |step| step.due);
            self.move_to(due, look)?;
        }
        Ok(())
    }

    fn move_to(
        &mut self,
        at: Timestamp,
        look: &mut impl FnMut(&Moment) -> Result<(), TestCaseError>,
    ) -> Result<(), TestCaseError> {
        self.now = at;
        while let Some(step) = self.state.due_step(at) {
            self.decide(&Command::RunStep { step }, look)?;
        }
        Ok(())
    }
}
