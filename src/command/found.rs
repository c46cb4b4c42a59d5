//! `kezek found`: a territory begins, with its first administrator.

use crate::command::serve::{failed, open};
use crate::config::{Flags, Settings};
use admission::{Kato, Policy};
use std::io::{IsTerminal, stdin};
use std::process::ExitCode;
use store::{Clock, Names, NewAccount, NewTown, StaffRole};

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
        Err(fault) => failed("the territory was not founded", &fault),
    }
}

async fn found(options: &Options, settings: &Settings, kato: Kato) -> Result<(), String> {
    let password = read_password()?;
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
    let town = NewTown {
        kato: kato.clone(),
        names: Names { kk: options.name_kk.clone(), ru: options.name_ru.clone(), en: options.name_en.clone() },
        zone: options.zone.clone(),
        policy: Policy::default(),
        calendar: crate::calendar::of_kazakhstan(),
    };
    store.found_town(town).await.map_err(|fault| fault.to_string())?;
    let created = store.create_account(account).await.map_err(|fault| fault.to_string())?;
    created.map_err(|fault| format!("the administrator: {fault}"))?;
    store.shutdown().await;
    println!("The territory {kato} is founded; {} may log in.", options.admin);
    Ok(())
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
