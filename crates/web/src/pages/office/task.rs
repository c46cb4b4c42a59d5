//! One task: whose it is, until when, and how it ends. An official takes it, hands it over, lets go of it, or closes it with
//! what came of it.

use super::tasks::{TaskRow, found_task, key_of};
use super::timeline::{Happening, timeline};
use crate::answers::{Answers, Asked};
use crate::flash::Flash;
use crate::form::Form;
use crate::offer::spaced_phone;
use crate::rights::{OfficeStaff, Right, may};
use crate::staff::{Purpose, again, note_views, on_to};
use crate::trouble::Trouble;
use crate::visit::{Page, Visit, show as render};
use admission::{ApplicationId, KindergartenId};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use store::{Account, AccountId, Releasing, StaffRole, TaskKey, TaskKind, TaskOutcome};

#[derive(Template)]
#[template(path = "pages/office/task.html")]
struct TaskPage {
    task: TaskRow,
    kind: &'static str,
    /// The application it is about, as it stands in an address.
    application: Option<ApplicationId>,
    /// The number and the phone of the kindergarten it is about.
    kindergarten: Option<(u64, String)>,
    timeline: Vec<Happening>,
    outcomes: &'static [TaskOutcome],
    /// To whom it may be handed over.
    colleagues: Vec<Account>,
    /// Whether this official works with applications at all.
    may_take: bool,
    /// Whether this official may hand it over or let go of it.
    may_release: bool,
    form: Form,
    flash: Option<Flash>,
    visit: Visit,
}

/// Kind, subject and part in the address.
type Named = (String, String, String, String);

/// `GET /{lang}/office/tasks/{kind}/{subject}/{part}`.
pub(super) async fn show(staff: OfficeStaff, Path(named): Path<Named>, asked: Asked) -> Result<Response, Trouble> {
    let key = key(&named)?;
    let form = Form::blank(staff.visit.t);
    let flash = Flash::of(staff.visit.t, &asked);
    let Some(task) = found_task(&staff.visit, &staff.account, key).await? else {
        // Somebody has closed it, or it went by itself.
        return Ok(on_to(&staff.visit, &format!("/office?kind={}", key.kind.code()), "task-gone"));
    };
    Ok(axum::response::IntoResponse::into_response(page(staff, task, form, flash).await?))
}

/// `POST /{lang}/office/tasks/{kind}/{subject}/{part}`.
pub(super) async fn act(staff: OfficeStaff, Path(named): Path<Named>, answers: Answers) -> Result<Response, Trouble> {
    let key = key(&named)?;
    answers.command_id()?;
    let (_, kind, subject, part) = &named;
    let here = format!("/office/tasks/{kind}/{subject}/{part}");
    let list = format!("/office?kind={}", key.kind.code());
    let mut form = Form::sent(staff.visit.t, answers);
    let Some(task) = found_task(&staff.visit, &staff.account, key).await? else {
        return Ok(on_to(&staff.visit, &list, "task-gone"));
    };
    let works = works_on(staff.account.role, &task);
    let done = match form.of("do") {
        "take" | "close" if !works => return Err(Trouble::Forbidden),
        "take" => take(&staff, key, &mut form).await?,
        "release" => let_go(&staff, key, None, &mut form).await?,
        "hand" => hand_over(&staff, &task, &mut form).await?,
        "close" => close(&staff, key, &mut form).await?,
        _ => return Err(Trouble::BadForm),
    };
    match done {
        Some(done @ "task-closed") => Ok(on_to(&staff.visit, &list, done)),
        Some(done) => Ok(on_to(&staff.visit, &here, done)),
        None => {
            form.renew();
            Ok(again(page(staff, task, form, None).await?))
        }
    }
}

/// What was done, or nothing, with the reason at its field. So do the others.
type Done = Result<Option<&'static str>, Trouble>;

async fn take(staff: &OfficeStaff, key: TaskKey, form: &mut Form) -> Done {
    let owner = staff.visit.town.take_task(key, staff.account.id).await?;
    if owner == staff.account.id {
        return Ok(Some("task-taken"));
    }
    form.complain("owner", &staff.visit.t.with("tasks-taken-meanwhile"));
    Ok(None)
}

async fn let_go(staff: &OfficeStaff, key: TaskKey, to: Option<AccountId>, form: &mut Form) -> Done {
    if staff.visit.town.hand_over_task(key, releasing(staff), to).await? {
        return Ok(Some(if to.is_some() { "task-handed" } else { "task-released" }));
    }
    form.complain("owner", &staff.visit.t.with("tasks-not-yours"));
    Ok(None)
}

async fn hand_over(staff: &OfficeStaff, task: &TaskRow, form: &mut Form) -> Done {
    let to = form.of("to").parse().ok().map(AccountId);
    let colleagues = colleagues(&staff.visit, &staff.account, task);
    let Some(colleague) = colleagues.into_iter().find(|one| Some(one.id) == to) else {
        form.complain("to", &staff.visit.t.with("tasks-choose-colleague"));
        return Ok(None);
    };
    let_go(staff, task.key, Some(colleague.id), form).await
}

async fn close(staff: &OfficeStaff, key: TaskKey, form: &mut Form) -> Done {
    let chosen = form.of("outcome");
    let Some(&outcome) = TaskOutcome::of(key.kind).iter().find(|outcome| outcome.code() == chosen) else {
        form.complain("outcome", &staff.visit.t.with("tasks-choose-outcome"));
        return Ok(None);
    };
    let (application, entry) = (ApplicationId(key.subject), key.part.cast_unsigned());
    staff.visit.town.close_follow_up(key.kind, application, entry, outcome, staff.account.id).await?;
    Ok(Some("task-closed"))
}

fn key((_, kind, subject, part): &Named) -> Result<TaskKey, Trouble> {
    key_of(kind, subject, part).ok_or(Trouble::NotFound)
}

fn releasing(staff: &OfficeStaff) -> Releasing {
    let leads = staff.account.role == StaffRole::Head;
    if leads { Releasing::Keeper } else { Releasing::Owner(staff.account.id) }
}

/// Whether somebody may do what a task asks for.
fn works_on(role: StaffRole, task: &TaskRow) -> bool {
    let right = match task.key.kind {
        TaskKind::Ground => Right::DecideReviews,
        TaskKind::Complaint | TaskKind::Exchange => Right::CaseWork,
        TaskKind::Refused | TaskKind::Silent | TaskKind::Undelivered | TaskKind::Restored => Right::HandleTasks,
    };
    may(role.into(), right) && (role == StaffRole::Head || !task.is_for_head())
}

/// The other accounts of the office that may have it.
fn colleagues(visit: &Visit, account: &Account, task: &TaskRow) -> Vec<Account> {
    let all = visit.site.store.accounts(visit.town.kato());
    all.into_iter().filter(|it| works_on(it.role, task) && it.id != account.id && !it.closed).collect()
}

async fn page(staff: OfficeStaff, task: TaskRow, form: Form, flash: Option<Flash>) -> Page {
    let may_release = task.owner.is_some() && (task.is_mine || releasing(&staff) == Releasing::Keeper);
    let OfficeStaff { visit, account } = staff;
    let (mut application, mut kindergarten, mut happened) = (None, None, Vec::new());
    if task.key.kind == TaskKind::Silent {
        let number = task.key.subject;
        let registry = visit.town.registry();
        let id = u32::try_from(number).map(KindergartenId).map_err(|_| Trouble::NotFound)?;
        kindergarten = registry.kindergartens.get(&id).map(|it| (number, spaced_phone(&it.phone)));
    } else {
        let id = ApplicationId(task.key.subject);
        // The names of helpers stand in what happened.
        note_views(&visit, &account, &[id], Purpose::Enquiry).await?;
        let reviews = visit.town.reviews_of(id).await?;
        happened = timeline(&visit, id, &reviews).await?;
        application = Some(id);
    }
    render(&TaskPage {
        kind: task.key.kind.code(),
        application,
        kindergarten,
        timeline: happened,
        outcomes: TaskOutcome::of(task.key.kind),
        colleagues: colleagues(&visit, &account, &task),
        may_take: works_on(account.role, &task),
        may_release,
        task,
        form,
        flash,
        visit,
    })
}
