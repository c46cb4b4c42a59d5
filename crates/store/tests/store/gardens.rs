//! Kindergartens at their daily work: seats, their own past, the yearly turn, reminders, and their end.

use crate::fixture::{CLERK, Fixture, at, done_at, three};
use admission::{Command, Event, GroupId, GroupTurn, Kind, KindergartenId, RecallReason, Refusal};
use store::{
    AccountId, Actor, CommandId, Fault, GroupParticulars, Hours, KindergartenAct, Language, NewGroup, NewKindergarten,
    Role,
};

/// Monday 16:29 and 16:30 in Astana: a minute before, and when kindergartens are reminded of the list of 18:00.
const TOO_EARLY: &str = "2026-03-02T11:29:59Z";
const TIME: &str = "2026-03-02T11:30:00Z";

fn head(account: u64) -> Actor {
    Actor { role: Role::Kindergarten, id: account }
}

async fn garden(town: &Fixture, name: &str) -> (KindergartenId, GroupId) {
    let new = NewKindergarten {
        names: three(name),
        address: three("Абай 1"),
        phone: "+7 7172 00 00 00".to_owned(),
        district: three(""),
        point: None,
    };
    let kindergarten = town.town.register_kindergarten(new, CLERK).await.unwrap();
    let new = NewGroup {
        kindergarten,
        names: three("Балапан"),
        language: Language::Kk,
        kind: Kind::General,
        birth_years: vec![2022],
        hours: Hours::FullDay,
        capacity: 25,
    };
    (kindergarten, town.town.open_group(new, CLERK, CommandId::random()).await.unwrap().unwrap())
}

async fn does(town: &Fixture, by: Actor, command: Command) {
    let act = store::Act { command, by, command_id: CommandId::random() };
    town.town.act(act).await.unwrap().outcome.unwrap();
}

fn report(group: GroupId, places: u64) -> Command {
    Command::ReportPlaces { group, birth_year: 2022, places }
}

#[tokio::test]
async fn the_card_of_a_group_follows_what_its_kindergarten_counts_and_changes() {
    let town = Fixture::new().await;
    let (_, group) = garden(&town, "Бөбек").await;
    let card = |town: &Fixture| town.town.registry().groups[&group].clone();
    does(&town, head(1), Command::CountSeats { group, capacity: 20, attending: 18 }).await;
    does(&town, head(1), Command::ChangeGroup { group, birth_years: vec![2023, 2022] }).await;
    let particulars =
        GroupParticulars { names: three("Қошақан"), language: Language::Ru, hours: Hours::HalfDay };
    let was = GroupParticulars { names: card(&town).names, language: card(&town).language, hours: card(&town).hours };
    for _ in 0..2 {
        town.town.update_group(group, particulars.clone(), head(1)).await.unwrap();
    }
    let kept = KindergartenAct::GroupKept { group, was, now: particulars.clone() };
    assert_eq!(done_at(&town, KindergartenId(1)).await, [(kept, AccountId(1))], "sent twice, it counts once");
    let known = card(&town);
    assert_eq!((known.capacity, known.birth_years.as_slice()), (20, [2022, 2023].as_slice()));
    assert_eq!((known.names.kk.as_str(), known.language, known.hours), ("Қошақан", Language::Ru, Hours::HalfDay));
    let unknown = town.town.update_group(GroupId(9), particulars, head(1)).await;
    assert!(matches!(unknown, Err(Fault::Unknown("group"))));
    let town = town.reopened().await;
    assert_eq!(card(&town), known);
    does(&town, head(1), Command::CloseGroup { group }).await;
    assert!(card(&town).is_closed());
    assert_eq!(town.town.registry().groups_of(KindergartenId(1)).count(), 0);
}

#[tokio::test]
async fn an_account_finds_what_it_did_newest_first_and_nothing_that_was_refused() {
    let town = Fixture::new().await;
    let (_, group) = garden(&town, "Бөбек").await;
    does(&town, head(1), report(group, 2)).await;
    does(&town, head(2), report(group, 1)).await;
    let reason = RecallReason::ChildStays;
    let recall = |places| Command::RecallPlaces { group, birth_year: 2022, places, reason };
    let refused = store::Act { command: recall(9), by: head(1), command_id: CommandId::random() };
    assert_eq!(town.town.act(refused).await.unwrap().outcome, Err(Refusal::NoPlace));
    does(&town, head(1), recall(1)).await;
    let acts = async |accounts: &[u64], limit, offset| {
        let accounts = accounts.iter().copied().map(AccountId).collect();
        let entries = town.town.acts_of(accounts, limit, offset).await.unwrap();
        entries.into_iter().map(|entry| (entry.by.id, entry.events.len())).collect::<Vec<_>>()
    };
    assert_eq!(acts(&[1], 10, 0).await, [(1, 1), (1, 1)]);
    assert_eq!(acts(&[1, 2], 10, 0).await, [(1, 1), (2, 1), (1, 1)]);
    assert_eq!(acts(&[1, 2], 1, 1).await, [(2, 1)]);
    assert_eq!(acts(&[3], 10, 0).await, []);
}

#[tokio::test]
async fn the_plan_of_a_year_is_kept_until_it_is_carried_out() {
    let town = Fixture::new().await;
    let (kindergarten, group) = garden(&town, "Бөбек").await;
    let turn = |attending| vec![GroupTurn { group, birth_years: vec![2024], capacity: 24, attending }];
    assert_eq!(town.town.year_plan(kindergarten).await.unwrap(), None);
    town.town.prepare_year(kindergarten, turn(30)).await.unwrap();
    let carry_out = |turns, id| town.town.turn_year(kindergarten, turns, head(1), id);
    let refused = carry_out(turn(30), CommandId::random()).await.unwrap();
    assert_eq!(refused, Err(Refusal::NoRoom));
    assert_eq!(town.town.year_plan(kindergarten).await.unwrap(), Some(turn(30)), "what is refused keeps its plan");
    town.town.prepare_year(kindergarten, turn(0)).await.unwrap();
    let id = CommandId::random();
    let done = carry_out(turn(0), id).await.unwrap().unwrap();
    assert_eq!(done[0], Event::GroupChanged { group, birth_years: vec![2024] });
    assert_eq!(carry_out(turn(0), id).await.unwrap(), Ok(done));
    assert_eq!(town.town.year_plan(kindergarten).await.unwrap(), None);
    assert_eq!(town.town.registry().groups[&group].capacity, 24);
}

#[tokio::test]
async fn a_kindergarten_that_has_said_nothing_is_reminded_once_before_the_list() {
    let town = Fixture::new().await;
    let (silent, _) = garden(&town, "Бөбек").await;
    let (speaks, group) = garden(&town, "Айгөлек").await;
    let (no_address, _) = garden(&town, "Балдырған").await;
    for kindergarten in [silent, speaks] {
        town.town.remind_at(kindergarten, "garden@example.kz".to_owned()).await.unwrap();
    }
    does(&town, head(2), report(group, 1)).await;
    let due = async || {
        let due = town.store.take_due_reminders().await.unwrap();
        due.into_iter().map(|reminder| reminder.kindergarten).collect::<Vec<_>>()
    };
    let clock = town.store.clock();
    clock.move_to(at(TOO_EARLY));
    assert_eq!(due().await, []);
    clock.move_to(at(TIME));
    assert_eq!(due().await, [silent], "{no_address:?} gave no address");
    assert_eq!(due().await, [], "not again at once, though nobody said that it went");
    clock.move_to(at("2026-03-02T11:40:00Z"));
    assert_eq!(due().await, [silent]);
    town.town.reminder_went(silent, "2026-03-02".parse().unwrap()).await.unwrap();
    clock.move_to(at("2026-03-02T12:00:00Z"));
    assert_eq!(due().await, []);
    clock.move_to(at("2026-03-02T13:00:00Z"));
    assert_eq!(due().await, [], "the list is made");
    // Saturday is no working day.
    town.move_to("2026-03-07T11:30:00Z").await;
    assert_eq!(due().await, []);
}

#[tokio::test]
async fn a_kindergarten_closes_without_groups_or_goes_on_in_another() {
    let town = Fixture::new().await;
    let (first, group) = garden(&town, "Бөбек").await;
    let (second, _) = garden(&town, "Айгөлек").await;
    assert_eq!(town.town.close_kindergarten(first, CLERK).await.unwrap(), Err(Refusal::GroupInUse));
    let id = CommandId::random();
    for _ in 0..2 {
        town.town.merge_kindergarten(first, second, CLERK, id).await.unwrap().unwrap();
    }
    let nowhere = town.town.merge_kindergarten(second, first, CLERK, CommandId::random()).await;
    assert!(matches!(nowhere, Err(Fault::Unknown("kindergarten"))), "the first has ended");
    let town = town.reopened().await;
    let registry = town.town.registry();
    let ended = &registry.kindergartens[&first];
    assert_eq!((ended.is_closed, ended.merged_into), (true, Some(second)));
    assert_eq!(registry.groups[&group].kindergarten, second);
    assert_eq!(registry.open_kindergartens().map(|it| it.id).collect::<Vec<_>>(), [second]);
    for group in registry.groups_of(second) {
        does(&town, CLERK, Command::CloseGroup { group: group.id }).await;
    }
    town.town.close_kindergarten(second, CLERK).await.unwrap().unwrap();
    assert_eq!(town.town.registry().open_kindergartens().count(), 0);
}

#[tokio::test]
async fn a_change_of_the_policy_is_proposed_by_one_and_approved_by_another() {
    let town = Fixture::new().await;
    let policy = admission::Policy { stop_list_days: 5, ..admission::Policy::default() };
    let day = "2026-03-04".parse().unwrap();
    let (author, other) = (Actor { role: Role::Administrator, id: 1 }, Actor { role: Role::Office, id: 2 });
    for _ in 0..3 {
        town.town.propose_policy(policy.clone(), day, AccountId(author.id)).await.unwrap();
    }
    let proposals = town.town.proposals().await.unwrap();
    let [third, second, first] = proposals.as_slice() else { panic!("three proposals") };
    assert_eq!((first.id, second.id, &first.policy), (1, 2, &policy));
    let alone = town.town.approve_policy(first, author, CommandId::random()).await.unwrap();
    assert_eq!(alone, Err(Refusal::SameOfficial));
    town.town.approve_policy(first, other, CommandId::random()).await.unwrap().unwrap();
    let second_one = town.town.approve_policy(second, other, CommandId::random()).await.unwrap();
    assert_eq!(second_one, Err(Refusal::AlreadyScheduled));
    town.town.drop_proposal(second, AccountId(other.id)).await.unwrap();
    town.town.drop_proposal(third, AccountId(author.id)).await.unwrap();
    // What is decided stays so.
    town.town.drop_proposal(first, AccountId(author.id)).await.unwrap();
    let town = town.reopened_at(at("2026-03-04T04:00:00Z")).await;
    town.move_to("2026-03-04T04:00:00Z").await;
    assert_eq!(town.town.state().policy(), &policy);
    let states: Vec<_> = town.town.proposals().await.unwrap().into_iter().map(|it| it.state).collect();
    use store::ProposalState::{Approved, Rejected, Withdrawn};
    assert_eq!(states, [Withdrawn, Rejected, Approved]);
}
