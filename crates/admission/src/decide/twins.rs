//! Twins are joined, parted and served together (rules, 9).

use super::Act;
use crate::{Application, ApplicationId, Choice, Event, GroupId, Offer, Refusal, Source, Status, Territory};

/// Where a place came from, and of which group it is.
type Taken = (GroupId, Source);

impl Act<'_> {
    /// Both wait, in one queue, and neither has a twin yet. Their birth dates are personal: whoever asks has compared them.
    pub(super) fn join_twins(&mut self, applications: [ApplicationId; 2]) -> Result<(), Refusal> {
        let [one, other] = applications;
        let (of_one, of_other) = (self.open_application(one)?, self.open_application(other)?);
        if self.territory.child_of(of_one) == self.territory.child_of(of_other) {
            return Err(Refusal::DuplicateChild);
        }
        if self.territory.queue_of(of_one).id() != self.territory.queue_of(of_other).id() {
            return Err(Refusal::DifferentQueues);
        }
        if applications.iter().any(|id| self.territory.twin_of(*id).is_some()) {
            return Err(Refusal::AlreadyJoined);
        }
        if [of_one, of_other].into_iter().any(|it| it.status() != Status::Waiting) {
            return Err(Refusal::NotWaiting);
        }
        // Who does not stand in the order would keep the other from every list.
        if [of_one, of_other].into_iter().any(|it| !self.territory.stands_in_order(it)) {
            return Err(Refusal::ConclusionRequired);
        }
        self.happen(Event::TwinsJoined { applications });
        Ok(())
    }

    pub(super) fn part_twins(&mut self, application: ApplicationId) -> Result<(), Refusal> {
        self.application(application)?;
        let twin = self.territory.twin_of(application).ok_or(Refusal::NotJoined)?;
        self.happen(Event::TwinsParted { applications: [application, twin] });
        Ok(())
    }

    /// Takes two places in one kindergarten, or none.
    pub(super) fn claim_for_twins(
        &mut self,
        applications: [ApplicationId; 2],
        groups: [GroupId; 2],
    ) -> Result<(), Refusal> {
        let [one, other] = applications;
        let (of_one, of_other) = (self.may_claim(one)?, self.may_claim(other)?);
        if self.territory.twin_of(one) != Some(other) {
            return Err(Refusal::NotJoined);
        }
        let sources = self.sources_for_twins([of_one, of_other], groups)?;
        self.refer_twins(applications, groups, sources, Choice::Family);
        Ok(())
    }

    fn refer_twins(
        &mut self,
        applications: [ApplicationId; 2],
        groups: [GroupId; 2],
        sources: [Source; 2],
        choice: Choice,
    ) {
        for ((application, group), source) in applications.into_iter().zip(groups).zip(sources) {
            self.refer(application, group, source, choice);
        }
    }

    fn sources_for_twins(&self, [one, other]: [&Application; 2], groups: [GroupId; 2]) -> Result<[Source; 2], Refusal> {
        let [of_one, of_other] = groups;
        let kindergarten = |group: GroupId| self.territory.groups().get(&group).map(|known| known.kindergarten);
        if let (Some(here), Some(there)) = (kindergarten(of_one), kindergarten(of_other))
            && here != there
        {
            return Err(Refusal::TwinsApart);
        }
        let first = self.territory.source_for(one, of_one, None)?;
        let second = self.territory.source_for(other, of_other, Some((of_one, first)))?;
        Ok([first, second])
    }

    /// Executes the ranked lists of two who are joined: the best group of the first with a place, beside which the other has
    /// a group on its own list, in the same kindergarten.
    pub(super) fn claim_for_twins_by_standing_choice(
        &mut self,
        applications: [ApplicationId; 2],
        allowed: fn(Source) -> bool,
    ) {
        let [one, other] = applications;
        let (Ok(of_one), Ok(of_other)) = (self.may_claim(one), self.may_claim(other)) else { return };
        let ranked = |id| self.territory.standing_choice(id).iter().copied();
        let pairs = ranked(one).flat_map(|group| ranked(other).map(move |beside| [group, beside]));
        let found = pairs.filter_map(|groups| Some((groups, self.sources_for_twins([of_one, of_other], groups).ok()?)));
        if let Some((groups, sources)) = found.into_iter().find(|(_, sources)| sources.iter().all(|it| allowed(*it))) {
            self.refer_twins(applications, groups, sources, Choice::Standing);
        }
    }
}

impl Territory {
    /// Where the twin of an application could go if that one takes a place in this group now: groups of the same
    /// kindergarten. `None` if it is not joined, if the twin takes no place now, or has no place there itself.
    #[must_use]
    pub fn groups_for_twin(&self, id: ApplicationId, group: GroupId) -> Option<Vec<GroupId>> {
        let (own, twin) = (self.application(id)?, self.application(self.twin_of(id)?)?);
        if !matches!(twin.status(), Status::Waiting | Status::Access) {
            return None;
        }
        let source = self.source_for(own, group, None).ok()?;
        let kindergarten = self.groups().get(&group)?.kindergarten;
        let beside = self.groups().iter().filter(|(_, known)| known.kindergarten == kindergarten);
        let has_place = |beside: &GroupId| self.source_for(twin, *beside, Some((group, source))).is_ok();
        Some(beside.map(|(beside, _)| *beside).filter(has_place).collect())
    }
}

/// The offer of a group once a place of it has been taken.
pub(super) fn without(offer: &Offer, group: GroupId, taken: Option<Taken>) -> Offer {
    let mut left = offer.clone();
    match taken.filter(|(of, _)| *of == group) {
        Some((_, Source::Open)) => left.open = left.open.saturating_sub(1),
        Some((_, Source::Early(list))) => {
            if let Some(places) = left.early.get_mut(&list) {
                *places = places.saturating_sub(1);
            }
            left.early.retain(|_, places| *places > 0);
        }
        Some((_, Source::Unoffered)) | None => {}
    }
    left
}
