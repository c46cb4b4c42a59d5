//! The order of a queue at a past moment is what was shown then.

use crate::acts;
use crate::batches::live;
use crate::fixture::{Fixture, MONDAY, at, claim, group, kato, report, submit};
use admission::{
    AccessFate, ActReason, Application, ApplicationId, Command, GroupId, Kind, QueueId, ReferralFate, Status,
};
use jiff::Timestamp;
use jiff::civil::date;
use proptest::prelude::*;
use store::PastOrder;

const QUEUE: QueueId = QueueId { birth_year: 2022, kind: Kind::General };
const EVENING: &str = "2026-03-02T13:00:00Z";
const TUESDAY: &str = "2026-03-03T02:00:00Z";

fn shown(town: &Fixture, queue: QueueId) -> Vec<ApplicationId> {
    town.town.state().order(queue, 0).map(Application::id).collect()
}

fn told(order: &PastOrder) -> Vec<ApplicationId> {
    let in_order = order.lines.iter().filter(|line| line.place.is_some());
    in_order.map(|line| line.application).collect()
}

async fn asked(town: &Fixture, moment: &str) -> PastOrder {
    town.town.order_at(QUEUE, at(moment)).await.unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_this_moment_is_the_one_that_is_shown(happenings in acts::happenings()) {
        tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
            let town = Fixture::new().await;
            live(&town, &happenings, 20).await;
            let queues: Vec<_> = town.town.state().queues().map(admission::Queue::id).collect();
            for queue in queues {
                let order = town.town.order_at(queue, town.store.clock().now()).await.unwrap();
                prop_assert_eq!(told(&order), shown(&town, queue));
                let state = town.town.state();
                let open = state.applications().filter(|it| state.queue_of(it).id() == queue && it.status().is_open());
                prop_assert_eq!(order.lines.len(), open.count());
                for line in &order.lines {
                    let known = state.application(line.application).unwrap();
                    prop_assert_eq!(line.place, state.position(line.application));
                    prop_assert_eq!((line.class, line.status, line.applied_at),
                        (known.class(), known.status(), known.applied_at()));
                }
            }
            Ok(())
        })?;
    }
}

/// Four families apply; two places open on Tuesday; one family takes one, one pauses, one leaves.
async fn lived() -> (Fixture, Vec<(Timestamp, Vec<ApplicationId>)>) {
    let town = Fixture::new().await;
    let mut seen = Vec::new();
    let mut look = |town: &Fixture| seen.push((town.store.clock().now(), shown(town, QUEUE)));
    town.done(group(1)).await;
    for (application, minute) in (1..=4).zip(["04:10", "04:20", "04:30", "04:40"]) {
        town.move_to(&format!("2026-03-02T{minute}:00Z")).await;
        town.done(submit(application)).await;
        look(&town);
    }
    town.done(report(2)).await;
    for moment in [EVENING, TUESDAY] {
        town.move_to(moment).await;
        look(&town);
    }
    town.move_to("2026-03-03T05:00:00Z").await;
    town.done(claim(1)).await;
    look(&town);
    town.move_to("2026-03-03T06:00:00Z").await;
    town.done(Command::PauseApplication { application: ApplicationId(3) }).await;
    look(&town);
    town.move_to("2026-03-03T07:00:00Z").await;
    town.done(Command::WithdrawApplication { application: ApplicationId(4) }).await;
    look(&town);
    (town, seen)
}

#[tokio::test]
async fn what_was_shown_then_is_told_later_whatever_happened_since() {
    let (town, seen) = lived().await;
    for (moment, order) in &seen {
        assert_eq!(told(&town.town.order_at(QUEUE, *moment).await.unwrap()), *order, "{moment}");
    }
    assert_eq!(seen.last().unwrap().1, [ApplicationId(2)]);
    assert_eq!(asked(&town, MONDAY).await.lines, []);
    assert_eq!(asked(&town, "2020-01-01T00:00:00Z").await.entry, 0);
}

#[tokio::test]
async fn those_outside_the_order_stand_behind_it_with_since_when() {
    let (town, _) = lived().await;
    let order = asked(&town, "2026-03-03T06:30:00Z").await;
    let lines: Vec<_> = order.lines.iter().map(|line| (line.place, line.application.0, line.status)).collect();
    let expected = [
        (Some(1), 2, Status::Access),
        (Some(2), 4, Status::Waiting),
        (None, 1, Status::Referred),
        (None, 3, Status::Paused),
    ];
    assert_eq!(lines, expected);
    let since: Vec<_> = order.lines.iter().map(|line| line.since).collect();
    let expected = [TUESDAY, "2026-03-02T04:40:00Z", "2026-03-03T05:00:00Z", "2026-03-03T06:00:00Z"];
    assert_eq!(since, expected.map(at));
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_need_serve_the_town_and_no_key_is_needed() {
    let (town, _) = lived().await;
    let served = asked(&town, TUESDAY).await;
    let tables = town.closed().await;
    let moment = |zone: &admission::Zone| Some(zone.instant(date(2026, 3, 3), jiff::civil::time(7, 0, 0, 0)));
    let (names, order) = store::order_at(tables.database(), Some(&kato()), QUEUE, moment).unwrap();
    assert_eq!((names.kk.as_str(), order), ("Үлгі", served.clone()));
    let (_, order) = store::order_at(tables.database(), None, QUEUE, moment).unwrap();
    assert_eq!(order, served);
    let other = "790000000".parse().unwrap();
    assert!(store::order_at(tables.database(), Some(&other), QUEUE, moment).is_err());
}

#[tokio::test]
async fn the_record_of_some_days_has_its_lists_referrals_and_acts_with_who_did_them() {
    let (town, _) = lived().await;
    town.done(Command::EnrolChild { application: ApplicationId(1) }).await;
    let restored = Command::RestoreApplication { application: ApplicationId(4), reason: ActReason::ClosedByMistake };
    town.done(restored).await;
    let record = town.town.record(date(2026, 3, 3), date(2026, 3, 3)).await.unwrap();
    let [list] = record.chronicle.lists() else { panic!("one list opened") };
    assert_eq!((list.queue, list.places[&GroupId(1)]), (QUEUE, 2));
    let fates: Vec<_> = list.grants.iter().map(|grant| (grant.application.0, grant.fate)).collect();
    assert!(matches!(fates[..], [(1, AccessFate::Taken(GroupId(1), ..)), (2, AccessFate::Running)]), "{fates:?}");
    assert_eq!(list.grants[1].slot.map(|slot| (slot.block, slot.number)), Some((1, 2)));
    let [referral] = record.chronicle.referrals() else { panic!("one referral was issued") };
    assert_eq!(referral.fate, ReferralFate::Enrolled(date(2026, 3, 3)));
    let acts: Vec<_> = record.acts().map(|(act, by)| (act.act, act.reason, act.application.0, by)).collect();
    assert_eq!(acts, [("restore", ActReason::ClosedByMistake, 4, Some(crate::fixture::CLERK))]);

    let before = town.town.record(date(2026, 3, 1), date(2026, 3, 2)).await.unwrap();
    let nothing = before.chronicle.lists().is_empty() && before.chronicle.referrals().is_empty();
    assert!(nothing && before.acts().next().is_none());
}
