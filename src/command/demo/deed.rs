//! What people of the model city do, one deed at a time, through the store like everybody else.

use admission::{ApplicationId, Command, GroupId, KindergartenId, Territory};
use simulation::Newcomer;
use store::{Act, Actor, ChildNames, CommandId, Fault, Language, NewApplication, ReviewDecision, Town};

/// Of so many families with a referral one has not proved its phone.
const UNPROVED_ONE_IN: u64 = 8;

/// One deed.
pub(super) enum Deed {
    /// A family applies.
    Apply(Box<Newcomer>),
    /// A family takes whatever place it may, if there is one.
    TakePlace(ApplicationId),
    /// Anything that is one command.
    Ask(Actor, Command),
    /// An official decides on a ground or a conclusion.
    Decide(Actor, ReviewDecision),
    /// A kindergarten has nothing today.
    SayNothing(Actor, KindergartenId),
}

/// A family got a referral.
pub(super) struct Referred {
    pub(super) application: ApplicationId,
    pub(super) group: GroupId,
}

/// Does a deed. A refusal is part of life: another family was quicker.
pub(super) async fn perform(town: &Town, deed: Deed) -> Result<Option<Referred>, Fault> {
    match deed {
        Deed::Apply(newcomer) => {
            let _refusal_is_fine = town.submit_application(application_of(*newcomer), CommandId::random()).await?;
        }
        Deed::TakePlace(application) => return take_place(town, application).await,
        Deed::Ask(by, command) => {
            town.act(Act { command, by, command_id: CommandId::random() }).await?;
        }
        Deed::Decide(by, decision) => {
            let _refusal_is_fine = town.decide_review(decision, by, CommandId::random()).await?;
        }
        Deed::SayNothing(by, kindergarten) => town.say_nothing_today(kindergarten, by).await?,
    }
    Ok(None)
}

async fn take_place(town: &Town, application: ApplicationId) -> Result<Option<Referred>, Fault> {
    let Some(group) = place_for(&town.state(), application) else { return Ok(None) };
    let command = Command::ClaimPlace { application, group };
    let act = Act { command, by: Actor::family(application), command_id: CommandId::random() };
    let taken = town.act(act).await?.outcome.is_ok();
    // Now and then a family has not proved its phone yet.
    if taken && !application.0.is_multiple_of(UNPROVED_ONE_IN) {
        town.note_reached(application, None).await?;
    }
    Ok(taken.then_some(Referred { application, group }))
}

/// A group with a place of the family's own list, else with an open one. Families spread over the groups.
fn place_for(state: &Territory, id: ApplicationId) -> Option<GroupId> {
    let application = state.application(id)?;
    let offers = state.queue_of(application).offers();
    let list = application.access_list();
    let early = offers.iter().filter(|(_, offer)| list.is_some_and(|list| offer.early.contains_key(&list)));
    let open = offers.iter().filter(|(_, offer)| offer.open > 0);
    let early: Vec<GroupId> = early.map(|(&group, _)| group).collect();
    let choice = if early.is_empty() { open.map(|(&group, _)| group).collect() } else { early };
    let nth = usize::try_from(id.0).unwrap_or_default().checked_rem(choice.len())?;
    choice.get(nth).copied()
}

fn application_of(newcomer: Newcomer) -> NewApplication {
    let Newcomer { family, kind, grounds } = newcomer;
    NewApplication {
        child: ChildNames {
            surname: family.child.surname,
            name: family.child.name,
            patronymic: family.child.patronymic,
        },
        iin: Some(family.iin),
        born_on: family.born_on,
        guardian: family.guardian,
        phone: family.phone,
        email: family.email,
        kind,
        grounds: grounds.into_iter().map(str::to_owned).collect(),
        language: match family.language {
            simulation::Language::Kazakh => Language::Kk,
            simulation::Language::Russian => Language::Ru,
        },
        earlier: None,
        legacy_number: None,
    }
}
