//! Ledgers are read once and not kept without end.

use super::*;
use crate::rights::Guest;
use crate::{Site, pages, town};
use tokio::task::JoinSet;

fn ledger(days: usize) -> Arc<Ledger> {
    let day = |_| DayOfMoves { on: Date::default(), from: None, to: Some(1), causes: Vec::new() };
    Arc::new(Ledger((0..days).map(day).collect()))
}

#[test]
fn memory_is_bounded_in_ledgers_and_in_days() {
    let kato: Kato = "990000000".parse().unwrap();
    let mut kept = Kept::default();
    for nth in 0..KEPT_AT_MOST as u64 {
        kept.keep((kato.clone(), ApplicationId(nth)), 1, &ledger(2));
    }
    assert_eq!((kept.ledgers.len(), kept.days), (KEPT_AT_MOST, 2 * KEPT_AT_MOST));
    kept.keep((kato.clone(), ApplicationId(0)), 2, &ledger(3));
    assert_eq!((kept.ledgers.len(), kept.days), (KEPT_AT_MOST, 2 * KEPT_AT_MOST + 1));
    kept.keep((kato.clone(), ApplicationId(u64::MAX)), 2, &ledger(5));
    assert_eq!((kept.ledgers.len(), kept.days), (1, 5));
    kept.keep((kato, ApplicationId(0)), 2, &ledger(DAYS_AT_MOST - 4));
    assert_eq!((kept.ledgers.len(), kept.days), (1, DAYS_AT_MOST - 4));
}

#[tokio::test]
async fn a_ledger_that_many_ask_for_is_read_once() {
    let town = town::found().await;
    let site = Site::new(town.store.clone());
    let visit = Visit::begin(&site, &"/kk/my/moves".parse().unwrap(), Guest::unknown(&site)).unwrap();
    let mut asked = JoinSet::new();
    for _ in 0..32 {
        let visit = visit.clone();
        asked.spawn(async move { pages::Ledgers::of(&visit, ApplicationId(7)).await.unwrap() });
    }
    let ledgers = asked.join_all().await;
    assert!(ledgers.iter().all(|ledger| Arc::ptr_eq(ledger, &ledgers[0])));
}
