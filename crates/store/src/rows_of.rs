//! The plain rows that belong to a command, whoever gives it: the word of the day, what became of a review,
//! and what an official must look at.

use crate::Actor;
use crate::work::Rows;
use crate::{TaskKind, Verdict, Word, day_words, extensions, reviews, tasks};
use admission::Command;

/// The rows that belong to a command.
pub(crate) fn command(territory: i64, by: Actor, command: &Command) -> Option<Rows> {
    match *command {
        Command::ReportPlaces { group, places, .. } if places > 0 => {
            Some(Box::new(move |connection, state, recorded| {
                if let Some(group) = state.groups().get(&group) {
                    let day = state.zone().day(recorded.at);
                    day_words::say(connection, territory, day, group.kindergarten, Word::Reported, recorded.at, by)?;
                }
                Ok(None)
            }))
        }
        Command::ConfirmGround { application, ground, reason, document_on, expires_on, .. } => {
            let decision = reviews::Decided { verdict: Verdict::Confirm, reason, document_on, expires_on };
            Some(reviews::decided(territory, application, ground, decision, by))
        }
        Command::RejectGround { application, ground, reason } => {
            let decision = reviews::Decided { verdict: Verdict::Reject, reason, document_on: None, expires_on: None };
            Some(reviews::decided(territory, application, ground, decision, by))
        }
        Command::RevokeGround { application, ground, reason } => {
            let decision = reviews::Decided { verdict: Verdict::Revoke, reason, document_on: None, expires_on: None };
            Some(reviews::decided(territory, application, ground, decision, by))
        }
        Command::ExtendWindows { days, reason } => Some(extensions::noted(territory, days, reason)),
        Command::RefuseReferral { application, .. } => Some(tasks::arises(territory, TaskKind::Refused, application)),
        Command::RestoreApplication { application, .. } => {
            Some(tasks::arises(territory, TaskKind::Restored, application))
        }
        _ => None,
    }
}
