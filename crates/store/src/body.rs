//! The bytes of an entry: what is stored, hashed and replayed. Written once, never written anew from what was read.

use crate::{Actor, CommandId, Recorded, Role};
use admission::{ApplicationId, Command, Event, Refusal};
use jiff::Timestamp;
use memchr::memmem::Finder;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::sync::LazyLock;

/// A SHA-256.
pub(crate) type Hash = [u8; 32];

/// What stands before the command id.
static ID: LazyLock<Finder> = LazyLock::new(|| Finder::new(b"},\"id\":\""));

/// What stands before the last field.
static OUTCOME: LazyLock<Finder> = LazyLock::new(|| Finder::new(b",\"outcome\":"));

/// The fields of an entry in their fixed order.
#[derive(Serialize)]
struct Body<'a> {
    number: u64,
    at: Timestamp,
    by: By,
    id: CommandId,
    command: &'a Command,
    outcome: OutcomeRef<'a>,
}

#[derive(Serialize, Deserialize)]
struct By {
    role: Role,
    /// An application, a helper or an account, as a sign: it reads the same for all and holds no name.
    id: ApplicationId,
}

#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum OutcomeRef<'a> {
    Done(&'a [Event]),
    Refused(Refusal),
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Outcome {
    Done(Vec<Event>),
    Refused(Refusal),
}

/// An entry as replay needs it: the command, which is most of the bytes, is skipped.
#[derive(Deserialize)]
struct Replayed<'a> {
    number: u64,
    at: &'a str,
    id: CommandId,
    outcome: Outcome,
}

/// An entry as people ask for it.
#[derive(Deserialize)]
struct Told {
    number: u64,
    at: Timestamp,
    by: By,
    id: CommandId,
    outcome: Outcome,
}

impl From<Outcome> for Result<Vec<Event>, Refusal> {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Done(events) => Ok(events),
            Outcome::Refused(refusal) => Err(refusal),
        }
    }
}

/// Writes the bytes of an entry.
pub(crate) fn write(by: Actor, id: CommandId, command: &Command, recorded: &Recorded) -> String {
    let outcome = match &recorded.outcome {
        Ok(events) => OutcomeRef::Done(events),
        Err(refusal) => OutcomeRef::Refused(*refusal),
    };
    let by = By { role: by.role, id: ApplicationId(by.id) };
    let body = Body { number: recorded.entry, at: recorded.at, by, id, command, outcome };
    serde_json::to_string(&body).expect("an entry of numbers, words and dates is always JSON")
}

/// Reads who asked, with which id, and the recorded answer.
pub(crate) fn read(body: &str) -> serde_json::Result<(Actor, CommandId, Recorded)> {
    let told: Told = serde_json::from_str(body)?;
    let by = Actor { role: told.by.role, id: told.by.id.0 };
    Ok((by, told.id, Recorded { entry: told.number, at: told.at, outcome: told.outcome.into() }))
}

/// What replay takes from an entry.
pub(crate) struct Past<'a> {
    pub(crate) number: u64,
    pub(crate) id: CommandId,
    /// The instant, not yet parsed: only the last one of a journal is needed.
    pub(crate) at: &'a str,
    /// Empty for a refusal.
    pub(crate) events: Vec<Event>,
}

/// Reads what replay needs. A million entries are read at a start, so the command is skipped without being parsed where
/// the bytes stand as [`write`] lays them out, and parsed over where they do not.
pub(crate) fn read_past(body: &[u8]) -> serde_json::Result<Past<'_>> {
    let (number, at, id, outcome) = match by_layout(body) {
        Some((number, at, id, outcome)) => (number, at, id, serde_json::from_slice(outcome)?),
        None => {
            let Replayed { number, at, id, outcome } = serde_json::from_slice(body)?;
            (number, at, id, outcome)
        }
    };
    let events = match outcome {
        Outcome::Done(events) => events,
        Outcome::Refused(_) => Vec::new(),
    };
    Ok(Past { number, id, at, events })
}

/// The application that the command of an entry is about.
pub(crate) fn asked_of(body: &[u8]) -> serde_json::Result<Option<ApplicationId>> {
    #[derive(Deserialize)]
    struct Asked {
        application: Option<ApplicationId>,
    }
    #[derive(Deserialize)]
    struct Entry {
        command: std::collections::BTreeMap<String, Asked>,
    }
    let Entry { command } = serde_json::from_slice(body)?;
    Ok(command.into_values().next().and_then(|asked| asked.application))
}

/// Number, instant, command id and outcome, found by where they stand. No text of a command can pass for the last field: the quotes
/// in it would be escaped.
fn by_layout(body: &[u8]) -> Option<(u64, &str, CommandId, &[u8])> {
    let rest = body.strip_prefix(b"{\"number\":")?;
    let (number, rest) = rest.split_at(rest.iter().position(|byte| !byte.is_ascii_digit())?);
    let rest = rest.strip_prefix(b",\"at\":\"")?;
    let (at, rest) = rest.split_at(rest.iter().position(|&byte| byte == b'"')?);
    // Before it stand a role and a sign, which have no such bytes.
    let id = &rest[ID.find(rest)? + ID.needle().len()..];
    let id = std::str::from_utf8(id.get(..36)?).ok()?.parse().ok()?;
    let outcome = &rest[OUTCOME.find(rest)? + OUTCOME.needle().len()..];
    let number = std::str::from_utf8(number).ok()?.parse().ok()?;
    Some((number, std::str::from_utf8(at).ok()?, id, outcome.strip_suffix(b"}")?))
}

/// What the first entry of a journal follows: it binds a journal to its territory.
pub(crate) fn hash_before_first(kato: &str) -> Hash {
    Sha256::digest(kato.as_bytes()).into()
}

/// The hash of an entry: of the one before, and of its own bytes.
pub(crate) fn hash_after(before: &Hash, body: &[u8]) -> Hash {
    let mut hash = Sha256::new();
    hash.update(before);
    hash.update(body);
    hash.finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_reads_the_same_by_its_layout_and_field_by_field() {
        let command = Command::FoundTerritory {
            zone: "\",\"outcome\":{\"done\":[]}".into(),
            policy: Box::default(),
            calendar: admission::Calendar::default(),
        };
        let events = vec![Event::PatternsRestarted];
        let at = "2026-03-02T04:00:00.5Z".parse().unwrap();
        let recorded = Recorded { entry: 12, at, outcome: Ok(events.clone()) };
        let body = write(Actor::CLOCK, CommandId([7; 16]), &command, &recorded);
        let past = read_past(body.as_bytes()).unwrap();
        assert_eq!((past.number, past.at, past.events), (12, "2026-03-02T04:00:00.5Z", events.clone()));
        assert_eq!(past.id, CommandId([7; 16]));
        let spaced = body.replacen("\"number\":12", "\"number\": 12", 1);
        assert!(by_layout(body.as_bytes()).is_some() && by_layout(spaced.as_bytes()).is_none());
        assert_eq!(read_past(spaced.as_bytes()).unwrap().events, events);
        assert_eq!(read(&body).unwrap(), (Actor::CLOCK, CommandId([7; 16]), recorded));
        assert_eq!(asked_of(body.as_bytes()).unwrap(), None);
    }
}
