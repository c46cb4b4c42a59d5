//! `kezek serve`: the real thing.

use crate::config::{Flags, Settings};
use crate::identity_provider::ProviderFile;
use crate::post::{self, Ways};
use crate::remind;
use delivery::SettingsFault;
use delivery::mail::Mailer;
use delivery::push::{Pusher, SenderKey};
use delivery::reports::{Outcome, Report, Reports};
use delivery::sms::SmsGateway;
use std::io::IsTerminal;
use std::process::ExitCode;
use std::sync::Arc;
use store::{Clock, Created, MasterKey, Store};
use web::{Cleaner, DeliveryReport, DeliveryReports, Listener, Site, Tls};

/// What `kezek serve` is told.
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    #[command(flatten)]
    flags: Flags,
}

pub(crate) fn run(options: &Options) -> ExitCode {
    let settings = match Settings::read(&options.flags) {
        Ok(settings) => settings,
        Err(fault) => return failed("settings", &fault),
    };
    log_to_stderr(settings.log);
    let store = match open(&settings, Clock::real()) {
        Ok(store) => store,
        Err(fault) => return failed("the store cannot be opened", &fault),
    };
    if store.territories().is_empty() {
        eprintln!("kezek: no town has been founded here yet; `kezek found --help` says how");
    }
    let site = Site::new(store.clone()).behind(settings.trusted_proxies.clone());
    let site = site.reached_at(settings.public_address.clone()).with_hosts(settings.hosts.clone());
    let site = if settings.push.is_some() { site.with_push(push_key(&store)) } else { site };
    let site = match settings.delivery_reports.as_ref().map(Reports::new).transpose() {
        Ok(None) => site,
        Ok(Some(reports)) => site.with_delivery_reports(Arc::new(TakenIn(reports))),
        Err(fault) => return failed("reports of messages cannot be taken in", &fault),
    };
    let site = if settings.https { site } else { site.over_plain_loopback() };
    let site = match settings.identity_provider.clone().map(ProviderFile::open).transpose() {
        Ok(provider) => provider.map_or(site.clone(), |provider| site.asking_provider(provider)),
        Err(fault) => return failed("the identity provider cannot be asked", &fault),
    };
    let site = site.cleaning(cleaner());
    serve(&settings, &store, site, || {
        let scheme = if settings.tls.is_some() { "https" } else { "http" };
        println!("Kezek answers on {scheme}://{}", settings.listen);
    })
}

/// Reports of messages, as the pages take them in.
struct TakenIn(Reports);

impl DeliveryReports for TakenIn {
    fn is_key(&self, shown: &str) -> bool {
        self.0.is_key(shown)
    }

    fn of_mail(&self, letter: &[u8]) -> Option<DeliveryReport> {
        self.0.of_mail(letter).map(taken_in)
    }

    fn of_sms(&self, query: &str, body: &[u8]) -> Vec<DeliveryReport> {
        self.0.of_sms(query, body).into_iter().map(taken_in).collect()
    }
}

fn taken_in(report: Report) -> DeliveryReport {
    DeliveryReport { id: report.id, arrived: report.outcome == Outcome::Arrived }
}

/// What families send is cleaned by another process of this very program, also when its file has been replaced meanwhile.
pub(crate) fn cleaner() -> Cleaner {
    Cleaner::Apart("/proc/self/exe".into())
}

/// Opens the data directory with the key of the settings.
pub(crate) fn open(settings: &Settings, clock: Clock) -> Result<Store, store::Fault> {
    store::make_data_directory(&settings.data)?;
    let (key, created) = MasterKey::load_or_create(&settings.master_key_file, &settings.database)?;
    if created == Created::Now {
        let path = settings.master_key_file.display();
        eprintln!("kezek: a master key was made in {path}; keep a copy apart from the backups of the data");
    }
    Store::open(&settings.database, key, clock)
}

/// Serves a site until the process is asked to end; then answers what is under way and closes the store.
pub(crate) fn serve(settings: &Settings, store: &Store, site: Site, ready: impl FnOnce()) -> ExitCode {
    let tls = match settings.tls.as_ref().map(|(certificate, key)| Tls::read(certificate, key)).transpose() {
        Ok(tls) => tls,
        Err(fault) => return failed("TLS cannot be used", &fault),
    };
    let ways = match ways(settings, store) {
        Ok(ways) => Arc::new(ways),
        Err(fault) => return failed("messages cannot be sent", &fault),
    };
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(fault) => return failed("the threads cannot be started", &fault),
    };
    runtime.block_on(async {
        let listener = match Listener::bind(settings.listen) {
            Ok(listener) => listener,
            Err(fault) => return failed(&format!("cannot answer on {}", settings.listen), &fault),
        };
        let listener = match tls {
            Some(tls) => listener.over(tls),
            None => listener,
        };
        match store.schedule_writing(settings.writing_thread).await {
            Ok(class) => tracing::info!(%class, "the writing thread is scheduled"),
            Err(fault) => return failed("the writing thread cannot be reached", &fault),
        }
        if let Err(fault) = crate::calendar::note(store).await {
            // People are served all the same: a page without the name of a day is better than none.
            tracing::warn!(%fault, "the names of days could not be written");
        }
        let watching = tokio::spawn(crate::calendar::watch(store.clone()));
        let reminding = tokio::spawn(remind::remind(site.clone(), store.clone(), Arc::clone(&ways)));
        let bringing = tokio::spawn(post::bring(site.clone(), store.clone(), ways));
        ready();
        let served = web::serve(site, listener, asked_to_end()).await;
        bringing.abort();
        reminding.abort();
        watching.abort();
        store.shutdown().await;
        match served {
            Ok(()) => ExitCode::SUCCESS,
            Err(fault) => failed("serving broke off", &fault),
        }
    })
}

/// The public key by which browsers know this service when it sends notices.
pub(crate) fn push_key(store: &Store) -> Option<String> {
    SenderKey::from_bytes(&store.push_secret()).map(|key| key.public())
}

/// By what messages go; none of them on a server that is not marked as production.
fn ways(settings: &Settings, store: &Store) -> Result<Ways, SettingsFault> {
    let mail = settings.mail.as_ref().map(Mailer::new).transpose()?;
    let sms = settings.sms.as_ref().map(SmsGateway::new).transpose()?;
    let key = SenderKey::from_bytes(&store.push_secret());
    let push = settings.push.as_ref().zip(key).map(|(push, key)| Pusher::new(push, key)).transpose()?;
    Ok(Ways { mail, sms, push })
}

/// Resolves at Ctrl-C or SIGTERM.
async fn asked_to_end() {
    let interrupt = tokio::signal::ctrl_c();
    let Ok(mut terminate) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) else {
        let _ = interrupt.await;
        return;
    };
    tokio::select! {
        _ = interrupt => {}
        _ = terminate.recv() => {}
    }
}

/// Logs go to standard error, so that standard output stays for what a command says.
pub(crate) fn log_to_stderr(level: tracing::Level) {
    let colours = std::io::stderr().is_terminal();
    let log = tracing_subscriber::fmt().with_max_level(level).with_writer(std::io::stderr).with_target(false);
    log.with_ansi(colours).init();
}

pub(crate) fn failed(what: &str, fault: &dyn std::fmt::Display) -> ExitCode {
    eprintln!("kezek: {what}: {fault}");
    ExitCode::from(2)
}
