//! Browsers that families let us send notices to: an address and keys that the browser made, sealed like any contact.

use crate::database::ReadFault;
use crate::sealed::{open_device, seal_device};
use crate::sql::{Connection, SqlFault, sql, values};
use crate::{Fault, Store, Town, column};
use admission::ApplicationId;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Browsers of one family at most: two parents, each with a phone and a computer, and one more.
pub const DEVICES_MAX: usize = 5;

/// A browser as it described itself.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Device {
    /// Address at the push service of its maker.
    pub endpoint: String,
    /// Its public key, in base64url.
    pub p256dh: String,
    /// Its secret, in base64url.
    pub auth: String,
}

impl fmt::Debug for Device {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Device(…)")
    }
}

/// Names a browser among those of its family.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DeviceId(u64);

impl Town {
    /// Sends notices to a browser from now on. The same one counts once; where there are too many, the oldest goes.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`]: ask again.
    pub async fn add_device(&self, application: ApplicationId, device: &Device) -> Result<(), Fault> {
        let (territory, now, keys) = (self.id(), self.core().clock.now(), &self.core().keys);
        let id = keys.device_id(application, &device.endpoint);
        let sealed = seal_device(device, &keys.wrap, self.kato().as_str(), application);
        let write = move |connection: &Connection| {
            let application = column::id(application.0);
            // A family that was erased meanwhile is written of nowhere.
            connection.write(
                sql!(
                    "INSERT INTO device (territory, application, id, added_at, sealed)
                     SELECT ?1, ?2, ?3, ?4, ?5 WHERE EXISTS (SELECT 1 FROM application WHERE territory = ?1 AND id = ?2)
                     ON CONFLICT (territory, application, id) DO UPDATE SET added_at = ?4, sealed = ?5"
                ),
                values![territory, application, column::id(id), column::instant(now), sealed.clone()],
            )?;
            let kept = u32::try_from(DEVICES_MAX).unwrap_or(u32::MAX);
            connection.write(
                sql!(
                    "DELETE FROM device WHERE territory = ?1 AND application = ?2 AND id NOT IN
                     (SELECT newest.id FROM device AS newest WHERE newest.territory = ?1 AND newest.application = ?2
                      ORDER BY newest.added_at DESC, newest.id = ?4 DESC LIMIT ?3)"
                ),
                values![territory, application, kept, column::id(id)],
            )
        };
        self.core().write(write, |()| ()).await
    }

    /// The browsers of a family, the last one first.
    ///
    /// # Errors
    /// A fault of the database, or a seal that does not open.
    pub async fn devices_of(&self, application: ApplicationId) -> Result<Vec<(DeviceId, Device)>, Fault> {
        let town = self.itself()?;
        let read = move |connection: &Connection| -> Result<_, ReadFault> {
            let sealed = connection.all(
                sql!(
                    "SELECT id, sealed FROM device WHERE territory = ?1 AND application = ?2 ORDER BY added_at DESC, id"
                ),
                values![town.id(), column::id(application.0)],
                |row| Ok((DeviceId(column::read_id(row, "id")?), row.blob("sealed")?.to_vec())),
            )?;
            let (wrap, kato) = (&town.core().keys.wrap, town.kato().as_str());
            let open = |(id, sealed): (DeviceId, Vec<u8>)| {
                let device = open_device(&sealed, wrap, kato, application);
                device.map(|device| (id, device)).ok_or(Fault::SealBroken { application })
            };
            Ok(sealed.into_iter().map(open).collect::<Result<_, _>>()?)
        };
        self.core().readers.read("reading the devices of a family", read).await
    }

    /// Sends no more notices to a browser: it is gone.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`]: ask again.
    pub async fn remove_device(&self, application: ApplicationId, id: DeviceId) -> Result<(), Fault> {
        let territory = self.id();
        let write = move |connection: &Connection| {
            connection.write(
                sql!("DELETE FROM device WHERE territory = ?1 AND application = ?2 AND id = ?3"),
                values![territory, column::id(application.0), column::id(id.0)],
            )
        };
        self.core().write(write, |()| ()).await
    }

    /// Sends no more notices to any browser of a family.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`]: ask again.
    pub async fn remove_devices(&self, application: ApplicationId) -> Result<(), Fault> {
        let territory = self.id();
        self.core().write(move |connection| delete_of(connection, territory, application), |()| ()).await
    }
}

impl Store {
    /// What the key of the sender is made from, by which browsers and push services know this service again; the same on
    /// every node.
    #[must_use]
    pub fn push_secret(&self) -> [u8; 32] {
        *self.core().keys.push_secret()
    }
}

/// Whether a family has a browser to which notices go.
pub(crate) fn has_any(connection: &Connection, territory: i64, application: ApplicationId) -> Result<bool, SqlFault> {
    let sql = sql!("SELECT id FROM device WHERE territory = ?1 AND application = ?2 LIMIT 1");
    Ok(connection.first(sql, values![territory, column::id(application.0)], |_| Ok(()))?.is_some())
}

/// Deletes the browsers of a family.
pub(crate) fn delete_of(connection: &Connection, territory: i64, application: ApplicationId) -> Result<(), SqlFault> {
    connection.write(
        sql!("DELETE FROM device WHERE territory = ?1 AND application = ?2"),
        values![territory, column::id(application.0)],
    )
}
