//! The master key: one secret of 32 bytes, from which all others are derived.
//! (stub)
use crate::Fault;
use std::path::Path;

/// 32 random bytes. Never printed.
pub struct MasterKey(#[expect(dead_code, reason = "used once sealing is in")] [u8; 32]);

/// Whether the file of the key was there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Created {
    /// It was made just now.
    Now,
    /// It was there.
    Before,
}

impl MasterKey {
    /// Reads the key file, or makes one with mode 0600.
    ///
    /// # Errors
    /// When the file cannot be read or made, is readable by others, or holds no key.
    pub fn load_or_create(_path: &Path) -> Result<(Self, Created), Fault> {
        unimplemented!()
    }

    /// A key given from elsewhere.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}
