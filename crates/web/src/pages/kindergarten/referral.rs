//! One referral: enrol the child, refuse with a reason, or lengthen the term, each after a page that says what follows.

use super::referrals::{Expected, expect, not_here};
use crate::answers::Answers;
use crate::form::Form;
use crate::rights::KindergartenStaff;
use crate::staff::{act, again, on_to};
use crate::trouble::Trouble;
use crate::typed_day::typed_day;
use crate::visit::{Page, Visit, show as render};
use admission::{ApplicationId, Command, Referral, RefuseReason};
use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::ToSpan;
use jiff::civil::Date;

/// What is done with a referral; the last step of the address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Deed {
    Enrol,
    Refuse,
    Extend,
}

impl Deed {
    fn code(self) -> &'static str {
        match self {
            Self::Enrol => "enrol",
            Self::Refuse => "refuse",
            Self::Extend => "extend",
        }
    }

    fn of_path(path: &str) -> Option<Self> {
        [Self::Enrol, Self::Refuse, Self::Extend].into_iter().find(|deed| path.ends_with(deed.code()))
    }
}

/// Between which days a longer term may end.
struct Term {
    first: Date,
    last: Date,
    last_words: String,
}

#[derive(Template)]
#[template(path = "pages/kindergarten/referral.html")]
struct ReferralPage {
    deed: &'static str,
    one: Expected,
    form: Form,
    reasons: &'static [RefuseReason],
    /// `None` where the term was lengthened before, or lasts as long as it may.
    term: Option<Term>,
    visit: Visit,
}

/// `GET /{lang}/kindergarten/referrals/{sign}/{enrol|refuse|extend}`.
pub(super) async fn show(
    staff: KindergartenStaff,
    Path((_, sign)): Path<(String, String)>,
) -> Result<Response, Trouble> {
    let deed = Deed::of_path(staff.visit.frame.here.split('?').next().unwrap_or_default()).ok_or(Trouble::NotFound)?;
    let (application, referral) = own_referral(&staff, &sign).ok_or(Trouble::NotFound)?;
    if !is_reached(&staff, application).await? {
        return Ok(unproved(&staff, application));
    }
    let form = Form::blank(staff.visit.t);
    Ok(page(staff, deed, application, referral, form).await?.into_response())
}

/// Before anything is done with a referral it must be known whose it is.
async fn is_reached(staff: &KindergartenStaff, application: ApplicationId) -> Result<bool, Trouble> {
    Ok(staff.visit.town.reached(&[application]).await?.contains(&application))
}

fn unproved(staff: &KindergartenStaff, application: ApplicationId) -> Response {
    Redirect::to(&staff.visit.to(&format!("/kindergarten/referrals/{application}"))).into_response()
}

/// `POST /{lang}/kindergarten/referrals/{sign}/enrol`.
pub(super) async fn enrol(
    staff: KindergartenStaff,
    Path((_, sign)): Path<(String, String)>,
    answers: Answers,
) -> Result<Response, Trouble> {
    if is_enrolled_here(&staff, &sign) {
        // The button was pressed twice: the first time was enough.
        return Ok(on_to(&staff.visit, "/kindergarten/referrals", "child-enrolled"));
    }
    let Some((application, _)) = own_referral(&staff, &sign) else { return not_here(staff).await };
    if !is_reached(&staff, application).await? {
        return Ok(unproved(&staff, application));
    }
    let command = Command::EnrolChild { application };
    match act(&staff.visit, &staff.account, command, answers.command_id()?).await? {
        Ok(_) => Ok(on_to(&staff.visit, "/kindergarten/referrals", "child-enrolled")),
        Err(_) => not_here(staff).await,
    }
}

/// `POST /{lang}/kindergarten/referrals/{sign}/refuse`.
pub(super) async fn refuse(
    staff: KindergartenStaff,
    Path((_, sign)): Path<(String, String)>,
    answers: Answers,
) -> Result<Response, Trouble> {
    let Some((application, referral)) = own_referral(&staff, &sign) else { return not_here(staff).await };
    if !is_reached(&staff, application).await? {
        return Ok(unproved(&staff, application));
    }
    let command_id = answers.command_id()?;
    let Some(reason) = RefuseReason::from_code(answers.of("reason")) else {
        let mut form = Form::sent(staff.visit.t, answers);
        form.complain("reason", &staff.visit.t.with("kindergarten-choose-reason"));
        return Ok(again(page(staff, Deed::Refuse, application, referral, form).await?));
    };
    match act(&staff.visit, &staff.account, Command::RefuseReferral { application, reason }, command_id).await? {
        Ok(_) => Ok(on_to(&staff.visit, "/kindergarten/referrals", "referral-refused")),
        Err(_) => not_here(staff).await,
    }
}

/// `POST /{lang}/kindergarten/referrals/{sign}/extend`.
pub(super) async fn extend(
    staff: KindergartenStaff,
    Path((_, sign)): Path<(String, String)>,
    answers: Answers,
) -> Result<Response, Trouble> {
    let Some((application, referral)) = own_referral(&staff, &sign) else { return not_here(staff).await };
    if !is_reached(&staff, application).await? {
        return Ok(unproved(&staff, application));
    }
    let command_id = answers.command_id()?;
    let mut form = Form::sent(staff.visit.t, answers);
    let Ok(valid_until) = typed_day(form.of("until")) else {
        form.complain("until", &staff.visit.t.with("kindergarten-extend-choose"));
        return Ok(again(page(staff, Deed::Extend, application, referral, form).await?));
    };
    let command = Command::ExtendReferral { application, valid_until };
    match act(&staff.visit, &staff.account, command, command_id).await? {
        Ok(_) => Ok(on_to(&staff.visit, "/kindergarten/referrals", "referral-extended")),
        Err(refusal) => {
            form.complain("until", &staff.visit.t.with(format!("refusal-{}", refusal.code())));
            form.renew();
            Ok(again(page(staff, Deed::Extend, application, referral, form).await?))
        }
    }
}

/// A live referral to a group of this kindergarten; nothing is told of any other.
pub(super) fn own_referral(staff: &KindergartenStaff, sign: &str) -> Option<(ApplicationId, Referral)> {
    let registry = staff.visit.town.registry();
    let state = staff.visit.town.state();
    let application = state.application(sign.parse().ok()?)?;
    let referral = application.referral()?;
    let card = registry.groups.get(&referral.group)?;
    (card.kindergarten == staff.kindergarten).then(|| (application.id(), referral))
}

fn is_enrolled_here(staff: &KindergartenStaff, sign: &str) -> bool {
    let registry = staff.visit.town.registry();
    let state = staff.visit.town.state();
    let application = sign.parse().ok().and_then(|id| state.application(id));
    let card = application.and_then(admission::Application::enrolled_in).and_then(|group| registry.groups.get(&group));
    card.is_some_and(|card| card.kindergarten == staff.kindergarten)
}

async fn page(
    staff: KindergartenStaff,
    deed: Deed,
    application: ApplicationId,
    referral: Referral,
    form: Form,
) -> Page {
    let kindergarten = staff.particulars()?;
    let mut expected = expect(&staff.visit, &staff.account, &kindergarten, &[(application, referral)]).await?;
    let one = expected.pop().ok_or(Trouble::NotFound)?;
    let term = longer_term(&staff.visit, referral);
    render(&ReferralPage { deed: deed.code(), one, form, reasons: RefuseReason::ALL, term, visit: staff.visit })
}

fn longer_term(visit: &Visit, referral: Referral) -> Option<Term> {
    let days_max = visit.town.state().policy().referral_calendar_days_max;
    let first = referral.valid_until.tomorrow().ok()?;
    let last = referral.issued_on.saturating_add(i64::from(days_max).days());
    (!referral.extended && first <= last).then(|| Term { first, last, last_words: visit.t.date(last) })
}
