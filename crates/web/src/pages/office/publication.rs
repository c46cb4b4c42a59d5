//! Interruptions: days without a bulletin, and running windows that last longer. Both with a reason, both in public.

use super::interruption::{of_extension, of_suspension};
use crate::answers::{Answers, Asked};
use crate::flash::Flash;
use crate::form::Form;
use crate::rights::OfficeStaff;
use crate::staff::{act, again, on_to};
use crate::trouble::Trouble;
use crate::typed_day::typed_day;
use crate::visit::{Page, Visit, show as render};
use crate::wording::Wording;
use admission::{Command, InterruptionReason};
use askama::Template;
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;

/// Days by which windows can be extended at once; longer is rather a mistake in typing.
const EXTENSION_DAYS_MAX: u32 = 30;

/// A span of days without a bulletin.
struct Suspension {
    span: String,
    first: Date,
    last: Date,
    reason: String,
    is_over: bool,
}

#[derive(Template)]
#[template(path = "pages/office/publication.html")]
struct PublicationPage {
    flash: Option<Flash>,
    suspensions: Vec<Suspension>,
    /// When, by how much and why windows were extended, newest first.
    extensions: Vec<(String, String)>,
    /// What the suspension, and the extension, that stands in its form would touch; empty before that was asked for.
    suspension_touches: Vec<String>,
    extension_touches: Vec<String>,
    next_bulletin: String,
    /// How many windows end when.
    windows: Vec<(String, usize)>,
    running: usize,
    suspend: Form,
    extend: Form,
    reasons: &'static [InterruptionReason],
    today: String,
    days_max: u32,
    visit: Visit,
}

/// `GET /{lang}/office/publication`.
pub(super) async fn show(staff: OfficeStaff, asked: Asked) -> Page {
    let t = staff.visit.t;
    let flash = Flash::of(t, &asked);
    render(&page(staff.visit, flash, Form::blank(t), Form::blank(t)).await?)
}

/// `POST /{lang}/office/publication`.
pub(super) async fn interrupt(staff: OfficeStaff, answers: Answers) -> Result<Response, Trouble> {
    let command_id = answers.command_id()?;
    let (visit, t) = (&staff.visit, staff.visit.t);
    let (is_suspension, is_look) = match answers.of("do") {
        "suspend" => (true, false),
        "extend" => (false, false),
        "look_suspend" => (true, true),
        "look_extend" => (false, true),
        "end" => return end(staff, answers).await,
        _ => return Err(Trouble::BadForm),
    };
    let mut form = Form::sent(t, answers);
    let command = if is_suspension { suspension(&mut form, t, visit.today()) } else { extension(&mut form, t) };
    if let (Some(command), true) = (&command, is_look) {
        let touches = touches(visit, command);
        return Ok(render(&looked(staff.visit, form, is_suspension, touches).await?)?.into_response());
    }
    if let Some(command) = command {
        let done = if is_suspension { "publication-suspended" } else { "windows-extended" };
        match act(visit, &staff.account, command, command_id).await? {
            Ok(_) => return Ok(on_to(visit, "/office/publication", done)),
            Err(refusal) => {
                let field = if is_suspension { "last" } else { "days" };
                form.complain(field, &t.with(format!("refusal-{}", refusal.code())));
                form.renew();
            }
        }
    }
    let (suspend, extend) = if is_suspension { (form, Form::blank(t)) } else { (Form::blank(t), form) };
    Ok(again(render(&page(staff.visit, None, suspend, extend).await?)?))
}

/// Bulletins come out again before the last day that was decided.
async fn end(staff: OfficeStaff, answers: Answers) -> Result<Response, Trouble> {
    let command_id = answers.command_id()?;
    let day = |name| typed_day(answers.of(name)).map_err(|_| Trouble::BadForm);
    let command = Command::EndSuspension { first: day("first")?, last: day("last")? };
    let t = staff.visit.t;
    match act(&staff.visit, &staff.account, command, command_id).await? {
        Ok(_) => Ok(on_to(&staff.visit, "/office/publication", "suspension-ended")),
        Err(refusal) => {
            let mut form = Form::blank(t);
            form.complain("suspensions", &t.with(format!("refusal-{}", refusal.code())));
            Ok(again(render(&page(staff.visit, None, form, Form::blank(t)).await?)?))
        }
    }
}

/// What an act would touch, before it is carried out.
fn touches(visit: &Visit, command: &Command) -> Vec<String> {
    match command {
        Command::SuspendPublication { first, last, .. } => of_suspension(visit, *first, *last),
        Command::ExtendWindows { days, .. } => of_extension(visit, *days),
        _ => Vec::new(),
    }
}

/// The page with what the act in one of its forms would touch.
async fn looked(
    visit: Visit,
    form: Form,
    is_suspension: bool,
    touches: Vec<String>,
) -> Result<PublicationPage, Trouble> {
    let t = visit.t;
    if is_suspension {
        let page = page(visit, None, form, Form::blank(t)).await?;
        return Ok(PublicationPage { suspension_touches: touches, ..page });
    }
    let page = page(visit, None, Form::blank(t), form).await?;
    Ok(PublicationPage { extension_touches: touches, ..page })
}

fn suspension(form: &mut Form, t: Wording, today: Date) -> Option<Command> {
    let first = day(form, t, "first");
    let last = day(form, t, "last");
    if first.is_some_and(|first| first < today) {
        form.complain("first", &t.with("office-suspend-past"));
    }
    let reason = reason(form, t, "suspend_reason");
    let (first, last, reason) = (first?, last?, reason?);
    if last < first {
        form.complain("last", &t.with("refusal-wrong_span"));
    }
    form.is_fine().then_some(Command::SuspendPublication { first, last, reason })
}

fn extension(form: &mut Form, t: Wording) -> Option<Command> {
    let days = form.of("days").parse().ok().filter(|days| (1..=EXTENSION_DAYS_MAX).contains(days));
    if days.is_none() {
        form.complain("days", &t.with("office-extend-days-wrong").set("count", EXTENSION_DAYS_MAX));
    }
    let reason = reason(form, t, "extend_reason");
    Some(Command::ExtendWindows { days: days?, reason: reason? })
}

fn day(form: &mut Form, t: Wording, field: &'static str) -> Option<Date> {
    let day = typed_day(form.of(field)).ok();
    if day.is_none() {
        form.complain(field, &t.with("office-day-needed"));
    }
    day
}

fn reason(form: &mut Form, t: Wording, field: &'static str) -> Option<InterruptionReason> {
    let reason = InterruptionReason::from_code(form.of(field));
    if reason.is_none() {
        form.complain(field, &t.with("office-choose-reason"));
    }
    reason
}

async fn page(visit: Visit, flash: Option<Flash>, suspend: Form, extend: Form) -> Result<PublicationPage, Trouble> {
    let today = visit.today();
    let extensions = visit.town.extensions().await?;
    let extensions = extensions.into_iter().map(|it| {
        let what = visit.t.with("office-extension").set("days", it.days).set("lists", it.windows).to_string();
        let reason = visit.t.text(format!("interruption-{}", it.reason.code()));
        (what, format!("{reason}, {}", visit.moment(it.at)))
    });
    let extensions = extensions.collect();
    let (suspensions, windows) = {
        let state = visit.town.state();
        let suspensions = state.suspensions().iter().rev().map(|(first, last, reason)| Suspension {
            span: visit
                .t
                .with("office-span")
                .set("first", visit.t.date(first))
                .set("last", visit.t.date(last))
                .to_string(),
            first: *first,
            last: *last,
            reason: visit.t.text(format!("interruption-{}", reason.code())),
            is_over: *last < today,
        });
        let mut ends: Vec<_> = state.queues().flat_map(|queue| queue.lists().values().map(|list| list.until)).collect();
        ends.sort_unstable();
        (suspensions.collect(), ends)
    };
    let running = windows.len();
    let by_end = windows.chunk_by(|a, b| a == b).map(|same| (visit.until(same[0]), same.len())).collect();
    Ok(PublicationPage {
        flash,
        suspensions,
        extensions,
        suspension_touches: Vec::new(),
        extension_touches: Vec::new(),
        next_bulletin: visit.next_bulletin(),
        windows: by_end,
        running,
        suspend,
        extend,
        reasons: InterruptionReason::ALL,
        today: today.to_string(),
        days_max: EXTENSION_DAYS_MAX,
        visit,
    })
}
