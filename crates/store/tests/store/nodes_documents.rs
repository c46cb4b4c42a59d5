//! Documents that come through several nodes at once: one sent twice is one, and there are never more than may be.

use crate::fixture::family;
use crate::nodes::three_nodes;
use admission::Ground;
use std::sync::Arc;
use store::{Added, CommandId, DOCUMENTS_OF_GROUND_MAX, NewApplication, NewDocument};

fn certificate(bytes: String) -> NewDocument {
    NewDocument { ground: Ground::Claimed(0), helper: None, media: "image/jpeg", bytes: bytes.into_bytes() }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn what_nodes_keep_at_once_is_kept_once_and_within_the_bounds() {
    let (fixture, nodes) = three_nodes().await;
    for _ in 0..5 {
        let new = NewApplication { grounds: vec!["large_family".into()], ..family(None) };
        let of = fixture.town.submit_application(new, CommandId::random()).await.unwrap().unwrap().application;
        for node in &nodes {
            node.town.reach(fixture.town.moment()).await.unwrap();
        }
        let send = |town: &Arc<store::Town>, bytes: String| {
            let town = Arc::clone(town);
            tokio::spawn(async move { town.add_document(of, certificate(bytes)).await.unwrap() })
        };
        let same: Vec<_> = (0..6).map(|nth| send(&nodes[nth % 3].town, "the same".into())).collect();
        for sent in same {
            assert_eq!(sent.await.unwrap(), Added::Kept);
        }
        assert_eq!(nodes[0].town.documents_of(of).await.unwrap().len(), 1);
        let others: Vec<_> = (0..12).map(|nth| send(&nodes[nth % 3].town, nth.to_string())).collect();
        let mut kept = 1;
        for sent in others {
            kept += usize::from(sent.await.unwrap() == Added::Kept);
        }
        let there = nodes[0].town.documents_of(of).await.unwrap().len();
        assert_eq!((kept, there), (DOCUMENTS_OF_GROUND_MAX, DOCUMENTS_OF_GROUND_MAX));
    }
}
