//! Exchanges of places as both families and the office see them: only a place of the same language of tuition is proposed.

use crate::visit::Visit;
use admission::{Application, ApplicationId, GroupId};
use store::{Language, Registry};

/// A family with whom one could exchange places.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Proposal {
    pub(crate) with: ApplicationId,
    /// Where its child goes.
    pub(crate) group: GroupId,
    pub(crate) we_agreed: bool,
    pub(crate) they_agreed: bool,
}

/// In which language the children of a group are taught.
pub(crate) fn language(registry: &Registry, group: GroupId) -> Option<Language> {
    registry.groups.get(&group).map(|card| card.language)
}

/// The places proposed to a family, in the order in which their families applied.
pub(crate) fn proposals(visit: &Visit, id: ApplicationId) -> Vec<Proposal> {
    let registry = visit.town.registry();
    let state = visit.town.state();
    let group = |id| state.application(id).and_then(Application::enrolled_in);
    let own = group(id).and_then(|group| language(&registry, group));
    let agreed = |id| state.exchange_agreed_with(id);
    let fitting = state.exchange_matches(id).into_iter().filter_map(|with| {
        let group = group(with).filter(|group| own.is_some() && language(&registry, *group) == own)?;
        Some(Proposal { with, group, we_agreed: agreed(id) == Some(with), they_agreed: agreed(with) == Some(id) })
    });
    fitting.collect()
}
