//! The names of things in the journal: random numbers for people, small numbers for groups.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// Crockford's base-32 alphabet: no I, L, O, U, so that a sign can be read out over a telephone.
const BASE32: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// No digit of base 32.
const NO_DIGIT: u8 = u8::MAX;

/// The digit that each byte stands for, in either case; O is read as 0, I and L as 1. A start reads millions of them.
const DIGITS: [u8; 256] = {
    let mut digits = [NO_DIGIT; 256];
    let mut digit = 0;
    while digit < 32 {
        digits[BASE32[digit as usize] as usize] = digit;
        digits[BASE32[digit as usize].to_ascii_lowercase() as usize] = digit;
        digit += 1;
    }
    (digits[b'O' as usize], digits[b'o' as usize]) = (0, 0);
    (digits[b'I' as usize], digits[b'i' as usize]) = (1, 1);
    (digits[b'L' as usize], digits[b'l' as usize]) = (1, 1);
    digits
};

/// The characters that every application's sign shows at least.
const SIGN_CHARACTERS: usize = 8;

/// A sign that is not base 32 or too long for 64 bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotASign;

impl fmt::Display for NotASign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a base-32 sign")
    }
}

impl std::error::Error for NotASign {}

fn write_base32(value: u64, out: &mut [u8; 13]) -> &str {
    let mut rest = value;
    let mut start = out.len();
    while rest > 0 || out.len() - start < SIGN_CHARACTERS {
        start -= 1;
        out[start] = BASE32[(rest & 31) as usize];
        rest >>= 5;
    }
    std::str::from_utf8(&out[start..]).unwrap_or_default()
}

fn read_base32(text: &str) -> Result<u64, NotASign> {
    let mut value: u64 = 0;
    let mut digits = 0;
    for byte in text.bytes() {
        if matches!(byte, b'-' | b' ') {
            continue;
        }
        let digit = DIGITS[usize::from(byte)];
        if digit == NO_DIGIT || value >> 59 != 0 {
            return Err(NotASign);
        }
        value = value << 5 | u64::from(digit);
        digits += 1;
    }
    if digits == 0 { Err(NotASign) } else { Ok(value) }
}

macro_rules! sign {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(write_base32(self.0, &mut [0; 13]))
            }
        }

        impl FromStr for $name {
            type Err = NotASign;

            fn from_str(text: &str) -> Result<Self, NotASign> {
                read_base32(text).map(Self)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(write_base32(self.0, &mut [0; 13]))
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Visitor;
                impl serde::de::Visitor<'_> for Visitor {
                    type Value = $name;

                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        f.write_str("a base-32 sign")
                    }

                    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<$name, E> {
                        read_base32(text).map($name).map_err(E::custom)
                    }
                }
                deserializer.deserialize_str(Visitor)
            }
        }
    };
}

sign!(
    /// One application: the sign under which a family finds its child in the public queue. Random, 40 bits in service;
    /// it says nothing about the child and is not what a family logs in with.
    ApplicationId
);
sign!(
    /// One child, whatever number of applications it has. Random; what links it to a person lives outside the journal.
    ChildId
);

/// One group of one kindergarten: a small number, given once and never again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct GroupId(pub u32);

/// One kindergarten: a small number, given once and never again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct KindergartenId(pub u32);

impl fmt::Display for GroupId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for KindergartenId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_reads_back_however_it_is_typed() {
        let id = ApplicationId(0x9_8765_4321);
        let shown = id.to_string();
        assert_eq!(shown.len(), 8);
        assert_eq!(shown.to_lowercase().parse(), Ok(id));
        assert_eq!(format!("{}-{}", &shown[..4], &shown[4..]).parse(), Ok(id));
        assert_eq!(ApplicationId(u64::MAX).to_string().parse(), Ok(ApplicationId(u64::MAX)));
    }

    #[test]
    fn what_is_no_sign_is_refused() {
        for text in ["", "U2345678", "ZZZZZZZZZZZZZZ", "Ж", "12 3!"] {
            assert_eq!(text.parse::<ApplicationId>(), Err(NotASign), "{text}");
        }
    }
}
