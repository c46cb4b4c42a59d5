//! Acts of officials on one application outside the ordinary course (rules, 9). Each has a reason from a closed list, is counted
//! in public, and sets no position.

use super::application::Standing;
use crate::answers::Answers;
use crate::form::Form;
use crate::offer::GroupLine;
use crate::rights::OfficeStaff;
use crate::staff::{Purpose, act, actor, again, of_fault, on_to, open_record};
use crate::trouble::Trouble;
use crate::typed_day::typed_day;
use crate::visit::{Page, Visit, show as render};
use admission::{ActReason, ApplicationId, Command, GroupId, Refusal, Status};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use jiff::civil::Date;
use store::CommandId;

/// What an official does; the last step of the address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Deed {
    Correct,
    Restore,
    Move,
    Admit,
    Extend,
}

impl Deed {
    pub(super) const ALL: [Self; 5] = [Self::Correct, Self::Restore, Self::Move, Self::Admit, Self::Extend];

    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Correct => "correct",
            Self::Restore => "restore",
            Self::Move => "move",
            Self::Admit => "admit",
            Self::Extend => "extend",
        }
    }

    /// Reasons that fit it; what needs none is within the ordinary course and is not counted.
    fn reasons(self) -> &'static [ActReason] {
        match self {
            Self::Correct => &[ActReason::PapersCorrected, ActReason::ClericalError],
            Self::Restore => &[ActReason::ClosedByMistake, ActReason::ClericalError, ActReason::CourtDecision],
            Self::Move => &[ActReason::FamilyMoved],
            Self::Admit => &[ActReason::EmployeesChild, ActReason::CourtDecision],
            Self::Extend => &[],
        }
    }

    /// Whether an application in that status may be so acted on.
    pub(super) fn fits(self, status: Status) -> bool {
        match self {
            Self::Correct | Self::Admit => status.is_open() && status != Status::Referred,
            Self::Restore => matches!(status, Status::Withdrawn | Status::Expired),
            Self::Move => status.is_open(),
            Self::Extend => status == Status::Referred,
        }
    }
}

#[derive(Template)]
#[template(path = "pages/office/act.html")]
struct ActPage {
    deed: Deed,
    id: ApplicationId,
    standing: Standing,
    form: Form,
    reasons: &'static [ActReason],
    /// Groups with a free seat for children of its queue, where a child is admitted.
    groups: Vec<(GroupLine, Option<u64>)>,
    visit: Visit,
}

/// `GET /{lang}/office/applications/{sign}/acts/{deed}`.
pub(super) async fn show(staff: OfficeStaff, Path((_, sign, deed)): Path<(String, String, String)>) -> Page {
    let (deed, id) = named(&sign, &deed)?;
    let form = Form::blank(staff.visit.t);
    render(&page(staff.visit, deed, id, form)?)
}

/// `POST /{lang}/office/applications/{sign}/acts/{deed}`.
pub(super) async fn carry_out(
    staff: OfficeStaff,
    Path((_, sign, deed)): Path<(String, String, String)>,
    answers: Answers,
) -> Result<Response, Trouble> {
    let (deed, id) = named(&sign, &deed)?;
    let command_id = answers.command_id()?;
    let t = staff.visit.t;
    let mut form = Form::sent(t, answers);
    if deed == Deed::Extend {
        return extend(staff, id, form, command_id).await;
    }
    let reason = ActReason::from_code(form.of("reason")).filter(|reason| deed.reasons().contains(reason));
    if reason.is_none() {
        form.complain("reason", &t.with("kindergarten-choose-reason"));
    }
    let born_on = if deed == Deed::Correct { true_date(&mut form, &staff, id).await? } else { None };
    let group = form.of("group").parse().map(GroupId).ok();
    if deed == Deed::Admit && group.is_none() {
        form.complain("group", &t.with("cases-choose-group"));
    }
    let Some(reason) = reason.filter(|_| form.is_fine()) else {
        return Ok(again(render(&page(staff.visit, deed, id, form)?)?));
    };
    let command = match (deed, born_on, group) {
        (Deed::Correct, Some(born_on), _) => {
            let town = &staff.visit.town;
            let by = actor(&staff.account);
            let corrected = town.correct_birth_date(id, born_on, reason, by, command_id).await.map_err(of_fault)?;
            return answer(staff, deed, id, form, corrected);
        }
        (Deed::Admit, _, Some(group)) => Command::AdmitOutsideOrder { application: id, group, reason },
        (Deed::Restore, ..) => Command::RestoreApplication { application: id, reason },
        (Deed::Move, ..) => Command::MoveAway { application: id, reason },
        (Deed::Correct | Deed::Admit | Deed::Extend, ..) => return Err(Trouble::BadForm),
    };
    let done = act(&staff.visit, &staff.account, command, command_id).await?;
    answer(staff, deed, id, form, done.map(drop))
}

/// The office may lengthen the term of a referral as the kindergarten may: once (rules, 8).
async fn extend(
    staff: OfficeStaff,
    application: ApplicationId,
    mut form: Form,
    command_id: CommandId,
) -> Result<Response, Trouble> {
    let Ok(valid_until) = typed_day(form.of("until")) else {
        form.complain("until", &staff.visit.t.with("kindergarten-extend-choose"));
        return Ok(again(render(&page(staff.visit, Deed::Extend, application, form)?)?));
    };
    let command = Command::ExtendReferral { application, valid_until };
    let done = act(&staff.visit, &staff.account, command, command_id).await?;
    answer(staff, Deed::Extend, application, form, done.map(drop))
}

fn answer(
    staff: OfficeStaff,
    deed: Deed,
    id: ApplicationId,
    mut form: Form,
    outcome: Result<(), Refusal>,
) -> Result<Response, Trouble> {
    let Err(refusal) = outcome else {
        return Ok(on_to(&staff.visit, &format!("/office/applications/{id}"), &format!("act-{}", deed.code())));
    };
    let field = match deed {
        Deed::Correct => "born_on",
        Deed::Admit => "group",
        Deed::Extend => "until",
        Deed::Restore | Deed::Move => "reason",
    };
    form.complain(field, &staff.visit.t.with(format!("refusal-{}", refusal.code())));
    form.renew();
    Ok(again(render(&page(staff.visit, deed, id, form)?)?))
}

/// Reads the true birth date, or says what is wrong with it. An IIN holds the date too, and is not contradicted.
async fn true_date(form: &mut Form, staff: &OfficeStaff, id: ApplicationId) -> Result<Option<Date>, Trouble> {
    let visit = &staff.visit;
    let Ok(born_on) = typed_day(form.of("born_on")) else {
        form.complain("born_on", &visit.t.with("office-date-unread"));
        return Ok(None);
    };
    if born_on > visit.today() {
        form.complain("born_on", &visit.t.with("cases-born-future"));
        return Ok(None);
    }
    let record = open_record(visit, &staff.account, id, Purpose::Enquiry).await?;
    let by_iin = record.and_then(|applicant| applicant.iin).map(admission::Iin::born_on);
    if let Some(date) = by_iin.filter(|date| *date != born_on) {
        form.complain("born_on", &visit.t.with("cases-born-iin").set("day", visit.t.date(date)));
        return Ok(None);
    }
    Ok(Some(born_on))
}

fn named(sign: &str, deed: &str) -> Result<(Deed, ApplicationId), Trouble> {
    let deed = Deed::ALL.into_iter().find(|known| known.code() == deed).ok_or(Trouble::NotFound)?;
    Ok((deed, sign.parse().map_err(|_| Trouble::NotFound)?))
}

fn page(visit: Visit, deed: Deed, id: ApplicationId, form: Form) -> Result<ActPage, Trouble> {
    let standing = Standing::of(&visit, id).ok_or(Trouble::NotFound)?;
    let groups = if deed == Deed::Admit { groups(&visit, id) } else { Vec::new() };
    Ok(ActPage { deed, id, standing, form, reasons: deed.reasons(), groups, visit })
}

/// Groups that take children of the application's queue, with their free seats where those were counted; full ones are left out.
fn groups(visit: &Visit, id: ApplicationId) -> Vec<(GroupLine, Option<u64>)> {
    let registry = visit.town.registry();
    let known: Vec<(GroupId, Option<u64>)> = {
        let state = visit.town.state();
        let Some(application) = state.application(id) else { return Vec::new() };
        let queue = state.queue_of(application).id();
        let serving = state.groups().iter().filter(|(_, group)| group.serves(queue));
        let free = serving.map(|(&group, _)| (group, state.seats(group).and_then(|seats| seats.free())));
        free.filter(|(_, free)| *free != Some(0)).collect()
    };
    let lines = known.into_iter().filter_map(|(group, free)| Some((GroupLine::of(visit, &registry, group)?, free)));
    let mut lines: Vec<_> = lines.collect();
    lines.sort_by(|(a, _), (b, _)| (&a.kindergarten_name, &a.name).cmp(&(&b.kindergarten_name, &b.name)));
    lines
}
