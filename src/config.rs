//! Every setting, read once from flags, environment and file, and checked before anything starts.

use crate::identity_provider::ProviderFile;
use admission::Kato;
use delivery::mail::MailSettings;
use delivery::push::PushSettings;
use delivery::reports::ReportSettings;
use delivery::sms::SmsSettings;
use serde::Deserialize;
use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use store::{Database, WritingClass};

/// Where the service answers when nobody says otherwise.
pub(crate) const LISTEN: &str = "127.0.0.1:8080";

/// What `serve` can be told on the command line or by the environment. A flag is stronger than the environment, the
/// environment stronger than the file, the file stronger than the defaults.
#[derive(Debug, Clone, Default, clap::Args)]
pub(crate) struct Flags {
    /// Settings file in TOML
    #[arg(long, env = "KEZEK_CONFIG", value_name = "FILE")]
    config: Option<PathBuf>,
    /// Address and port to answer on [default: 127.0.0.1:8080]
    #[arg(long, env = "KEZEK_LISTEN", value_name = "ADDRESS")]
    listen: Option<String>,
    /// Directory of the data [default: data]
    #[arg(long, env = "KEZEK_DATA", value_name = "DIR")]
    data: Option<PathBuf>,
    /// PostgreSQL database instead of a file in DIR, for several nodes: postgres://USER@HOST/NAME. All nodes need the same
    /// master key
    #[arg(long, env = "KEZEK_DATABASE", value_name = "URL", hide_env_values = true)]
    database: Option<String>,
    /// File with the 32 bytes that protect personal data, as 64 hexadecimal digits or raw; made with mode 0600 if there is
    /// no data yet [default: DIR/master.key]
    #[arg(long, env = "KEZEK_MASTER_KEY_FILE", value_name = "FILE")]
    master_key_file: Option<PathBuf>,
    /// Whether people reach the service by https, through a proxy [default: no on a loopback address, else yes]
    #[arg(long, env = "KEZEK_HTTPS", value_name = "BOOL")]
    https: Option<bool>,
    /// File with the certificate of the service and those above it, as PEM: it then speaks TLS itself, without a proxy
    #[arg(long, env = "KEZEK_TLS_CERTIFICATE", value_name = "FILE")]
    tls_certificate: Option<PathBuf>,
    /// File with the private key of that certificate, as PEM
    #[arg(long, env = "KEZEK_TLS_KEY", value_name = "FILE")]
    tls_key: Option<PathBuf>,
    /// Address under which people reach the service, such as https://balabaqsha.example.kz: it stands in messages, on papers
    /// and in feeds
    #[arg(long, env = "KEZEK_PUBLIC_ADDRESS", value_name = "URL")]
    public_address: Option<String>,
    /// How the thread runs for which all who write wait, as far as the kernel allows: real-time, short-slices, ordinary
    /// [default: real-time]
    #[arg(long, env = "KEZEK_WRITING_THREAD", value_name = "CLASS")]
    writing_thread: Option<String>,
    /// Addresses of our own proxies, with commas between them: what they say in X-Forwarded-For is believed
    #[arg(long, env = "KEZEK_TRUSTED_PROXY", value_name = "ADDRESSES")]
    trusted_proxy: Option<String>,
    /// What is logged: error, warn, info, debug [default: info]
    #[arg(long, env = "KEZEK_LOG", value_name = "LEVEL")]
    log: Option<String>,
}

/// The same settings as a file gives them. An unknown key is a mistake, not a wish.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    listen: Option<String>,
    data: Option<PathBuf>,
    database: Option<String>,
    master_key_file: Option<PathBuf>,
    https: Option<bool>,
    tls_certificate: Option<PathBuf>,
    tls_key: Option<PathBuf>,
    public_address: Option<String>,
    writing_thread: Option<String>,
    trusted_proxy: Option<String>,
    log: Option<String>,
    production: Option<bool>,
    mail: Option<MailSettings>,
    sms: Option<SmsSettings>,
    push: Option<PushSettings>,
    delivery_reports: Option<ReportSettings>,
    identity_provider: Option<ProviderFile>,
    town: Option<Vec<TownOfHost>>,
}

/// Which town is served under a host: `[[town]]` in the file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TownOfHost {
    host: String,
    kato: String,
}

/// Settings as they count.
#[derive(Debug, Clone)]
pub(crate) struct Settings {
    /// Address and port to answer on.
    pub(crate) listen: SocketAddr,
    /// Directory of the data, and of the master key if nobody says otherwise.
    pub(crate) data: PathBuf,
    /// Where the tables are: in that directory, or on a PostgreSQL server.
    pub(crate) database: Database,
    /// File of the master key.
    pub(crate) master_key_file: PathBuf,
    /// Whether people reach the service by https: cookies are then sent over https only.
    pub(crate) https: bool,
    /// Certificate and key, where the service speaks TLS itself.
    pub(crate) tls: Option<(PathBuf, PathBuf)>,
    /// Address under which people reach the service, without a slash at its end.
    pub(crate) public_address: Option<String>,
    /// How the writing thread runs, as far as the kernel allows.
    pub(crate) writing_thread: WritingClass,
    /// Proxies whose word on the address of a visitor is believed.
    pub(crate) trusted_proxies: Vec<IpAddr>,
    /// How letters go out; only on a server that is marked as production.
    pub(crate) mail: Option<MailSettings>,
    /// How short messages go out; likewise.
    pub(crate) sms: Option<SmsSettings>,
    /// How notices to browsers go out; likewise.
    pub(crate) push: Option<PushSettings>,
    /// Who reports what became of messages; likewise.
    pub(crate) delivery_reports: Option<ReportSettings>,
    /// By whom staff may log in beside their password.
    pub(crate) identity_provider: Option<ProviderFile>,
    /// Which town is served under which host, where several towns live here.
    pub(crate) hosts: Vec<(String, Kato)>,
    /// What is logged.
    pub(crate) log: tracing::Level,
}

/// A setting that cannot be used: which, its value, and what would do.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Unusable(String);

impl fmt::Display for Unusable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Settings {
    /// Reads and checks all settings.
    pub(crate) fn read(flags: &Flags) -> Result<Self, Unusable> {
        let file = match &flags.config {
            Some(path) => read_file(path)?,
            None => File::default(),
        };
        let listen = flags.listen.clone().or(file.listen).unwrap_or_else(|| LISTEN.to_owned());
        let listen: SocketAddr = listen.parse().map_err(|_| {
            Unusable(format!("listen = \"{listen}\" is no address with a port, such as 127.0.0.1:8080 or [::]:8080"))
        })?;
        let data = flags.data.clone().or(file.data).unwrap_or_else(|| PathBuf::from("data"));
        if data.exists() && !data.is_dir() {
            return Err(Unusable(format!("data = \"{}\" is not a directory", data.display())));
        }
        let database = match flags.database.clone().or(file.database) {
            None => Database::Directory(data.clone()),
            Some(url) if url.starts_with("postgres://") || url.starts_with("postgresql://") => Database::Postgres(url),
            // Its text is not repeated: it may hold a password.
            Some(_) => {
                let example = "postgres://kezek@db.example/kezek";
                return Err(Unusable(format!("database is no address of a PostgreSQL database, such as {example}")));
            }
        };
        let key = flags.master_key_file.clone().or(file.master_key_file);
        let tls = match (flags.tls_certificate.clone().or(file.tls_certificate), flags.tls_key.clone().or(file.tls_key))
        {
            (Some(certificate), Some(key)) => Some((certificate, key)),
            (None, None) => None,
            (Some(_), None) => return Err(Unusable("tls_certificate is set, and tls_key is not".to_owned())),
            (None, Some(_)) => return Err(Unusable("tls_key is set, and tls_certificate is not".to_owned())),
        };
        let https = flags.https.or(file.https).unwrap_or(tls.is_some() || !listen.ip().is_loopback());
        if tls.is_some() && !https {
            return Err(Unusable("https = false does not go with tls_certificate".to_owned()));
        }
        let public_address =
            flags.public_address.clone().or(file.public_address).map(|url| address(&url)).transpose()?;
        let writing_thread = flags.writing_thread.clone().or(file.writing_thread);
        let writing_thread = match writing_thread.as_deref() {
            None | Some("real-time") => WritingClass::RealTime,
            Some("short-slices") => WritingClass::ShortSlice,
            Some("ordinary") => WritingClass::Ordinary,
            Some(other) => {
                let fault = format!("writing_thread = \"{other}\" is none of real-time, short-slices, ordinary");
                return Err(Unusable(fault));
            }
        };
        let proxies = flags.trusted_proxy.clone().or(file.trusted_proxy).unwrap_or_default();
        let trusted_proxies = proxies.split(',').map(str::trim).filter(|proxy| !proxy.is_empty()).map(str::parse);
        let trusted_proxies = trusted_proxies.collect::<Result<_, _>>().map_err(|_| {
            Unusable(format!("trusted_proxy = \"{proxies}\" is no list of addresses, such as 127.0.0.1, 10.0.0.5"))
        })?;
        let log = flags.log.clone().or(file.log).unwrap_or_else(|| "info".to_owned());
        let log =
            log.parse().map_err(|_| Unusable(format!("log = \"{log}\" is none of error, warn, info, debug, trace")))?;
        let is_production = file.production.unwrap_or(false);
        let reaches_people = file.mail.is_some() || file.sms.is_some() || file.push.is_some();
        if !is_production && (reaches_people || file.delivery_reports.is_some()) {
            let fault = "[mail], [sms], [push] and [delivery_reports] are for a server with production = true; no other one \
                         writes to people";
            return Err(Unusable(fault.to_owned()));
        }
        let provider = &file.identity_provider;
        if let Some(fault) = provider.as_ref().and_then(|provider| provider.fault(public_address.as_deref())) {
            return Err(Unusable(fault.to_owned()));
        }
        let hosts = file.town.unwrap_or_default().into_iter().map(|it| match it.kato.parse() {
            Ok(kato) => Ok((it.host, kato)),
            Err(_) => Err(Unusable(format!("kato = \"{}\" is no KATO code: it has nine digits", it.kato))),
        });
        let hosts = hosts.collect::<Result<_, _>>()?;
        let (mail, sms, push) = (file.mail, file.sms, file.push);
        let master_key_file = key.unwrap_or_else(|| data.join("master.key"));
        Ok(Self {
            listen,
            data,
            database,
            master_key_file,
            https,
            tls,
            public_address,
            trusted_proxies,
            writing_thread,
            mail,
            sms,
            push,
            delivery_reports: file.delivery_reports,
            identity_provider: file.identity_provider,
            hosts,
            log,
        })
    }

    /// Settings of the demo: a loopback address and a directory of its own.
    pub(crate) fn of_demo(listen: &str, data: &Path) -> Result<Self, Unusable> {
        let flags = Flags {
            listen: Some(listen.to_owned()),
            data: Some(data.to_owned()),
            https: Some(false),
            public_address: Some(format!("http://{listen}")),
            ..Flags::default()
        };
        Self::read(&flags)
    }
}

/// A scheme and a host, perhaps a port.
fn address(url: &str) -> Result<String, Unusable> {
    let bare = url.trim_end_matches('/');
    let host = bare.strip_prefix("https://").or_else(|| bare.strip_prefix("http://")).unwrap_or_default();
    let is_host = |letter: char| letter.is_ascii_alphanumeric() || ".-:[]".contains(letter);
    if host.is_empty() || !host.chars().all(is_host) {
        let example = "https://balabaqsha.example.kz";
        return Err(Unusable(format!("public_address = \"{url}\" is no address without a path, such as {example}")));
    }
    Ok(bare.to_owned())
}

fn read_file(path: &Path) -> Result<File, Unusable> {
    let text = std::fs::read_to_string(path)
        .map_err(|fault| Unusable(format!("the settings file {} cannot be read: {fault}", path.display())))?;
    toml::from_str(&text).map_err(|fault| Unusable(format!("the settings file {}: {fault}", path.display())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicU32, Ordering};

    fn written(text: &str) -> Flags {
        static WRITTEN: AtomicU32 = AtomicU32::new(0);
        let number = WRITTEN.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("kezek-settings-{}-{number}.toml", std::process::id()));
        std::fs::write(&path, text).unwrap();
        Flags { config: Some(path), ..Flags::default() }
    }

    #[test]
    fn without_any_setting_the_service_answers_on_this_machine_only() {
        let settings = Settings::read(&Flags::default()).unwrap();
        assert_eq!(settings.listen.to_string(), LISTEN);
        assert_eq!(settings.master_key_file, Path::new("data/master.key"));
        assert!(!settings.https);
    }

    #[test]
    fn a_flag_is_stronger_than_the_file() {
        let mut flags = written("listen = \"0.0.0.0:9000\"\nlog = \"warn\"\n");
        let from_file = Settings::read(&flags).unwrap();
        assert_eq!((from_file.listen.port(), from_file.https, from_file.log), (9000, true, tracing::Level::WARN));
        flags.listen = Some("127.0.0.1:9001".to_owned());
        assert_eq!(Settings::read(&flags).unwrap().listen.port(), 9001);
    }

    #[test]
    fn the_tables_are_in_the_directory_or_on_a_server() {
        let settings = Settings::read(&Flags::default()).unwrap();
        assert_eq!(settings.database, Database::Directory("data".into()));
        let url = "postgres://kezek:secret@db.example/kezek";
        let settings = Settings::read(&written(&format!("database = \"{url}\"\n"))).unwrap();
        assert_eq!(settings.database, Database::Postgres(url.to_owned()));
        assert!(!format!("{settings:?}").contains("secret"));
    }

    #[test]
    fn a_mistake_is_named_before_anything_starts() {
        let fault = |text: &str| Settings::read(&written(text)).unwrap_err().to_string();
        assert!(fault("lisen = \"0.0.0.0:9000\"\n").contains("lisen"));
        assert!(fault("listen = \"nine thousand\"\n").contains("nine thousand"));
        assert!(fault("log = \"loud\"\n").contains("loud"));
        assert!(fault("writing_thread = \"fast\"\n").contains("fast"));
        let secret = fault("database = \"mysql://kezek:secret@db/kezek\"\n");
        assert!(secret.contains("postgres://") && !secret.contains("secret"), "{secret}");
        assert!(fault("trusted_proxy = \"proxy.kz\"\n").contains("proxy.kz"));
        let mut provider =
            "[identity_provider]\nissuer = \"https://id.example.kz\"\nclient_id = \"kezek\"\n".to_owned();
        provider
            .push_str("client_secret_file = \"secret\"\nname_kk = \"Қала\"\nname_ru = \"Город\"\nname_en = \"City\"\n");
        assert!(fault(&provider).contains("public_address"));
        let provider = format!("public_address = \"https://kezek.example.kz\"\n{provider}");
        assert!(fault(&format!("{provider}second_factor = true\n")).contains("acr"));
        assert!(Settings::read(&written(&format!("{provider}second_factor = true\nacr = \"mfa\"\n"))).is_ok());
        let unmarked = "[mail]\nhost = \"smtp.example.kz\"\nsender = \"kezek@example.kz\"\n";
        assert!(fault(unmarked).contains("production = true"));
        let marked = Settings::read(&written(&format!("production = true\n{unmarked}"))).unwrap();
        assert!(marked.mail.is_some() && marked.sms.is_none());
        assert!(fault("[[town]]\nhost = \"a.kz\"\nkato = \"71\"\n").contains("nine digits"));
        assert!(fault("public_address = \"balabaqsha.example.kz/queue\"\n").contains("without a path"));
        assert!(fault("tls_key = \"key.pem\"\n").contains("tls_certificate is not"));
        let halves = "tls_certificate = \"own.pem\"\ntls_key = \"key.pem\"\n";
        assert!(Settings::read(&written(halves)).unwrap().https);
        assert!(fault(&format!("{halves}https = false\n")).contains("https = false"));
        let missing = Flags { config: Some("no/such/file.toml".into()), ..Flags::default() };
        assert!(Settings::read(&missing).unwrap_err().to_string().contains("no/such/file.toml"));
    }
}
