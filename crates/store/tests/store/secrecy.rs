//! Personal data: in no journal, in no file, in no printed text.

use crate::fixture::{Fixture, family, iin};
use jiff::civil::date;
use std::os::unix::fs::PermissionsExt;
use store::{CommandId, Created, Fault, MasterKey};

/// Everything a family tells that must be found nowhere on the disk.
const SECRETS: [&str; 6] = ["Сейтқалиұлы", "Айбарыс", "Сейтқалиева", "77017654321", "dana.seitkalieva", "large_family"];

fn contains(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

#[tokio::test]
async fn nothing_a_family_tells_can_be_read_on_the_disk() {
    let town = Fixture::new().await;
    let iin = iin(date(2022, 5, 17), 4711);
    let mut families = Vec::new();
    for _ in 0..3 {
        families.push(town.town.submit_application(family(Some(iin)), CommandId::random()).await.unwrap());
    }
    let receipt = families.swap_remove(0).unwrap();
    let code = receipt.code.to_string().replace(' ', "");
    // The write-ahead log is read while the store is open, the rest after it was folded in.
    let read = |path: &std::path::Path| -> Vec<u8> {
        let files = std::fs::read_dir(path).unwrap();
        files.flat_map(|file| std::fs::read(file.unwrap().path()).unwrap()).collect()
    };
    let open = read(&town.directory());
    let policy = town.bodies().remove(0);
    let files = town.closed().await;
    for bytes in [open, read(files.path())] {
        // The table of grounds is public policy and stands in the founding entry; nowhere else is a ground named.
        let grounds = bytes.windows(12).filter(|window| *window == b"large_family").count();
        let public = policy.matches("large_family").count();
        assert!(grounds % public == 0 && contains(&bytes, "application_submitted"));
        for secret in SECRETS.into_iter().filter(|secret| *secret != "large_family") {
            assert!(!contains(&bytes, secret), "{secret}");
        }
        assert!(!contains(&bytes, &iin.digits()) && !contains(&bytes, &code));
        assert!(!contains(&bytes, "2022-05-17"));
    }
}

#[tokio::test]
async fn no_entry_names_a_ground_or_a_person() {
    let town = Fixture::new().await;
    let iin = iin(date(2022, 5, 17), 4711);
    town.town.submit_application(family(Some(iin)), CommandId::random()).await.unwrap().unwrap();
    for body in &town.bodies()[1..] {
        assert!(SECRETS.iter().all(|secret| !body.contains(secret)), "{body}");
        assert!(!body.contains(&iin.digits()) && !body.contains("05-17"), "{body}");
    }
}

#[tokio::test]
async fn nothing_a_family_tells_is_printed() {
    let town = Fixture::new().await;
    let new = family(Some(iin(date(2022, 5, 17), 1)));
    let receipt = town.town.submit_application(new.clone(), CommandId::random()).await.unwrap().unwrap();
    let opened = town.town.applicant(receipt.application).await.unwrap().unwrap();
    let printed = format!("{new:?} {receipt:?} {opened:?} {:?} {:?}", new.child, crate::fixture::key());
    assert_eq!(printed, "NewApplication(…) Receipt(…) Applicant(…) ChildNames(…) MasterKey(…)");
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
