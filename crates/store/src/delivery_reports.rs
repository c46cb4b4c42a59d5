//! What providers say of messages after they have taken them. A message is named outside by an id that says nothing of a family.

use crate::code::proof_code;
use crate::sql::{Connection, sql, values};
use crate::{Channel, Fate, Fault, Message, Store, column};
use admission::Kato;
use subtle::ConstantTimeEq;

/// What a provider says later of a message that it took.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reported {
    /// It arrived.
    Arrived,
    /// It will never arrive.
    Returned,
}

impl Store {
    /// What a message is called outside, the same each time it is sent. Anybody can write a letter to the address of the sender,
    /// so the id of a letter cannot be guessed.
    #[must_use]
    pub fn outer_id(&self, message: &Message) -> String {
        let Message { town, id, channel, .. } = message;
        match channel {
            Channel::Email => format!("{town}-{id}-{}", self.mark_of_letter(town, *id)),
            Channel::Sms | Channel::Push => format!("{town}-{id}"),
        }
    }

    fn mark_of_letter(&self, town: &Kato, id: u64) -> String {
        proof_code(&self.core().keys.letter(town.as_str(), id))
    }

    /// Whose message that id is, if it is one that was given out for that channel.
    fn message_of(&self, channel: Channel, outer_id: &str) -> Option<(Kato, u64)> {
        let (town, rest) = outer_id.split_once('-')?;
        let (id, mark) = rest.split_once('-').map_or((rest, None), |(id, mark)| (id, Some(mark)));
        let (town, id): (Kato, u64) = (town.parse().ok()?, id.parse().ok()?);
        let is_ours = match (channel, mark) {
            (Channel::Email, Some(mark)) => {
                let right = self.mark_of_letter(&town, id);
                mark.to_ascii_uppercase().as_bytes().ct_eq(right.as_bytes()).into()
            }
            (Channel::Sms, None) => true,
            _ => false,
        };
        is_ours.then_some((town, id))
    }

    /// Notes what a provider says of a message that was handed over; whether there is such a one, and that was new.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`]: say it again.
    pub async fn message_was_reported(
        &self,
        channel: Channel,
        outer_id: &str,
        reported: Reported,
    ) -> Result<bool, Fault> {
        let Some((town, id)) = self.message_of(channel, outer_id) else { return Ok(false) };
        let Some(town) = self.town(&town) else { return Ok(false) };
        let (territory, now) = (town.id(), self.clock().now());
        let fate = match reported {
            Reported::Arrived => Fate::Delivered,
            Reported::Returned => Fate::Returned,
        };
        let write = move |connection: &Connection| {
            // One that was given up may have arrived all the same; that it did not is known already.
            let sql = sql!(
                "UPDATE message SET fate = ?4, fate_at = ?5 WHERE id = ?1 AND territory = ?2 AND channel = ?3
                 AND (fate IN ('waiting', 'sending', 'sent') OR fate = 'given_up' AND ?4 = 'delivered')
                 AND tries > 0 RETURNING id"
            );
            let of =
                values![column::id(id), territory, column::word(&channel), column::word(&fate), column::instant(now)];
            Ok(connection.first(sql, of, |row| row.integer("id"))?.is_some())
        };
        self.core().write(write, |_: &bool| ()).await
    }
}
