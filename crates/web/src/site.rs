//! What the pages are served from: the store, the town they speak of, and the demo's extras.

use crate::kept::KeptPages;
use crate::letters::Written;
use crate::mailbox::Mailbox;
use crate::own_acts::OwnActs;
use crate::own_pages::OwnPages;
use crate::pages::{DeliveryReports, Ledgers, Weeks};
use crate::press::Press;
use crate::uploads::Uploads;
use admission::Kato;
use documents::Cleaner;
use std::net::IpAddr;
use std::sync::Arc;
use store::{Names, Store, Town};

/// One installation as the pages see it. Cheap to clone.
#[derive(Clone)]
pub struct Site {
    pub(crate) store: Store,
    settings: Arc<Settings>,
    pub(crate) own_acts: Arc<OwnActs>,
    pub(crate) kept: Arc<KeptPages>,
    pub(crate) own_pages: Arc<OwnPages>,
    pub(crate) ledgers: Arc<Ledgers>,
    pub(crate) mailbox: Arc<Mailbox>,
    pub(crate) weeks: Arc<Weeks>,
    pub(crate) uploads: Arc<Uploads>,
    pub(crate) press: Arc<Press>,
}

/// What was settled when the service started.
#[derive(Clone)]
struct Settings {
    town: Option<Kato>,
    hosts: Vec<(String, Kato)>,
    demo: Option<Demo>,
    cookies: Cookies,
    proxies: Vec<IpAddr>,
    address: Option<String>,
    push_key: Option<String>,
    /// Whether staff are asked for a second factor.
    second_factors: SecondFactors,
    provider: Option<Arc<IdentityProvider>>,
    reports: Option<Arc<dyn DeliveryReports>>,
}

/// Whether a password alone is enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum SecondFactors {
    Asked,
    Excused,
}

/// A city's identity provider, as people see it.
#[derive(Debug)]
pub struct IdentityProvider {
    /// By which it is asked.
    pub provider: identity::Provider,
    /// What people call it.
    pub names: Names,
    /// Whether it has asked for a second factor itself, so that none is asked for here.
    pub counts_as_second_factor: bool,
}

/// Whether cookies travel over TLS only. Plain is for a loopback address, where there is no TLS.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cookies {
    Secure,
    Plain,
}

/// What only the demo shows: the bar that moves the clock, and who may log in.
#[derive(Debug, Clone, Default)]
pub struct Demo {
    /// Staff log-ins shown on the log-in page.
    pub staff: Vec<DemoLogin>,
    /// Families' numbers and codes shown on the page that finds an application.
    pub families: Vec<DemoLogin>,
}

/// A log-in that anybody may try. Whose it is follows from what is behind it and needs no words here.
#[derive(Debug, Clone)]
pub struct DemoLogin {
    /// Login, or number of the application.
    pub name: String,
    /// Password, or secret code.
    pub secret: String,
    /// Whose it is, in Kazakh, Russian and English.
    pub whose: store::Names,
}

impl Site {
    /// Serves this store, with cookies for TLS and without a demo.
    #[must_use]
    pub fn new(store: Store) -> Self {
        let settings = Settings {
            town: None,
            hosts: Vec::new(),
            demo: None,
            cookies: Cookies::Secure,
            proxies: Vec::new(),
            address: None,
            push_key: None,
            second_factors: SecondFactors::Asked,
            provider: None,
            reports: None,
        };
        Self {
            store,
            settings: Arc::new(settings),
            own_acts: Arc::default(),
            kept: Arc::default(),
            own_pages: Arc::default(),
            ledgers: Arc::default(),
            mailbox: Arc::default(),
            weeks: Arc::default(),
            uploads: Arc::default(),
            press: Arc::default(),
        }
    }

    /// Speaks to visitors of this town; without it, of the first one.
    #[must_use]
    pub fn of_town(mut self, kato: Kato) -> Self {
        Arc::make_mut(&mut self.settings).town = Some(kato);
        self
    }

    /// Speaks to whoever comes by one of these hosts of the town beside it, until they choose another.
    #[must_use]
    pub fn with_hosts(mut self, hosts: Vec<(String, Kato)>) -> Self {
        Arc::make_mut(&mut self.settings).hosts = hosts;
        self
    }

    /// Takes in what mail servers and a gateway report of messages.
    #[must_use]
    pub fn with_delivery_reports(mut self, reports: Arc<dyn DeliveryReports>) -> Self {
        Arc::make_mut(&mut self.settings).reports = Some(reports);
        self
    }

    pub(crate) fn delivery_reports(&self) -> Option<&dyn DeliveryReports> {
        self.settings.reports.as_deref()
    }

    /// Shows the demo's bar and log-ins.
    #[must_use]
    pub fn with_demo(mut self, demo: Demo) -> Self {
        Arc::make_mut(&mut self.settings).demo = Some(demo);
        self
    }

    /// Lets staff in with a password alone: for tests of what lies behind. A demo, whose log-ins everybody knows, does so
    /// by itself.
    #[must_use]
    pub fn excusing_second_factors(mut self) -> Self {
        Arc::make_mut(&mut self.settings).second_factors = SecondFactors::Excused;
        self
    }

    /// Lets staff log in by the city's identity provider too.
    #[must_use]
    pub fn asking_provider(mut self, provider: IdentityProvider) -> Self {
        Arc::make_mut(&mut self.settings).provider = Some(Arc::new(provider));
        self
    }

    /// Whether staff are asked for a second factor.
    pub(crate) fn asks_second_factors(&self) -> bool {
        self.settings.demo.is_none() && self.settings.second_factors == SecondFactors::Asked
    }

    /// The city's identity provider, if there is one.
    pub(crate) fn provider(&self) -> Option<&Arc<IdentityProvider>> {
        self.settings.provider.as_ref()
    }

    /// Lets cookies travel without TLS: for a loopback address only.
    #[must_use]
    pub fn over_plain_loopback(mut self) -> Self {
        Arc::make_mut(&mut self.settings).cookies = Cookies::Plain;
        self
    }

    /// Cleans what families send there and not here.
    #[must_use]
    pub fn cleaning(mut self, cleaner: Cleaner) -> Self {
        self.uploads = Arc::new(Uploads::cleaned_by(cleaner));
        self
    }

    /// Believes these proxies where they say from whom a request comes.
    #[must_use]
    pub fn behind(mut self, proxies: Vec<IpAddr>) -> Self {
        Arc::make_mut(&mut self.settings).proxies = proxies;
        self
    }

    /// People reach it under this address: a scheme and a host, without a slash at the end.
    #[must_use]
    pub fn reached_at(mut self, address: Option<String>) -> Self {
        Arc::make_mut(&mut self.settings).address = address;
        self
    }

    /// Offers notices to browsers, which know the sender by this public key: an uncompressed point of P-256 in base64url.
    #[must_use]
    pub fn with_push(mut self, key: Option<String>) -> Self {
        Arc::make_mut(&mut self.settings).push_key = key;
        self
    }

    /// The public key of the sender of notices; `None` where none are sent.
    pub(crate) fn push_key(&self) -> Option<&str> {
        self.settings.push_key.as_deref()
    }

    /// The address under which people reach it, without a slash at the end; empty where nobody said it, so that what is
    /// put behind it leads from the page it stands on.
    pub(crate) fn address(&self) -> &str {
        self.settings.address.as_deref().unwrap_or_default()
    }

    /// Puts a message that is not sent into the mailbox that a demo shows.
    pub fn keep_message(&self, written: Written) {
        self.mailbox.put(written, self.store.clock().now());
    }

    /// Whether that is a proxy of ours.
    pub(crate) fn trusts(&self, address: IpAddr) -> bool {
        self.settings.proxies.contains(&address)
    }

    /// What only the demo shows.
    pub(crate) fn demo(&self) -> Option<&Demo> {
        self.settings.demo.as_ref()
    }

    /// Whether cookies travel over TLS only.
    pub(crate) fn cookies(&self) -> Cookies {
        self.settings.cookies
    }

    /// Whether a visitor has several towns to choose from.
    pub(crate) fn has_towns(&self) -> bool {
        self.settings.town.is_none() && self.store.territories().len() > 1
    }

    /// The town that is served under that host, by the settings.
    pub(crate) fn town_of_host(&self, host: &str) -> Option<Arc<Town>> {
        let bare = host.split(':').next().unwrap_or_default();
        let (_, kato) = self.settings.hosts.iter().find(|(known, _)| known.eq_ignore_ascii_case(bare))?;
        self.store.town(kato)
    }

    /// The town of that code, or the one that visitors see.
    pub(crate) fn town(&self, wished: Option<&Kato>) -> Option<Arc<Town>> {
        match wished.or(self.settings.town.as_ref()) {
            Some(kato) => self.store.town(kato),
            None => self.store.territories().into_iter().next(),
        }
    }
}
