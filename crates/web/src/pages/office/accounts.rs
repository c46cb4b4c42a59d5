//! Accounts of staff: who has one, a new one, a new password, and closing.

use crate::answers::{Answers, Asked};
use crate::flash::Flash;
use crate::form::Form;
use crate::rights::OfficeStaff;
use crate::staff::{again, of_fault, on_to};
use crate::trouble::Trouble;
use crate::visit::{Page, Visit, show as render};
use admission::KindergartenId;
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use store::{Account, AccountFault, AccountId, NewAccount, PASSWORD_CHARACTERS_MIN, StaffRole};

/// Roles by the code of the form and of the wording.
const ROLES: [(&str, StaffRole); 3] = [
    ("kindergarten", StaffRole::Kindergarten),
    ("clerk", StaffRole::Clerk),
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
    visit: Visit,
}

#[derive(Template)]
#[template(path = "pages/office/account_new.html")]
struct NewAccountPage {
    form: Form,
    /// By number and name, in the order of the alphabet.
    kindergartens: Vec<(String, String)>,
    characters: usize,
    visit: Visit,
}

#[derive(Template)]
#[template(path = "pages/office/account.html")]
struct AccountPage {
    line: AccountLine,
    is_own: bool,
    form: Form,
    characters: usize,
    visit: Visit,
}

/// `GET /{lang}/office/accounts`.
pub(super) async fn show_all(staff: OfficeStaff, asked: Asked) -> Page {
    let visit = staff.visit;
    let mut accounts = visit.site.store.accounts(visit.town.kato());
    accounts.sort_by(|a, b| (a.closed, a.role, &a.login).cmp(&(b.closed, b.role, &b.login)));
    let lines = accounts.iter().map(|account| AccountLine::of(&visit, account)).collect();
    render(&AccountsPage { flash: Flash::of(visit.t, &asked), lines, visit })
}

/// `GET /{lang}/office/accounts/new`.
pub(super) async fn show_new(staff: OfficeStaff) -> Page {
    let form = Form::blank(staff.visit.t);
    render(&new_page(staff.visit, form))
}

/// `POST /{lang}/office/accounts/new`.
pub(super) async fn create(staff: OfficeStaff, answers: Answers) -> Result<Response, Trouble> {
    let t = staff.visit.t;
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
    if role == Some(StaffRole::Kindergarten) && known.is_none() {
        form.complain("kindergarten", &t.with("office-account-kindergarten-needed"));
    }
    if let (Some(role), true) = (role, form.is_fine()) {
        let new = NewAccount {
            login: form.of("login").to_owned(),
            display_name: form.of("display_name").to_owned(),
            role,
            town: staff.visit.town.kato().clone(),
            kindergarten: known.filter(|_| role == StaffRole::Kindergarten),
            password: form.of("password").to_owned(),
        };
        match staff.visit.site.store.create_account(new).await.map_err(of_fault)? {
            Err(AccountFault::LoginTaken) if made_just_so(&staff, &form, role).await? => {
                return Ok(on_to(&staff.visit, "/office/accounts", "account-created"));
            }
            Ok(_) => return Ok(on_to(&staff.visit, "/office/accounts", "account-created")),
            Err(fault) => complain(&mut form, &staff.visit, fault),
        }
    }
    Ok(again(render(&new_page(staff.visit, form))?))
}

/// Whether the same form made that account a moment ago: a second tap is no mistake.
async fn made_just_so(staff: &OfficeStaff, form: &Form, role: StaffRole) -> Result<bool, Trouble> {
    let known = staff.visit.site.store.check_password(form.of("login"), form.of("password")).await.map_err(of_fault)?;
    Ok(known.is_some_and(|account| {
        account.town == *staff.visit.town.kato()
            && account.role == role
            && account.display_name == form.of("display_name")
    }))
}

/// `GET /{lang}/office/accounts/{id}`.
pub(super) async fn show(staff: OfficeStaff, Path((_, id)): Path<(String, String)>) -> Page {
    let account = account(&staff, &id)?;
    let form = Form::blank(staff.visit.t);
    render(&account_page(staff, &account, form))
}

/// `POST /{lang}/office/accounts/{id}`: a new password, or the end of the account.
pub(super) async fn change(
    staff: OfficeStaff,
    Path((_, id)): Path<(String, String)>,
    answers: Answers,
) -> Result<Response, Trouble> {
    let account = account(&staff, &id)?;
    let store = &staff.visit.site.store;
    let mut form = Form::sent(staff.visit.t, answers);
    let (changed, done) = match form.of("do") {
        "password" => (store.set_password(account.id, form.of("password")).await, "password-set"),
        // Nobody locks themselves out: another administrator has to.
        "close" if account.id == staff.account.id => return Err(Trouble::Forbidden),
        "close" => (store.close_account(account.id).await, "account-closed"),
        _ => return Err(Trouble::BadForm),
    };
    match changed.map_err(of_fault)? {
        Ok(()) => Ok(on_to(&staff.visit, "/office/accounts", done)),
        Err(fault) => {
            complain(&mut form, &staff.visit, fault);
            Ok(again(render(&account_page(staff, &account, form))?))
        }
    }
}

/// An account of this town; of any other nothing is told.
fn account(staff: &OfficeStaff, id: &str) -> Result<Account, Trouble> {
    let id = id.parse().map(AccountId).map_err(|_| Trouble::NotFound)?;
    let account = staff.visit.site.store.account(id).ok_or(Trouble::NotFound)?;
    if account.town == staff.account.town { Ok(account) } else { Err(Trouble::NotFound) }
}

fn complain(form: &mut Form, visit: &Visit, fault: AccountFault) {
    let (field, key) = match fault {
        AccountFault::LoginUnfit => ("login", "office-login-unfit"),
        AccountFault::LoginTaken => ("login", "office-login-taken"),
        AccountFault::PasswordTooShort => ("password", "office-password-short"),
        AccountFault::PasswordTooLong => ("password", "office-password-long"),
        AccountFault::PasswordTooCommon => ("password", "office-password-common"),
        AccountFault::KindergartenMismatch => ("kindergarten", "office-account-kindergarten-needed"),
        AccountFault::UnknownAccount => ("password", "office-account-unknown"),
    };
    let phrase = visit.t.with(key);
    let phrase = if key == "office-password-short" { phrase.set("count", PASSWORD_CHARACTERS_MIN) } else { phrase };
    form.complain(field, &phrase);
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
    let names = registry.kindergartens.values().map(|it| (it.id.to_string(), visit.lang.of(&it.names).to_owned()));
    let mut kindergartens: Vec<_> = names.collect();
    kindergartens.sort_by(|(_, a), (_, b)| a.cmp(b));
    NewAccountPage { form, kindergartens, characters: PASSWORD_CHARACTERS_MIN, visit }
}

fn account_page(staff: OfficeStaff, account: &Account, form: Form) -> AccountPage {
    AccountPage {
        line: AccountLine::of(&staff.visit, account),
        is_own: account.id == staff.account.id,
        form,
        characters: PASSWORD_CHARACTERS_MIN,
        visit: staff.visit,
    }
}
