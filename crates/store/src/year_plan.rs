//! The yearly turn of a kindergarten: prepared as a plan, looked at, and carried out at once.

use crate::sql::{Connection, sql, values};
use crate::work::{Asked, Prepared, Rows};
use crate::{Actor, CommandId, Fault, Town, column};
use admission::{Command, Event, GroupTurn, KindergartenId, Refusal};

impl Town {
    /// The plan of a kindergarten, if it has prepared one.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn year_plan(&self, kindergarten: KindergartenId) -> Result<Option<Vec<GroupTurn>>, Fault> {
        let territory = self.id();
        self.core()
            .readers
            .read("reading the plan of a year", move |connection| {
                let sql = sql!("SELECT body FROM year_plan WHERE territory = ?1 AND kindergarten = ?2");
                let values = values![territory, kindergarten.0];
                Ok(connection.first(sql, values, |row| column::read_json(row, "body"))?)
            })
            .await
    }

    /// Keeps the plan of a kindergarten over the one before.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`]: ask again.
    pub async fn prepare_year(&self, kindergarten: KindergartenId, turns: Vec<GroupTurn>) -> Result<(), Fault> {
        let (territory, at) = (self.id(), self.core().clock.now());
        self.core()
            .write(
                move |connection| {
                    connection.write(
                        sql!(
                            "INSERT INTO year_plan (territory, kindergarten, body, prepared_at) VALUES (?1, ?2, ?3, ?4)
                             ON CONFLICT (territory, kindergarten) DO UPDATE
                             SET body = excluded.body, prepared_at = excluded.prepared_at"
                        ),
                        values![territory, kindergarten.0, column::json(&turns), column::instant(at)],
                    )
                },
                |()| {},
            )
            .await
    }

    /// Carries a plan out: the entry in the journal, and the plan is gone, in one transaction.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`]: ask again with the same command id.
    pub async fn turn_year(
        &self,
        kindergarten: KindergartenId,
        turns: Vec<GroupTurn>,
        by: Actor,
        command_id: CommandId,
    ) -> Result<Result<Vec<Event>, Refusal>, Fault> {
        let territory = self.id();
        let rows: Rows = Box::new(move |connection: &Connection, _, _| {
            let sql = sql!("DELETE FROM year_plan WHERE territory = ?1 AND kindergarten = ?2");
            connection.write(sql, values![territory, kindergarten.0])?;
            Ok(None)
        });
        let rows = crate::staff_entries::noted(territory, by, Some(rows));
        let command = Command::TurnYear { kindergarten, turns };
        Ok(self.ask(command_id, Asked::Complete(Prepared { by, command, rows })).await?.outcome)
    }
}
