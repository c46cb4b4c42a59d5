//! The id of one act: a retry carries the same one and gets the recorded answer.

use rand::RngCore;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest, Sha256};
use std::fmt;
use std::str::FromStr;

/// A UUID. A form carries it in a hidden field, so that a repeated POST does nothing twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CommandId(pub [u8; 16]);

/// A text that is no UUID.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a UUID")]
pub struct NotACommandId;

impl CommandId {
    /// A fresh one, version 4.
    #[must_use]
    pub fn random() -> Self {
        let mut bytes = [0; 16];
        rand::rng().fill_bytes(&mut bytes);
        Self::of_version(bytes, 4)
    }

    /// The same one for the same words, version 8: what the clock does on one day has one id on every node.
    #[must_use]
    pub fn derived(words: &[&str]) -> Self {
        let mut hash = Sha256::new();
        for word in words {
            hash.update(word.as_bytes());
            hash.update([0]);
        }
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&hash.finalize()[..16]);
        Self::of_version(bytes, 8)
    }

    fn of_version(mut bytes: [u8; 16], version: u8) -> Self {
        bytes[6] = bytes[6] & 0x0F | version << 4;
        bytes[8] = bytes[8] & 0x3F | 0x80;
        Self(bytes)
    }
}

impl fmt::Display for CommandId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, byte) in self.0.iter().enumerate() {
            if matches!(place, 4 | 6 | 8 | 10) {
                f.write_str("-")?;
            }
            write!(f, "{byte:02x}")?;
        }
        Ok(())
    }
}

impl FromStr for CommandId {
    type Err = NotACommandId;

    fn from_str(text: &str) -> Result<Self, NotACommandId> {
        let mut bytes = [0; 16];
        let mut digits = text.bytes().filter(|&byte| byte != b'-').map(|byte| char::from(byte).to_digit(16));
        for byte in &mut bytes {
            let (Some(Some(high)), Some(Some(low))) = (digits.next(), digits.next()) else { return Err(NotACommandId) };
            *byte = u8::try_from(high << 4 | low).map_err(|_| NotACommandId)?;
        }
        if digits.next().is_some() { Err(NotACommandId) } else { Ok(Self(bytes)) }
    }
}

impl Serialize for CommandId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for CommandId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_as_it_was_shown() {
        let id = CommandId::random();
        let shown = id.to_string();
        assert_eq!((shown.len(), shown.as_bytes()[14]), (36, b'4'));
        assert_eq!(shown.parse(), Ok(id));
        for wrong in ["", "zz", &shown[1..], &format!("{shown}0")] {
            assert_eq!(wrong.parse::<CommandId>(), Err(NotACommandId));
        }
    }

    #[test]
    fn the_same_step_of_the_same_town_has_the_same_id() {
        let id = |town, step| CommandId::derived(&[town, step]);
        assert_eq!(id("710000000", "2026-03-02 opening"), id("710000000", "2026-03-02 opening"));
        assert_ne!(id("710000000", "2026-03-02 opening"), id("750000000", "2026-03-02 opening"));
    }
}
