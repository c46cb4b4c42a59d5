//! Pictures of kindergartens on several nodes.

use crate::fixture::CLERK;
use crate::nodes::three_nodes;
use crate::photos::{garden, picture};

#[tokio::test]
async fn a_picture_given_on_one_node_is_shown_by_all_and_gone_on_all() {
    let (_fixture, nodes) = three_nodes().await;
    let id = nodes[0].town.register_kindergarten(garden(), CLERK).await.unwrap();
    nodes[1].town.reach(nodes[0].town.moment()).await.unwrap();
    nodes[1].town.show_photo(id, Some(picture(3)), CLERK).await.unwrap();
    for node in &nodes {
        node.town.reach(nodes[1].town.moment()).await.unwrap();
        let card = node.town.registry().kindergartens[&id].photo.unwrap();
        assert_eq!(node.town.photo(id, card.sign).await.unwrap(), Some(vec![3; 9_000]));
    }
    nodes[2].town.show_photo(id, None, CLERK).await.unwrap();
    for node in &nodes {
        node.town.reach(nodes[2].town.moment()).await.unwrap();
        assert_eq!(node.town.registry().kindergartens[&id].photo, None);
    }
}
