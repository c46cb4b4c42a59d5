//! Who may do what: one table, asked at the door of every page. No page asks a second time or in another way.

use crate::address::Address;
use crate::helping::Helpers;
use crate::trouble::{Trouble, warn_now_and_then};
use crate::visit::Visit;
use crate::{Lang, Site, own_acts, session, towns};
use admission::{ApplicationId, Kato, KindergartenId};
use axum::extract::{FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, Uri, header};
use axum::response::{IntoResponse, Redirect, Response};
use std::convert::Infallible;
use std::future::Future;
use std::sync::Arc;
use store::{Account, Actor, Fault, HelperId, Moment, StaffRole, Town, Who};

mod table;
#[cfg(test)]
mod tests;

pub(crate) use table::{Right, Role, may};

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
            Self::Staff(account) => account.role.into(),
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

impl From<StaffRole> for Role {
    fn from(role: StaffRole) -> Self {
        match role {
            StaffRole::Kindergarten => Self::Kindergarten,
            StaffRole::Deputy => Self::Deputy,
            StaffRole::Clerk => Self::Clerk,
            StaffRole::Verifier => Self::Verifier,
            StaffRole::Head => Self::Head,
            StaffRole::Auditor => Self::Auditor,
            StaffRole::Administrator => Self::Administrator,
        }
    }
}

/// Somebody whom the guard let in.
#[derive(Clone)]
pub(crate) struct Guest {
    pub(crate) person: Person,
    /// The town that is visited; none before one is founded.
    pub(crate) town: Option<Arc<Town>>,
    /// Whether it is known which town is meant.
    pub(crate) is_town_chosen: bool,
    /// What a page shows must include this.
    pub(crate) own_act: Moment,
    /// From where an act comes.
    pub(crate) address: Option<Address>,
}

impl Guest {
    /// Anybody.
    pub(crate) fn unknown(site: &Site) -> Self {
        let town = site.town(None);
        let is_town_chosen = !site.has_towns();
        Self { person: Person::Visitor, town, is_town_chosen, own_act: Moment::default(), address: None }
    }

    /// Who comes, as far as this node knows once it has seen the last act of the same browser.
    async fn of(site: &Site, uri: &Uri, headers: &HeaderMap, address: Option<Address>) -> Result<Self, Trouble> {
        let own_act = own_acts::told(headers).unwrap_or_default();
        let person = Person::of(site, headers).await.map_err(|fault| not_begun(&fault))?;
        let (town, is_town_chosen) = match person.town() {
            // Families and staff come to their own town, whatever an address says.
            Some(own) => (site.town(Some(own)), true),
            None => towns::meant(site, uri, headers),
        };
        if let Some(town) = &town {
            site.own_acts.reach(town, own_act).await.map_err(|fault| not_begun(&fault))?;
        }
        Ok(Self { person, town, is_town_chosen, own_act, address })
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
    let guest = match Guest::of(site, request.uri(), request.headers(), address).await {
        Ok(guest) => guest,
        Err(trouble) => return trouble.into_response(),
    };
    let role = guest.person.role();
    if !may(role, right) {
        let mut response = turn_away(role, right, request.uri().path());
        response.extensions_mut().insert(role);
        return response;
    }
    if !guest.is_town_chosen && towns::must_be_known(right, request.uri().path()) {
        return towns::to_choose(request.uri());
    }
    let choice = towns::choice(site, request.uri(), &guest);
    let (town, own_act, is_act) = (guest.town.clone(), guest.own_act, request.method() == Method::POST);
    request.extensions_mut().insert(guest);
    let Ok(mut response) = page(request).await;
    // Should it be trouble, its page keeps the way back to one's own pages.
    response.extensions_mut().insert(role);
    // A shared telephone must not show a family's page to the next who goes back. Public pages are asked for anew.
    let keep = if matches!(right, Right::ReadPublic | Right::Apply) { "private, no-cache" } else { "no-store" };
    let headers = response.headers_mut();
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static(keep));
    if let Some(cookie) = choice {
        // What one browser chose is nothing that a proxy may hand to others.
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
        headers.append(header::SET_COOKIE, cookie);
    }
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

/// Somebody of the education department visiting the office.
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
        if account.role.is_of_kindergarten() {
            return Err(Trouble::Forbidden);
        }
        Ok(Self { visit, account })
    }
}
