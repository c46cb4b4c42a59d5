//! The script's own words for applications, children and groups, and the numbers they get in the rules.

use admission::{ApplicationId, ChildId, GroupId};
use std::collections::HashMap;

#[derive(Debug, Default)]
struct Numbers {
    of: HashMap<String, u64>,
    words: Vec<String>,
}

impl Numbers {
    fn number(&mut self, word: &str) -> u64 {
        if let Some(&number) = self.of.get(word) {
            return number;
        }
        let number = self.words.len() as u64;
        self.of.insert(word.to_owned(), number);
        self.words.push(word.to_owned());
        number
    }
}

/// Words and numbers of one rehearsal. A word that is merely asked for gets a number too; the rules do not know it.
#[derive(Debug, Default)]
pub(crate) struct Names {
    applications: Numbers,
    children: Numbers,
    groups: Numbers,
    grounds: HashMap<ApplicationId, Vec<String>>,
}

impl Names {
    pub(crate) fn application(&mut self, word: &str) -> ApplicationId {
        ApplicationId(self.applications.number(word))
    }

    pub(crate) fn child(&mut self, word: &str) -> ChildId {
        ChildId(self.children.number(word))
    }

    pub(crate) fn group(&mut self, word: &str) -> GroupId {
        GroupId(u32::try_from(self.groups.number(word)).unwrap_or(u32::MAX))
    }

    pub(crate) fn of_application(&self, id: ApplicationId) -> &str {
        usize::try_from(id.0).ok().and_then(|number| self.applications.words.get(number)).map_or("", String::as_str)
    }

    /// Keeps which grounds an application claimed, in its order.
    pub(crate) fn claimed(&mut self, id: ApplicationId, grounds: Vec<String>) {
        self.grounds.insert(id, grounds);
    }

    /// The place of a ground in the list that an application claimed.
    pub(crate) fn claimed_ground(&self, id: ApplicationId, code: &str) -> Option<u8> {
        let place = self.grounds.get(&id)?.iter().position(|claimed| claimed == code)?;
        u8::try_from(place).ok()
    }
}
