//! Personal data: in no journal, in no file, in no printed text.

use crate::fixture::{Fixture, family, iin};
use jiff::civil::date;
use store::{CommandId, Device};

/// Everything a family tells that must be found nowhere on the disk.
const SECRETS: [&str; 7] =
    ["Сейтқалиұлы", "Айбарыс", "Сейтқалиева", "77017654321", "dana.seitkalieva", "large_family", "push.example"];

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
    let endpoint = "https://push.example/4711".to_owned();
    let device = Device { endpoint, p256dh: "key".to_owned(), auth: "auth".to_owned() };
    town.town.add_device(receipt.application, &device).await.unwrap();
    let code = receipt.code.to_string().replace(' ', "");
    // SQLite's write-ahead log is read while the store is open, the rest after it was folded in.
    let open = town.tables.bytes();
    let policy = town.bodies().remove(0);
    let tables = town.closed().await;
    for bytes in [open, tables.bytes()] {
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
