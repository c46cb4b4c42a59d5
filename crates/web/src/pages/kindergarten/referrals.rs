//! Children on their way to a kindergarten: who comes, until when, and whom to ring.

use super::referral::own_referral;
use crate::answers::Asked;
use crate::flash::Flash;
use crate::offer::GroupLine;
use crate::rights::KindergartenStaff;
use crate::staff::{Purpose, open_records, spoken};
use crate::trouble::Trouble;
use crate::visit::{Page, Visit, show as render};
use admission::{ApplicationId, Referral};
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
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
    /// `None` once the family's data has been erased.
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

/// Opens the records of these children, for whom the kindergarten waits.
pub(super) async fn expect(
    visit: &Visit,
    account: &Account,
    kindergarten: &Kindergarten,
    referrals: &[(ApplicationId, Referral)],
) -> Result<Vec<Expected>, Trouble> {
    let applications: Vec<_> = referrals.iter().map(|(application, _)| *application).collect();
    let records = open_records(visit, account, &applications, Purpose::Referral).await?;
    let together = referrals.iter().zip(records);
    together.map(|(&(id, referral), record)| Expected::of(visit, kindergarten, (id, referral), record)).collect()
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
            family: record.map(|applicant| Family::of(visit, &applicant)),
            referral,
        })
    }
}
