//! The master key, and the keys derived from it: one for each purpose, so that none serves two.

use crate::{AccountId, ChildNames, CommandId, Database, Fault, HelperId, SecretCode, hexadecimal};
use admission::{ApplicationId, Iin, Phone};
use hmac::{Hmac, KeyInit, Mac};
use jiff::civil::Date;
use rand::RngCore;
use sha2::Sha256;
use std::fmt;
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::Path;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// Bytes of every key here.
pub(crate) const KEY_BYTES: usize = 32;

/// Bits of a helper's id, which fits a column and a sign of the journal.
const HELPER_BITS: u32 = 60;

/// Mode bits of a file that anybody but its owner can do something with.
const OTHERS: u32 = 0o077;

/// 32 random bytes. Never printed; wiped from memory when dropped.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct MasterKey([u8; KEY_BYTES]);

/// Whether the file of the key was there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Created {
    /// It was made just now.
    Now,
    /// It was there.
    Before,
}

impl fmt::Debug for MasterKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MasterKey(…)")
    }
}

impl MasterKey {
    /// Reads the key file, 64 hexadecimal digits or exactly 32 bytes, or makes one with mode 0600 for a database that
    /// holds no data yet.
    ///
    /// # Errors
    /// When the file cannot be read or made, is readable by others, or holds no key; [`Fault::MasterKeyMissing`]; when
    /// PostgreSQL cannot be asked.
    pub fn load_or_create(path: &Path, database: impl Into<Database>) -> Result<(Self, Created), Fault> {
        let fault = |cause: String| Fault::KeyFile { path: path.to_owned(), cause };
        match fs::metadata(path) {
            Ok(file) if file.mode() & OTHERS != 0 => {
                Err(fault(format!("others can read it (mode {:03o}, must be 600)", file.mode() & 0o777)))
            }
            Ok(_) => {
                let bytes = Zeroizing::new(fs::read(path).map_err(|cause| fault(cause.to_string()))?);
                let key = from_file(&bytes)
                    .ok_or_else(|| fault("it holds neither 64 hexadecimal digits nor exactly 32 bytes".into()))?;
                Ok((Self(key), Created::Before))
            }
            Err(missing) if missing.kind() == std::io::ErrorKind::NotFound => {
                let database = database.into();
                // A new key would open nothing of what is there.
                if database.is_founded()? {
                    return Err(Fault::MasterKeyMissing { path: path.to_owned(), data: database.shown() });
                }
                let mut key = [0; KEY_BYTES];
                rand::rng().fill_bytes(&mut key);
                write_new(path, &key).map_err(|cause| fault(cause.to_string()))?;
                Ok((Self(key), Created::Now))
            }
            Err(cause) => Err(fault(cause.to_string())),
        }
    }

    /// A key given from elsewhere.
    #[must_use]
    pub fn from_bytes(bytes: [u8; KEY_BYTES]) -> Self {
        Self(bytes)
    }
}

/// Makes a file that only its owner can read and that survives a crash right after.
fn write_new(path: &Path, key: &[u8; KEY_BYTES]) -> std::io::Result<()> {
    let text = Zeroizing::new(hexadecimal::write(key) + "\n");
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    let directory = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::File::open(directory)?.sync_all()
}

/// The key as it was written here, or 32 bytes as other programs make them.
fn from_file(bytes: &[u8]) -> Option<[u8; KEY_BYTES]> {
    bytes.try_into().ok().or_else(|| hexadecimal::read(str::from_utf8(bytes).ok()?.trim()))
}

/// One derived key.
#[derive(Zeroize, ZeroizeOnDrop)]
pub(crate) struct Key([u8; KEY_BYTES]);

impl Key {
    pub(crate) fn bytes(&self) -> &[u8; KEY_BYTES] {
        &self.0
    }

    /// HMAC-SHA256 of the parts. Each part is led by its length, so that no two lists of parts read the same.
    pub(crate) fn mac(&self, parts: &[&[u8]]) -> [u8; KEY_BYTES] {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).expect("HMAC takes a key of any length");
        for part in parts {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part);
        }
        mac.finalize().into_bytes().into()
    }
}

/// All derived keys.
pub(crate) struct Keys {
    /// Wraps the key of each application.
    pub(crate) wrap: Key,
    iin: Key,
    phone: Key,
    code: Key,
    helper: Key,
    helper_code: Key,
    session: Key,
    attempt: Key,
    one_time: Key,
    proof: Key,
    device: Key,
    push: Key,
    document: Key,
    api: Key,
    pub(crate) setup: Key,
    /// Seals second factors, and what leads to them.
    pub(crate) factor: Key,
    recovery: Key,
    complaint: Key,
    letter: Key,
    name: Key,
    /// Told apart from another master key by this, which is stored in the open.
    pub(crate) check: [u8; KEY_BYTES],
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Keys(…)")
    }
}

impl Keys {
    pub(crate) fn derived_from(master: &MasterKey) -> Self {
        let master = Key(master.0);
        let derived = |purpose: &str| Key(master.mac(&[b"kezek", purpose.as_bytes()]));
        Self {
            wrap: derived("wrap"),
            iin: derived("iin index"),
            phone: derived("phone index"),
            code: derived("secret code"),
            helper: derived("helper"),
            helper_code: derived("helper's code"),
            session: derived("session"),
            attempt: derived("attempt"),
            one_time: derived("one-time code"),
            proof: derived("referral proof"),
            device: derived("device"),
            push: derived("push sender"),
            document: derived("document id"),
            api: derived("api key"),
            setup: derived("setup code"),
            factor: derived("second factor"),
            recovery: derived("recovery code"),
            complaint: derived("complaint id"),
            letter: derived("letter id"),
            name: derived("name index"),
            check: derived("check").0,
        }
    }

    /// By which an IIN is found, and which says nothing without the key.
    pub(crate) fn iin_index(&self, iin: Iin) -> [u8; KEY_BYTES] {
        self.iin.mac(&[Zeroizing::new(iin.digits()).as_bytes()])
    }

    /// By which a child without an IIN is known again: its names however they are written, and its birth date.
    pub(crate) fn unnumbered_child_index(&self, child: &ChildNames, born_on: Date) -> [u8; KEY_BYTES] {
        let folded = |name: &str| name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        let (surname, name) = (Zeroizing::new(folded(&child.surname)), Zeroizing::new(folded(&child.name)));
        let born_on = Zeroizing::new(born_on.to_string());
        self.iin.mac(&[b"unnumbered", surname.as_bytes(), b"\n", name.as_bytes(), b"\n", born_on.as_bytes()])
    }

    /// By which a phone is found, and which says nothing without the key.
    pub(crate) fn phone_index(&self, phone: &Phone) -> [u8; KEY_BYTES] {
        self.phone.mac(&[phone.as_str().as_bytes()])
    }

    /// What shows that the random half of a session's token was given out here.
    pub(crate) fn session_proof(&self, random: &[u8]) -> [u8; KEY_BYTES] {
        self.session.mac(&[random])
    }

    /// By which somebody who tries something is known again, and which says nothing without the key.
    pub(crate) fn attempt_key(&self, what: &str, by: &str) -> [u8; KEY_BYTES] {
        self.attempt.mac(&[what.as_bytes(), by.as_bytes()])
    }

    /// By which a recovery code is known, and which says nothing without the key.
    pub(crate) fn recovery(&self, account: u64, code: &[u8]) -> [u8; KEY_BYTES] {
        self.recovery.mac(&[&account.to_be_bytes(), code])
    }

    /// What the one-time code of a request is made from.
    pub(crate) fn one_time(&self, request_hash: &[u8]) -> [u8; KEY_BYTES] {
        self.one_time.mac(&[request_hash])
    }

    /// By which a browser of a family is known again, and which says nothing of it.
    pub(crate) fn device_id(&self, application: ApplicationId, endpoint: &str) -> u64 {
        let mac = self.device.mac(&[&application.0.to_be_bytes(), endpoint.as_bytes()]);
        mac.first_chunk().map_or(0, |eight| u64::from_be_bytes(*eight) >> 4)
    }

    /// What the key is made from with which notices to browsers are signed.
    pub(crate) fn push_secret(&self) -> &[u8; KEY_BYTES] {
        self.push.bytes()
    }

    /// What the tag of a printed referral is made from.
    pub(crate) fn proof(&self, parts: &[&[u8]]) -> [u8; KEY_BYTES] {
        self.proof.mac(parts)
    }

    /// By which a document is known again when it is sent twice, and which says nothing without the key.
    pub(crate) fn document(&self, parts: &[&[u8]]) -> u64 {
        let [a, b, c, d, e, f, g, h, ..] = self.document.mac(parts);
        // 60 bits, like every random number of ours.
        u64::from_be_bytes([a, b, c, d, e, f, g, h]) >> 4
    }

    /// The complaint that a request makes: a repeated one makes the same.
    pub(crate) fn complaint_id(&self, kato: &str, application: ApplicationId, request: CommandId) -> u64 {
        let mac = self.complaint.mac(&[kato.as_bytes(), &application.0.to_be_bytes(), &request.0]);
        mac.first_chunk().map_or(0, |eight| u64::from_be_bytes(*eight) >> 4)
    }

    /// By which the words of a name are found, and which says nothing without the key.
    pub(crate) fn name_index(&self, words: &[&str]) -> [u8; KEY_BYTES] {
        self.name.mac(&words.iter().map(|word| word.as_bytes()).collect::<Vec<_>>())
    }

    /// The secret of a key for a kindergarten's software: a repeated request makes the same one.
    pub(crate) fn api_secret(&self, kato: &str, account: AccountId, request: CommandId) -> [u8; KEY_BYTES] {
        self.api.mac(&[b"secret", kato.as_bytes(), &account.0.to_be_bytes(), &request.0])
    }

    /// By which such a secret is known again.
    pub(crate) fn api_hash(&self, secret: &[u8]) -> [u8; KEY_BYTES] {
        self.api.mac(&[b"hash", secret])
    }

    /// What makes the id of a letter one that nobody guesses.
    pub(crate) fn letter(&self, kato: &str, message: u64) -> [u8; KEY_BYTES] {
        self.letter.mac(&[kato.as_bytes(), &message.to_be_bytes()])
    }

    /// The secret code of an application. A new generation is a new code, and the old one counts no more.
    pub(crate) fn code(&self, kato: &str, application: ApplicationId, generation: u32) -> SecretCode {
        let parts: [&[u8]; 3] = [kato.as_bytes(), &application.0.to_be_bytes(), &generation.to_be_bytes()];
        SecretCode::from_derived(&self.code.mac(&parts))
    }

    /// The helper whom a request names: a repeated one names the same, and nobody can choose another family's.
    pub(crate) fn helper_id(&self, kato: &str, application: ApplicationId, request: CommandId) -> HelperId {
        let bytes = self.helper.mac(&[kato.as_bytes(), &application.0.to_be_bytes(), &request.0]);
        let [a, b, c, d, e, f, g, h, ..] = bytes;
        HelperId(u64::from_be_bytes([a, b, c, d, e, f, g, h]) >> (u64::BITS - HELPER_BITS))
    }

    /// The code of a helper, which is no other's and not the family's.
    pub(crate) fn helper_code(&self, kato: &str, application: ApplicationId, helper: HelperId) -> SecretCode {
        let parts: [&[u8]; 3] = [kato.as_bytes(), &application.0.to_be_bytes(), &helper.0.to_be_bytes()];
        SecretCode::from_derived(&self.helper_code.mac(&parts))
    }
}
