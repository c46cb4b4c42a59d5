//! What other nodes changed in the tables that this one keeps in memory, taken in.

use crate::change::Change;
use crate::core::Core;
use crate::desk::Desk;
use crate::sql::Connection;
use crate::town::{self, Towns};
use crate::work::AfterCommit;
use crate::{Fault, Who, accounts, hexadecimal, sessions};
use std::ops::Range;
use std::sync::Arc;

/// Reads what the changes are about that this node is behind. Readers see it once what comes back is run, after the
/// commit.
pub(crate) fn take_in(
    connection: &Connection,
    core: &Arc<Core>,
    towns: &Towns,
    desks: &mut Vec<Desk>,
    behind: Range<u64>,
    changes: &[Change],
) -> Result<Vec<AfterCommit>, Fault> {
    if changes.len() as u64 != behind.end - behind.start {
        // Changes are kept for a while only; whoever was away for longer reads everything anew.
        return take_all_in(connection, core, towns, desks);
    }
    let mut after: Vec<AfterCommit> = Vec::new();
    for change in changes {
        let core = Arc::clone(core);
        match change {
            Change::TownFounded(id) => add_missing_towns(connection, towns, desks, Some(*id))?,
            Change::Registry(territory) => {
                desks.iter_mut().filter(|desk| desk.town.id() == *territory).for_each(Desk::registry_is_behind);
            }
            Change::Account(id) => {
                if let Some(account) = accounts::read_one(connection, *id)? {
                    after.push(Box::new(move || core.staff.take_in(account)));
                }
            }
            Change::SessionEnded(hash) => {
                if let Some(hash) = hexadecimal::read(hash) {
                    after.push(Box::new(move || core.sessions.end(&hash)));
                }
            }
            Change::SessionsOfAccountEnded(id) => {
                let who = Who::Staff(*id);
                after.push(Box::new(move || core.sessions.end_where(|session| session.who == who)));
            }
            Change::SessionsOfFamilyEnded(kato, id) => {
                if let Ok(kato) = kato.parse() {
                    let id = *id;
                    after.push(Box::new(move || core.sessions.end_where(|session| session.who.is_for(&kato, id))));
                }
            }
            Change::SessionsOfHelperEnded(id) => {
                let ended = [*id];
                after.push(Box::new(move || core.sessions.end_of_helpers(&ended)));
            }
        }
    }
    Ok(after)
}

fn take_all_in(
    connection: &Connection,
    core: &Arc<Core>,
    towns: &Towns,
    desks: &mut Vec<Desk>,
) -> Result<Vec<AfterCommit>, Fault> {
    add_missing_towns(connection, towns, desks, None)?;
    desks.iter_mut().for_each(Desk::registry_is_behind);
    let accounts = accounts::read_all(connection)?;
    let open = sessions::read_all(connection)?;
    let core = Arc::clone(core);
    Ok(vec![Box::new(move || {
        accounts.into_values().for_each(|account| core.staff.take_in(account));
        core.sessions.are(open);
    })])
}

/// Reads the towns that this node does not serve yet, or the one of that number.
fn add_missing_towns(
    connection: &Connection,
    towns: &Towns,
    desks: &mut Vec<Desk>,
    only: Option<i64>,
) -> Result<(), Fault> {
    for (id, kato, names) in town::read_all(connection)? {
        let is_served = desks.iter().any(|desk| desk.town.id() == id);
        if !is_served && only.is_none_or(|only| only == id) {
            desks.push(Desk::read(connection, towns.make(id, kato, names))?);
        }
    }
    Ok(())
}
