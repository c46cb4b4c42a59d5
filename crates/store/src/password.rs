//! Passwords of staff: argon2id, and a short list of those that are tried first.

use crate::{AccountFault, Fault};
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use std::sync::OnceLock;

/// Characters of a password at least.
pub const PASSWORD_CHARACTERS_MIN: usize = 10;

/// Bytes of a password at most: nobody types more, and hashing them would cost.
const PASSWORD_BYTES_MAX: usize = 1000;

/// 19 MiB, two passes, one lane: OWASP's first choice for argon2id.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// Passwords of ten characters or more that every list of stolen ones begins with, here as elsewhere.
const COMMON: [&str; 32] = [
    "1234567890",
    "0123456789",
    "0987654321",
    "1111111111",
    "0000000000",
    "12345678910",
    "123456789a",
    "1q2w3e4r5t",
    "1q2w3e4r5t6y",
    "1qaz2wsx3edc",
    "qwertyuiop",
    "qwerty1234",
    "qwerty12345",
    "qwerty123456",
    "asdfghjkl1",
    "password12",
    "password123",
    "password1234",
    "passw0rd123",
    "iloveyou12",
    "administrator",
    "admin12345",
    "admin123456",
    "welcome123",
    "changeme123",
    "kazakhstan",
    "kazakhstan1",
    "qazaqstan1",
    "balabaqsha",
    "balabaksha",
    "detskiysad",
    "kindergarten",
];

/// Whether a password may be set.
pub(crate) fn check(password: &str) -> Result<(), AccountFault> {
    let characters = password.chars().count();
    if characters < PASSWORD_CHARACTERS_MIN {
        return Err(AccountFault::PasswordTooShort);
    }
    if password.len() > PASSWORD_BYTES_MAX {
        return Err(AccountFault::PasswordTooLong);
    }
    let lower = password.to_lowercase();
    let first = lower.chars().next();
    if COMMON.contains(&lower.as_str()) || lower.chars().all(|letter| Some(letter) == first) {
        return Err(AccountFault::PasswordTooCommon);
    }
    Ok(())
}

fn argon2() -> Argon2<'static> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).expect("these parameters are within argon2's bounds");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

/// Hashes a password under a fresh salt. Takes some 20 to 80 milliseconds.
pub(crate) fn hash(password: &str) -> Result<String, Fault> {
    let hashed = argon2().hash_password(password.as_bytes());
    hashed
        .map(|hash| hash.to_string())
        .map_err(|cause| Fault::Database { doing: "hashing a password", cause: cause.to_string() })
}

/// Whether a password is the one of that hash. Without a hash the work is the same and the answer is no.
pub(crate) fn is_right(password: &str, hash: Option<&str>) -> bool {
    static NOBODYS: OnceLock<String> = OnceLock::new();
    let nobodys = NOBODYS.get_or_init(|| self::hash("a password that nobody has").unwrap_or_default());
    let Ok(parsed) = PasswordHash::new(hash.unwrap_or(nobodys)) else { return false };
    let same =
        password.len() <= PASSWORD_BYTES_MAX && Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok();
    same && hash.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_long_enough_and_not_the_first_that_is_tried() {
        assert_eq!(check("қызғалдақ"), Err(AccountFault::PasswordTooShort));
        assert_eq!(check("Password123"), Err(AccountFault::PasswordTooCommon));
        assert_eq!(check("aaaaaaaaaaaa"), Err(AccountFault::PasswordTooCommon));
        assert_eq!(check(&"aб".repeat(500)), Err(AccountFault::PasswordTooLong));
        assert_eq!(check("төрт қызғалдақ"), Ok(()));
    }

    #[test]
    fn only_the_right_password_is_right() {
        let stored = hash("төрт қызғалдақ").unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
        assert!(is_right("төрт қызғалдақ", Some(&stored)));
        assert!(!is_right("бес қызғалдақ", Some(&stored)));
        assert!(!is_right("a password that nobody has", None));
    }
}
