//! What a town says on one node, every node says.

use crate::fixture::CLERK;
use crate::nodes::three_nodes;
use crate::town_says::{BOSS, announcement, note};
use admission::Calendar;
use jiff::civil::date;
use store::{CommandId, DayKind};

#[tokio::test]
async fn what_a_town_says_on_one_node_it_says_on_all() {
    let (_fixture, nodes) = three_nodes().await;
    let day = date(2026, 3, 9);
    let calendar = Calendar { holidays: [day].into(), ..Calendar::default() };
    let first = &nodes[0].town;
    first.amend_calendar(calendar, note(day, DayKind::Holiday), CLERK, CommandId::random()).await.unwrap().unwrap();
    nodes[1].town.reach(first.moment()).await.unwrap();
    assert_eq!(nodes[1].town.registry().days[&day], note(day, DayKind::Holiday), "it comes with the entry");
    first.announce(announcement("Сынақ"), BOSS, CommandId::random()).await.unwrap();
    first.confirm_calendar(day, date(2026, 12, 31), Some(BOSS)).await.unwrap();
    first.word("told-paused".to_owned(), None, BOSS).await.unwrap();
    for node in &nodes[1..] {
        node.town.reach(first.moment()).await.unwrap();
        assert_eq!(*node.town.registry(), *first.registry());
    }
}
