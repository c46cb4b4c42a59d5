//! `kezek found`: a territory begins, with its first administrator.

use crate::command::serve::{failed, open};
use crate::config::{Flags, Settings};
use admission::{Kato, Policy};
use std::io::{IsTerminal, stdin};
use std::process::ExitCode;
use store::{Clock, Names, NewAccount, NewTown, StaffRole, Store};

/// What `kezek found` is told.
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// Code of the settlement in the classifier KATO, nine digits
    #[arg(long, value_name = "KATO")]
    territory: String,
    /// Name in Kazakh
    #[arg(long, value_name = "NAME")]
    name_kk: String,
    /// Name in Russian
    #[arg(long, value_name = "NAME")]
    name_ru: String,
    /// Name in English
    #[arg(long, value_name = "NAME")]
    name_en: String,
    /// Time zone in the tz database
    #[arg(long, value_name = "ZONE", default_value = "Asia/Almaty")]
    zone: String,
    /// Login of the first administrator; the password is read from standard input
    #[arg(long, value_name = "LOGIN")]
    admin: String,
    #[command(flatten)]
    flags: Flags,
}

pub(crate) fn run(options: &Options) -> ExitCode {
    let settings = match Settings::read(&options.flags) {
        Ok(settings) => settings,
        Err(fault) => return failed("settings", &fault),
    };
    let Ok(kato) = options.territory.parse::<Kato>() else {
        return failed("--territory", &format!("{} is no KATO code: it has nine digits", options.territory));
    };
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(fault) => return failed("the threads cannot be started", &fault),
    };
    match runtime.block_on(found(options, &settings, kato)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => failed("no territory was founded and no administrator made", &fault),
    }
}

async fn found(options: &Options, settings: &Settings, kato: Kato) -> Result<(), String> {
    found_with(options, settings, kato, read_password()?).await
}

async fn found_with(options: &Options, settings: &Settings, kato: Kato, password: String) -> Result<(), String> {
    let store = open(settings, Clock::real()).map_err(|fault| fault.to_string())?;
    let account = NewAccount {
        login: options.admin.clone(),
        display_name: options.admin.clone(),
        role: StaffRole::Administrator,
        town: kato.clone(),
        kindergarten: None,
        password,
    };
    account.check().map_err(|fault| fault.to_string())?;
    let exists = store.town(&kato).is_some();
    if exists && has_administrator(&store, &kato) {
        return Err(format!("{kato} exists and has an administrator, who makes all further accounts"));
    }
    if !exists {
        found_town(&store, options, kato.clone()).await?;
    }
    let created = store.create_account(account).await.map_err(|fault| fault.to_string())?;
    created.map_err(|fault| format!("the administrator: {fault}"))?;
    store.shutdown().await;
    if exists {
        println!(
            "The territory {kato} exists and stays as it is; {} is its first administrator and may log in.",
            options.admin
        );
    } else {
        println!("The territory {kato} is founded; {} may log in.", options.admin);
    }
    println!(
        "Officials of the department are let in by the word of two: make a second one before the service starts, with\n  \
         kezek user create-administrator --territory {kato} --login …"
    );
    Ok(())
}

/// An import or a founding that broke off leaves a territory without one.
fn has_administrator(store: &Store, kato: &Kato) -> bool {
    store.accounts(kato).iter().any(|account| account.role == StaffRole::Administrator && !account.closed)
}

async fn found_town(store: &Store, options: &Options, kato: Kato) -> Result<(), String> {
    let town = NewTown {
        kato,
        names: Names { kk: options.name_kk.clone(), ru: options.name_ru.clone(), en: options.name_en.clone() },
        zone: options.zone.clone(),
        policy: Policy::default(),
        calendar: crate::calendar::of_kazakhstan(),
    };
    store.found_town(town).await.map(drop).map_err(|fault| fault.to_string())
}

/// One line of standard input; a person at a terminal is asked for it.
fn read_password() -> Result<String, String> {
    if stdin().is_terminal() {
        eprint!("Password of the administrator (it is shown as you type): ");
    }
    let mut line = String::new();
    stdin().read_line(&mut line).map_err(|fault| format!("the password cannot be read: {fault}"))?;
    let password = line.trim_end_matches(['\r', '\n']).to_owned();
    if password.is_empty() { Err("no password was given on standard input".to_owned()) } else { Ok(password) }
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

    async fn attempt(data: &std::path::Path, login: &str) -> Result<(), String> {
        let data = data.to_str().unwrap();
        let names = ["found", "--name-kk", "Үлгі", "--name-ru", "Ульги", "--name-en", "Ulgi"];
        let rest = ["--territory", "990000000", "--admin", login, "--data", data];
        let Arguments { options } = Arguments::parse_from(names.into_iter().chain(rest));
        let settings = Settings::read(&options.flags).unwrap();
        found_with(&options, &settings, "990000000".parse().unwrap(), "a long enough secret".to_owned()).await
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_territory_without_an_administrator_is_given_one_and_no_second() {
        let directory = tempfile::tempdir().unwrap();
        let key = store::MasterKey::load_or_create(&directory.path().join("master.key"), directory.path()).unwrap().0;
        let store = Store::open(directory.path(), key, Clock::real()).unwrap();
        let city = crate::command::demo::city(store.clock().now());
        let town = crate::command::demo::cast::found(&store, &city).await.unwrap();
        assert_eq!(town.kato().as_str(), "990000000");
        store.shutdown().await;
        drop((town, store));

        assert_eq!(attempt(directory.path(), "first").await, Ok(()));
        let fault = attempt(directory.path(), "second").await.unwrap_err();
        assert!(fault.contains("has an administrator"), "{fault}");
    }
}
