//! Children on their way to a kindergarten: who comes, until when, and whom to ring.

use super::referral::own_referral;
use crate::answers::Asked;
use crate::flash::Flash;
use crate::offer::GroupLine;
use crate::rights::KindergartenStaff;
use crate::staff::{Purpose, of_fault, open_records, spoken};
use crate::trouble::Trouble;
use crate::visit::{Page, Visit, show as render};
use admission::{ApplicationId, Referral};
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use std::collections::BTreeMap;
use store::{Account, Applicant, Kindergarten};

/// The term of a referral that is soon over, in days: the last one and the day before.
const SOON_DAYS: i32 = 1;

/// One child on its way.
pub(super) struct Expected {
    pub(super) application: ApplicationId,
    pub(super) referral: Referral,
    pub(super) line: GroupLine,
    pub(super) sign: String,
    pub(super) issued_on: String,
    pub(super) valid_until: String,
    pub(super) ends_soon: bool,
    /// Whether the family has proved no contact yet: until then it is not shown whose child comes.
    pub(super) is_unproved: bool,
    /// `None` as long as it is not shown, and once the family's data has been erased.
    pub(super) family: Option<Family>,
}

/// What a kindergarten needs of a family's record, and no more.
pub(super) struct Family {
    pub(super) child: String,
    pub(super) born_on: String,
    pub(super) guardian: String,
    pub(super) phone: String,
}

impl Family {
    pub(super) fn of(visit: &Visit, applicant: &Applicant) -> Self {
        let names = [&applicant.child.surname, &applicant.child.name];
        let names = names.into_iter().chain(applicant.child.patronymic.as_ref());
        Self {
            child: names.map(String::as_str).collect::<Vec<_>>().join(" "),
            born_on: visit.t.date(applicant.born_on),
            guardian: applicant.guardian.clone(),
            phone: applicant.phone.as_str().to_owned(),
        }
    }
}

#[derive(Template)]
#[template(path = "pages/kindergarten/referrals.html")]
struct ReferralsPage {
    flash: Option<Flash>,
    expected: Vec<Expected>,
    /// Whether one referral was asked for and the others are left out.
    is_one: bool,
    visit: Visit,
}

/// `GET /{lang}/kindergarten/referrals`.
pub(super) async fn show(staff: KindergartenStaff, asked: Asked) -> Page {
    let flash = Flash::of(staff.visit.t, &asked);
    list(staff, flash, None).await
}

/// `GET /{lang}/kindergarten/referrals/{sign}`: the one that the QR code of a paper opens.
pub(super) async fn show_one(
    staff: KindergartenStaff,
    Path((_, sign)): Path<(String, String)>,
) -> Result<Response, Trouble> {
    match own_referral(&staff, &sign) {
        Some((application, _)) => Ok(list(staff, None, Some(application)).await?.into_response()),
        None => not_here(staff).await,
    }
}

/// `POST /{lang}/kindergarten/referrals/{sign}/met`: the parent stands here with the paper, so that it may be seen whose child
/// it is. Who says so stays on record.
pub(super) async fn met(
    staff: KindergartenStaff,
    Path((_, sign)): Path<(String, String)>,
) -> Result<Response, Trouble> {
    let Some((application, _)) = own_referral(&staff, &sign) else { return not_here(staff).await };
    staff.visit.town.note_reached(application, Some((staff.account.id, staff.kindergarten))).await.map_err(of_fault)?;
    Ok(Redirect::to(&staff.visit.to(&format!("/kindergarten/referrals/{application}"))).into_response())
}

/// What an act on a referral answers that is not this kindergarten's: the same words, whether it is another's, was dealt
/// with already, or never was.
pub(super) async fn not_here(staff: KindergartenStaff) -> Result<Response, Trouble> {
    let text = staff.visit.t.text("kindergarten-referral-not-here");
    let page = list(staff, Some(Flash { look: "care", text }), None).await?;
    Ok((StatusCode::NOT_FOUND, page).into_response())
}

async fn list(staff: KindergartenStaff, flash: Option<Flash>, only: Option<ApplicationId>) -> Page {
    let kindergarten = staff.particulars()?;
    let referrals = referrals_to(&staff.visit, &kindergarten);
    let shown: Vec<_> = referrals.into_iter().filter(|(id, _)| only.is_none_or(|only| only == *id)).collect();
    let expected = expect(&staff.visit, &staff.account, &kindergarten, &shown).await?;
    render(&ReferralsPage { flash, expected, is_one: only.is_some(), visit: staff.visit })
}

/// Those whose term ends first come first.
fn referrals_to(visit: &Visit, kindergarten: &Kindergarten) -> Vec<(ApplicationId, Referral)> {
    let (registry, state) = (visit.town.registry(), visit.town.state());
    let groups = registry.groups_of(kindergarten.id);
    let referred = groups.flat_map(|card| state.referred_to(card.id));
    let mut referrals: Vec<_> = referred.filter_map(|one| Some((one.id(), one.referral()?))).collect();
    referrals.sort_by_key(|(application, referral)| (referral.valid_until, *application));
    referrals
}

/// Opens the records of these children, for whom the kindergarten waits; those only whose families have proved a contact.
pub(super) async fn expect(
    visit: &Visit,
    account: &Account,
    kindergarten: &Kindergarten,
    referrals: &[(ApplicationId, Referral)],
) -> Result<Vec<Expected>, Trouble> {
    let applications: Vec<_> = referrals.iter().map(|(application, _)| *application).collect();
    let reached = visit.town.reached(&applications).await?;
    let shown: Vec<_> = applications.into_iter().filter(|id| reached.contains(id)).collect();
    let records = open_records(visit, account, &shown, Purpose::Referral).await?;
    let mut records: BTreeMap<_, _> = shown.into_iter().zip(records).collect();
    let expect = |&(id, referral): &(ApplicationId, Referral)| {
        let record = records.remove(&id);
        let mut one = Expected::of(visit, kindergarten, (id, referral), record.flatten())?;
        one.is_unproved = !reached.contains(&id);
        Ok(one)
    };
    referrals.iter().map(expect).collect()
}

impl Expected {
    fn of(
        visit: &Visit,
        kindergarten: &Kindergarten,
        (application, referral): (ApplicationId, Referral),
        record: Option<Applicant>,
    ) -> Result<Self, Trouble> {
        let registry = visit.town.registry();
        let card = registry.groups.get(&referral.group).ok_or(Trouble::NotFound)?;
        let days_left = (referral.valid_until - visit.today()).get_days();
        Ok(Self {
            application,
            line: GroupLine::written(visit, card, kindergarten),
            sign: spoken(application),
            issued_on: visit.t.date(referral.issued_on),
            valid_until: visit.near_day(referral.valid_until),
            ends_soon: days_left <= SOON_DAYS,
            is_unproved: false,
            family: record.map(|applicant| Family::of(visit, &applicant)),
            referral,
        })
    }
}
