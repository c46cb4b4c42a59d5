//! What lies on the disk of a town that runs on SQLite: the key, the data, and whom they are for.

use crate::fixture::{Fixture, key, submit};
use std::os::unix::fs::PermissionsExt;
use store::{Clock, Created, Fault, MasterKey, Store};

#[tokio::test]
async fn two_programs_cannot_write_one_directory() {
    let town = Fixture::new().await;
    let fault = Store::open(town.tables.database(), key(), Clock::real()).unwrap_err();
    assert!(matches!(fault, Fault::DataDirectory { .. }), "{fault}");
}

#[tokio::test]
async fn after_shutdown_the_log_is_folded_in() {
    let town = Fixture::new().await;
    town.done(submit(1)).await;
    town.store.shutdown().await;
    let log = std::fs::metadata(town.tables.directory().join("kezek.sqlite-wal"));
    assert!(log.map_or(true, |log| log.len() == 0));
}

#[test]
fn the_key_file_is_made_once_and_for_its_owner_alone() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("master.key");
    assert_eq!(MasterKey::load_or_create(&path, directory.path()).unwrap().1, Created::Now);
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(MasterKey::load_or_create(&path, directory.path()).unwrap().1, Created::Before);
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).unwrap();
    let fault = MasterKey::load_or_create(&path, directory.path()).unwrap_err();
    assert!(matches!(&fault, Fault::KeyFile { cause, .. } if cause.contains("640")), "{fault}");
}

#[test]
fn a_key_file_that_holds_no_key_is_refused() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("master.key");
    std::fs::write(&path, "12345").unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
    assert!(matches!(MasterKey::load_or_create(&path, directory.path()), Err(Fault::KeyFile { .. })));
    let nowhere = directory.path().join("no/master.key");
    assert!(matches!(MasterKey::load_or_create(&nowhere, directory.path()), Err(Fault::KeyFile { .. })));
}

#[test]
fn a_key_of_32_raw_bytes_is_the_same_key_as_its_digits() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("master.key");
    let data = directory.path().join("data");
    for text in [vec![b'k'; 32], "6b".repeat(32).into_bytes(), ("6B".repeat(32) + "\n").into_bytes()] {
        std::fs::write(&path, text).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
        let (key, created) = MasterKey::load_or_create(&path, &data).unwrap();
        assert_eq!(created, Created::Before);
        // Another key would not open what the first has made.
        drop(store::Store::open(&data, key, store::Clock::real()).unwrap());
    }
    for wrong in [vec![b'k'; 31], vec![b'k'; 33], vec![0xFF; 64]] {
        std::fs::write(&path, wrong).unwrap();
        let fault = MasterKey::load_or_create(&path, &data).unwrap_err().to_string();
        assert!(fault.contains("64 hexadecimal digits") && fault.contains("32 bytes"), "{fault}");
    }
}

#[test]
fn no_new_key_is_made_beside_data_of_another() {
    let directory = tempfile::tempdir().unwrap();
    let (data, path) = (directory.path().join("data"), directory.path().join("master.key"));
    let (key, _) = MasterKey::load_or_create(&path, &data).unwrap();
    drop(store::Store::open(&data, key, store::Clock::real()).unwrap());
    std::fs::remove_file(&path).unwrap();
    let fault = MasterKey::load_or_create(&path, &data).unwrap_err();
    assert!(matches!(fault, Fault::MasterKeyMissing { .. }), "{fault}");
    assert!(fault.to_string().ends_with("was sealed with it; put it back"), "{fault}");
    assert!(!path.exists());
}

#[test]
fn the_data_is_for_its_owner_alone() {
    let directory = tempfile::tempdir().unwrap();
    let data = directory.path().join("data");
    let open = store::Store::open(&data, crate::fixture::key(), store::Clock::real()).unwrap();
    let mode = |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&data), 0o700);
    for file in ["kezek.sqlite", "kezek.sqlite-wal", "kezek.sqlite-shm"] {
        assert_eq!(mode(&data.join(file)), 0o600, "{file}");
    }
    drop(open);
}
