//! The end of a kindergarten, by closing it or by going on in another, and where it is reminded while it goes on.

use super::rows;
use crate::change;
use crate::staff_entries::noted;
use crate::work::{AfterCommit, Asked, Prepared, Rows};
use crate::{Actor, CommandId, Fault, Kindergarten, Town};
use admission::{Command, KindergartenId, Refusal};

/// What changes of a kindergarten besides its particulars; each is written alone, so that two officials never undo each other.
enum Change {
    /// Where it is reminded.
    Reminded(String),
    /// It is closed.
    Closed,
    /// It goes on in another, which the entry has written.
    GoneOn,
}

impl Town {
    /// Where a kindergarten is reminded that it has said nothing yet; empty where it shall not be.
    ///
    /// # Errors
    /// [`Fault::Unknown`] if there is no such kindergarten; [`Fault::Busy`] and [`Fault::Unavailable`].
    pub async fn remind_at(&self, id: KindergartenId, email: String) -> Result<(), Fault> {
        self.change_kindergarten(id, Change::Reminded(email)).await
    }

    /// Closes a kindergarten none of whose groups is open: it leaves the lists, its past stays.
    ///
    /// # Errors
    /// [`Fault::Unknown`] if there is no such kindergarten; [`Fault::Busy`] and [`Fault::Unavailable`].
    pub async fn close_kindergarten(&self, id: KindergartenId, by: Actor) -> Result<Result<(), Refusal>, Fault> {
        if self.registry().groups_of(id).next().is_some() {
            return Ok(Err(Refusal::GroupInUse));
        }
        tracing::info!(kindergarten = id.0, role = ?by.role, by = by.id, "kindergarten closed");
        self.change_kindergarten(id, Change::Closed).await.map(Ok)
    }

    /// Lets all groups of a kindergarten go on in another: the entry in the journal and the end of the first in one
    /// transaction. Places and referrals stay with their groups.
    ///
    /// # Errors
    /// [`Fault::Unknown`] if one of them is not there or has ended; [`Fault::Busy`] and [`Fault::Unavailable`].
    pub async fn merge_kindergarten(
        &self,
        id: KindergartenId,
        into: KindergartenId,
        by: Actor,
        command_id: CommandId,
    ) -> Result<Result<(), Refusal>, Fault> {
        let registry = self.registry();
        let is_open = |id| registry.kindergartens.get(&id).is_some_and(|it: &Kindergarten| !it.is_closed);
        let is_retry = self.recorded(command_id).await?.is_some();
        if !(is_retry || is_open(id) && is_open(into)) {
            return Err(Fault::Unknown("kindergarten"));
        }
        let (town, territory) = (self.itself()?, self.id());
        let rows: Rows = Box::new(move |connection, _, _| {
            rows::end_in(connection, territory, id, into)?;
            let show: AfterCommit = Box::new(move || {
                town.change_registry(|all| {
                    if let Some(ended) = all.kindergartens.get_mut(&id) {
                        (ended.is_closed, ended.merged_into) = (true, Some(into));
                    }
                });
            });
            Ok(Some(show))
        });
        let rows = noted(territory, by, Some(rows));
        let command = Command::MergeKindergarten { kindergarten: id, into };
        let recorded = self.ask(command_id, Asked::Complete(Prepared { by, command, rows })).await?;
        // Other nodes read the registry anew when they see the groups move; where there was none to move they do so here.
        self.change_kindergarten(id, Change::GoneOn).await?;
        Ok(recorded.outcome.map(drop))
    }

    /// Writes what only we say of a kindergarten, and tells the other nodes.
    async fn change_kindergarten(&self, id: KindergartenId, change: Change) -> Result<(), Fault> {
        if !self.registry().kindergartens.contains_key(&id) {
            return Err(Fault::Unknown("kindergarten"));
        }
        let (town, territory) = (self.itself()?, self.id());
        let written = self.core().change(
            move |connection| {
                match &change {
                    Change::Reminded(email) => rows::remind_at(connection, territory, id, email)?,
                    Change::Closed => rows::close(connection, territory, id)?,
                    Change::GoneOn => {}
                }
                Ok((change, vec![change::Change::Registry(territory)]))
            },
            move |change| {
                town.change_registry(|all| {
                    let Some(kindergarten) = all.kindergartens.get_mut(&id) else { return };
                    match change {
                        Change::Reminded(email) => kindergarten.email.clone_from(email),
                        Change::Closed => kindergarten.is_closed = true,
                        Change::GoneOn => {}
                    }
                });
            },
        );
        written.await.map(drop)
    }
}
