//! Exchange of places between two enrolled children of one queue: what families wish, to what they agreed, and who fits
//! whom (rules, 9). All of it follows from the journal; a wish names kindergartens and no people.

use crate::{Application, ApplicationId, Event, GroupId, KindergartenId, Refusal, Territory};
use std::collections::BTreeMap;

/// What families of enrolled children want, by the row of their application.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Exchanges {
    /// Kindergartens that a family would exchange for, ascending; none named means any.
    wishes: BTreeMap<u32, Vec<KindergartenId>>,
    /// The one with whom a family agreed to exchange, until the office has decided.
    agreed: BTreeMap<u32, u32>,
}

impl Exchanges {
    fn forget(&mut self, index: u32) {
        self.wishes.remove(&index);
        self.agreed.retain(|&one, other| one != index && *other != index);
    }

    /// Whoever wished for a kindergarten that is merged wishes for the one that goes on, too.
    pub(crate) fn follow_merger(&mut self, was: KindergartenId, is: KindergartenId) {
        for wished in self.wishes.values_mut().filter(|wished| wished.contains(&was)) {
            if let Err(place) = wished.binary_search(&is) {
                wished.insert(place, is);
            }
        }
    }
}

impl Territory {
    /// The kindergartens for which a family would exchange its place; empty means any, `None` no wish.
    #[must_use]
    pub fn exchange_wish(&self, id: ApplicationId) -> Option<&[KindergartenId]> {
        self.exchanges.wishes.get(&self.index_of(id)?).map(Vec::as_slice)
    }

    /// Those with whom an application could exchange places, in the order in which they were submitted: each wishes for the
    /// kindergarten of the other.
    #[must_use]
    pub fn exchange_matches(&self, id: ApplicationId) -> Vec<ApplicationId> {
        let Some(own) = self.application(id) else { return Vec::new() };
        let others = self.exchanges.wishes.keys().map(|&index| self.at(index));
        others.filter(|other| self.check_exchange(own, other).is_ok()).map(Application::id).collect()
    }

    /// With whom a family agreed to exchange.
    #[must_use]
    pub fn exchange_agreed_with(&self, id: ApplicationId) -> Option<ApplicationId> {
        self.exchanges.agreed.get(&self.index_of(id)?).map(|&other| self.at(other).id())
    }

    /// Exchanges to which both families agreed, and on which the office has not decided.
    #[must_use]
    pub fn agreed_exchanges(&self) -> Vec<[ApplicationId; 2]> {
        let agreed = &self.exchanges.agreed;
        let both = agreed.iter().filter(|&(one, other)| one < other && agreed.get(other) == Some(one));
        both.map(|(&one, &other)| [self.at(one).id(), self.at(other).id()]).collect()
    }

    /// Whether two children go to different groups that both take children of their one queue, the first refusal in the
    /// order of the checks.
    pub(crate) fn check_places(&self, one: &Application, other: &Application) -> Result<[GroupId; 2], Refusal> {
        let (Some(of_one), Some(of_other)) = (one.enrolled_in(), other.enrolled_in()) else {
            return Err(Refusal::NotEnrolled);
        };
        let queue = self.queue_of(one).id();
        if self.queue_of(other).id() != queue {
            return Err(Refusal::DifferentQueues);
        }
        if of_one == of_other {
            return Err(Refusal::SameGroup);
        }
        let serves = |group: GroupId| self.groups().get(&group).is_some_and(|known| known.serves(queue));
        if !serves(of_one) || !serves(of_other) {
            return Err(Refusal::WrongQueue);
        }
        Ok([of_one, of_other])
    }

    /// The same, and whether each wishes for the kindergarten of the other.
    pub(crate) fn check_exchange(&self, one: &Application, other: &Application) -> Result<(), Refusal> {
        let [of_one, of_other] = self.check_places(one, other)?;
        let wishes_for = |whose: &Application, group: GroupId| {
            let kindergarten = self.groups().get(&group).map(|known| known.kindergarten);
            let wish = self.exchange_wish(whose.id()).zip(kindergarten);
            wish.is_some_and(|(wished, kindergarten)| wished.is_empty() || wished.contains(&kindergarten))
        };
        if wishes_for(one, of_other) && wishes_for(other, of_one) { Ok(()) } else { Err(Refusal::NoMatch) }
    }

    /// Repeats what became of wishes, agreements and exchanges.
    pub(crate) fn change_exchange(&mut self, event: &Event) {
        match event {
            Event::ExchangeWished { application, kindergartens } => {
                let index = self.known(*application);
                self.exchanges.forget(index);
                self.exchanges.wishes.insert(index, kindergartens.clone());
            }
            Event::ExchangeWishEnded { application } => {
                let index = self.known(*application);
                self.exchanges.forget(index);
            }
            Event::ExchangeAgreed { application, with } => {
                let (one, other) = (self.known(*application), self.known(*with));
                self.exchanges.agreed.insert(one, other);
            }
            Event::ExchangeRefused { applications, reason: _ } => {
                for index in applications.map(|application| self.known(application)) {
                    self.exchanges.agreed.remove(&index);
                }
            }
            Event::PlacesExchanged { applications, groups } => {
                let indexes = applications.map(|application| self.known(application));
                let [of_one, of_other] = *groups;
                for (index, group) in indexes.into_iter().zip([of_other, of_one]) {
                    self.exchanges.forget(index);
                    self.enrol_instead(index, group);
                }
            }
            _ => {}
        }
    }
}
