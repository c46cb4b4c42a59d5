//! `kezek user`: what an operator does where no administrator can: make one, or let somebody set a new password.

use crate::command::serve::{failed, open};
use crate::config::{Flags, Settings};
use admission::Kato;
use std::process::ExitCode;
use store::{Account, Clock, CommandId, NewAccount, Setup, StaffRole, Store};

/// What `kezek user` is told.
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    #[command(subcommand)]
    deed: Deed,
}

#[derive(Debug, clap::Subcommand)]
enum Deed {
    /// Make an administrator, and print the code with which they set their password
    CreateAdministrator(Named),
    /// Print a code with which somebody sets a new password; the old one and open sessions count no more
    SetupCode(Named),
}

#[derive(Debug, clap::Args)]
struct Named {
    /// Code of the settlement in the classifier KATO, nine digits
    #[arg(long, value_name = "KATO")]
    territory: String,
    /// What they log in with
    #[arg(long, value_name = "LOGIN")]
    login: String,
    #[command(flatten)]
    flags: Flags,
}

pub(crate) fn run(options: &Options) -> ExitCode {
    let (Deed::CreateAdministrator(named) | Deed::SetupCode(named)) = &options.deed;
    let settings = match Settings::read(&named.flags) {
        Ok(settings) => settings,
        Err(fault) => return failed("settings", &fault),
    };
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(fault) => return failed("the threads cannot be started", &fault),
    };
    match runtime.block_on(carry_out(&options.deed, &settings)) {
        Ok(words) => {
            println!("{words}");
            ExitCode::SUCCESS
        }
        Err(fault) => failed("nothing was changed", &fault),
    }
}

async fn carry_out(deed: &Deed, settings: &Settings) -> Result<String, String> {
    let store = open(settings, Clock::real()).map_err(|fault| fault.to_string())?;
    let done = match deed {
        Deed::CreateAdministrator(named) => create(&store, named).await,
        Deed::SetupCode(named) => recover(&store, named).await,
    };
    store.shutdown().await;
    done
}

async fn create(store: &Store, named: &Named) -> Result<String, String> {
    let kato = town(store, named)?;
    let new = NewAccount {
        login: named.login.clone(),
        display_name: named.login.clone(),
        role: StaffRole::Administrator,
        town: kato,
        kindergarten: None,
        password: String::new(),
    };
    let made = store.invite(new, None, CommandId::random()).await.map_err(|fault| fault.to_string())?;
    made.map(|setup| words(named, &setup)).map_err(|fault| fault.to_string())
}

async fn recover(store: &Store, named: &Named) -> Result<String, String> {
    let kato = town(store, named)?;
    let login = named.login.to_lowercase();
    let account = store.accounts(&kato).into_iter().find(|Account { login: known, .. }| *known == login);
    let account = account.ok_or_else(|| format!("{kato} has no log-in {login}"))?;
    let issued =
        store.issue_setup_code(account.id, None, CommandId::random()).await.map_err(|fault| fault.to_string())?;
    issued.map(|setup| words(named, &setup)).map_err(|fault| fault.to_string())
}

fn town(store: &Store, named: &Named) -> Result<Kato, String> {
    let kato: Kato =
        named.territory.parse().map_err(|_| format!("{} is no KATO code: it has nine digits", named.territory))?;
    store.town(&kato).map(|_| kato.clone()).ok_or_else(|| format!("there is no territory {kato}"))
}

fn words(named: &Named, setup: &Setup) -> String {
    let Setup { code, ends_at, .. } = setup;
    format!("{} sets a password at /kk/staff/setup with the code {code}, once, until {ends_at}.", named.login)
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;

    #[derive(Debug, Parser)]
    struct Arguments {
        #[command(flatten)]
        options: Options,
    }

    async fn attempt(data: &std::path::Path, deed: &str, login: &str) -> Result<String, String> {
        let rest = ["--territory", "990000000", "--login", login, "--data", data.to_str().unwrap()];
        let Arguments { options } = Arguments::parse_from(["user", deed].into_iter().chain(rest));
        let (Deed::CreateAdministrator(named) | Deed::SetupCode(named)) = &options.deed;
        let settings = Settings::read(&named.flags).unwrap();
        carry_out(&options.deed, &settings).await
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn an_operator_makes_an_administrator_and_lets_them_set_a_password_that_nobody_else_has_seen() {
        let directory = tempfile::tempdir().unwrap();
        let open = || {
            let key = store::MasterKey::load_or_create(&directory.path().join("master.key"), directory.path());
            Store::open(directory.path(), key.unwrap().0, Clock::real()).unwrap()
        };
        let store = open();
        let city = crate::command::demo::city(store.clock().now());
        crate::command::demo::cast::found(&store, &city).await.unwrap();
        store.shutdown().await;
        drop(store);

        assert!(attempt(directory.path(), "setup-code", "asel").await.unwrap_err().contains("no log-in"));
        let first = attempt(directory.path(), "create-administrator", "Asel").await.unwrap();
        assert!(attempt(directory.path(), "create-administrator", "asel").await.is_err(), "the login is taken");
        let second = attempt(directory.path(), "setup-code", "asel").await.unwrap();
        let code = |words: &str| words.split("the code ").nth(1).unwrap().split(',').next().unwrap().to_owned();
        let store = open();
        assert!(store.set_up("asel", &code(&first), "төрт қызғалдақ").await.unwrap().is_err(), "a newer one counts");
        store.set_up("asel", &code(&second), "төрт қызғалдақ").await.unwrap().unwrap();
        let known = store.check_password("asel", "төрт қызғалдақ").await.unwrap().unwrap();
        assert_eq!(known.role, StaffRole::Administrator);
        store.shutdown().await;
    }
}
