//! What waits for the office: grounds and conclusions nobody has decided, oldest first, each with its age.

use super::search::Found;
use crate::answers::Asked;
use crate::flash::Flash;
use crate::form::Form;
use crate::line::{class_key, class_look};
use crate::rights::OfficeStaff;
use crate::staff::spoken;
use crate::trouble::Trouble;
use crate::visit::{Page, Visit, show as render};
use admission::{ApplicationId, Ground, Territory};
use askama::Template;
use store::{Review, ReviewFilter};

/// Cases on one page.
const PAGE_LENGTH: usize = 25;

/// Days after which a case has waited long.
const LONG_DAYS: i64 = 5;

/// One case that waits.
struct Task {
    sign: String,
    address: String,
    ground: String,
    queue: String,
    class_key: &'static str,
    class_look: &'static str,
    age: String,
    is_old: bool,
}

#[derive(Template)]
#[template(path = "pages/office/tasks.html")]
pub(super) struct TasksPage {
    flash: Option<Flash>,
    /// The application that the sentence above is about.
    done_for: Option<String>,
    form: Form,
    /// What a search has found, where it was more than one.
    found: Vec<Found>,
    tasks: Vec<Task>,
    waiting: usize,
    page: usize,
    pages: usize,
    kindergartens: usize,
    silent: Vec<String>,
    visit: Visit,
}

/// `GET /{lang}/office?page=2`.
pub(super) async fn show(staff: OfficeStaff, asked: Asked) -> Page {
    let form = Form::blank(staff.visit.t);
    let mut page = page(staff, form, asked.0.of("page").parse().unwrap_or(1)).await?;
    page.flash = Flash::of(page.visit.t, &asked);
    page.done_for = asked.0.of("sign").parse().ok().map(|id: ApplicationId| spoken(id));
    render(&page)
}

/// The page with what a search has found, or with what was wrong with it.
pub(super) async fn page_with(staff: OfficeStaff, form: Form, found: Vec<Found>) -> Page {
    let mut page = page(staff, form, 1).await?;
    page.found = found;
    render(&page)
}

async fn page(staff: OfficeStaff, form: Form, page: usize) -> Result<TasksPage, Trouble> {
    let visit = staff.visit;
    let waiting = visit.town.review_count(true).await?;
    let pages = waiting.div_ceil(PAGE_LENGTH).max(1);
    let page = page.clamp(1, pages);
    let filter = ReviewFilter { pending_only: true, limit: PAGE_LENGTH, offset: (page - 1) * PAGE_LENGTH };
    let reviews = visit.town.reviews(filter).await?;
    let said = visit.town.words_of_day(visit.today()).await?;
    let registry = visit.town.registry();
    let silent = registry.kindergartens.values().filter(|kindergarten| !said.contains_key(&kindergarten.id));
    let silent = silent.map(|kindergarten| visit.lang.of(&kindergarten.names).to_owned()).collect();
    let tasks = {
        let state = visit.town.state();
        reviews.iter().map(|review| Task::of(&visit, &state, review)).collect()
    };
    let kindergartens = registry.kindergartens.len();
    Ok(TasksPage {
        flash: None,
        done_for: None,
        form,
        found: Vec::new(),
        tasks,
        waiting,
        page,
        pages,
        kindergartens,
        silent,
        visit,
    })
}

impl Task {
    fn of(visit: &Visit, state: &Territory, review: &Review) -> Self {
        let application = state.application(review.application);
        let queue = application.map(|application| state.queue_of(application).id());
        let class = application.and_then(|application| application.class_of(review.ground));
        let days = i64::from((visit.today() - visit.zone.day(review.since)).get_days());
        Self {
            sign: spoken(review.application),
            address: address(review),
            ground: ground_name(visit, review),
            queue: queue.map(|queue| queue_name(visit, queue)).unwrap_or_default(),
            class_key: class.map(class_key).unwrap_or_default(),
            class_look: class.map(class_look).unwrap_or_default(),
            age: visit.t.with("office-age").set("days", days.unsigned_abs()).to_string(),
            is_old: days >= LONG_DAYS,
        }
    }
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
    match (&review.code, review.ground) {
        (Some(code), _) => visit.ground(code),
        (None, Ground::Conclusion) => visit.t.text("ground-conclusion"),
        (None, _) => visit.t.text("ground-erased"),
    }
}

/// «2022 ж., жай кезек».
pub(super) fn queue_name(visit: &Visit, queue: admission::QueueId) -> String {
    let key = match queue.kind {
        admission::Kind::General => "office-queue-general",
        admission::Kind::Correctional => "office-queue-correctional",
    };
    visit.t.with(key).set("year", queue.birth_year).to_string()
}
