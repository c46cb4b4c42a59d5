//! Sealing: a family's record under a random key of its own, that key wrapped by the master key. Without the key, the
//! record is noise, so erasing the key erases the record wherever a copy lies.

use crate::key::{KEY_BYTES, Key};
use crate::{ChildNames, Contact, Device, Fault, HelperId, Language, NewApplication};
use admission::{ApplicationId, Iin, Kind, Phone};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use jiff::civil::Date;
use rand::RngCore;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

mod texts;

pub(crate) use texts::{Text, TextPlace};

/// First byte of what is sealed: how to read the rest.
const VERSION: u8 = 1;

/// Bytes of a nonce: long enough to be drawn at random.
const NONCE_BYTES: usize = 24;

/// What a family tells of itself, as it is sealed.
#[derive(Serialize, Deserialize)]
pub(crate) struct PersonalRecord {
    pub(crate) child: ChildNames,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    iin: Option<String>,
    pub(crate) born_on: Date,
    pub(crate) guardian: String,
    phone: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) email: Option<String>,
    pub(crate) kind: Kind,
    pub(crate) grounds: Vec<String>,
    pub(crate) language: Language,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) legacy_number: Option<String>,
    /// Whether short messages may come by night and on days off.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(crate) sms_at_any_hour: bool,
}

impl PersonalRecord {
    pub(crate) fn of(new: NewApplication) -> Self {
        Self {
            child: new.child,
            iin: new.iin.map(Iin::digits),
            born_on: new.born_on,
            guardian: new.guardian,
            phone: new.phone.as_str().to_owned(),
            email: new.email,
            kind: new.kind,
            grounds: new.grounds,
            language: new.language,
            legacy_number: new.legacy_number,
            sms_at_any_hour: false,
        }
    }

    pub(crate) fn iin(&self) -> Option<Iin> {
        self.iin.as_ref()?.parse().ok()
    }

    /// With another phone or e-mail address; the one it had.
    pub(crate) fn change_contact(&mut self, contact: Contact) -> Option<Contact> {
        match contact {
            Contact::Phone(phone) => Some(Contact::Phone(std::mem::replace(&mut self.phone, phone))),
            Contact::Email(email) => self.email.replace(email).map(Contact::Email),
        }
    }

    /// Whether it is the phone or the address that the family has.
    pub(crate) fn has_contact(&self, contact: &Contact) -> bool {
        match contact {
            Contact::Phone(phone) => self.phone == *phone,
            Contact::Email(email) => self.email.as_ref() == Some(email),
        }
    }

    pub(crate) fn phone(&self) -> Option<Phone> {
        self.phone.parse().ok()
    }
}

/// Seals a contact that is not part of the record: a new one, or an old one.
pub(crate) fn seal_contact(contact: &Contact, wrap: &Key, kato: &str, application: ApplicationId) -> Vec<u8> {
    let text = Zeroizing::new(serde_json::to_vec(contact).expect("a contact is always JSON"));
    encrypt(wrap.bytes(), &text, &contact_place(kato, application))
}

/// Opens it again; `None` if it was sealed for another application, or changed.
pub(crate) fn open_contact(sealed: &[u8], wrap: &Key, kato: &str, application: ApplicationId) -> Option<Contact> {
    let text = decrypt(wrap.bytes(), sealed, &contact_place(kato, application))?;
    serde_json::from_slice(&text).ok()
}

/// Seals where a browser gets its notices.
pub(crate) fn seal_device(device: &Device, wrap: &Key, kato: &str, application: ApplicationId) -> Vec<u8> {
    let text = Zeroizing::new(serde_json::to_vec(device).expect("three texts are always JSON"));
    encrypt(wrap.bytes(), &text, &device_place(kato, application))
}

/// Opens it again; `None` if it was sealed for another application, or changed.
pub(crate) fn open_device(sealed: &[u8], wrap: &Key, kato: &str, application: ApplicationId) -> Option<Device> {
    let text = decrypt(wrap.bytes(), sealed, &device_place(kato, application))?;
    serde_json::from_slice(&text).ok()
}

fn device_place(kato: &str, application: ApplicationId) -> Vec<u8> {
    [place(kato, application).as_slice(), b"/device"].concat()
}

fn contact_place(kato: &str, application: ApplicationId) -> Vec<u8> {
    [place(kato, application).as_slice(), b"/contact"].concat()
}

/// Seals what is told of a helper, for that helper of that application alone.
pub(crate) fn seal_helper(
    record: &impl Serialize,
    wrap: &Key,
    kato: &str,
    application: ApplicationId,
    helper: HelperId,
) -> Vec<u8> {
    let text = Zeroizing::new(serde_json::to_vec(record).expect("a record of texts is always JSON"));
    encrypt(wrap.bytes(), &text, &helper_place(kato, application, helper))
}

/// Opens it again; `None` if it was sealed for another helper, or changed.
pub(crate) fn open_helper<T: DeserializeOwned>(
    sealed: &[u8],
    wrap: &Key,
    kato: &str,
    application: ApplicationId,
    helper: HelperId,
) -> Option<T> {
    let text = decrypt(wrap.bytes(), sealed, &helper_place(kato, application, helper))?;
    serde_json::from_slice(&text).ok()
}

fn helper_place(kato: &str, application: ApplicationId, helper: HelperId) -> Vec<u8> {
    [place(kato, application).as_slice(), b"/helper/", &helper.0.to_be_bytes()].concat()
}

/// Seals a second factor, or what leads to one, for one place alone.
pub(crate) fn close_factor(secret: &[u8], key: &Key, place: &[u8]) -> Vec<u8> {
    encrypt(key.bytes(), secret, place)
}

/// Opens it again; `None` if it was sealed for another place, or changed.
pub(crate) fn open_factor(sealed: &[u8], key: &Key, place: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    decrypt(key.bytes(), sealed, place)
}

/// A record at rest, with its wrapped key.
pub(crate) struct Sealed {
    pub(crate) wrapped_key: Vec<u8>,
    pub(crate) record: Vec<u8>,
}

impl Sealed {
    /// Seals a record for one application of one town; it opens for no other.
    pub(crate) fn close(record: &PersonalRecord, wrap: &Key, kato: &str, application: ApplicationId) -> Self {
        let place = place(kato, application);
        let mut own = Zeroizing::new([0; KEY_BYTES]);
        rand::rng().fill_bytes(own.as_mut());
        let text = Zeroizing::new(serde_json::to_vec(record).expect("a record of texts and dates is always JSON"));
        Self { wrapped_key: encrypt(wrap.bytes(), own.as_ref(), &place), record: encrypt(&own, &text, &place) }
    }

    /// The same record with other contents under the key that it has: what else is sealed under it still opens.
    pub(crate) fn close_anew(
        &self,
        record: &PersonalRecord,
        wrap: &Key,
        kato: &str,
        application: ApplicationId,
    ) -> Result<Self, Fault> {
        let own = self.own_key(wrap, kato, application)?;
        let text = Zeroizing::new(serde_json::to_vec(record).expect("a record of texts and dates is always JSON"));
        let record = encrypt(&own, &text, &place(kato, application));
        Ok(Self { wrapped_key: self.wrapped_key.clone(), record })
    }

    /// Opens it again.
    pub(crate) fn open(&self, wrap: &Key, kato: &str, application: ApplicationId) -> Result<PersonalRecord, Fault> {
        let broken = Fault::SealBroken { application };
        let own = self.own_key(wrap, kato, application)?;
        let text = decrypt(&own, &self.record, &place(kato, application)).ok_or_else(|| broken.clone())?;
        serde_json::from_slice(&text).map_err(|_| broken)
    }

    /// Seals a document of the application under the same key; it opens as no other document and for no other application.
    pub(crate) fn close_document(&self, bytes: &[u8], wrap: &Key, of: &DocumentPlace<'_>) -> Result<Vec<u8>, Fault> {
        let own = self.own_key(wrap, of.kato, of.application)?;
        Ok(encrypt(&own, bytes, &of.place()))
    }

    /// Opens a document again.
    pub(crate) fn open_document(
        &self,
        sealed: &[u8],
        wrap: &Key,
        of: &DocumentPlace<'_>,
    ) -> Result<Zeroizing<Vec<u8>>, Fault> {
        let own = self.own_key(wrap, of.kato, of.application)?;
        decrypt(&own, sealed, &of.place()).ok_or(Fault::SealBroken { application: of.application })
    }

    fn own_key(&self, wrap: &Key, kato: &str, application: ApplicationId) -> Result<Zeroizing<[u8; KEY_BYTES]>, Fault> {
        let own = decrypt(wrap.bytes(), &self.wrapped_key, &place(kato, application));
        let own = own.and_then(|own| own.as_slice().try_into().ok());
        own.map(Zeroizing::new).ok_or(Fault::SealBroken { application })
    }
}

/// Where a document belongs.
pub(crate) struct DocumentPlace<'k> {
    pub(crate) kato: &'k str,
    pub(crate) application: ApplicationId,
    pub(crate) document: u64,
}

impl DocumentPlace<'_> {
    fn place(&self) -> Vec<u8> {
        [place(self.kato, self.application).as_slice(), b"/document/", &self.document.to_be_bytes()].concat()
    }
}

fn place(kato: &str, application: ApplicationId) -> Vec<u8> {
    let mut place = kato.as_bytes().to_vec();
    place.push(b'/');
    place.extend(application.0.to_be_bytes());
    place
}

fn encrypt(key: &[u8; KEY_BYTES], text: &[u8], place: &[u8]) -> Vec<u8> {
    let mut nonce = [0; NONCE_BYTES];
    rand::rng().fill_bytes(&mut nonce);
    let sealed = XChaCha20Poly1305::new(&(*key).into())
        .encrypt(&XNonce::from(nonce), Payload { msg: text, aad: place })
        .expect("a record is far shorter than the cipher's limit of 256 GB");
    [&[VERSION], nonce.as_slice(), &sealed].concat()
}

fn decrypt(key: &[u8; KEY_BYTES], sealed: &[u8], place: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let (&VERSION, rest) = sealed.split_first()? else { return None };
    let (nonce, rest) = rest.split_first_chunk::<NONCE_BYTES>()?;
    let cipher = XChaCha20Poly1305::new(&(*key).into());
    cipher.decrypt(&XNonce::from(*nonce), Payload { msg: rest, aad: place }).ok().map(Zeroizing::new)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::MasterKey;
    use crate::key::Keys;

    fn record() -> PersonalRecord {
        let child = ChildNames { surname: "Сейтқали".into(), name: "Айсұлу".into(), patronymic: None };
        PersonalRecord {
            child,
            iin: Some("210310600107".into()),
            born_on: jiff::civil::date(2021, 3, 10),
            guardian: "Сейтқали Дана".into(),
            phone: "+77012345678".into(),
            email: None,
            kind: Kind::General,
            grounds: vec!["large_family".into()],
            language: Language::Kk,
            legacy_number: None,
            sms_at_any_hour: false,
        }
    }

    #[test]
    fn a_record_opens_only_for_its_own_application_and_under_its_own_key() {
        let keys = Keys::derived_from(&MasterKey::from_bytes([7; 32]));
        let other = Keys::derived_from(&MasterKey::from_bytes([8; 32]));
        let mut sealed = Sealed::close(&record(), &keys.wrap, "710000000", ApplicationId(5));
        assert!(sealed.open(&keys.wrap, "710000000", ApplicationId(5)).unwrap().child == record().child);
        assert!(sealed.open(&keys.wrap, "710000000", ApplicationId(6)).is_err());
        assert!(sealed.open(&keys.wrap, "750000000", ApplicationId(5)).is_err());
        assert!(sealed.open(&other.wrap, "710000000", ApplicationId(5)).is_err());
        *sealed.record.last_mut().unwrap() ^= 1;
        assert!(sealed.open(&keys.wrap, "710000000", ApplicationId(5)).is_err());
    }

    #[test]
    fn a_document_opens_only_as_itself_and_also_after_the_record_was_sealed_anew() {
        let keys = Keys::derived_from(&MasterKey::from_bytes([7; 32]));
        let sealed = Sealed::close(&record(), &keys.wrap, "710000000", ApplicationId(5));
        let at =
            |kato, application, document| DocumentPlace { kato, application: ApplicationId(application), document };
        let document = sealed.close_document(b"a photo", &keys.wrap, &at("710000000", 5, 1)).unwrap();
        let anew = sealed.close_anew(&record(), &keys.wrap, "710000000", ApplicationId(5)).unwrap();
        assert_ne!(anew.record, sealed.record);
        let open = |of: &Sealed, at| of.open_document(&document, &keys.wrap, &at).map(|bytes| bytes.to_vec());
        assert_eq!(open(&anew, at("710000000", 5, 1)).unwrap(), b"a photo");
        for other in [at("710000000", 5, 2), at("710000000", 6, 1), at("750000000", 5, 1)] {
            assert!(open(&sealed, other).is_err());
        }
        let another = Sealed::close(&record(), &keys.wrap, "710000000", ApplicationId(5));
        assert!(open(&another, at("710000000", 5, 1)).is_err(), "a key of its own");
    }

    #[test]
    fn the_same_record_never_looks_the_same_twice() {
        let keys = Keys::derived_from(&MasterKey::from_bytes([7; 32]));
        let seal = || Sealed::close(&record(), &keys.wrap, "710000000", ApplicationId(5)).record;
        assert_ne!(seal(), seal());
    }
}
