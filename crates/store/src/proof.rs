//! What proves that a printed referral was issued here: a short tag that only the master key can make.

use crate::Town;
use crate::code::proof_code;
use admission::{ApplicationId, GroupId};
use jiff::civil::Date;
use subtle::ConstantTimeEq;

/// A referral as its paper names it: nothing in it is personal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct IssuedReferral {
    /// The application, by its public sign.
    pub application: ApplicationId,
    /// The group.
    pub group: GroupId,
    /// Local day of issue.
    pub issued_on: Date,
}

impl Town {
    /// The tag of a referral: 16 characters of base 32.
    #[must_use]
    pub fn referral_proof(&self, referral: IssuedReferral) -> String {
        let IssuedReferral { application, group, issued_on } = referral;
        let (sign, number, day) = (application.0.to_be_bytes(), group.0.to_be_bytes(), issued_on.to_string());
        let parts: [&[u8]; 4] = [self.kato().as_str().as_bytes(), &sign, &number, day.as_bytes()];
        proof_code(&self.core().keys.proof(&parts))
    }

    /// Whether a tag was made here for that referral.
    #[must_use]
    pub fn is_referral_proof(&self, referral: IssuedReferral, tag: &str) -> bool {
        self.referral_proof(referral).as_bytes().ct_eq(tag.as_bytes()).into()
    }
}
