//! A town begins: its row and the first entry of its journal.

use super::{Pending, Sequencer};
use crate::change::Change;
use crate::desk::Desk;
use crate::opening::Subject;
use crate::{Actor, CommandId, Fault, NewTown, Role, Town, town};
use admission::Command;
use std::sync::Arc;

impl Sequencer {
    /// Founds a town in a transaction of its own.
    pub(super) fn found(&mut self, new: &NewTown) -> Result<Arc<Town>, Fault> {
        let mut pending = Pending::default();
        match self.try_to_found(new, &mut pending) {
            Ok(town) => {
                self.show(pending);
                Ok(town)
            }
            Err(cause) => {
                if matches!(cause, Fault::TownExists(_)) && self.connection.renew().is_ok() {
                    return Err(cause);
                }
                self.failed(&cause);
                Err(cause)
            }
        }
    }

    fn try_to_found(&mut self, new: &NewTown, pending: &mut Pending) -> Result<Arc<Town>, Fault> {
        let clock = self.clock.now();
        let mut subject = Subject { changes: true, ..Subject::default() };
        self.open(&subject, pending)?;
        if self.desks.iter().any(|desk| *desk.town.kato() == new.kato) {
            return Err(Fault::TownExists(new.kato.to_string()));
        }
        let id = town::insert(&self.connection, new)?;
        let mut desk = Desk::empty(self.towns.make(id, new.kato.clone(), new.names.clone()));
        let command = Command::FoundTerritory {
            zone: new.zone.clone(),
            policy: Box::new(new.policy.clone()),
            calendar: new.calendar.clone(),
        };
        let command_id = CommandId::derived(&[new.kato.as_str(), "founding"]);
        let by = Actor { role: Role::Administrator, id: 0 };
        desk.append(desk.instant(clock), by, command_id, &command);
        let town = Arc::clone(&desk.town);
        self.desks.push(desk);
        subject.territories.insert(id);
        self.finish(&subject, &[Change::TownFounded(id)], clock, pending)?;
        Ok(town)
    }
}
