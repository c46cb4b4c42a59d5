//! Helpers of the application: whom the family names by consent, until when, and the code that it hands over. A helper is
//! ended with one button, and stays in the list because the history says who did what.

use super::apply::answers::{NAME_LETTERS_MAX, is_name, phone, spaced};
use super::receipt::way_back;
use super::standing::Standing;
use crate::answers::{Answers, Asked};
use crate::flash::Flash;
use crate::form::Form;
use crate::helping::{Helpers, last_day};
use crate::offer::spaced_phone;
use crate::qr::Drawing;
use crate::rights::Family;
use crate::trouble::Trouble;
use crate::typed_day::typed_day;
use crate::visit::{Page, Visit, show as render};
use admission::ApplicationId;
use askama::Template;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use store::{HELPERS_MAX, Helper, HelperFault, HelperId, NewHelper, Relation};

/// Days that the form offers: a summer month with the grandmother.
const DAYS_OFFERED: i64 = 30;

/// Days that consent lasts at most: nobody remembers after half a year whom they trusted.
const DAYS_MAX: i64 = 180;

/// A helper who may act now, with what the family hands over.
struct Present {
    id: u64,
    name: String,
    relation: String,
    phone: String,
    last_day: String,
    code: String,
    drawing: Option<Drawing>,
}

/// A helper who may act no more.
struct Past {
    name: String,
    relation: String,
    last_day: String,
}

#[derive(Template)]
#[template(path = "pages/family/helping.html")]
struct HelpersPage {
    flash: Option<Flash>,
    number: String,
    present: Vec<Present>,
    past: Vec<Past>,
    /// The one who was just named is shown with the code open.
    is_new: bool,
    is_open: bool,
    first_day: Date,
    last_day: Date,
    form: Form,
    visit: Visit,
}

impl HelpersPage {
    async fn of(
        visit: Visit,
        application: ApplicationId,
        headers: &HeaderMap,
        form: Form,
        asked: &Asked,
    ) -> Result<Self, Trouble> {
        let applicant = visit.town.applicant(application).await?.ok_or(Trouble::NotFound)?;
        let standing = Standing::of(&visit, application).ok_or(Trouble::NotFound)?;
        let helpers = Helpers::of(&visit, application).await?;
        let (present, past) = helpers.present_and_past(visit.now);
        let relation = |helper: &Helper| visit.t.text(format!("helping-relation-{}", helper.relation.code()));
        let last_day_of = |helper: &Helper| visit.t.date(last_day(&visit, helper));
        let present = present.into_iter().map(|helper| {
            let code = visit.town.helper_code(application, helper.id);
            Present {
                id: helper.id.0,
                name: helper.name.clone(),
                relation: relation(helper),
                phone: spaced_phone(&helper.phone),
                last_day: last_day_of(helper),
                drawing: Drawing::of(&way_back(&visit, headers, applicant.number, &code)),
                code: code.to_string(),
            }
        });
        let present: Vec<_> = present.collect();
        let past = past.into_iter().map(|helper| Past {
            name: helper.name.clone(),
            relation: relation(helper),
            last_day: last_day_of(helper),
        });
        let past: Vec<_> = past.collect();
        let (first_day, last_day) = days(&visit);
        Ok(Self {
            flash: Flash::to_family(visit.t, asked, |done| match done {
                "helper_named" => !present.is_empty(),
                done => done == "helper_ended" && !past.is_empty(),
            }),
            number: applicant.number.to_string(),
            is_new: asked.0.of("done") == "helper_named",
            is_open: standing.is_open(),
            present,
            past,
            first_day,
            last_day,
            form,
            visit,
        })
    }

    fn is_full(&self) -> bool {
        self.present.len() >= HELPERS_MAX
    }

    fn days_max(&self) -> i64 {
        DAYS_MAX
    }

    fn relations(&self) -> [(String, String); 3] {
        Relation::ALL.map(|relation| {
            let code = relation.code();
            let words = self.visit.t.text(format!("helping-choose-{code}"));
            (code, words)
        })
    }
}

/// The first and the last day until which a helper may be named now.
fn days(visit: &Visit) -> (Date, Date) {
    let today = visit.today();
    (today, today.saturating_add(DAYS_MAX.days()))
}

/// `GET /{lang}/my/helpers`.
pub(super) async fn show(Family { visit, application, .. }: Family, asked: Asked, headers: HeaderMap) -> Page {
    let offered = visit.today().saturating_add(DAYS_OFFERED.days()).to_string();
    let mut form = Form::sent(visit.t, Answers::given([("until", offered)]));
    form.renew();
    render(&HelpersPage::of(visit, application, &headers, form, &asked).await?)
}

/// `POST /{lang}/my/helpers`.
pub(super) async fn name(
    Family { visit, application, .. }: Family,
    headers: HeaderMap,
    answers: Answers,
) -> Result<Response, Trouble> {
    let command_id = answers.command_id()?;
    let mut form = Form::sent(visit.t, answers);
    let Some(new) = new_helper(&visit, &mut form) else {
        let page = render(&HelpersPage::of(visit, application, &headers, form, &Asked::default()).await?)?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    let then = match visit.town.name_helper(application, new, command_id).await? {
        Ok(_) => "/my/helpers?done=helper_named",
        Err(HelperFault::TooMany) => "/my/helpers?no=helper_too_many",
        Err(HelperFault::TooOften) => "/my/helpers?no=helper_too_often",
        Err(HelperFault::NoApplication) => return Err(Trouble::NotFound),
    };
    Ok(Redirect::to(&visit.to(then)).into_response())
}

/// `POST /{lang}/my/helpers/end`: pressed again, it changes nothing.
pub(super) async fn end(Family { visit, application, .. }: Family, answers: Answers) -> Result<Redirect, Trouble> {
    let helper = answers.of("helper").parse().map(HelperId).map_err(|_| Trouble::BadForm)?;
    visit.town.end_helper(application, helper).await?;
    Ok(Redirect::to(&visit.to("/my/helpers?done=helper_ended")))
}

/// Whom the form names; `None` where something is wrong with it, which it says.
fn new_helper(visit: &Visit, form: &mut Form) -> Option<NewHelper> {
    let name = full_name(form);
    let phone = phone(form);
    let relation = Relation::ALL.into_iter().find(|relation| relation.code() == form.of("relation"));
    if relation.is_none() {
        form.complain("relation", &form.t.with("helping-fault-relation"));
    }
    let ends_at = ends_at(visit, form);
    if !form.has("consent", "yes") {
        form.complain("consent", &form.t.with("helping-fault-consent"));
    }
    if !form.is_fine() {
        return None;
    }
    Some(NewHelper { name, phone: phone?, relation: relation?, ends_at: ends_at? })
}

fn full_name(form: &mut Form) -> String {
    let typed = spaced(form.of("name"));
    let label = form.t.text("helping-name");
    if typed.is_empty() {
        form.complain("name", &form.t.with("helping-fault-name"));
    } else if typed.chars().count() > NAME_LETTERS_MAX {
        form.complain("name", &form.t.with("apply-fault-long").set("field", label).set("most", NAME_LETTERS_MAX));
    } else if !is_name(&typed) {
        form.complain("name", &form.t.with("apply-fault-letters").set("field", label));
    }
    typed
}

/// The end of the day until which consent lasts.
fn ends_at(visit: &Visit, form: &mut Form) -> Option<Timestamp> {
    let (first, last) = days(visit);
    let Ok(day) = typed_day(form.of("until")) else {
        form.complain("until", &form.t.with("helping-fault-until"));
        return None;
    };
    if day < first || day > last {
        let (first, last) = (form.t.date(first), form.t.date(last));
        form.complain("until", &form.t.with("helping-fault-range").set("first", first).set("last", last));
        return None;
    }
    Some(visit.zone.instant(day.tomorrow().ok()?, jiff::civil::Time::midnight()))
}
