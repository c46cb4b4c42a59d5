//! Helpers: named once, for a time, under a code of their own, and out at once when they end.

use crate::fixture::{Fixture, MONDAY, at, family, group, kato, report, submit};
use admission::ApplicationId;
use jiff::{SignedDuration, Timestamp};
use store::{
    Act, Actor, Channel, CommandId, HELPERS_MAX, HelperFault, HelperId, NewHelper, Occasion, Receipt, Relation, Who,
};

const DAY: SignedDuration = SignedDuration::from_hours(24);

/// Somebody to help until an instant.
pub(crate) fn clerk(ends_at: Timestamp) -> NewHelper {
    NewHelper {
        name: "Оспанова Гүлмира".into(),
        phone: "+7 702 111 22 33".parse().unwrap(),
        relation: Relation::ServiceCentre,
        ends_at,
    }
}

fn in_days(days: i32) -> Timestamp {
    at(MONDAY) + DAY * days
}

async fn applied(town: &Fixture) -> Receipt {
    town.town.submit_application(family(None), CommandId::random()).await.unwrap().unwrap()
}

async fn named(town: &Fixture, application: ApplicationId, days: i32) -> HelperId {
    town.town.name_helper(application, clerk(in_days(days)), CommandId::random()).await.unwrap().unwrap()
}

async fn found(town: &Fixture, of: &Receipt, helper: HelperId) -> Option<Who> {
    let code = town.town.helper_code(of.application, helper).to_string();
    town.town.find_by_number_and_code(&of.number.to_string(), &code).await.unwrap()
}

fn who(application: ApplicationId, helper: HelperId) -> Who {
    Who::Helper(kato(), application, helper)
}

async fn session(town: &Fixture, who: Who) -> String {
    town.store.open_session(who, DAY * 90).await.unwrap().as_str().to_owned()
}

async fn is_open(town: &Fixture, token: &str) -> bool {
    town.store.session(token).await.unwrap().is_some()
}

#[tokio::test]
async fn a_helper_comes_back_with_a_code_of_its_own_until_its_end() {
    let town = Fixture::new().await;
    let (family, other) = (applied(&town).await, applied(&town).await);
    let (first, second) = (named(&town, family.application, 30).await, named(&town, family.application, 60).await);
    assert_eq!(found(&town, &family, first).await, Some(who(family.application, first)));
    assert_eq!(found(&town, &family, second).await, Some(who(family.application, second)));
    assert_eq!(found(&town, &other, first).await, None, "a code is of one application");
    let codes = [first, second].map(|helper| town.town.helper_code(family.application, helper).to_string());
    assert!(codes[0] != codes[1] && codes.iter().all(|code| code.len() == 29 && *code != family.code.to_string()));
    let town = town.reopened().await;
    let helpers = town.town.helpers_of(family.application).await.unwrap();
    let seen: Vec<_> = helpers.iter().map(|one| (one.name.as_str(), one.phone.as_str(), one.relation)).collect();
    assert_eq!(seen, [("Оспанова Гүлмира", "+77021112233", Relation::ServiceCentre); 2]);
    assert!(helpers.iter().all(|one| one.is_present(town.store.clock().now())));
    assert_eq!(found(&town, &family, first).await, Some(who(family.application, first)));
    town.store.clock().move_to(in_days(30));
    assert_eq!(found(&town, &family, first).await, None, "its time is over");
    assert_eq!(found(&town, &family, second).await, Some(who(family.application, second)));
}

#[tokio::test]
async fn a_repeated_request_names_once_and_three_are_the_most() {
    let town = Fixture::new().await;
    let application = applied(&town).await.application;
    let request = CommandId::random();
    for _ in 0..2 {
        town.town.name_helper(application, clerk(in_days(30)), request).await.unwrap().unwrap();
    }
    assert_eq!(town.town.helpers_of(application).await.unwrap().len(), 1);
    while town.town.helpers_of(application).await.unwrap().len() < HELPERS_MAX {
        named(&town, application, 30).await;
    }
    let fourth = || town.town.name_helper(application, clerk(in_days(60)), CommandId::random());
    assert_eq!(fourth().await.unwrap(), Err(HelperFault::TooMany));
    // The one who was named by that request ends, and a late repetition does not bring it back.
    let first = town.town.name_helper(application, clerk(in_days(30)), request).await.unwrap().unwrap();
    town.town.end_helper(application, first).await.unwrap();
    assert_eq!(town.town.name_helper(application, clerk(in_days(30)), request).await.unwrap(), Ok(first));
    let now = town.store.clock().now();
    let present = town.town.helpers_of(application).await.unwrap().iter().filter(|one| one.is_present(now)).count();
    assert_eq!(present, HELPERS_MAX - 1);
    assert!(fourth().await.unwrap().is_ok(), "there is room again");
    let nobody = town.town.name_helper(ApplicationId(77), clerk(in_days(30)), CommandId::random()).await.unwrap();
    assert_eq!(nobody, Err(HelperFault::NoApplication));
}

#[tokio::test]
async fn a_flood_of_helpers_ends_after_six_a_day() {
    let town = Fixture::new().await;
    let application = applied(&town).await.application;
    for _ in 0..6 {
        let helper = named(&town, application, 30).await;
        town.town.end_helper(application, helper).await.unwrap();
    }
    let seventh = || town.town.name_helper(application, clerk(in_days(60)), CommandId::random());
    assert_eq!(seventh().await.unwrap(), Err(HelperFault::TooOften));
    town.store.clock().move_to(in_days(1));
    assert!(seventh().await.unwrap().is_ok());
}

#[tokio::test]
async fn a_session_never_outlives_the_helper() {
    let town = Fixture::new().await;
    let family = applied(&town).await;
    let helper = named(&town, family.application, 30).await;
    let token = session(&town, who(family.application, helper)).await;
    assert_eq!(town.store.session(&token).await.unwrap().unwrap().ends_at, in_days(30));
    town.store.clock().move_to(in_days(30));
    assert!(!is_open(&town, &token).await);
    // Whoever was let in at the last moment, or was never named, gets a session that is over.
    for helper in [helper, HelperId(1)] {
        let late = session(&town, who(family.application, helper)).await;
        assert!(!is_open(&town, &late).await);
    }
}

#[tokio::test]
async fn a_helper_who_is_ended_is_out_at_once_and_the_others_stay() {
    let town = Fixture::new().await;
    let family = applied(&town).await;
    let of = family.application;
    let (ended, other) = (named(&town, of, 30).await, named(&town, of, 30).await);
    let mine = session(&town, Who::Family(kato(), of)).await;
    let tokens = [session(&town, who(of, ended)).await, session(&town, who(of, other)).await];
    town.town.end_helper(ApplicationId(77), ended).await.unwrap();
    assert!(is_open(&town, &tokens[0]).await, "another family ends nobody here");
    town.town.end_helper(of, ended).await.unwrap();
    assert_eq!([is_open(&town, &tokens[0]).await, is_open(&town, &tokens[1]).await], [false, true]);
    assert!(is_open(&town, &mine).await);
    assert_eq!(found(&town, &family, ended).await, None);
    let town = town.reopened().await;
    assert_eq!([is_open(&town, &tokens[0]).await, is_open(&town, &tokens[1]).await], [false, true]);
    let helpers = town.town.helpers_of(of).await.unwrap();
    let past = helpers.iter().find(|one| one.id == ended).unwrap();
    assert_eq!((past.name.as_str(), past.ends_at), ("Оспанова Гүлмира", at(MONDAY)), "what was done stays told");
}

#[tokio::test]
async fn a_new_secret_code_ends_all_helpers_and_leaving_everywhere_their_sessions() {
    let town = Fixture::new().await;
    let (family, other) = (applied(&town).await, applied(&town).await);
    let of = family.application;
    let (helper, elsewhere) = (named(&town, of, 30).await, named(&town, other.application, 30).await);
    let token = session(&town, who(of, helper)).await;
    let untouched = session(&town, who(other.application, elsewhere)).await;
    town.town.end_sessions_of_family(of).await.unwrap();
    assert!(!is_open(&town, &token).await, "a device may be lost at a helper's as well");
    assert_eq!(found(&town, &family, helper).await, Some(who(of, helper)));
    let mine = session(&town, Who::Family(kato(), of)).await;
    let token = session(&town, who(of, helper)).await;
    town.town.renew_code(of).await.unwrap();
    assert!(!is_open(&town, &token).await && is_open(&town, &mine).await);
    assert_eq!(found(&town, &family, helper).await, None, "whoever had the old code may have named it");
    assert!(is_open(&town, &untouched).await);
    assert!(town.town.helpers_of(other.application).await.unwrap()[0].is_present(at(MONDAY)));
}

#[tokio::test]
async fn the_familys_own_contacts_are_told_of_each_helper_at_once() {
    let town = Fixture::new().await;
    let application = applied(&town).await.application;
    // Three in the morning.
    town.store.clock().move_to(at(MONDAY) + SignedDuration::from_hours(18));
    named(&town, application, 30).await;
    named(&town, application, 31).await;
    let due = town.store.take_due_messages(10).await.unwrap();
    let told: Vec<_> = due.iter().filter(|one| one.occasion == Occasion::HelperNamed).collect();
    let channels: Vec<_> = told.iter().map(|one| one.channel).collect();
    assert_eq!(channels, [Channel::Sms, Channel::Email, Channel::Sms, Channel::Email], "by night, and each of them");
    for message in told {
        assert_eq!(town.town.address_of(message).await.unwrap(), None, "it goes to the family, never to the helper");
    }
}

#[tokio::test]
async fn a_family_is_told_when_a_helper_decides_about_a_place_and_not_when_it_does_so_itself() {
    let town = Fixture::new().await;
    let application = applied(&town).await.application;
    let helper = Actor::helper(named(&town, application, 30).await);
    town.done(group(1)).await;
    town.done(report(1)).await;
    town.move_to("2026-03-10T04:00:00Z").await;
    let claim = admission::Command::ClaimPlace { application, group: admission::GroupId(1) };
    let decline = admission::Command::DeclineReferral { application };
    for (command, by) in [(claim, helper), (decline, Actor::family(application))] {
        let act = Act { command, by, command_id: CommandId::random() };
        town.town.act(act).await.unwrap().outcome.unwrap();
    }
    while town.store.address_messages(10).await.unwrap() > 0 {}
    let told = town.town.messages_of(application).await.unwrap();
    let mut acted: Vec<_> = told.iter().filter(|one| one.occasion == Occasion::HelperActed).collect();
    acted.sort_by_key(|one| one.channel);
    let channels: Vec<_> = acted.iter().map(|one| one.channel).collect();
    assert_eq!(channels, [Channel::Sms, Channel::Email], "once for the place, and nothing of the own decline");
}

#[tokio::test]
async fn the_journal_knows_that_a_helper_acted_and_never_who() {
    let town = Fixture::new().await;
    let application = applied(&town).await.application;
    let helper = named(&town, application, 30).await;
    let command = admission::Command::PauseApplication { application };
    let act = Act { command, by: Actor::helper(helper), command_id: CommandId::random() };
    town.town.act(act).await.unwrap().outcome.unwrap();
    let history = town.town.history(application).await.unwrap();
    assert_eq!(history.last().unwrap().by, Actor::helper(helper));
    assert_eq!(town.town.moves(application).await.unwrap().last().unwrap().by, Actor::helper(helper));
    let last = town.bodies().pop().unwrap();
    assert!(last.contains("\"by\":{\"role\":\"helper\",\"id\":\""), "{last}");
    let town = town.reopened().await;
    assert!(town.is_as_replayed());
    town.done(submit(5)).await;
    let bytes = town.closed().await.bytes();
    for secret in ["Оспанова", "7021112233", "service_centre"] {
        assert!(!bytes.windows(secret.len()).any(|window| window == secret.as_bytes()), "{secret} is there to be read");
    }
}

#[tokio::test]
async fn erasing_a_family_erases_its_helpers() {
    let town = Fixture::new().await;
    let family = applied(&town).await;
    let helper = named(&town, family.application, 30).await;
    let token = session(&town, who(family.application, helper)).await;
    town.town.erase_applicant(family.application).await.unwrap();
    assert!(town.town.helpers_of(family.application).await.unwrap().is_empty());
    assert_eq!(town.tables.count("helper"), 0);
    assert!(!is_open(&town, &token).await);
    assert_eq!(found(&town, &family, helper).await, None);
}

#[test]
fn nothing_of_a_helper_is_printed() {
    assert_eq!(format!("{:?}", clerk(at(MONDAY))), "NewHelper(…)");
}
