//! Joining twins: whether two children can be twins is read from their sealed records; the journal learns only that they are.

use crate::{Act, Actor, CommandId, Fault, Town};
use admission::{ApplicationId, Command, Refusal};
use jiff::ToSpan;
use jiff::civil::Date;

/// Why two applications are not joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TwinsFault {
    /// The birth dates lie more than a month apart (rules, 9).
    BornApart,
    /// The rules refuse it.
    Refused(Refusal),
}

impl Town {
    /// Joins two children of one family whose birth dates lie within a month. That they are of one family is for the caller
    /// to have made sure of: who joins them knows the codes of both, or has seen both certificates.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`]: ask again with the same command id.
    pub async fn join_twins(
        &self,
        applications: [ApplicationId; 2],
        by: Actor,
        command_id: CommandId,
    ) -> Result<Result<(), TwinsFault>, Fault> {
        let [one, other] = applications;
        let (of_one, of_other) = (self.applicant(one).await?, self.applicant(other).await?);
        let (Some(of_one), Some(of_other)) = (of_one, of_other) else {
            return Ok(Err(TwinsFault::Refused(Refusal::UnknownApplication)));
        };
        if !are_within_a_month(of_one.born_on, of_other.born_on) {
            return Ok(Err(TwinsFault::BornApart));
        }
        let done = self.act(Act { command: Command::JoinTwins { applications }, by, command_id }).await?;
        Ok(done.outcome.map(drop).map_err(TwinsFault::Refused))
    }
}

fn are_within_a_month(one: Date, other: Date) -> bool {
    let (first, last) = (one.min(other), one.max(other));
    first.saturating_add(1.month()) >= last
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_month_is_counted_from_the_elder_and_its_last_day_belongs_to_it() {
        let elder = date(2023, 1, 31);
        assert!(are_within_a_month(elder, elder));
        assert!(are_within_a_month(date(2023, 2, 28), elder));
        assert!(!are_within_a_month(elder, date(2023, 3, 1)));
        assert!(are_within_a_month(date(2022, 12, 31), date(2023, 1, 31)));
        assert!(!are_within_a_month(date(2023, 5, 10), date(2023, 6, 11)));
    }
}
