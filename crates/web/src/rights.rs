//! Who may do what: one table, asked at the door of every page. No page asks a second time or in another way.

use crate::session;
use crate::trouble::Trouble;
use crate::visit::Visit;
use crate::{Lang, Site};
use admission::{ApplicationId, Kato, KindergartenId};
use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use store::{Account, StaffRole, Who};

#[cfg(test)]
mod tests;

/// In what capacity somebody comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// Anybody, without a log-in.
    Visitor,
    /// A family, with the number and code of one application.
    Family,
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
    /// See one's own application and act for it.
    OwnApplication,
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
        Right::OwnApplication => role == Role::Family,
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
    /// A kindergarten's or the office's account.
    Staff(Account),
}

impl Person {
    pub(crate) fn role(&self) -> Role {
        match self {
            Self::Visitor => Role::Visitor,
            Self::Family(..) => Role::Family,
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
            Self::Family(town, _) => Some(town),
            Self::Staff(account) => Some(&account.town),
        }
    }

    async fn of(site: &Site, parts: &Parts) -> Result<Self, Trouble> {
        let Some(token) = session::token(&parts.headers) else { return Ok(Self::Visitor) };
        // Without an answer it is not known who this is, which is no reason to log anybody out.
        let session = site.store.session(&token).await.map_err(Trouble::broken)?;
        let Some(session) = session else { return Ok(Self::Visitor) };
        Ok(match session.who {
            Who::Family(town, application) => Self::Family(town, application),
            Who::Staff(id) => site.store.account(id).map_or(Self::Visitor, Self::Staff),
        })
    }
}

/// Stands at a door: lets in who has the right, shows others where to log in, and tells who may not.
pub(crate) async fn guard(State(site): State<Site>, right: Right, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let person = match Person::of(&site, &parts).await {
        Ok(person) => person,
        Err(trouble) => return trouble.into_response(),
    };
    let role = person.role();
    if !may(role, right) {
        let mut response = turn_away(role, right, parts.uri.path());
        response.extensions_mut().insert(role);
        return response;
    }
    parts.extensions.insert(person);
    let mut response = next.run(Request::from_parts(parts, body)).await;
    // Should it be trouble, its page keeps the way back to one's own pages.
    response.extensions_mut().insert(role);
    // A shared telephone must not show a family's page to the next who goes back. Public pages are asked for anew.
    let keep = if matches!(right, Right::ReadPublic | Right::Apply) { "private, no-cache" } else { "no-store" };
    response.headers_mut().entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static(keep));
    response
}

fn turn_away(role: Role, right: Right, path: &str) -> Response {
    let Some(lang) = Lang::of_path(path) else { return Trouble::NotFound.into_response() };
    if right == Right::OwnApplication && role == Role::Visitor {
        return Redirect::to(&format!("/{lang}/find?no=session")).into_response();
    }
    if role == Role::Visitor {
        return Redirect::to(&format!("/{lang}/staff?no=session")).into_response();
    }
    Trouble::Forbidden.into_response()
}

/// A family visiting its own application.
pub(crate) struct Family {
    pub(crate) visit: Visit,
    pub(crate) application: ApplicationId,
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
        let visit = Visit::from_request_parts(parts, site).await?;
        let Person::Family(_, application) = visit.person else { return Err(Trouble::Forbidden) };
        Ok(Self { visit, application })
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
