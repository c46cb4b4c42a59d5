//! However many ask, one makes the page.

use super::*;
use crate::rights::Guest;
use crate::{Site, town};
use axum::body::to_bytes;
use axum::response::Html;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::task::JoinSet;

const VISITORS: usize = 64;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_that_many_ask_for_at_once_is_made_once() {
    let town = town::found().await;
    let site = Site::new(town.store.clone());
    let visit = Visit::begin(&site, &"/kk/bulletin".parse().unwrap(), Guest::unknown(&site)).unwrap();
    let (come, made) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let mut asked = JoinSet::new();
    for _ in 0..VISITORS {
        let (visit, come, made) = (visit.clone(), Arc::clone(&come), Arc::clone(&made));
        asked.spawn(async move {
            come.fetch_add(1, Ordering::Relaxed);
            let page = |_| {
                made.fetch_add(1, Ordering::Relaxed);
                // It is not ready before everybody else is here and wants it.
                while come.load(Ordering::Relaxed) < VISITORS {
                    std::thread::yield_now();
                }
                Ok(Html("тізім".to_owned()))
            };
            let response = keep(visit, &HeaderMap::new(), Public::Bulletin, page).await.unwrap();
            to_bytes(response.into_body(), usize::MAX).await.unwrap()
        });
    }
    let pages = asked.join_all().await;
    assert!(pages.len() == VISITORS && pages.iter().all(|page| page == "тізім"));
    assert_eq!(made.load(Ordering::Relaxed), 1);
}
