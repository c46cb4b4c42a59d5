//! Codes of an app that counts time: six digits, another every thirty seconds (RFC 6238), as every such app has them.

use rand::RngCore;
use totp_rs::{Algorithm, Builder};

/// Bytes of a secret, which its owner's app keeps: as many as the hash has (RFC 4226, 4).
const SECRET_BYTES: usize = 20;

const DIGITS: u8 = 6;
const STEP_SECONDS: u64 = 30;

/// The clock of a telephone may be wrong by so many steps.
const SKEW_STEPS: u16 = 1;

/// One app's secret, for one account.
pub struct Totp(totp_rs::Totp);

impl Totp {
    /// A secret that nobody has yet.
    #[must_use]
    pub fn new_secret() -> Vec<u8> {
        let mut secret = vec![0; SECRET_BYTES];
        rand::rng().fill_bytes(&mut secret);
        secret
    }

    /// The secret of an account as its app will show it; `None` where it is too short for a secret.
    #[must_use]
    pub fn of(secret: &[u8], issuer: &str, account: &str) -> Option<Self> {
        // A colon parts issuer and account in the address that the app reads.
        let plain = |text: &str| text.replace(':', " ");
        // Many apps know no other hash, and say nothing where they are asked for one.
        let builder = Builder::new().with_algorithm(Algorithm::SHA1).with_digits(DIGITS).with_skew(SKEW_STEPS);
        let builder = builder.with_step_duration(STEP_SECONDS).with_secret(secret.to_vec());
        builder.with_issuer(Some(plain(issuer))).with_account_name(plain(account)).build().ok().map(Self)
    }

    /// What the app reads from a drawing.
    #[must_use]
    pub fn address(&self) -> Option<String> {
        self.0.to_url().ok()
    }

    /// The secret to be typed where no camera reads it: letters and digits, in fours.
    #[must_use]
    pub fn spelled(&self) -> String {
        let letters: Vec<char> = self.0.secret().to_base32().chars().collect();
        letters.chunks(4).map(String::from_iter).collect::<Vec<_>>().join(" ")
    }

    /// What the app shows at a second since 1970.
    #[must_use]
    pub fn shown_at(&self, second: u64) -> String {
        self.0.generate(second).to_string()
    }

    /// The time step whose code that is, now or a step away from it. Whoever asks keeps which step was used last: a code
    /// counts once.
    #[must_use]
    pub fn step_of(&self, typed: &str, second: i64) -> Option<u64> {
        let digits: String = typed.chars().filter(|letter| !letter.is_whitespace() && *letter != '-').collect();
        if digits.len() != usize::from(DIGITS) || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        self.0.check(&digits, u64::try_from(second).ok()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The secret and the values of RFC 6238, appendix B, of which an app shows the last six digits.
    const SECRET: &[u8] = b"12345678901234567890";

    fn app() -> Totp {
        Totp::of(SECRET, "Kezek: Үлгі", "asel").expect("twenty bytes are enough")
    }

    #[test]
    fn the_codes_of_the_standard_are_right() {
        for (second, code) in [(59, "287082"), (1_111_111_109, "081804"), (1_234_567_890, "005924")] {
            assert_eq!(app().step_of(code, second), u64::try_from(second / 30).ok(), "{code}");
            assert_eq!(app().shown_at(u64::try_from(second).unwrap_or_default()), code);
        }
    }

    #[test]
    fn a_code_is_right_a_step_away_and_no_further() {
        assert_eq!(app().step_of("287 082", 59 + 30), Some(1));
        assert_eq!(app().step_of("287082", 59 - 30), Some(1));
        assert_eq!(app().step_of("287082", 59 + 61), None);
        for wrong in ["", "28708", "2870822", "28708a", "２８７０８２"] {
            assert_eq!(app().step_of(wrong, 59), None, "{wrong}");
        }
    }

    #[test]
    fn an_app_reads_the_secret_from_a_drawing_or_a_person_types_it() {
        let address = app().address().expect("an address");
        assert!(address.starts_with("otpauth://totp/Kezek"), "{address}");
        assert!(address.contains("secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"), "{address}");
        assert_eq!(app().spelled(), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
        assert!(Totp::of(b"short", "Kezek", "asel").is_none());
    }
}
