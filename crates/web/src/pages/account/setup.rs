//! Setting an own password with the code that the operator's command printed: the way in for the first administrator of a town,
//! and for one whom nobody is left to confirm.

use super::complain_of_password;
use crate::address::{LOGGING_IN, LOGGING_IN_AS, attempt};
use crate::answers::Answers;
use crate::form::Form;
use crate::staff::{again, of_fault, on_to};
use crate::trouble::Trouble;
use crate::visit::{Page, Visit, show as render};
use askama::Template;
use axum::response::Response;
use store::{PASSWORD_CHARACTERS_MIN, SetupFault};

#[derive(Template)]
#[template(path = "pages/account/setup.html")]
struct SetupPage {
    form: Form,
    characters: usize,
    visit: Visit,
}

/// `GET /{lang}/staff/setup`. The code is typed and stands in no address, where histories and proxies would keep it.
pub(super) async fn show(visit: Visit) -> Page {
    render(&SetupPage { form: Form::blank(visit.t), characters: PASSWORD_CHARACTERS_MIN, visit })
}

/// `POST /{lang}/staff/setup`. The log-in itself comes after it, with the new password.
pub(super) async fn set_up(visit: Visit, answers: Answers) -> Result<Response, Trouble> {
    attempt(&visit.site, LOGGING_IN, visit.address)?;
    attempt(&visit.site, LOGGING_IN_AS, Some(answers.of("login").to_lowercase()))?;
    let mut form = Form::sent(visit.t, answers);
    if form.of("password") == form.of("repeated") {
        let store = &visit.site.store;
        let set = store.set_up(form.of("login"), form.of("code"), form.of("password")).await.map_err(of_fault)?;
        match set {
            Ok(_) => return Ok(on_to(&visit, "/staff", "password-set-up")),
            Err(SetupFault::Wrong) => form.complain("code", &visit.t.with("setup-wrong")),
            Err(SetupFault::Password(fault)) => complain_of_password(&mut form, &visit, fault),
        }
    } else {
        form.complain("repeated", &visit.t.with("account-repeated-differs"));
    }
    Ok(again(render(&SetupPage { form, characters: PASSWORD_CHARACTERS_MIN, visit })?))
}
