//! An answer means durable: on the standby too, where one is waited for. After an outcome that is not known, the retry is
//! answered only by a commit that is itself waited for.

use crate::fixture::{CLERK, MONDAY, at, kato, key, new_town, submit};
use cluster::{Server, Settings};
use std::sync::Arc;
use std::time::{Duration, Instant};
use store::{Act, Clock, CommandId, Database, Fault, Recorded, Store, Town};
use tokio::task::JoinHandle;

/// A primary that waits for its standby, and a node on it.
struct Pair {
    primary: Server,
    standby: Server,
    database: String,
    store: Store,
    town: Arc<Town>,
}

impl Pair {
    async fn new() -> Self {
        let primary = Server::start(&Settings { durable: true, ..Settings::default() }).unwrap();
        let url = primary.create_database().unwrap();
        let database = url.rsplit('/').next().unwrap().to_owned();
        let store = Store::open(Database::Postgres(url), key(), Clock::freeze_at(at(MONDAY))).unwrap();
        let town = store.found_town(new_town()).await.unwrap();
        let standby = primary.standby("second").unwrap();
        let pair = Self { primary, standby, database, store, town };
        pair.set_standbys("second");
        pair.until("the standby", || {
            pair.sql("SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'") == "1"
        })
        .await;
        pair
    }

    fn sql(&self, text: &str) -> String {
        self.primary.sql(&self.database, text).unwrap().trim().to_owned()
    }

    fn set_standbys(&self, names: &str) {
        self.sql(&format!("ALTER SYSTEM SET synchronous_standby_names = '{names}'"));
        self.sql("SELECT pg_reload_conf()");
    }

    fn asked(&self, application: u64, command_id: CommandId) -> JoinHandle<Result<Recorded, Fault>> {
        let town = Arc::clone(&self.town);
        let act = Act { command: submit(application), by: CLERK, command_id };
        tokio::spawn(async move { town.act(act).await })
    }

    async fn until(&self, what: &str, mut is: impl FnMut() -> bool) {
        let started = Instant::now();
        while !is() {
            assert!(started.elapsed() < Duration::from_secs(30), "{what} did not come: {}", self.primary.log());
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Waits until a commit stands in the primary and waits for the standby, and ends that wait with a function of the
    /// server that takes the number of its process.
    async fn end_the_wait(&self, function: &str) {
        let waiting = "FROM pg_stat_activity WHERE wait_event = 'SyncRep' AND datname = current_database()";
        self.until("the wait for the standby", || self.sql(&format!("SELECT count(*) {waiting}")) != "0").await;
        self.sql(&format!("SELECT {function}(pid) {waiting}"));
    }

    fn is_in_the_primary(&self, command_id: CommandId) -> bool {
        let id = command_id.to_string().replace('-', "");
        self.sql(&format!("SELECT count(*) FROM entry WHERE encode(command_id, 'hex') = '{id}'")) == "1"
    }
}

/// The server calls a commit whose wait was cancelled a success. This one must not: what it says would be lost with the
/// primary, although a plain look-up finds it there.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_wait_that_was_cancelled_confirms_nothing_and_what_is_lost_was_never_shown() {
    let pair = Pair::new().await;
    assert!(pair.asked(1, CommandId::random()).await.unwrap().unwrap().outcome.is_ok());
    pair.standby.stop().unwrap();
    let id = CommandId::random();
    let asked = pair.asked(2, id);
    pair.end_the_wait("pg_cancel_backend").await;
    let answer = asked.await.unwrap();
    assert!(matches!(answer, Err(Fault::Unavailable { .. })), "{answer:?}");
    // The trap: it can be read, and a retry that only reads would confirm it.
    assert!(pair.is_in_the_primary(id));
    let retried = pair.asked(2, id).await.unwrap();
    assert!(matches!(retried, Err(Fault::Unavailable { .. })), "{retried:?}");
    assert!(!pair.store.is_writing());
    assert_eq!(pair.town.state().application_count(), 1);
    // The primary is lost, and the standby has never heard of it.
    pair.primary.kill().unwrap();
    pair.standby.start_again().unwrap();
    pair.standby.promote().unwrap();
    let database = Database::Postgres(pair.standby.url(&pair.database));
    pair.standby.sql(&pair.database, "ALTER SYSTEM RESET synchronous_standby_names").unwrap();
    pair.standby.sql(&pair.database, "SELECT pg_reload_conf()").unwrap();
    let store = Store::open(database, key(), Clock::freeze_at(at(MONDAY))).unwrap();
    let town = store.town(&kato()).unwrap();
    assert_eq!(town.state().application_count(), 1);
    let decided = town.act(Act { command: submit(2), by: CLERK, command_id: id }).await.unwrap();
    assert_eq!((decided.entry, decided.outcome.is_ok()), (3, true));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_retry_after_a_cancelled_wait_is_answered_once_the_standby_has_it() {
    let pair = Pair::new().await;
    pair.standby.pause().unwrap();
    let id = CommandId::random();
    let asked = pair.asked(1, id);
    pair.end_the_wait("pg_cancel_backend").await;
    assert!(matches!(asked.await.unwrap(), Err(Fault::Unavailable { .. })));
    let retried = pair.asked(1, id);
    pair.standby.resume().unwrap();
    let first = match retried.await.unwrap() {
        Ok(recorded) => recorded,
        Err(_) => pair.asked(1, id).await.unwrap().unwrap(),
    };
    assert_eq!((first.entry, pair.town.state().application_count()), (2, 1));
    let on_standby = "SELECT count(*) FROM entry WHERE number = 2";
    assert_eq!(pair.standby.sql(&pair.database, on_standby).unwrap().trim(), "1");
    assert_eq!(pair.asked(1, id).await.unwrap().unwrap(), first);
    assert!(pair.store.is_writing());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_line_cut_in_the_commit_leaves_nobody_with_a_wrong_answer() {
    let pair = Pair::new().await;
    pair.standby.pause().unwrap();
    let id = CommandId::random();
    let asked = pair.asked(1, id);
    pair.end_the_wait("pg_terminate_backend").await;
    assert!(matches!(asked.await.unwrap(), Err(Fault::Unavailable { .. })));
    assert_eq!(pair.town.state().application_count(), 0);
    pair.standby.resume().unwrap();
    pair.until("the node", || pair.sql("SELECT 1") == "1").await;
    let started = Instant::now();
    let recorded = loop {
        match pair.asked(1, id).await.unwrap() {
            Ok(recorded) => break recorded,
            Err(fault) => assert!(started.elapsed() < Duration::from_secs(30), "{fault}"),
        }
    };
    assert_eq!((recorded.entry, recorded.outcome.is_ok()), (2, true));
    assert_eq!(pair.town.state().application_count(), 1);
}

/// What a node has shown can be lost only where no standby was waited for. Then it says so in its log, reads the journal
/// anew, and goes on from what there is.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_node_whose_database_has_lost_entries_reads_the_journal_anew() {
    let primary = Server::start(&Settings::default()).unwrap();
    let url = primary.create_database().unwrap();
    let name = url.rsplit('/').next().unwrap().to_owned();
    let store = Store::open(Database::Postgres(url), key(), Clock::freeze_at(at(MONDAY))).unwrap();
    let town = store.found_town(new_town()).await.unwrap();
    let act = |application| Act { command: submit(application), by: CLERK, command_id: CommandId::random() };
    for application in 1..=5 {
        town.act(act(application)).await.unwrap();
    }
    // As after a fail-over to a standby that was behind.
    let lost = "DELETE FROM entry WHERE number > 4;
                UPDATE head SET number = 4, hash = (SELECT hash FROM entry WHERE number = 4) WHERE territory <> 0";
    primary.sql(&name, lost).unwrap();
    assert_eq!(town.act(act(9)).await.unwrap().entry, 5);
    assert_eq!(town.state().application_count(), 4);
    assert!(town.state().application(admission::ApplicationId(5)).is_none());
}
