//! The second step of a log-in: a code of the app, a passkey, or a recovery code.

use crate::address::{SECOND_STEP, SECOND_STEP_OF_A_DAY, attempt};
use crate::answers::Answers;
use crate::entry::{self, Begun};
use crate::form::Form;
use crate::staff::{SITE_NAME, again};
use crate::trouble::Trouble;
use crate::visit::{Visit, show as render};
use askama::Template;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use identity::{Question, Step, Totp};
use store::{Account, FactorKind, Factors};

#[derive(Template)]
#[template(path = "pages/factors/second.html")]
struct SecondPage {
    form: Form,
    /// What the browser asks a device, where there are passkeys.
    passkey: Option<String>,
    has_app: bool,
    visit: Visit,
}

/// `GET /{lang}/staff/second`.
pub(super) async fn show(visit: Visit, headers: HeaderMap) -> Result<Response, Trouble> {
    let Some((account, begun)) = due(&visit, &headers).await? else { return Ok(entry::anew(&visit)) };
    let factors = visit.site.store.factors(account.id).await?;
    let form = Form::blank(visit.t);
    Ok(render(&page(visit, form, &factors, question(&begun)))?.into_response())
}

/// `POST /{lang}/staff/second`.
pub(super) async fn check(visit: Visit, headers: HeaderMap, answers: Answers) -> Result<Response, Trouble> {
    let Some((account, begun)) = due(&visit, &headers).await? else { return Ok(entry::anew(&visit)) };
    attempt(&visit.site, SECOND_STEP, Some(account.id.0))?;
    attempt(&visit.site, SECOND_STEP_OF_A_DAY, Some(account.id.0))?;
    let factors = visit.site.store.factors(account.id).await?;
    let mut form = Form::sent(visit.t, answers);
    if form.of("do") == "passkey" {
        return by_passkey(visit, &headers, form, &account, &begun, &factors).await;
    }
    let (is_right, field) = match form.of("do") {
        "recovery" => (visit.site.store.use_recovery_code(account.id, form.of("recovery")).await?, "recovery"),
        _ => (is_code_of_app(&visit, &account, &factors, form.of("code")).await?, "code"),
    };
    if is_right {
        let is_first = begun.take(&visit).await?;
        return if is_first { entry::enter(&visit, &headers, &account).await } else { Ok(entry::anew(&visit)) };
    }
    tracing::info!(account = account.id.0, "a second step was wrong");
    form.complain(field, &visit.t.with(if field == "code" { "second-code-wrong" } else { "second-recovery-wrong" }));
    again_with(visit, form, &factors, question(&begun))
}

/// Who is due to take the second step.
async fn due(visit: &Visit, headers: &HeaderMap) -> Result<Option<(Account, Begun)>, Trouble> {
    let Some(mut begun) = entry::begun(visit, headers).await? else { return Ok(None) };
    let account = begun.account.take();
    Ok(account.filter(|_| matches!(begun.step, Step::Second { .. })).map(|account| (account, begun)))
}

fn question(begun: &Begun) -> Option<&Question> {
    match &begun.step {
        Step::Second { passkey } => passkey.as_ref(),
        _ => None,
    }
}

/// Whether one of the apps shows that code now, and it has not been used.
async fn is_code_of_app(visit: &Visit, account: &Account, factors: &Factors, code: &str) -> Result<bool, Trouble> {
    for app in factors.of_kind(FactorKind::Totp) {
        let totp = Totp::of(&app.secret, SITE_NAME, &account.login);
        let step = totp.and_then(|totp| totp.step_of(code, visit.now.as_second()));
        if let Some(step) = step {
            return Ok(visit.site.store.use_totp(account.id, app.id, step).await?);
        }
    }
    Ok(false)
}

/// A device has answered. Its question counts once, whatever the answer.
async fn by_passkey(
    visit: Visit,
    headers: &HeaderMap,
    mut form: Form,
    account: &Account,
    begun: &Begun,
    factors: &Factors,
) -> Result<Response, Trouble> {
    if !begun.take(&visit).await? {
        return Ok(entry::anew(&visit));
    }
    let known: Vec<_> = entry::passkeys_of(factors).collect();
    let (Some(passkeys), Some(question)) = (entry::passkeys(&visit.site), question(begun)) else {
        return Err(Trouble::BadForm);
    };
    let heard = passkeys.finish_log_in(form.of("answer"), &question.state, &entry::secrets(&known));
    let is_right = match heard {
        Ok(used) => visit.site.store.use_passkey(account.id, known[used.nth].id, &used.passkey).await?,
        Err(fault) => {
            tracing::info!(account = account.id.0, %fault, "a passkey was not accepted");
            false
        }
    };
    if is_right {
        return entry::enter(&visit, headers, account).await;
    }
    let jar = entry::begin_second(&visit, account, factors).await?;
    form.complain("passkey", &visit.t.with("second-passkey-wrong"));
    // The question that stands on the page is answered; the next one comes with the page that is opened again.
    Ok((jar, again_with(visit, form, factors, None)?).into_response())
}

fn again_with(visit: Visit, form: Form, factors: &Factors, asked: Option<&Question>) -> Result<Response, Trouble> {
    Ok(again(render(&page(visit, form, factors, asked))?))
}

fn page(visit: Visit, form: Form, factors: &Factors, asked: Option<&Question>) -> SecondPage {
    let has_app = factors.of_kind(FactorKind::Totp).next().is_some();
    SecondPage { form, passkey: asked.map(|question| question.options.clone()), has_app, visit }
}
