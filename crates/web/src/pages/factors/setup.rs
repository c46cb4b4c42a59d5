//! Setting up a second factor: an app, which reads a drawing or a typed secret and shows a code to prove it, or a passkey. For
//! who has to before anything else opens, and for who adds one.

use crate::address::{SECOND_STEP, attempt};
use crate::answers::Answers;
use crate::entry::{self, Begun};
use crate::form::Form;
use crate::pages::factors::CodesPage;
use crate::qr::Drawing;
use crate::rights::Person;
use crate::staff::{SITE_NAME, again};
use crate::trouble::Trouble;
use crate::visit::{Visit, show as render};
use askama::Template;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use identity::{Question, Step, Totp};
use store::{Account, FactorKind, NewFactor, RecoveryCode};
use zeroize::Zeroizing;

/// Characters of what somebody calls a factor.
const LABEL_CHARACTERS_MAX: usize = 40;

#[derive(Template)]
#[template(path = "pages/factors/setup.html")]
struct SetUpPage {
    form: Form,
    drawing: Option<Drawing>,
    secret: String,
    /// What the browser asks a device, where passkeys are possible.
    passkey: Option<String>,
    /// Whoever is in already adds a factor; anybody else has to.
    is_in: bool,
    visit: Visit,
}

/// `GET /{lang}/staff/factors/new`.
pub(super) async fn show(visit: Visit, headers: HeaderMap) -> Result<Response, Trouble> {
    let Some((account, begun)) = due(&visit, &headers).await? else { return Ok(entry::anew(&visit)) };
    let form = Form::blank(visit.t);
    Ok(render(&page(visit, form, &account, &begun))?.into_response())
}

/// `POST /{lang}/staff/factors/new`.
pub(super) async fn confirm(visit: Visit, headers: HeaderMap, answers: Answers) -> Result<Response, Trouble> {
    let Some((account, begun)) = due(&visit, &headers).await? else { return Ok(entry::anew(&visit)) };
    attempt(&visit.site, SECOND_STEP, Some(account.id.0))?;
    let mut form = Form::sent(visit.t, answers);
    if form.of("do") == "passkey" {
        return by_passkey(visit, &headers, form, &account, &begun).await;
    }
    let (secret, _) = parts(&begun);
    let totp = Totp::of(secret, SITE_NAME, &account.login);
    let Some(step) = totp.and_then(|totp| totp.step_of(form.of("code"), visit.now.as_second())) else {
        form.complain("code", &visit.t.with("factor-new-code-wrong"));
        return Ok(again(render(&page(visit, form, &account, &begun))?));
    };
    let new = NewFactor {
        kind: FactorKind::Totp,
        label: label(&visit, &form, "factors-app"),
        secret: Zeroizing::new(secret.to_vec()),
        credential: None,
        last_step: step,
    };
    // Taken before it is added: of two who send the same form one adds it.
    if !begun.take(&visit).await? {
        return Ok(entry::anew(&visit));
    }
    let codes = visit.site.store.add_factor(account.id, new).await?.unwrap_or_default();
    done(visit, &headers, &account, codes).await
}

/// Who is setting up a factor: in a log-in, or by the same person's session.
async fn due(visit: &Visit, headers: &HeaderMap) -> Result<Option<(Account, Begun)>, Trouble> {
    let Some(mut begun) = entry::begun(visit, headers).await? else { return Ok(None) };
    let account = begun.account.take().filter(|_| matches!(begun.step, Step::SetUp { .. }));
    let is_same = |account: &Account| match &visit.person {
        Person::Staff(other) => other.id == account.id,
        _ => true,
    };
    Ok(account.filter(is_same).map(|account| (account, begun)))
}

fn parts(begun: &Begun) -> (&[u8], Option<&Question>) {
    match &begun.step {
        Step::SetUp { secret, passkey } => (secret, passkey.as_ref()),
        _ => (&[], None),
    }
}

/// A device has made a passkey. Its question counts once, whatever the answer.
async fn by_passkey(
    visit: Visit,
    headers: &HeaderMap,
    mut form: Form,
    account: &Account,
    begun: &Begun,
) -> Result<Response, Trouble> {
    if !begun.take(&visit).await? {
        return Ok(entry::anew(&visit));
    }
    let (secret, question) = parts(begun);
    let (Some(passkeys), Some(question)) = (entry::passkeys(&visit.site), question) else {
        return Err(Trouble::BadForm);
    };
    match passkeys.finish_registration(form.of("answer"), &question.state) {
        Ok(made) => {
            let new = NewFactor {
                kind: FactorKind::Passkey,
                label: label(&visit, &form, "factors-passkey"),
                secret: Zeroizing::new(made.passkey),
                credential: Some(made.credential),
                last_step: 0,
            };
            if let Some(codes) = visit.site.store.add_factor(account.id, new).await? {
                return done(visit, headers, account, codes).await;
            }
        }
        Err(fault) => tracing::info!(account = account.id.0, %fault, "a passkey was not made"),
    }
    let jar = entry::begin_set_up(&visit, account, Some(secret.to_vec())).await?;
    form.complain("passkey", &visit.t.with("factor-new-passkey-wrong"));
    let mut page = page(visit, form, account, begun);
    // The question that stands on the page is answered; the next one comes with the page that is opened again.
    page.passkey = None;
    Ok((jar, again(render(&page)?)).into_response())
}

/// It is set up: recovery codes are shown once, and whoever was not in is.
async fn done(
    visit: Visit,
    headers: &HeaderMap,
    account: &Account,
    codes: Vec<RecoveryCode>,
) -> Result<Response, Trouble> {
    let is_in = matches!(visit.person, Person::Staff(_));
    tracing::info!(account = account.id.0, "a second factor was set up");
    if is_in && codes.is_empty() {
        return Ok(Redirect::to(&visit.to("/staff/factors?done=factor-added")).into_response());
    }
    let next = if is_in { "/staff/factors" } else { entry::work(account) };
    if is_in {
        return CodesPage::shown(visit, &codes, next);
    }
    let jar = entry::session_of(&visit, headers, account).await?;
    Ok((jar, CodesPage::shown(visit, &codes, next)?).into_response())
}

/// What somebody calls a factor, or what it is.
fn label(visit: &Visit, form: &Form, otherwise: &str) -> String {
    let label: String = form.of("label").chars().filter(|letter| !letter.is_control()).collect();
    let label: String = label.chars().take(LABEL_CHARACTERS_MAX).collect();
    if label.is_empty() { visit.t.text(otherwise) } else { label }
}

fn page(visit: Visit, form: Form, account: &Account, begun: &Begun) -> SetUpPage {
    let (secret, question) = parts(begun);
    let issuer = format!("{SITE_NAME} {}", visit.lang.of(visit.town.names()));
    let totp = Totp::of(secret, &issuer, &account.login);
    SetUpPage {
        form,
        drawing: totp.as_ref().and_then(|totp| Drawing::of(&totp.address()?)),
        secret: totp.map(|totp| totp.spelled()).unwrap_or_default(),
        passkey: question.map(|question| question.options.clone()),
        is_in: matches!(visit.person, Person::Staff(_)),
        visit,
    }
}
