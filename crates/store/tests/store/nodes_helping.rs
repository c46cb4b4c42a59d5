//! Helpers on several nodes: who is ended on one is out on all, whatever the others do at that moment.

use crate::fixture::{MONDAY, at, family, kato};
use crate::helping::clerk;
use crate::nodes::three_nodes;
use jiff::SignedDuration;
use std::sync::Arc;
use store::{CommandId, Who};

const DAY: SignedDuration = SignedDuration::from_hours(24);

#[tokio::test]
async fn a_helper_who_is_ended_on_one_node_is_out_on_all() {
    let (fixture, nodes) = three_nodes().await;
    let new = family(None);
    let family = fixture.town.submit_application(new, CommandId::random()).await.unwrap().unwrap();
    let (of, number) = (family.application, family.number.to_string());
    let new = clerk(at(MONDAY) + DAY * 30);
    let helper = nodes[0].town.name_helper(of, new, CommandId::random()).await.unwrap().unwrap();
    let code = nodes[1].town.helper_code(of, helper).to_string();
    let who = nodes[2].town.find_by_number_and_code(&number, &code).await.unwrap().unwrap();
    assert_eq!(who, Who::Helper(kato(), of, helper));
    let token = nodes[2].store.open_session(who.clone(), SignedDuration::from_hours(1)).await.unwrap();
    for node in &nodes {
        assert_eq!(node.store.session(token.as_str()).await.unwrap().unwrap().who, who);
    }
    nodes[0].town.end_helper(of, helper).await.unwrap();
    for node in &nodes {
        node.town.reach(nodes[0].town.moment()).await.unwrap();
        assert_eq!(node.store.session(token.as_str()).await.unwrap(), None);
        assert_eq!(node.town.find_by_number_and_code(&number, &code).await.unwrap(), None);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn nodes_that_name_at_once_name_three_helpers_and_no_more() {
    let (fixture, nodes) = three_nodes().await;
    let new = family(None);
    let of = fixture.town.submit_application(new, CommandId::random()).await.unwrap().unwrap().application;
    let mut naming = Vec::new();
    for nth in 0..12 {
        let town = Arc::clone(&nodes[nth % 3].town);
        let new = clerk(at(MONDAY) + DAY);
        naming.push(tokio::spawn(async move { town.name_helper(of, new, CommandId::random()).await.unwrap() }));
    }
    let mut named = 0;
    for outcome in naming {
        named += usize::from(outcome.await.unwrap().is_ok());
    }
    assert_eq!((named, nodes[0].town.helpers_of(of).await.unwrap().len()), (3, 3));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn nobody_comes_in_on_one_node_while_being_ended_on_another() {
    let (fixture, nodes) = three_nodes().await;
    for _ in 0..20 {
        let of = fixture.town.submit_application(family(None), CommandId::random()).await.unwrap().unwrap().application;
        let new = clerk(at(MONDAY) + DAY * 30);
        let helper = nodes[0].town.name_helper(of, new, CommandId::random()).await.unwrap().unwrap();
        let (door, town) = (nodes[1].store.clone(), Arc::clone(&nodes[2].town));
        let coming =
            tokio::spawn(async move { door.open_session(Who::Helper(kato(), of, helper), DAY).await.unwrap() });
        let ending = tokio::spawn(async move { town.end_helper(of, helper).await.unwrap() });
        let token = coming.await.unwrap();
        ending.await.unwrap();
        for node in &nodes {
            node.town.reach(nodes[2].town.moment()).await.unwrap();
            assert_eq!(node.store.session(token.as_str()).await.unwrap(), None);
        }
    }
}
