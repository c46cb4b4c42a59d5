//! What reports tell of a span of days: the chronicle of the journal with who acted, what kindergartens said, the plans of a
//! year, and what officials decided.

use crate::past_order::reread;
use crate::sql::{Connection, sql, values};
use crate::{Actor, DayWord, Fault, Town, Verdict, applicants, column};
use admission::{ApplicationId, Chronicle, Event, Ground, GroundEnd, GroupTurn, KindergartenId, OutsideAct, Territory};
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The chronicle of some days.
#[derive(Debug, Clone)]
pub struct Record {
    /// Lists, referrals and acts.
    pub chronicle: Chronicle,
    /// Who did each of the acts, by number of the entry.
    pub acted_by: BTreeMap<u64, Actor>,
}

impl Record {
    /// The acts with who did them, oldest first.
    pub fn acts(&self) -> impl Iterator<Item = (&OutsideAct, Option<Actor>)> {
        self.chronicle.acts().iter().map(|act| (act, self.acted_by.get(&act.entry).copied()))
    }
}

/// What an official decided on a ground or a conclusion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Whose.
    pub application: ApplicationId,
    /// Its place in the family's list, or the conclusion.
    pub ground: Ground,
    /// The code of the ground; `None` for the conclusion of the PMPC, and once the family's data is erased.
    pub code: Option<String>,
    /// What was decided.
    pub verdict: Verdict,
    /// By whom; by the second one where two officials decide.
    pub by: Actor,
}

/// What a kindergarten said over some days.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Said {
    /// On how many of the days it said anything.
    pub days: u64,
    /// The last word it ever said, with its day.
    pub last: Option<(Date, DayWord)>,
}

impl Town {
    /// Lists, referrals and acts outside the order between two local days, each as it is known now. The whole journal is read:
    /// call it rarely, and one at a time.
    ///
    /// # Errors
    /// A fault of the database, or a journal that is broken.
    pub async fn record(&self, first: Date, last: Date) -> Result<Record, Fault> {
        let (territory, kato) = (self.id(), self.kato().clone());
        let read = move |connection: &Connection| {
            let (mut state, mut chronicle) = (Territory::default(), Chronicle::between(first, last));
            let mut acted_by = BTreeMap::new();
            reread(connection, territory, &kato, Timestamp::MAX, |entry| {
                let known = chronicle.acts().len();
                chronicle.repeat(&mut state, entry.number, entry.at, &entry.events);
                if chronicle.acts().len() > known {
                    acted_by.insert(entry.number, entry.by()?);
                }
                Ok(())
            })?;
            Ok(Record { chronicle, acted_by })
        };
        self.core().readers.read("reading the record of some days", read).await
    }

    /// What every kindergarten that ever said anything said on these local days.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn said_on(&self, days: BTreeSet<Date>) -> Result<BTreeMap<KindergartenId, Said>, Fault> {
        let territory = self.id();
        let read = move |connection: &Connection| {
            let ever = sql!(
                "SELECT kindergarten, day, word, at FROM day_word WHERE territory = ?1 AND day =
                 (SELECT MAX(later.day) FROM day_word later
                  WHERE later.territory = day_word.territory AND later.kindergarten = day_word.kindergarten)"
            );
            let ever = connection.all(ever, values![territory], |row| {
                let word = DayWord { at: column::read_instant(row, "at")?, word: column::read_word(row, "word")? };
                let last = Some((column::read_text(row, "day")?, word));
                Ok((KindergartenId(column::read_small(row, "kindergarten")?), Said { days: 0, last }))
            })?;
            let mut said: BTreeMap<_, _> = ever.into_iter().collect();
            let (Some(first), Some(last)) = (days.first(), days.last()) else { return Ok(said) };
            let sql = sql!("SELECT kindergarten, day FROM day_word WHERE territory = ?1 AND day >= ?2 AND day <= ?3");
            let words = connection.all(sql, values![territory, column::text(first), column::text(last)], |row| {
                let day: Date = column::read_text(row, "day")?;
                Ok((KindergartenId(column::read_small(row, "kindergarten")?), day))
            })?;
            for (kindergarten, _) in words.into_iter().filter(|(_, day)| days.contains(day)) {
                said.entry(kindergarten).or_default().days += 1;
            }
            Ok(said)
        };
        self.core().readers.read("reading what kindergartens said", read).await
    }

    /// The plans of a year that kindergartens have prepared and not carried out.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn year_plans(&self) -> Result<BTreeMap<KindergartenId, Vec<GroupTurn>>, Fault> {
        let territory = self.id();
        let read = move |connection: &Connection| {
            let sql = sql!("SELECT kindergarten, body FROM year_plan WHERE territory = ?1");
            let plans = connection.all(sql, values![territory], |row| {
                let kindergarten = KindergartenId(column::read_small(row, "kindergarten")?);
                Ok((kindergarten, column::read_json(row, "body")?))
            })?;
            Ok(plans.into_iter().collect())
        };
        self.core().readers.read("reading the plans of a year", read).await
    }

    /// Every decision of an official on a ground or a conclusion at or after the first instant and before the other, oldest
    /// first, as the journal holds it: one that was made anew counts each time. The whole journal is read: call it rarely, and
    /// one at a time.
    ///
    /// # Errors
    /// A fault of the database, a journal that is broken, or a sealed record that does not open.
    pub async fn decisions(&self, since: Timestamp, before: Timestamp) -> Result<Vec<Decision>, Fault> {
        let town = self.itself()?;
        let read = move |connection: &Connection| {
            let mut decisions = Vec::new();
            reread(connection, town.id(), town.kato(), before, |entry| {
                if entry.at < since || entry.at >= before {
                    return Ok(());
                }
                let decided = entry.events.iter().filter_map(decided);
                for (application, ground, verdict) in decided {
                    let by = entry.by()?;
                    decisions.push(Decision { application, ground, code: None, verdict, by });
                }
                Ok(())
            })?;
            let mut claimed: HashMap<ApplicationId, Vec<String>> = HashMap::new();
            for decision in &mut decisions {
                let Ground::Claimed(place) = decision.ground else { continue };
                let codes = match claimed.entry(decision.application) {
                    Entry::Occupied(known) => known.into_mut(),
                    Entry::Vacant(unknown) => {
                        let record = applicants::open(connection, &town, decision.application)?;
                        unknown.insert(record.map(|record| record.grounds).unwrap_or_default())
                    }
                };
                decision.code = codes.get(usize::from(place)).cloned();
            }
            Ok(decisions)
        };
        self.core().readers.read("reading what officials decided", read).await
    }
}

/// The decision in an event, if there is one: what lapses was decided by nobody.
fn decided(event: &Event) -> Option<(ApplicationId, Ground, Verdict)> {
    match *event {
        Event::GroundConfirmed { application, ground, .. } => Some((application, ground, Verdict::Confirm)),
        Event::GroundEnded { application, ground, cause: GroundEnd::Rejected(_) } => {
            Some((application, ground, Verdict::Reject))
        }
        Event::GroundEnded { application, ground, cause: GroundEnd::Revoked(_) } => {
            Some((application, ground, Verdict::Revoke))
        }
        _ => None,
    }
}
