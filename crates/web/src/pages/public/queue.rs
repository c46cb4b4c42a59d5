//! The queues: years with their counts, and one queue in its order. Signs and classes only.

use crate::answers::{Answers, Asked};
use crate::line::{Line, class_key, class_look};
use crate::trouble::Trouble;
use crate::visit::{Visit, show as render};
use admission::{ApplicationId, Kind, QueueId, Status, Territory};
use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};

/// Applications on one page.
const PAGE_LENGTH: u64 = 100;

/// Children drawn above the list.
const DRAWN: u64 = 22;

/// What somebody typed to find a line of the queue.
enum Sought {
    Nothing,
    /// The sign of an application, which the queue shows to everybody.
    Sign(ApplicationId),
    /// A place in a queue.
    Place(u64),
    /// Perhaps the number of an application, with which its family logs in. It is not looked up: whoever holds a number must
    /// not learn here which sign belongs to it, nor whether there is such a number.
    Number,
    /// Neither.
    Unreadable,
}

/// More digits than a sign has characters are the number of an application, or an IIN; a place in a queue has fewer.
const NUMBER_DIGITS_MIN: usize = 9;
const PLACE_DIGITS_MAX: usize = 7;

impl Sought {
    fn read(typed: &str) -> Self {
        let bare: String = typed.chars().filter(|letter| !letter.is_whitespace() && *letter != '-').collect();
        let is_whole = bare.chars().all(|letter| letter.is_ascii_digit());
        match bare.len() {
            0 => Self::Nothing,
            NUMBER_DIGITS_MIN.. if is_whole => Self::Number,
            1..=PLACE_DIGITS_MAX if is_whole => bare.parse().map_or(Self::Unreadable, Self::Place),
            _ => bare.parse().map_or(Self::Unreadable, Self::Sign),
        }
    }
}

/// Whether the last search was for a number; the number itself is no longer in the address.
fn was_number(asked: &Asked) -> bool {
    asked.0.of("asked") == "number"
}

#[derive(Template)]
#[template(path = "pages/public/queue_years.html")]
struct YearsPage {
    visit: Visit,
    years: Vec<(QueueId, Line)>,
    sign: String,
    not_found: bool,
    was_number: bool,
}

/// `GET /{lang}/queue`; with `?sign=` straight to the page on which that sign stands.
pub(super) async fn show_years(visit: Visit, asked: Asked) -> Result<Response, Trouble> {
    let sign = asked.0.of("sign").to_owned();
    let found = match Sought::read(&sign) {
        Sought::Number => return Ok(Redirect::to(&visit.to("/queue?asked=number")).into_response()),
        Sought::Sign(id) => stands(&visit.town.state(), id).map(|queue| (queue, id)),
        Sought::Nothing | Sought::Place(_) | Sought::Unreadable => None,
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
    Ok(render(&YearsPage { visit, years, sign, not_found, was_number: was_number(&asked) })?.into_response())
}

/// The queue in whose order an application stands.
fn stands(state: &Territory, id: ApplicationId) -> Option<QueueId> {
    state.position(id)?;
    Some(state.queue_of(state.application(id)?).id())
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
    /// What was typed.
    sign: String,
    not_found: bool,
    was_number: bool,
}

impl QueuePage {
    fn found(&self) -> Option<&Row> {
        self.rows.iter().find(|row| row.is_found)
    }
}

/// `GET /{lang}/queue/{year}?kind=correctional&page=2&sign=7KQ2M9XT`; a place in the queue may stand for the sign.
pub(super) async fn show_year(
    visit: Visit,
    Path((_, year)): Path<(String, String)>,
    asked: Asked,
) -> Result<Response, Trouble> {
    let birth_year = year.parse().map_err(|_| Trouble::NotFound)?;
    let kind = if asked.0.of("kind") == "correctional" { Kind::Correctional } else { Kind::General };
    let queue = QueueId { birth_year, kind };
    let sign = asked.0.of("sign").to_owned();
    let sought = Sought::read(&sign);
    if matches!(sought, Sought::Number) {
        let address = format!("/queue/{birth_year}?asked=number{}", kind_query(queue));
        return Ok(Redirect::to(&visit.to(&address)).into_response());
    }
    let (line, rows, page, pages, found) = {
        let state = visit.town.state();
        state.queue(queue).ok_or(Trouble::NotFound)?;
        let line = Line::of(&state, queue, DRAWN, None);
        let found = match sought {
            Sought::Sign(id) if stands(&state, id) == Some(queue) => state.position(id),
            Sought::Place(place) => Some(place).filter(|place| (1..=line.total()).contains(place)),
            _ => None,
        };
        let pages = line.total().div_ceil(PAGE_LENGTH).max(1);
        let wished = match found {
            Some(place) => (place - 1) / PAGE_LENGTH + 1,
            None => asked.0.of("page").parse().unwrap_or(1),
        };
        let page = wished.clamp(1, pages);
        (line, rows(&state, queue, page, found), page, pages, found)
    };
    let not_found = found.is_none() && !sign.is_empty();
    let (kind_query, was_number) = (kind_query(queue), was_number(&asked));
    let page = QueuePage { visit, queue, kind_query, line, rows, page, pages, sign, not_found, was_number };
    Ok(render(&page)?.into_response())
}

/// `POST /{lang}/queue`: what is typed travels in the form, for it may be an IIN, which must stand in no address and so in
/// nobody's log. What may be read by everybody leads to an address that can be passed on.
pub(super) async fn seek(visit: Visit, answers: Answers) -> Result<Response, Trouble> {
    match question(&answers) {
        Some(question) => Ok(Redirect::to(&visit.to(&format!("/queue{question}"))).into_response()),
        None => show_years(visit, Asked(answers)).await,
    }
}

/// `POST /{lang}/queue/{year}`, likewise.
pub(super) async fn seek_in_year(
    visit: Visit,
    Path((lang, year)): Path<(String, String)>,
    answers: Answers,
) -> Result<Response, Trouble> {
    let Some(question) = question(&answers) else {
        return show_year(visit, Path((lang, year)), Asked(answers)).await;
    };
    let birth_year: i64 = year.parse().map_err(|_| Trouble::NotFound)?;
    let kind = if answers.of("kind") == "correctional" { "&kind=correctional" } else { "" };
    Ok(Redirect::to(&visit.to(&format!("/queue/{birth_year}{question}{kind}#found"))).into_response())
}

/// What the address asks; `None` for words that mean nothing here, which are shown again where they were typed.
fn question(answers: &Answers) -> Option<String> {
    match Sought::read(answers.of("sign")) {
        Sought::Sign(id) => Some(format!("?sign={id}")),
        Sought::Place(place) => Some(format!("?sign={place}")),
        Sought::Number => Some("?asked=number".to_owned()),
        Sought::Nothing => Some("?sign=".to_owned()),
        Sought::Unreadable => None,
    }
}

fn rows(state: &Territory, queue: QueueId, page: u64, found: Option<u64>) -> Vec<Row> {
    let skipped = (page - 1) * PAGE_LENGTH;
    let length = usize::try_from(PAGE_LENGTH).unwrap_or_default();
    let order = state.order(queue, skipped).take(length).zip(skipped + 1..);
    let row = |(application, place): (&admission::Application, u64)| Row {
        place,
        sign: application.id().to_string(),
        class_key: class_key(application.class()),
        class_look: class_look(application.class()),
        has_access: application.status() == Status::Access,
        is_found: found == Some(place),
    };
    order.map(row).collect()
}
