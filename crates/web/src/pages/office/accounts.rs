//! Accounts of staff: who has one, a new one, and closing. Nobody types a password for somebody else.

use super::recovery::{RecoveryLine, half_confirmed};
use crate::answers::{Answers, Asked};
use crate::flash::Flash;
use crate::form::Form;
use crate::pages::account::done::{DoneLine, to_account};
use crate::rights::{OfficeStaff, Right, may};
use crate::staff::{again, of_fault, on_to};
use crate::trouble::Trouble;
use crate::visit::{Page, Visit, show as render};
use admission::KindergartenId;
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use store::{Account, AccountFault, AccountId, NewAccount, StaffRole};

/// Roles by the code of the form and of the wording.
const ROLES: [(&str, StaffRole); 7] = [
    ("kindergarten", StaffRole::Kindergarten),
    ("deputy", StaffRole::Deputy),
    ("clerk", StaffRole::Clerk),
    ("verifier", StaffRole::Verifier),
    ("head", StaffRole::Head),
    ("auditor", StaffRole::Auditor),
    ("administrator", StaffRole::Administrator),
];

struct AccountLine {
    id: u64,
    name: String,
    login: String,
    role_key: String,
    kindergarten: String,
    is_closed: bool,
}

#[derive(Template)]
#[template(path = "pages/office/accounts.html")]
struct AccountsPage {
    flash: Option<Flash>,
    lines: Vec<AccountLine>,
    /// Who waits to be let in again by a second official.
    waiting: Vec<RecoveryLine>,
    visit: Visit,
}

#[derive(Template)]
#[template(path = "pages/office/account_new.html")]
struct NewAccountPage {
    form: Form,
    /// By number and name, in the order of the alphabet.
    kindergartens: Vec<(String, String)>,
    visit: Visit,
}

#[derive(Template)]
#[template(path = "pages/office/account.html")]
struct AccountPage {
    line: AccountLine,
    is_own: bool,
    done: Vec<DoneLine>,
    visit: Visit,
}

/// `GET /{lang}/office/accounts`.
pub(super) async fn show_all(staff: OfficeStaff, asked: Asked) -> Page {
    let visit = staff.visit;
    let mut accounts = visit.site.store.accounts(visit.town.kato());
    accounts.sort_by(|a, b| (a.closed, a.role, &a.login).cmp(&(b.closed, b.role, &b.login)));
    let lines = accounts.iter().map(|account| AccountLine::of(&visit, account)).collect();
    let waiting =
        if may(staff.account.role.into(), Right::ConfirmRecovery) { half_confirmed(&visit).await? } else { Vec::new() };
    render(&AccountsPage { flash: Flash::of(visit.t, &asked), lines, waiting, visit })
}

/// `GET /{lang}/office/accounts/new`.
pub(super) async fn show_new(staff: OfficeStaff) -> Page {
    let form = Form::blank(staff.visit.t);
    render(&new_page(staff.visit, form))
}

/// `POST /{lang}/office/accounts/new`.
pub(super) async fn create(staff: OfficeStaff, answers: Answers) -> Result<Response, Trouble> {
    let t = staff.visit.t;
    let command_id = answers.command_id()?;
    let mut form = Form::sent(t, answers);
    let role = ROLES.iter().find(|(code, _)| *code == form.of("role")).map(|(_, role)| *role);
    if form.of("display_name").is_empty() {
        form.complain("display_name", &t.with("office-account-name-needed"));
    }
    if role.is_none() {
        form.complain("role", &t.with("office-choose"));
    }
    let kindergarten = form.of("kindergarten").parse().map(KindergartenId).ok();
    let known = kindergarten.filter(|id| staff.visit.town.registry().kindergartens.contains_key(id));
    if role.is_some_and(StaffRole::is_of_kindergarten) && known.is_none() {
        form.complain("kindergarten", &t.with("office-account-kindergarten-needed"));
    }
    if let (Some(role), true) = (role, form.is_fine()) {
        let new = NewAccount {
            login: form.of("login").to_owned(),
            display_name: form.of("display_name").to_owned(),
            role,
            town: staff.visit.town.kato().clone(),
            kindergarten: known.filter(|_| role.is_of_kindergarten()),
            password: String::new(),
        };
        match staff.visit.site.store.invite(new, Some(staff.account.id), command_id).await.map_err(of_fault)? {
            // Nobody is told the code that comes with it: the owner asks for a number, as whoever lost a password does.
            Ok(setup) => {
                let next = format!("/office/accounts/{}/recovery", setup.account.0);
                return Ok(on_to(&staff.visit, &next, "account-made"));
            }
            Err(fault) => {
                complain(&mut form, &staff.visit, fault);
                form.renew();
            }
        }
    }
    Ok(again(render(&new_page(staff.visit, form))?))
}

/// `GET /{lang}/office/accounts/{id}`.
pub(super) async fn show(staff: OfficeStaff, Path((_, id)): Path<(String, String)>) -> Page {
    let account = account(&staff, &id)?;
    let visit = staff.visit;
    render(&AccountPage {
        line: AccountLine::of(&visit, &account),
        is_own: account.id == staff.account.id,
        done: to_account(&visit, account.id).await?,
        visit,
    })
}

/// `POST /{lang}/office/accounts/{id}`: the end of a log-in. Nobody ends their own: another administrator has to.
pub(super) async fn change(
    staff: OfficeStaff,
    Path((_, id)): Path<(String, String)>,
    answers: Answers,
) -> Result<Response, Trouble> {
    let account = account(&staff, &id)?;
    if account.id == staff.account.id {
        return Err(Trouble::Forbidden);
    }
    let (store, by) = (&staff.visit.site.store, Some(staff.account.id));
    match answers.of("do") {
        "close" => {
            store.close_account(account.id, by).await.map_err(of_fault)?.map_err(|_| Trouble::NotFound)?;
            Ok(on_to(&staff.visit, "/office/accounts", "account-closed"))
        }
        _ => Err(Trouble::BadForm),
    }
}

/// An account of this town; of any other nothing is told.
pub(super) fn account(staff: &OfficeStaff, id: &str) -> Result<Account, Trouble> {
    let id = id.parse().map(AccountId).map_err(|_| Trouble::NotFound)?;
    let account = staff.visit.site.store.account(id).ok_or(Trouble::NotFound)?;
    if account.town == staff.account.town { Ok(account) } else { Err(Trouble::NotFound) }
}

fn complain(form: &mut Form, visit: &Visit, fault: AccountFault) {
    let (field, key) = match fault {
        AccountFault::LoginUnfit => ("login", "office-login-unfit"),
        AccountFault::LoginTaken => ("login", "office-login-taken"),
        AccountFault::KindergartenMismatch => ("kindergarten", "office-account-kindergarten-needed"),
        AccountFault::PasswordTooShort
        | AccountFault::PasswordTooLong
        | AccountFault::PasswordTooCommon
        | AccountFault::PasswordHoldsName
        | AccountFault::UnknownAccount => ("login", "office-account-unknown"),
    };
    form.complain(field, &visit.t.with(key));
}

impl AccountLine {
    fn of(visit: &Visit, account: &Account) -> Self {
        let registry = visit.town.registry();
        let kindergarten = account.kindergarten.and_then(|id| registry.kindergartens.get(&id));
        let code = ROLES.iter().find(|(_, role)| *role == account.role).map_or("", |(code, _)| code);
        Self {
            id: account.id.0,
            name: account.display_name.clone(),
            login: account.login.clone(),
            role_key: format!("office-role-{code}"),
            kindergarten: kindergarten.map(|it| visit.lang.of(&it.names).to_owned()).unwrap_or_default(),
            is_closed: account.closed,
        }
    }
}

fn new_page(visit: Visit, form: Form) -> NewAccountPage {
    let registry = visit.town.registry();
    let names = registry.open_kindergartens().map(|it| (it.id.to_string(), visit.lang.of(&it.names).to_owned()));
    let mut kindergartens: Vec<_> = names.collect();
    kindergartens.sort_by(|(_, a), (_, b)| a.cmp(b));
    NewAccountPage { form, kindergartens, visit }
}
