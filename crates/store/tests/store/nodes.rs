//! Several nodes over one database: none is special, none shows an older state to whoever has just acted.

use crate::fixture::{CLERK, Fixture, MONDAY, at, claim, group, kato, key, new_town, report, submit, three};
use admission::{Refusal, Status, StepKind};
use jiff::SignedDuration;
use std::sync::Arc;
use std::time::{Duration, Instant};
use store::{
    Act, Clock, CommandId, Created, Fault, Hours, Language, Limit, MasterKey, Moment, NewAccount, NewGroup,
    NewKindergarten, Recorded, StaffRole, Store, Town, Who,
};

/// A node with a clock of its own.
pub(crate) struct Node {
    pub(crate) store: Store,
    pub(crate) town: Arc<Town>,
}

impl Node {
    fn beside(fixture: &Fixture) -> Self {
        let store = Store::open(fixture.tables.database(), key(), Clock::freeze_at(at(MONDAY))).unwrap();
        let town = store.town(&kato()).unwrap();
        Self { store, town }
    }

    async fn act(&self, command: admission::Command) -> Recorded {
        self.act_as(command, CommandId::random()).await
    }

    async fn act_as(&self, command: admission::Command, command_id: CommandId) -> Recorded {
        self.town.act(Act { command, by: CLERK, command_id }).await.unwrap()
    }
}

pub(crate) async fn three_nodes() -> (Fixture, [Node; 3]) {
    let fixture = Fixture::new().await;
    let nodes = [(); 3].map(|()| Node::beside(&fixture));
    (fixture, nodes)
}

/// Waits for what a hint, or the next look, brings.
async fn until(what: &str, mut is: impl FnMut() -> bool) {
    let started = Instant::now();
    while !is() {
        assert!(started.elapsed() < Duration::from_secs(20), "{what} did not come");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

#[tokio::test]
async fn what_one_node_writes_every_node_goes_on_from() {
    let (fixture, nodes) = three_nodes().await;
    for application in 1..=30 {
        let node = &nodes[usize::try_from(application).unwrap() % 3];
        assert_eq!(node.act(submit(application)).await.entry, application + 1);
    }
    for node in &nodes {
        node.store.catch_up().await.unwrap();
        assert_eq!(node.town.state().application_count(), 30);
        assert!(*node.town.state() == fixture.replayed());
        assert!(*node.town.tally() == fixture.counted());
    }
}

#[tokio::test]
async fn a_family_that_acted_on_one_node_never_sees_an_older_state_on_another() {
    let (_fixture, nodes) = three_nodes().await;
    for application in 1..=50 {
        let (acting, looking) = (&nodes[0], &nodes[1]);
        acting.act(submit(application)).await;
        looking.town.reach(acting.town.moment()).await.unwrap();
        assert!(looking.town.moment().includes(acting.town.moment()));
        assert!(looking.town.state().application(admission::ApplicationId(application)).is_some());
    }
    // A moment that nobody has written is not waited for.
    nodes[0].town.reach(Moment { entry: 1_000_000, change: 1_000_000 }).await.unwrap();
}

#[tokio::test]
async fn what_one_node_writes_the_others_show_by_themselves() {
    let (fixture, nodes) = three_nodes().await;
    nodes[0].act(submit(1)).await;
    until("the hint", || nodes[1].town.state().application_count() == 1).await;
    // Without any line for hints the nodes look by themselves.
    fixture.tables.run(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE query LIKE '%NOTIFY kezek%' AND pid <> pg_backend_pid() AND datname = current_database()",
    );
    nodes[2].act(submit(2)).await;
    until("the next look", || nodes[1].town.state().application_count() == 2).await;
}

#[tokio::test]
async fn a_node_that_is_killed_is_missed_by_nobody() {
    let (fixture, [killed, second, third]) = three_nodes().await;
    killed.act(submit(1)).await;
    // Its lines are cut in the middle, as by a kill; what it had promised holds.
    fixture.tables.run(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND pid <> pg_backend_pid()",
    );
    drop(killed);
    let retried = CommandId::random();
    until_answered(&second, submit(2), retried).await;
    assert_eq!(third.act_as(submit(2), retried).await.entry, 3);
    third.act(submit(3)).await;
    second.store.catch_up().await.unwrap();
    assert_eq!(second.town.state().application_count(), 3);
    assert!(*second.town.state() == fixture.replayed());
}

/// Asks again with the same id, as a browser does, until there is an answer.
async fn until_answered(node: &Node, command: admission::Command, command_id: CommandId) -> Recorded {
    let started = Instant::now();
    loop {
        let act = Act { command: command.clone(), by: CLERK, command_id };
        match node.town.act(act).await {
            Ok(recorded) => return recorded,
            Err(fault) => assert!(started.elapsed() < Duration::from_secs(30), "{fault}"),
        }
    }
}

#[tokio::test]
async fn the_steps_of_the_day_run_once_across_nodes() {
    let (fixture, nodes) = three_nodes().await;
    nodes[0].act(group(1)).await;
    nodes[0].act(report(3)).await;
    for day in 3..=6 {
        for node in &nodes {
            node.store.clock().move_to(at(&format!("2026-03-0{day}T02:30:00Z")));
        }
        let [first, second, third] = &nodes;
        let (one, two, three) = tokio::join!(first.store.catch_up(), second.store.catch_up(), third.store.catch_up());
        assert!(one.is_ok() && two.is_ok() && three.is_ok());
    }
    let steps = fixture.bodies().iter().filter(|body| body.contains("\"role\":\"clock\"")).count();
    // Publication, midnight and opening of four nights.
    assert_eq!(steps, 12);
    let next = fixture.replayed().next_step().unwrap();
    assert_eq!((next.due, next.kind), (at("2026-03-06T13:00:00Z"), StepKind::Publication));
}

#[tokio::test]
async fn a_repeated_request_gets_the_recorded_answer_on_every_node() {
    let (_fixture, nodes) = three_nodes().await;
    let (submitted, claimed) = (CommandId::random(), CommandId::random());
    let first = nodes[0].act_as(submit(1), submitted).await;
    let refused = nodes[1].act_as(claim(1), claimed).await;
    assert_eq!(refused.outcome, Err(Refusal::UnknownGroup));
    nodes[2].act(group(1)).await;
    for node in &nodes {
        assert_eq!(node.act_as(submit(1), submitted).await, first);
        assert_eq!(node.act_as(claim(1), claimed).await, refused);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_families_on_three_nodes_exactly_one_takes_the_last_place() {
    let (fixture, nodes) = three_nodes().await;
    race_for_one_place(&fixture, &nodes).await;
}

/// A database of another kind may know no other isolation than this one.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn nodes_race_as_well_under_serializable_isolation() {
    let fixture = Fixture::new().await;
    let name = fixture.tables.texts("SELECT current_database()").remove(0);
    fixture.tables.run(&format!("ALTER DATABASE {name} SET default_transaction_isolation = 'serializable'"));
    let nodes = [(); 3].map(|()| Node::beside(&fixture));
    race_for_one_place(&fixture, &nodes).await;
}

async fn race_for_one_place(fixture: &Fixture, nodes: &[Node; 3]) {
    nodes[0].act(group(1)).await;
    nodes[0].act(report(1)).await;
    for node in nodes {
        node.store.clock().move_to(at("2026-03-10T04:00:00Z"));
    }
    for application in 1..=60 {
        nodes[0].act(submit(application)).await;
    }
    let mut racing = Vec::new();
    for application in 1..=60 {
        let town = Arc::clone(&nodes[usize::try_from(application).unwrap() % 3].town);
        let command_id = CommandId::random();
        racing.push(tokio::spawn(async move {
            let started = Instant::now();
            loop {
                let act = Act { command: claim(application), by: CLERK, command_id };
                match town.act(act).await {
                    Ok(recorded) => return recorded.outcome,
                    Err(fault) => assert!(started.elapsed() < Duration::from_secs(30), "{fault}"),
                }
            }
        }));
    }
    let mut winners = 0;
    for family in racing {
        match family.await.unwrap() {
            Ok(_) => winners += 1,
            Err(refusal) => assert_eq!(refusal, Refusal::NoPlace),
        }
    }
    assert_eq!(winners, 1);
    let replayed = fixture.replayed();
    assert_eq!(replayed.applications().filter(|one| one.status() == Status::Referred).count(), 1);
    for node in nodes {
        node.store.catch_up().await.unwrap();
        assert!(*node.town.state() == replayed);
    }
}

#[tokio::test]
async fn a_session_opened_on_one_node_counts_on_all_and_ends_on_all() {
    let (_fixture, nodes) = three_nodes().await;
    let who = Who::Family(kato(), admission::ApplicationId(5));
    let token = nodes[0].store.open_session(who.clone(), SignedDuration::from_hours(1)).await.unwrap();
    for node in &nodes {
        assert_eq!(node.store.session(token.as_str()).await.unwrap().unwrap().who, who);
    }
    nodes[1].store.end_session(token.as_str()).await.unwrap();
    for node in &nodes {
        node.town.reach(nodes[1].town.moment()).await.unwrap();
        assert_eq!(node.store.session(token.as_str()).await.unwrap(), None);
    }
    // Made-up tokens are told without the database.
    assert_eq!(nodes[0].store.session(&"ab".repeat(32)).await.unwrap(), None);
}

#[tokio::test]
async fn accounts_kindergartens_groups_and_towns_of_one_node_are_there_on_all() {
    let (_fixture, nodes) = three_nodes().await;
    let [first, second, third] = &nodes;
    let account = NewAccount {
        login: "asel".into(),
        display_name: "Әсел".into(),
        role: StaffRole::Clerk,
        town: kato(),
        kindergarten: None,
        password: "төрт қызғалдақ".into(),
    };
    let id = first.store.create_account(account).await.unwrap().unwrap();
    let garden = NewKindergarten {
        names: three("Балапан"),
        address: three("Абай 1"),
        phone: "+7 700 000 00 00".into(),
        district: three(""),
        point: None,
    };
    let kindergarten = second.town.register_kindergarten(garden.clone(), CLERK).await.unwrap();
    // The next number is given by whichever node comes next.
    let another = third.town.register_kindergarten(garden, CLERK).await.unwrap();
    assert_ne!(kindergarten, another);
    let new = NewGroup {
        kindergarten,
        names: three("Күншуақ"),
        language: Language::Kk,
        kind: admission::Kind::General,
        birth_years: vec![2022],
        hours: Hours::FullDay,
        capacity: 25,
    };
    first.town.reach(third.town.moment()).await.unwrap();
    let group = first.town.open_group(new, CLERK, CommandId::random()).await.unwrap().unwrap();
    let code: admission::Kato = "750000000".parse().unwrap();
    second.store.found_town(store::NewTown { kato: code.clone(), ..new_town() }).await.unwrap();
    for node in &nodes {
        node.store.catch_up().await.unwrap();
        assert_eq!(node.store.account(id).unwrap().login, "asel");
        let registry = node.town.registry();
        assert_eq!((registry.kindergartens.len(), registry.groups[&group].capacity), (2, 25));
        let founded = node.store.town(&code).unwrap();
        founded.act(Act { command: submit(1), by: CLERK, command_id: CommandId::random() }).await.unwrap();
    }
    first.store.close_account(id, None).await.unwrap().unwrap();
    second.store.catch_up().await.unwrap();
    assert!(second.store.account(id).unwrap().closed);
    let again = third.store.found_town(store::NewTown { kato: code, ..new_town() }).await;
    assert!(matches!(again, Err(store::Fault::TownExists(_))));
}

#[tokio::test]
async fn a_node_without_the_master_key_is_told_to_bring_it_and_makes_none() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("master.key");
    let tables = crate::tables::Tables::fresh();
    let (key, created) = MasterKey::load_or_create(&path, tables.database()).unwrap();
    assert_eq!(created, Created::Now);
    drop(Store::open(tables.database(), key, Clock::real()).unwrap());
    std::fs::remove_file(&path).unwrap();
    let fault = MasterKey::load_or_create(&path, tables.database()).unwrap_err();
    assert!(matches!(&fault, Fault::MasterKeyMissing { data, .. } if data == "the PostgreSQL database"), "{fault}");
    assert!(!path.exists());
}

#[tokio::test]
async fn guessing_does_not_get_easier_by_going_from_node_to_node() {
    let (_fixture, nodes) = three_nodes().await;
    let limit = Limit { what: "test", most: 10, within: SignedDuration::from_hours(1) };
    for _ in 0..5 {
        nodes[0].store.attempt(limit, "a guesser").unwrap();
        nodes[1].store.attempt(limit, "a guesser").unwrap();
    }
    // Once both have shared what they counted, neither has one left, whichever of them shared first.
    until("the shared count", || nodes[1].store.attempt(limit, "a guesser").is_err()).await;
    until("the shared count", || nodes[0].store.attempt(limit, "a guesser").is_err()).await;
    nodes[0].store.attempt(limit, "somebody else").unwrap();
    nodes[0].store.attempt(Limit { what: "another test", ..limit }, "a guesser").unwrap();
}

#[tokio::test]
async fn a_node_that_was_away_for_long_reads_everything_anew() {
    let (fixture, [away, present, _]) = three_nodes().await;
    let account = |login: &str| NewAccount {
        login: login.into(),
        display_name: login.into(),
        role: StaffRole::Clerk,
        town: kato(),
        kindergarten: None,
        password: "төрт қызғалдақ".into(),
    };
    let token =
        away.store.open_session(Who::Family(kato(), admission::ApplicationId(1)), SignedDuration::from_hours(1));
    let token = token.await.unwrap();
    // As if everything of a day had happened while the line was cut: the changes themselves are swept away.
    present.store.create_account(account("one")).await.unwrap().unwrap();
    present.store.end_session(token.as_str()).await.unwrap();
    fixture.tables.run("DELETE FROM change");
    let id = present.store.create_account(account("two")).await.unwrap().unwrap();
    away.store.catch_up().await.unwrap();
    assert_eq!(away.store.accounts(&kato()).len(), 2);
    // Not even the last change may be left: the node finds out, and the numbers go on from where they were.
    present.store.create_account(account("three")).await.unwrap().unwrap();
    fixture.tables.run("DELETE FROM change");
    away.store.catch_up().await.unwrap();
    assert_eq!(away.store.accounts(&kato()).len(), 3);
    away.store.create_account(account("four")).await.unwrap().unwrap();
    present.town.reach(away.town.moment()).await.unwrap();
    assert_eq!(present.store.accounts(&kato()).len(), 4);
    assert_eq!(present.town.moment(), away.town.moment());
    assert_eq!(away.store.account(id).unwrap().login, "two");
    assert_eq!(away.store.session(token.as_str()).await.unwrap(), None);
}
