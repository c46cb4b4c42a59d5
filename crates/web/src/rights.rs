//! Who may do what: one table, asked at the door of every page. No page asks a second time or in another way.

use crate::address::Address;
use crate::helping::Helpers;
use crate::trouble::{Trouble, warn_now_and_then};
use crate::visit::Visit;
use crate::{Lang, Site, own_acts, session};
use admission::{ApplicationId, Kato, KindergartenId};
use axum::extract::{FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::response::{IntoResponse, Redirect, Response};
use std::convert::Infallible;
use std::future::Future;
use std::sync::Arc;
use store::{Account, Actor, Fault, HelperId, Moment, StaffRole, Town, Who};

#[cfg(test)]
mod tests;

/// In what capacity somebody comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// Anybody, without a log-in.
    Visitor,
    /// A family, with the number and code of one application.
    Family,
    /// A helper whom a family named, with the number and a code of their own.
    Helper,
    /// Staff of one kindergarten.
    Kindergarten,
    /// A clerk of the education department.
    Clerk,
    /// An administrator of the town.
    Administrator,
}

/// What a page does or shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Right {
    /// Read what is public.
    ReadPublic,
    /// Apply for a place.
    Apply,
    /// Log in, or out.
    LogIn,
    /// See the application one comes for, and do for it what belongs to the queue.
    OwnApplication,
    /// What is the family's alone: its contacts, its secret code, its helpers, other applications, and to leave for good.
    OwnAccount,
    /// Report and recall places of one's kindergarten.
    ReportPlaces,
    /// See the referrals to one's kindergarten; enrol, refuse, extend.
    HandleReferrals,
    /// See what waits for the office and decide on grounds and PMPC conclusions.
    DecideReviews,
    /// Register kindergartens and groups.
    RegisterKindergartens,
    /// See the rules in force.
    SeePolicy,
    /// Amend the calendar.
    AmendCalendar,
    /// Suspend publication, extend windows.
    SuspendPublication,
    /// Give and close accounts.
    ManageAccounts,
}

/// The whole table.
pub(crate) fn may(role: Role, right: Right) -> bool {
    match right {
        Right::ReadPublic | Right::Apply | Right::LogIn => true,
        Right::OwnApplication => matches!(role, Role::Family | Role::Helper),
        Right::OwnAccount => role == Role::Family,
        Right::ReportPlaces | Right::HandleReferrals => role == Role::Kindergarten,
        Right::DecideReviews | Right::RegisterKindergartens | Right::SeePolicy => {
            matches!(role, Role::Clerk | Role::Administrator)
        }
        Right::AmendCalendar | Right::SuspendPublication | Right::ManageAccounts => role == Role::Administrator,
    }
}

/// Who comes, as the session says.
#[derive(Debug, Clone)]
pub(crate) enum Person {
    /// Nobody we know.
    Visitor,
    /// The family of an application.
    Family(Kato, ApplicationId),
    /// A helper of that family.
    Helper(Kato, ApplicationId, HelperId),
    /// A kindergarten's or the office's account.
    Staff(Account),
}

impl Person {
    pub(crate) fn role(&self) -> Role {
        match self {
            Self::Visitor => Role::Visitor,
            Self::Family(..) => Role::Family,
            Self::Helper(..) => Role::Helper,
            Self::Staff(account) => match account.role {
                StaffRole::Kindergarten => Role::Kindergarten,
                StaffRole::Clerk => Role::Clerk,
                StaffRole::Administrator => Role::Administrator,
            },
        }
    }

    pub(crate) fn town(&self) -> Option<&Kato> {
        match self {
            Self::Visitor => None,
            Self::Family(town, _) | Self::Helper(town, ..) => Some(town),
            Self::Staff(account) => Some(&account.town),
        }
    }

    /// The application for which a family or its helper comes, and under what they act in the journal.
    fn acts_for(&self) -> Option<(ApplicationId, Actor)> {
        match *self {
            Self::Family(_, application) => Some((application, Actor::family(application))),
            Self::Helper(_, application, helper) => Some((application, Actor::helper(helper))),
            Self::Visitor | Self::Staff(_) => None,
        }
    }

    async fn of(site: &Site, headers: &HeaderMap) -> Result<Self, Fault> {
        let Some(token) = session::token(headers) else { return Ok(Self::Visitor) };
        // Without an answer it is not known who this is, which is no reason to log anybody out.
        let Some(session) = site.store.session(token).await? else { return Ok(Self::Visitor) };
        Ok(match session.who {
            Who::Family(town, application) => Self::Family(town, application),
            Who::Helper(town, application, helper) => Self::Helper(town, application, helper),
            Who::Staff(id) => site.store.account(id).map_or(Self::Visitor, Self::Staff),
        })
    }
}

/// Somebody whom the guard let in.
#[derive(Clone)]
pub(crate) struct Guest {
    pub(crate) person: Person,
    /// The town that is visited; none before one is founded.
    pub(crate) town: Option<Arc<Town>>,
    /// What a page shows must include this.
    pub(crate) own_act: Moment,
    /// From where an act comes.
    pub(crate) address: Option<Address>,
}

impl Guest {
    /// Anybody.
    pub(crate) fn unknown(site: &Site) -> Self {
        Self { person: Person::Visitor, town: site.town(None), own_act: Moment::default(), address: None }
    }

    /// Who comes, as far as this node knows once it has seen the last act of the same browser.
    async fn of(site: &Site, headers: &HeaderMap, address: Option<Address>) -> Result<Self, Trouble> {
        let own_act = own_acts::told(headers).unwrap_or_default();
        let person = Person::of(site, headers).await.map_err(|fault| not_begun(&fault))?;
        let town = site.town(person.town());
        if let Some(town) = &town {
            site.own_acts.reach(town, own_act).await.map_err(|fault| not_begun(&fault))?;
        }
        Ok(Self { person, town, own_act, address })
    }
}

/// Nothing has been done yet when the guard gives up, and an older state is not shown instead.
fn not_begun(fault: &Fault) -> Trouble {
    warn_now_and_then(fault);
    Trouble::Busy
}

/// Stands at a door: lets in who has the right, shows others where to log in, and tells who may not.
pub(crate) async fn guard<F>(
    site: &Site,
    right: Right,
    mut request: Request,
    page: impl FnOnce(Request) -> F,
) -> Response
where
    F: Future<Output = Result<Response, Infallible>>,
{
    let address = request.extensions().get().copied();
    let guest = match Guest::of(site, request.headers(), address).await {
        Ok(guest) => guest,
        Err(trouble) => return trouble.into_response(),
    };
    let role = guest.person.role();
    if !may(role, right) {
        let mut response = turn_away(role, right, request.uri().path());
        response.extensions_mut().insert(role);
        return response;
    }
    let (town, own_act, is_act) = (guest.town.clone(), guest.own_act, request.method() == Method::POST);
    request.extensions_mut().insert(guest);
    let Ok(mut response) = page(request).await;
    // Should it be trouble, its page keeps the way back to one's own pages.
    response.extensions_mut().insert(role);
    // A shared telephone must not show a family's page to the next who goes back. Public pages are asked for anew.
    let keep = if matches!(right, Right::ReadPublic | Right::Apply) { "private, no-cache" } else { "no-store" };
    let headers = response.headers_mut();
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static(keep));
    if let Some(town) = town {
        let seen = town.moment();
        // A moment that nobody has written is replaced by the true one, so that it is looked for once.
        if (is_act && seen != own_act || !seen.includes(own_act))
            && let Some(cookie) = own_acts::saying(seen, site.cookies())
        {
            headers.append(header::SET_COOKIE, cookie);
        }
    }
    response
}

fn turn_away(role: Role, right: Right, path: &str) -> Response {
    let Some(lang) = Lang::of_path(path) else { return Trouble::NotFound.into_response() };
    if matches!(right, Right::OwnApplication | Right::OwnAccount) && role == Role::Visitor {
        return Redirect::to(&format!("/{lang}/find?no=session")).into_response();
    }
    if role == Role::Visitor {
        return Redirect::to(&format!("/{lang}/staff?no=session")).into_response();
    }
    Trouble::Forbidden.into_response()
}

/// A family visiting its own application, or its helper.
pub(crate) struct Family {
    pub(crate) visit: Visit,
    pub(crate) application: ApplicationId,
    /// Under what an act goes into the journal.
    pub(crate) by: Actor,
}

/// A family, or its helper, that takes a place: what the act needs, and nothing that a page would need.
pub(crate) struct Claimant {
    pub(crate) lang: Lang,
    pub(crate) town: Arc<Town>,
    pub(crate) application: ApplicationId,
    pub(crate) by: Actor,
}

/// Staff of a kindergarten visiting its own pages.
pub(crate) struct KindergartenStaff {
    pub(crate) visit: Visit,
    pub(crate) account: Account,
    pub(crate) kindergarten: KindergartenId,
}

/// A clerk or an administrator visiting the office.
pub(crate) struct OfficeStaff {
    pub(crate) visit: Visit,
    pub(crate) account: Account,
}

impl FromRequestParts<Site> for Family {
    type Rejection = Trouble;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Trouble> {
        let mut visit = Visit::from_request_parts(parts, site).await?;
        let (application, by) = visit.person.acts_for().ok_or(Trouble::Forbidden)?;
        if let Person::Helper(_, _, helper) = visit.person {
            let helpers = Helpers::of(&visit, application).await?;
            visit.frame.acting = Some(helpers.acting(&visit, helper).ok_or(Trouble::Forbidden)?);
        }
        Ok(Self { visit, application, by })
    }
}

impl FromRequestParts<Site> for Claimant {
    type Rejection = Trouble;

    async fn from_request_parts(parts: &mut Parts, _: &Site) -> Result<Self, Trouble> {
        let lang = Lang::of_path(parts.uri.path()).ok_or(Trouble::NotFound)?;
        let guest = parts.extensions.remove::<Guest>().ok_or(Trouble::Forbidden)?;
        let (application, by) = guest.person.acts_for().ok_or(Trouble::Forbidden)?;
        Ok(Self { lang, town: guest.town.ok_or(Trouble::NoTown)?, application, by })
    }
}

impl FromRequestParts<Site> for KindergartenStaff {
    type Rejection = Trouble;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Trouble> {
        let visit = Visit::from_request_parts(parts, site).await?;
        let Person::Staff(account) = visit.person.clone() else { return Err(Trouble::Forbidden) };
        let kindergarten = account.kindergarten.ok_or(Trouble::Forbidden)?;
        Ok(Self { visit, account, kindergarten })
    }
}

impl FromRequestParts<Site> for OfficeStaff {
    type Rejection = Trouble;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Trouble> {
        let visit = Visit::from_request_parts(parts, site).await?;
        let Person::Staff(account) = visit.person.clone() else { return Err(Trouble::Forbidden) };
        if account.role == StaffRole::Kindergarten {
            return Err(Trouble::Forbidden);
        }
        Ok(Self { visit, account })
    }
}
