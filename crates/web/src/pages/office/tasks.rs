//! What waits for the office, kind by kind: each task with its date and its owner, the oldest first.

mod rows;
mod silence;

pub(super) use rows::{TaskRow, found as found_task, key_of};

use super::search::Found;
use crate::answers::Asked;
use crate::flash::Flash;
use crate::form::Form;
use crate::rights::OfficeStaff;
use crate::staff::spoken;
use crate::trouble::Trouble;
use crate::visit::{Page, Visit, show as render};
use crate::wording::Wording;
use admission::{ApplicationId, Ground};
use askama::Template;
use store::{Review, TaskKind};

/// Tasks on one page.
pub(super) const PAGE_LENGTH: usize = 25;

/// A kind of tasks as a link above the list.
struct Tab {
    code: &'static str,
    count: usize,
    is_here: bool,
}

#[derive(Template)]
#[template(path = "pages/office/tasks.html")]
pub(super) struct TasksPage {
    flash: Option<Flash>,
    /// The application that the sentence above is about.
    done_for: Option<String>,
    form: Form,
    /// What a search has found, where it was more than one; and whether there is more of it.
    found: Vec<Found>,
    found_more: bool,
    kind: &'static str,
    /// Whether only one's own are shown, and how many of this kind one has.
    only_mine: bool,
    mine: usize,
    tabs: Vec<Tab>,
    tasks: Vec<TaskRow>,
    waiting: usize,
    page: usize,
    pages: usize,
    kindergartens: usize,
    /// How many of them have said something today, where it is about their silence.
    said: usize,
    visit: Visit,
}

/// Which tasks are asked for.
struct Wanted {
    kind: TaskKind,
    only_mine: bool,
    page: usize,
}

/// `GET /{lang}/office?kind=complaint&mine=yes&page=2`.
pub(super) async fn show(staff: OfficeStaff, asked: Asked) -> Page {
    let form = Form::blank(staff.visit.t);
    let kind = TaskKind::from_code(asked.0.of("kind")).unwrap_or(TaskKind::Ground);
    let page_number = asked.0.of("page").parse().unwrap_or(1);
    let wanted = Wanted { kind, only_mine: asked.0.is_asked("mine"), page: page_number };
    let mut page = page(staff, form, wanted).await?;
    page.flash = Flash::of(page.visit.t, &asked);
    page.done_for = asked.0.of("sign").parse().ok().map(|id: ApplicationId| spoken(id));
    render(&page)
}

/// The page with what a search has found, or with what was wrong with it.
pub(super) async fn page_with(staff: OfficeStaff, form: Form, (found, found_more): (Vec<Found>, bool)) -> Page {
    let mut page = page(staff, form, Wanted { kind: TaskKind::Ground, only_mine: false, page: 1 }).await?;
    (page.found, page.found_more) = (found, found_more);
    render(&page)
}

async fn page(staff: OfficeStaff, form: Form, wanted: Wanted) -> Result<TasksPage, Trouble> {
    let OfficeStaff { visit, account } = staff;
    let Wanted { kind, only_mine, page } = wanted;
    let mut tabs = Vec::new();
    for one in TaskKind::ALL {
        tabs.push(Tab { code: one.code(), count: rows::count(&visit, one).await?, is_here: one == kind });
    }
    let all = tabs.iter().find(|tab| tab.is_here).map_or(0, |tab| tab.count);
    let mine = rows::mine(&visit, &account, kind).await?;
    let mine_count = mine.len();
    let waiting = if only_mine { mine_count } else { all };
    let pages = waiting.div_ceil(PAGE_LENGTH).max(1);
    let page = page.clamp(1, pages);
    let tasks = if only_mine {
        mine.into_iter().skip((page - 1) * PAGE_LENGTH).take(PAGE_LENGTH).collect()
    } else {
        rows::of_page(&visit, &account, kind, page).await?
    };
    let kindergartens = visit.town.registry().open_kindergartens().count();
    Ok(TasksPage {
        flash: None,
        done_for: None,
        form,
        found: Vec::new(),
        found_more: false,
        kind: kind.code(),
        only_mine,
        mine: mine_count,
        tabs,
        tasks,
        waiting,
        page,
        pages,
        said: kindergartens.saturating_sub(all),
        kindergartens,
        visit,
    })
}

/// The address of a case.
pub(super) fn address(review: &Review) -> String {
    let ground = match review.ground {
        Ground::Claimed(place) => place.to_string(),
        _ => "conclusion".to_owned(),
    };
    format!("/office/reviews/{}/{ground}", review.application)
}

/// The ground or conclusion that a review is about.
pub(super) fn ground_name(visit: &Visit, review: &Review) -> String {
    ground_words(visit, review.ground, review.code.as_deref())
}

/// The same from its place in the family's list and its code.
pub(super) fn ground_words(visit: &Visit, ground: Ground, code: Option<&str>) -> String {
    match (code, ground) {
        (Some(code), _) => visit.ground(code),
        (None, Ground::Conclusion) => visit.t.text("ground-conclusion"),
        (None, _) => visit.t.text("ground-erased"),
    }
}

/// «2022 ж., жай кезек».
pub(super) fn queue_name(visit: &Visit, queue: admission::QueueId) -> String {
    queue_words(visit.t, queue)
}

/// The same where nobody visits.
pub(super) fn queue_words(t: Wording, queue: admission::QueueId) -> String {
    let key = match queue.kind {
        admission::Kind::General => "office-queue-general",
        admission::Kind::Correctional => "office-queue-correctional",
    };
    t.with(key).set("year", queue.birth_year).to_string()
}
