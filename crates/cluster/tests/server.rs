//! A server starts, serves, is copied, killed and paused; and nothing of it is left when its process is gone.

use cluster::{Server, Settings, shared};
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

const LOOK_AGAIN: Duration = Duration::from_millis(10);

/// The name of the database at the end of a connection text.
fn name(url: &str) -> &str {
    url.rsplit('/').next().unwrap_or_default()
}

#[test]
fn every_database_is_empty_and_has_a_name_of_its_own() {
    let (one, other) = (shared().create_database().unwrap(), shared().create_database().unwrap());
    assert_ne!(one, other);
    shared().sql(name(&one), "CREATE TABLE place (number int); INSERT INTO place VALUES (7)").unwrap();
    assert_eq!(shared().sql(name(&one), "SELECT number, 'open' FROM place").unwrap(), "7|open");
    let copy = shared().create_database_from(name(&one)).unwrap();
    assert_eq!(shared().sql(name(&copy), "SELECT number FROM place").unwrap(), "7");
    let missing = shared().sql(name(&other), "SELECT number FROM place").unwrap_err();
    assert!(missing.to_string().contains("place"), "{missing}");
}

#[test]
fn a_server_is_gone_with_its_folder_when_it_is_dropped() {
    let server = Server::start(&Settings { tcp: true, ..Settings::default() }).unwrap();
    let folder = server.socket().to_owned();
    let port = server.tcp_port().unwrap();
    assert!(std::net::TcpStream::connect(("127.0.0.1", port)).is_ok());
    drop(server);
    assert!(!folder.exists());
    assert!(std::net::TcpStream::connect(("127.0.0.1", port)).is_err());
}

#[test]
fn a_durable_server_keeps_what_was_committed_when_it_is_killed() {
    let extra = vec![("work_mem".to_owned(), "5MB".to_owned())];
    let server = Server::start(&Settings { durable: true, extra, ..Settings::default() }).unwrap();
    let database = server.create_database().unwrap();
    assert_eq!(server.sql("postgres", "SHOW fsync; SHOW work_mem").unwrap(), "on\n5MB");
    server.sql(name(&database), "CREATE TABLE place AS SELECT 7 AS number").unwrap();
    server.kill().unwrap();
    assert!(!server.is_running() && server.sql(name(&database), "SELECT 1").is_err());
    server.start_again().unwrap();
    assert_eq!(server.sql(name(&database), "SELECT number FROM place").unwrap(), "7");
    server.stop().unwrap();
    server.start_again().unwrap();
    assert_eq!(server.sql(name(&database), "SELECT number FROM place").unwrap(), "7");
}

#[test]
fn a_standby_follows_waits_and_takes_over() {
    let primary = Server::start(&Settings { durable: true, ..Settings::default() }).unwrap();
    let standby = primary.standby("second").unwrap();
    primary.sql("postgres", "ALTER SYSTEM SET synchronous_standby_names = 'second'").unwrap();
    primary.sql("postgres", "SELECT pg_reload_conf()").unwrap();
    let state = "SELECT sync_state FROM pg_stat_replication WHERE application_name = 'second'";
    while primary.sql("postgres", state).unwrap() != "sync" {
        std::thread::sleep(LOOK_AGAIN);
    }
    primary.sql("postgres", "CREATE TABLE place AS SELECT 7 AS number").unwrap();

    standby.pause().unwrap();
    std::thread::scope(|scope| {
        let unsure = scope.spawn(|| primary.sql("postgres", "INSERT INTO place VALUES (8)"));
        let cancel = "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'";
        while primary.sql("postgres", cancel).unwrap() != "t" {
            std::thread::sleep(LOOK_AGAIN);
        }
        // A cancelled wait leaves the row on the primary, whether or not the standby ever hears of it.
        unsure.join().unwrap().unwrap();
    });
    assert_eq!(primary.sql("postgres", "SELECT number FROM place ORDER BY number").unwrap(), "7\n8");
    standby.resume().unwrap();

    primary.kill().unwrap();
    standby.promote().unwrap();
    standby.sql("postgres", "INSERT INTO place VALUES (9)").unwrap();
    let numbers = standby.sql("postgres", "SELECT number FROM place WHERE number <> 8 ORDER BY number").unwrap();
    assert_eq!(numbers, "7\n9");
}

#[test]
fn nothing_is_left_when_the_process_is_killed() {
    for arguments in [&[][..], &["paused"]] {
        let mut program = Command::new(env!("CARGO_BIN_EXE_cluster"))
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("cargo built it");
        let mut url = String::new();
        BufReader::new(program.stdout.as_mut().unwrap()).read_line(&mut url).unwrap();
        let folder = url.split(['@', ':']).nth(2).unwrap().replace("%2F", "/");
        let server = std::fs::read_to_string(Path::new(&folder).join("data/postmaster.pid")).unwrap();
        let server: PathBuf = ["/proc", server.lines().next().unwrap()].iter().collect();
        assert!(server.exists());
        program.kill().unwrap();
        program.wait().unwrap();
        while server.exists() || Path::new(&folder).exists() {
            std::thread::sleep(LOOK_AGAIN);
        }
    }
}
