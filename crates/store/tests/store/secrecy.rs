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
    assert_eq!(MasterKey::load_or_create(&path).unwrap().1, Created::Now);
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(MasterKey::load_or_create(&path).unwrap().1, Created::Before);
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).unwrap();
    let fault = MasterKey::load_or_create(&path).unwrap_err();
    assert!(matches!(&fault, Fault::KeyFile { cause, .. } if cause.contains("640")), "{fault}");
}

#[test]
fn a_key_file_that_holds_no_key_is_refused() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("master.key");
    std::fs::write(&path, "12345").unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
    assert!(matches!(MasterKey::load_or_create(&path), Err(Fault::KeyFile { .. })));
    assert!(matches!(MasterKey::load_or_create(&directory.path().join("no/master.key")), Err(Fault::KeyFile { .. })));
}
