//! The first log-in, and the way back to one whose password was lost: the browser that asks shows a number, colleagues who may
//! confirm it do, and then a password is set here that nobody else has seen.

use super::complain_of_password;
use crate::address::{LOGGING_IN, LOGGING_IN_AS, attempt};
use crate::answers::Answers;
use crate::form::Form;
use crate::staff::{again, of_fault, on_to};
use crate::trouble::Trouble;
use crate::visit::{Page, Visit, show as render};
use askama::Template;
use axum::response::{IntoResponse, Response};
use store::{AskedRecovery, CommandId, PASSWORD_CHARACTERS_MIN, RECOVERY_HOURS, RecoveryFault};

#[derive(Template)]
#[template(path = "pages/account/recovery.html")]
struct RecoveryPage {
    /// Once it was asked: the act that asked, and the number.
    asked: Option<(String, String)>,
    form: Form,
    characters: usize,
    visit: Visit,
}

/// `GET /{lang}/staff/recovery`.
pub(super) async fn show(visit: Visit) -> Page {
    let form = Form::blank(visit.t);
    render(&page(visit, form, None))
}

/// `POST /{lang}/staff/recovery`: a number is asked for, or the password set once that is confirmed.
pub(super) async fn recover(visit: Visit, answers: Answers) -> Result<Response, Trouble> {
    attempt(&visit.site, LOGGING_IN, visit.address)?;
    attempt(&visit.site, LOGGING_IN_AS, Some(answers.of("login").to_lowercase()))?;
    let act = answers.command_id()?;
    let mut form = Form::sent(visit.t, answers);
    if form.of("login").is_empty() {
        form.complain("login", &visit.t.with("recovery-login-needed"));
        return Ok(again(render(&page(visit, form, None))?));
    }
    let (asked_by, sets) = match form.of("do") {
        "ask" => (act, false),
        "set" => (form.of("asked").parse().map_err(|_| Trouble::BadForm)?, true),
        _ => return Err(Trouble::BadForm),
    };
    let asked = visit.site.store.ask_recovery(form.of("login"), asked_by).await.map_err(of_fault)?;
    if !sets {
        return Ok(render(&page(visit, form, Some((asked_by, asked))))?.into_response());
    }
    if form.of("password") == form.of("repeated") {
        match visit.site.store.recover(&asked.secret, form.of("password")).await.map_err(of_fault)? {
            Ok(_) => return Ok(on_to(&visit, "/staff", "password-set-up")),
            // The button was pressed twice.
            Err(RecoveryFault::Used) => return Ok(on_to(&visit, "/staff", "recovery-used")),
            Err(RecoveryFault::Password(fault)) => complain_of_password(&mut form, &visit, fault),
            Err(_) => {
                let phrase = visit.t.with("recovery-not-confirmed");
                form.complain("number", &phrase.set("hours", RECOVERY_HOURS));
            }
        }
    } else {
        form.complain("repeated", &visit.t.with("account-repeated-differs"));
    }
    Ok(again(render(&page(visit, form, Some((asked_by, asked))))?))
}

fn page(visit: Visit, form: Form, asked: Option<(CommandId, AskedRecovery)>) -> RecoveryPage {
    let asked = asked.map(|(by, asked)| {
        let (head, tail) = asked.number.split_at(asked.number.len() / 2);
        (by.to_string(), format!("{head} {tail}"))
    });
    RecoveryPage { asked, form, characters: PASSWORD_CHARACTERS_MIN, visit }
}
