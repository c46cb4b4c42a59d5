//! Finding applications by a name: keyed hashes of folded words, so that a name is found however it is spelt, and the index
//! says nothing without the key.

use crate::key::Keys;
use crate::sealed::PersonalRecord;
use crate::sql::{Connection, SqlFault, sql, values};
use crate::{Fault, Town, applicants, column};
use admission::ApplicationId;
use std::collections::BTreeSet;

/// Records of earlier releases that are taken into the index at once: some milliseconds of the writing thread.
const AT_ONCE: u32 = 200;

/// Bytes of a hash that are kept: enough that two names do not meet by chance.
const WORD_BYTES: usize = 16;

type Word = [u8; WORD_BYTES];

/// A word as it is compared: in small letters, Kazakh letters as the Russian ones that people type for them, without the signs
/// that are heard by nobody.
fn folded(word: &str) -> String {
    let letters = word.to_lowercase();
    let letters = letters.chars().filter_map(|letter| {
        Some(match letter {
            'ә' => 'а',
            'ғ' => 'г',
            'қ' => 'к',
            'ң' => 'н',
            'ө' => 'о',
            'ұ' | 'ү' => 'у',
            'һ' => 'х',
            'і' => 'и',
            'ё' | 'э' => 'е',
            'ь' | 'ъ' => return None,
            letter if letter.is_alphanumeric() => letter,
            _ => return None,
        })
    });
    letters.collect()
}

fn words(name: &str) -> Vec<String> {
    name.split_whitespace().map(folded).filter(|word| !word.is_empty()).collect()
}

fn hash(keys: &Keys, words: &mut [&str]) -> Word {
    // Whoever says the first name first finds the same.
    words.sort_unstable();
    let mac = keys.name_index(words);
    mac.first_chunk().copied().expect("a hash of 32 bytes begins with 16")
}

/// By what a record is found: the surname, and surname and first name, of the child and of the guardian.
fn of_record(keys: &Keys, record: &PersonalRecord) -> BTreeSet<Word> {
    let child = [words(&record.child.surname).concat(), words(&record.child.name).concat()];
    let guardian = words(&record.guardian);
    let mut found = BTreeSet::new();
    for name in [child.as_slice(), guardian.as_slice()] {
        match name {
            [surname, first, ..] => {
                found.insert(hash(keys, &mut [surname]));
                found.insert(hash(keys, &mut [surname, first]));
            }
            [one] => drop(found.insert(hash(keys, &mut [one]))),
            [] => {}
        }
    }
    found
}

/// Takes a record into the index.
pub(crate) fn insert(
    connection: &Connection,
    keys: &Keys,
    territory: i64,
    application: ApplicationId,
    record: &PersonalRecord,
) -> Result<(), SqlFault> {
    for word in of_record(keys, record) {
        connection.write(
            sql!("INSERT INTO name_word (territory, word, application) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING"),
            values![territory, word, column::id(application.0)],
        )?;
    }
    Ok(())
}

/// Takes some of the records of earlier releases into the index; whether there were any. A record that does not open is no
/// reason to try it for ever: it is found by its number.
pub(crate) fn complete(connection: &Connection, town: &Town) -> Result<bool, SqlFault> {
    let territory = town.id();
    let sql = sql!("SELECT id FROM application WHERE territory = ?1 AND named = 0 ORDER BY id LIMIT ?2");
    let unnamed = connection.all(sql, values![territory, AT_ONCE], |row| column::read_application(row, "id"))?;
    let is_any = !unnamed.is_empty();
    for application in unnamed {
        let keys = &town.core().keys;
        let sealed = applicants::seal_of(connection, town, application)?;
        match sealed.map(|sealed| sealed.open(&keys.wrap, town.kato().as_str(), application)) {
            Some(Ok(record)) => insert(connection, keys, territory, application, &record)?,
            Some(Err(_)) => tracing::warn!(%application, "a record does not open and is not found by name"),
            None => {}
        }
        connection.write(
            sql!("UPDATE application SET named = 1 WHERE territory = ?1 AND id = ?2"),
            values![territory, column::id(application.0)],
        )?;
    }
    Ok(is_any)
}

/// Forgets by what an application is found.
pub(crate) fn delete_of(connection: &Connection, territory: i64, application: i64) -> Result<(), SqlFault> {
    connection
        .write(sql!("DELETE FROM name_word WHERE territory = ?1 AND application = ?2"), values![territory, application])
}

impl Town {
    /// Applications whose child or guardian has that surname, or that surname and first name, in any order and spelling, at
    /// most so many: for the office only.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn applications_of_name(&self, name: &str, most: u32) -> Result<Vec<ApplicationId>, Fault> {
        let words = words(name);
        let word = match words.as_slice() {
            [] => return Ok(Vec::new()),
            [one] => hash(&self.core().keys, &mut [one]),
            [first, second, ..] => hash(&self.core().keys, &mut [first, second]),
        };
        let territory = self.id();
        let read = move |connection: &Connection| {
            let sql = sql!(
                "SELECT application FROM name_word WHERE territory = ?1 AND word = ?2 ORDER BY application LIMIT ?3"
            );
            Ok(connection
                .all(sql, values![territory, word, most], |row| column::read_application(row, "application"))?)
        };
        self.core().readers.read("finding by name", read).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_the_same_in_kazakh_letters_and_in_those_that_a_russian_keyboard_has() {
        for (one, other) in [
            ("Сейтқалиұлы", "сейткалиулы"),
            ("ӘЛИЯ", "алия"),
            ("Көшкінбаев", "Кошкинбаев"),
            ("Һамза", "Хамза"),
            ("Әсел", "Асель"),
            ("Үмбетәлі-Ғазиз", "умбеталигазиз"),
        ] {
            assert_eq!(folded(one), folded(other), "{one} {other}");
        }
        assert_ne!(folded("Асанов"), folded("Асанова"));
    }
}
