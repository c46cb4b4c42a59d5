//! Passkeys (WebAuthn): a device keeps a key for this site alone, and shows with a challenge that it has it. What is written
//! down between question and answer stays on the server; a browser that kept it could answer an old question.

use crate::Question;
use webauthn_rs::prelude::{
    CredentialID, Passkey, PasskeyAuthentication, PasskeyRegistration, PublicKeyCredential,
    RegisterPublicKeyCredential, Url, Uuid,
};
use webauthn_rs::{Webauthn, WebauthnBuilder};

/// The site under one address, as devices know it.
pub struct Passkeys(Webauthn);

/// A passkey that was made.
pub struct Registered {
    /// What tells it from every other.
    pub credential: Vec<u8>,
    /// To be kept.
    pub passkey: Vec<u8>,
}

/// A passkey that was used.
pub struct Used {
    /// Which of those that were asked for, by its place among them.
    pub nth: usize,
    /// What it is from now on: it counts its uses.
    pub passkey: Vec<u8>,
}

/// Why an answer does not count.
#[derive(Debug, thiserror::Error)]
pub enum PasskeyFault {
    /// The answer is none to that question, or not from that device.
    #[error("the device's answer does not count: {0}")]
    Refused(String),
    /// What was kept cannot be read.
    #[error("a passkey or a question that was kept cannot be read: {0}")]
    Unreadable(String),
}

fn refused(cause: impl std::fmt::Display) -> PasskeyFault {
    PasskeyFault::Refused(cause.to_string())
}

fn unreadable(cause: impl std::fmt::Display) -> PasskeyFault {
    PasskeyFault::Unreadable(cause.to_string())
}

impl Passkeys {
    /// For a site that is reached under that address, a scheme and a host. `None` where it has no name: a passkey belongs
    /// to a name, not to a number.
    #[must_use]
    pub fn at(address: &str, name: &str) -> Option<Self> {
        let origin = Url::parse(address).ok()?;
        let domain = origin.domain()?.to_owned();
        WebauthnBuilder::new(&domain, &origin).ok()?.rp_name(name).build().ok().map(Self)
    }

    /// Asks a device to make a passkey, unless it has one of these.
    ///
    /// # Errors
    /// [`PasskeyFault::Unreadable`] for passkeys that were not made here.
    pub fn begin_registration(
        &self,
        account: u64,
        login: &str,
        name: &str,
        known: &[&[u8]],
    ) -> Result<Question, PasskeyFault> {
        let known = read(known)?.iter().map(|passkey| passkey.cred_id().clone()).collect::<Vec<CredentialID>>();
        let person = Uuid::from_u64_pair(0, account);
        let begun = self.0.start_passkey_registration(person, login, name, Some(known)).map_err(refused)?;
        Ok(Question { options: written(&begun.0)?, state: written(&begun.1)? })
    }

    /// Hears what the device made.
    ///
    /// # Errors
    /// When the answer does not count.
    pub fn finish_registration(&self, answer: &str, state: &str) -> Result<Registered, PasskeyFault> {
        let state: PasskeyRegistration = serde_json::from_str(state).map_err(unreadable)?;
        let answer: RegisterPublicKeyCredential = serde_json::from_str(answer).map_err(refused)?;
        let passkey = self.0.finish_passkey_registration(&answer, &state).map_err(refused)?;
        Ok(Registered { credential: passkey.cred_id().to_vec(), passkey: written(&passkey)?.into_bytes() })
    }

    /// Asks for one of these passkeys.
    ///
    /// # Errors
    /// [`PasskeyFault::Unreadable`] for passkeys that were not made here.
    pub fn begin_log_in(&self, known: &[&[u8]]) -> Result<Question, PasskeyFault> {
        let begun = self.0.start_passkey_authentication(&read(known)?).map_err(refused)?;
        Ok(Question { options: written(&begun.0)?, state: written(&begun.1)? })
    }

    /// Hears whether a device has one of them.
    ///
    /// # Errors
    /// When the answer does not count.
    pub fn finish_log_in(&self, answer: &str, state: &str, known: &[&[u8]]) -> Result<Used, PasskeyFault> {
        let state: PasskeyAuthentication = serde_json::from_str(state).map_err(unreadable)?;
        let answer: PublicKeyCredential = serde_json::from_str(answer).map_err(refused)?;
        let result = self.0.finish_passkey_authentication(&answer, &state).map_err(refused)?;
        let mut known = read(known)?;
        let nth = known.iter().position(|passkey| passkey.cred_id() == result.cred_id());
        let nth = nth.ok_or_else(|| refused("the passkey was removed meanwhile"))?;
        known[nth].update_credential(&result);
        Ok(Used { nth, passkey: written(&known[nth])?.into_bytes() })
    }
}

fn read(passkeys: &[&[u8]]) -> Result<Vec<Passkey>, PasskeyFault> {
    passkeys.iter().map(|passkey| serde_json::from_slice(passkey).map_err(unreadable)).collect()
}

fn written(value: &impl serde::Serialize) -> Result<String, PasskeyFault> {
    serde_json::to_string(value).map_err(unreadable)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passkey_belongs_to_a_name_and_not_to_a_number() {
        assert!(Passkeys::at("https://balabaqsha.example.kz", "Kezek").is_some());
        assert!(Passkeys::at("http://localhost:8080", "Kezek").is_some());
        assert!(Passkeys::at("http://127.0.0.1:8080", "Kezek").is_none());
        assert!(Passkeys::at("", "Kezek").is_none());
    }

    #[test]
    fn an_answer_that_no_device_gave_does_not_count() {
        let passkeys = Passkeys::at("https://balabaqsha.example.kz", "Kezek").expect("a name");
        let begun = passkeys.begin_registration(7, "asel", "Әсел", &[]).expect("a question");
        assert!(begun.options.contains("\"challenge\"") && begun.options.contains("balabaqsha.example.kz"));
        for answer in ["", "{}", "null", &begun.options] {
            let heard = passkeys.finish_registration(answer, &begun.state);
            assert!(matches!(heard, Err(PasskeyFault::Refused(_))), "{answer}");
        }
    }
}
