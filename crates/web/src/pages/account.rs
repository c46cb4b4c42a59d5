//! Pages of every member of staff: the log-in of one's own, and which role may do what.

pub(in crate::pages) mod done;
mod own;
mod recovery;
mod roles;
mod setup;

use crate::Site;
use crate::door::Door;
use crate::rights::{Person, Right};
use crate::trouble::Trouble;
use crate::visit::Visit;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::routing::{get, post};
use store::{Account, AccountFault, PASSWORD_CHARACTERS_MIN};

/// Doors of every member of staff.
pub(crate) fn doors() -> Vec<Door> {
    vec![
        Door::new(Right::OwnLogIn, "/staff/account", get(own::show)),
        Door::new(Right::OwnLogIn, "/staff/account/password", post(own::change_password)),
        Door::new(Right::OwnLogIn, "/staff/account/provider", post(own::confirm_provider_name)),
        Door::new(Right::OwnLogIn, "/staff/account/sessions", post(own::end_sessions)),
        Door::new(Right::LogIn, "/staff/recovery", get(recovery::show).post(recovery::recover)),
        Door::new(Right::LogIn, "/staff/setup", get(setup::show).post(setup::set_up)),
        Door::new(Right::SeeRoles, "/office/roles", get(roles::show)),
    ]
}

/// A member of staff at pages that every role has.
pub(super) struct Member {
    pub(super) visit: Visit,
    pub(super) account: Account,
}

impl FromRequestParts<Site> for Member {
    type Rejection = Trouble;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Trouble> {
        let visit = Visit::from_request_parts(parts, site).await?;
        let Person::Staff(account) = visit.person.clone() else { return Err(Trouble::Forbidden) };
        Ok(Self { visit, account })
    }
}

/// What is wrong with a password, at the field where it was typed.
fn complain_of_password(form: &mut crate::form::Form, visit: &Visit, fault: AccountFault) {
    let key = match fault {
        AccountFault::PasswordTooShort => "office-password-short",
        AccountFault::PasswordTooLong => "office-password-long",
        AccountFault::PasswordTooCommon => "office-password-common",
        AccountFault::PasswordHoldsName => "account-password-name",
        AccountFault::LoginUnfit
        | AccountFault::LoginTaken
        | AccountFault::KindergartenMismatch
        | AccountFault::UnknownAccount => "office-account-unknown",
    };
    let phrase = visit.t.with(key);
    let phrase = if key == "office-password-short" { phrase.set("count", PASSWORD_CHARACTERS_MIN) } else { phrase };
    form.complain("password", &phrase);
}
