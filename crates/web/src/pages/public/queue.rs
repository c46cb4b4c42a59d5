//! The queues: years with their counts, and one queue in its order. Signs and classes only.

use crate::answers::Asked;
use crate::line::{Line, class_key, class_look};
use crate::trouble::Trouble;
use crate::visit::{Page, Visit, show as render};
use admission::{ApplicationId, Kind, QueueId, Status, Territory};
use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};

/// Applications on one page.
const PAGE_LENGTH: u64 = 100;

/// Children drawn above the list.
const DRAWN: u64 = 22;

#[derive(Template)]
#[template(path = "pages/public/queue_years.html")]
struct YearsPage {
    visit: Visit,
    years: Vec<(QueueId, Line)>,
    sign: String,
    not_found: bool,
}

/// `GET /{lang}/queue`; with `?sign=` straight to the page on which that sign stands.
pub(super) async fn show_years(visit: Visit, asked: Asked) -> Result<Response, Trouble> {
    let sign = asked.0.of("sign").to_owned();
    let found = {
        let state = visit.town.state();
        sign.parse().ok().and_then(|id: ApplicationId| {
            state.position(id)?;
            Some((state.queue_of(state.application(id)?).id(), id))
        })
    };
    if let Some((queue, id)) = found {
        let address =
            format!("{}?sign={id}{}#found", visit.to(&format!("/queue/{}", queue.birth_year)), kind_query(queue));
        return Ok(Redirect::to(&address).into_response());
    }
    let years = {
        let state = visit.town.state();
        let lines = state.queues().map(|queue| (queue.id(), Line::of(&state, queue.id(), 0, None)));
        let mut years: Vec<_> = lines.filter(|(_, line)| line.total() > 0).collect();
        years.sort_by_key(|(id, _)| (id.kind, std::cmp::Reverse(id.birth_year)));
        years
    };
    let not_found = !sign.is_empty();
    Ok(render(&YearsPage { visit, years, sign, not_found })?.into_response())
}

fn kind_query(queue: QueueId) -> &'static str {
    if queue.kind == Kind::Correctional { "&kind=correctional" } else { "" }
}

/// One application in the public list.
struct Row {
    place: u64,
    sign: String,
    class_key: &'static str,
    class_look: &'static str,
    has_access: bool,
    is_found: bool,
}

#[derive(Template)]
#[template(path = "pages/public/queue.html")]
struct QueuePage {
    visit: Visit,
    queue: QueueId,
    kind_query: &'static str,
    line: Line,
    rows: Vec<Row>,
    page: u64,
    pages: u64,
    sign: String,
    not_found: bool,
}

/// `GET /{lang}/queue/{year}?kind=correctional&page=2&sign=7KQ2M9XT`.
pub(super) async fn show_year(visit: Visit, Path((_, year)): Path<(String, String)>, asked: Asked) -> Page {
    let birth_year = year.parse().map_err(|_| Trouble::NotFound)?;
    let kind = if asked.0.of("kind") == "correctional" { Kind::Correctional } else { Kind::General };
    let queue = QueueId { birth_year, kind };
    let sign = asked.0.of("sign").to_owned();
    let (line, rows, page, pages, found) = {
        let state = visit.town.state();
        state.queue(queue).ok_or(Trouble::NotFound)?;
        let found = sign.parse().ok().filter(|id| stands_here(&state, *id, queue));
        let line = Line::of(&state, queue, DRAWN, None);
        let pages = line.total().div_ceil(PAGE_LENGTH).max(1);
        let wished = match found.and_then(|id| state.position(id)) {
            Some(place) => (place - 1) / PAGE_LENGTH + 1,
            None => asked.0.of("page").parse().unwrap_or(1),
        };
        let page = wished.clamp(1, pages);
        (line, rows(&state, queue, page, found), page, pages, found)
    };
    let not_found = found.is_none() && !sign.is_empty();
    let kind_query = kind_query(queue);
    render(&QueuePage { visit, queue, kind_query, line, rows, page, pages, sign, not_found })
}

fn stands_here(state: &Territory, id: ApplicationId, queue: QueueId) -> bool {
    state.application(id).is_some_and(|application| state.queue_of(application).id() == queue)
        && state.position(id).is_some()
}

fn rows(state: &Territory, queue: QueueId, page: u64, found: Option<ApplicationId>) -> Vec<Row> {
    let skipped = (page - 1) * PAGE_LENGTH;
    let length = usize::try_from(PAGE_LENGTH).unwrap_or_default();
    let order = state.order(queue, skipped).take(length).zip(skipped + 1..);
    let row = |(application, place): (&admission::Application, u64)| Row {
        place,
        sign: application.id().to_string(),
        class_key: class_key(application.class()),
        class_look: class_look(application.class()),
        has_access: application.status() == Status::Access,
        is_found: found == Some(application.id()),
    };
    order.map(row).collect()
}
