//! Home: apply, find mine, today's places, and how the queue works, drawn with this town's own numbers.

use crate::kept::{Public, keep};
use crate::line::Line;
use crate::trouble::Trouble;
use crate::visit::{Page, Visit, show as render};
use admission::{Kind, Policy, Queue};
use askama::Template;
use axum::http::HeaderMap;
use axum::response::Response;

/// Children drawn at the front: a few blocks of the pattern, two or three rows on a telephone.
const DRAWN: u64 = 22;

#[derive(Template)]
#[template(path = "pages/public/home.html")]
struct HomePage {
    visit: Visit,
    policy: Policy,
    published: u64,
    early: u64,
    open: u64,
    drawn: Option<Drawn>,
    children: u64,
    kindergartens: usize,
}

struct Drawn {
    birth_year: i64,
    line: Line,
}

/// `GET /{lang}`.
pub(super) async fn show(visit: Visit, headers: HeaderMap) -> Result<Response, Trouble> {
    keep(visit, &headers, Public::Home, page).await
}

fn page(visit: Visit) -> Page {
    let kindergartens = visit.town.registry().open_kindergartens().count();
    let (policy, places, drawn, children) = {
        let state = visit.town.state();
        let general = state.queues().filter(|queue| queue.id().kind == Kind::General);
        // The longest queue shows the pattern best.
        let longest = general.max_by_key(|queue| queue.waiting().total()).map(Queue::id);
        let drawn = longest
            .map(|id| Drawn { birth_year: id.birth_year, line: Line::of(&state, id, DRAWN, None) })
            .filter(|drawn| drawn.line.total() > 0);
        let today = visit.today();
        let open_queues = state.queues().filter(|queue| !state.has_closed(queue.id().birth_year, today));
        let places = open_queues.map(Queue::places).fold((0, 0, 0), |(published, early, open), places| {
            (published + places.published, early + places.early_total(), open + places.open)
        });
        let children = state.queues().map(|queue| queue.holding_access() + queue.waiting().total()).sum();
        (state.policy().clone(), places, drawn, children)
    };
    let (published, early, open) = places;
    render(&HomePage { visit, policy, published, early, open, drawn, children, kindergartens })
}
