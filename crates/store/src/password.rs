//! Passwords of staff: argon2id, and a list of those that are tried first.

use crate::{AccountFault, Fault};
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use std::collections::HashSet;
use std::sync::{LazyLock, OnceLock};

/// Characters of a password at least.
pub const PASSWORD_CHARACTERS_MIN: usize = 10;

/// Bytes of a password at most: nobody types more, and hashing them would cost.
const PASSWORD_BYTES_MAX: usize = 1000;

/// 19 MiB, two passes, one lane: OWASP's first choice for argon2id.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// Passwords that lists of stolen ones begin with, here as elsewhere: one a line, in small letters.
static COMMON: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    include_str!("common_passwords.txt").split(['\t', '\n']).filter(|word| !word.is_empty()).collect()
});

/// A name so short may stand in a password by chance.
const NAME_CHARACTERS_MIN: usize = 4;

/// Whether a password may be set by somebody whose login and kindergarten have these names.
pub(crate) fn check(password: &str, own_names: &[&str]) -> Result<(), AccountFault> {
    let characters = password.chars().count();
    if characters < PASSWORD_CHARACTERS_MIN {
        return Err(AccountFault::PasswordTooShort);
    }
    if password.len() > PASSWORD_BYTES_MAX {
        return Err(AccountFault::PasswordTooLong);
    }
    let lower = password.to_lowercase();
    let first = lower.chars().next();
    if COMMON.contains(lower.as_str()) || lower.chars().all(|letter| Some(letter) == first) {
        return Err(AccountFault::PasswordTooCommon);
    }
    let is_in_it = |name: &&str| name.chars().count() >= NAME_CHARACTERS_MIN && lower.contains(&name.to_lowercase());
    if own_names.iter().any(is_in_it) {
        return Err(AccountFault::PasswordHoldsName);
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
    // Whoever has not set one yet has an empty hash, which takes as long as another.
    let hash = hash.filter(|hash| !hash.is_empty());
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
        assert_eq!(check("қызғалдақ", &[]), Err(AccountFault::PasswordTooShort));
        assert_eq!(check("Password123", &[]), Err(AccountFault::PasswordTooCommon));
        assert_eq!(check("aaaaaaaaaaaa", &[]), Err(AccountFault::PasswordTooCommon));
        assert_eq!(check(&"aб".repeat(500), &[]), Err(AccountFault::PasswordTooLong));
        assert_eq!(check("төрт қызғалдақ", &[]), Ok(()));
    }

    #[test]
    fn common_ones_are_known_however_they_are_written_and_own_names_do_not_help() {
        assert!(COMMON.len() >= 300 && COMMON.iter().all(|known| known.to_lowercase() == **known));
        for common in ["ЙЦУКЕНГШЩЗ", "Qazaqstan123", "Балабақша123", "1QAZ2WSX3EDC"] {
            assert_eq!(check(common, &[]), Err(AccountFault::PasswordTooCommon), "{common}");
        }
        assert_eq!(check("Ақбота күні 7", &["Ақбота"]), Err(AccountFault::PasswordHoldsName));
        assert_eq!(check("balapan-2026-кк", &["balapan"]), Err(AccountFault::PasswordHoldsName));
        assert_eq!(check("төрт қызғалдақ", &["ақ"]), Ok(()), "a name so short is chance");
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
