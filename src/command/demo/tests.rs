//! What a visitor must find in the model city, whatever day and hour it is.

use super::*;
use admission::Status;
use std::path::Path;

fn settings(directory: &Path) -> Settings {
    Settings::of_demo("127.0.0.1:0", directory).unwrap()
}

async fn city_at(now: &str, directory: &Path) -> (Store, Arc<Town>) {
    build_city(&settings(directory), now.parse().unwrap()).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_visitor_finds_every_stage_of_the_way_at_any_hour() {
    // On a Monday evening; on a Sunday at noon; after the new year's holidays.
    for now in ["2026-11-23T17:06:00Z", "2026-06-14T07:00:00Z", "2026-01-08T05:00:00Z"] {
        let directory = tempfile::tempdir().unwrap();
        let (store, town) = city_at(now, directory.path()).await;
        {
            let state = town.state();
            let count = |status| state.applications().filter(|it| it.status() == status).count();
            let all = state.application_count();
            assert!((2900..=3200).contains(&all), "{now}: {all} applications");
            for status in [Status::Access, Status::Referred, Status::Enrolled, Status::Paused, Status::Stopped] {
                assert!(count(status) > 0, "{now}: nobody is {status:?}");
            }
            let places = |of: fn(&admission::Offer) -> u64| state.queues().map(|it| of(&it.places())).sum::<u64>();
            assert!(places(|it| it.open) > 0, "{now}: no place is open to all");
            assert!(places(admission::Offer::early_total) > 0, "{now}: no list is open");
            assert!(places(|it| it.reported + it.published) > 0, "{now}: nothing is on its way");
            assert_eq!(state.groups().len(), 60);
        }
        let registry = town.registry();
        assert_eq!(registry.kindergartens.values().filter(|it| it.photo.is_some()).count(), 3, "{now}: pictures");
        assert!(town.review_count(true).await.unwrap() > 10, "{now}: the office has nothing to decide");
        let filter = store::ReviewFilter { pending_only: true, limit: 1, offset: 0 };
        let oldest = town.reviews(filter).await.unwrap().remove(0);
        let documents = town.documents_of(oldest.application).await.unwrap();
        assert!(!documents.is_empty(), "{now}: the oldest case shows no document");
        let demo = visitors::log_ins(&town).await.unwrap();
        assert_eq!((demo.staff.len(), demo.families.len()), (20, 3), "{now}");
        store.shutdown().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_demo_is_gone_on_with_and_real_data_is_left_alone() {
    let directory = tempfile::tempdir().unwrap();
    assert_eq!(directory::look_into(directory.path()), Ok(Holds::Nothing));
    std::fs::write(directory.path().join("kezek.sqlite"), "").unwrap();
    assert!(directory::look_into(directory.path()).is_err());
    std::fs::remove_file(directory.path().join("kezek.sqlite")).unwrap();

    let now: Timestamp = "2026-11-12T10:00:00Z".parse().unwrap();
    directory::begin(directory.path()).unwrap();
    let (store, town) = build_city(&settings(directory.path()), now).await.unwrap();
    directory::finish(directory.path()).unwrap();
    let tomorrow = "2026-11-13T09:00:00Z".parse().unwrap();
    store.clock().move_to(tomorrow);
    while town.state().due_step(tomorrow).is_some() {
        tokio::time::sleep(std::time::Duration::from_millis(1)).await;
    }
    store.shutdown().await;
    drop((store, town));

    assert_eq!(directory::look_into(directory.path()), Ok(Holds::Demo));
    let again = go_on(&settings(directory.path()), now).unwrap();
    let opened = "2026-11-13T02:00:00Z".parse().unwrap();
    assert!(again.clock().now() >= opened && again.clock().is_movable(), "a demo's clock never goes back");
    let town = again.territories().pop().unwrap();
    assert!(town.state().application_count() > 2900);
    again.shutdown().await;
}
