//! One visit to a page: in which language, to which town, at what time, by whom.

use crate::address::Address;
use crate::rights::{Guest, Person, Right, Role, may};
use crate::site::Cookies;
use crate::trouble::Trouble;
use crate::wording::Wording;
use crate::{Lang, Site};
use admission::Zone;
use askama::Template;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Uri, header};
use axum::response::Html;
use jiff::Timestamp;
use std::sync::Arc;
use store::{Moment, Store, Town};

/// The bar that moves the clock: the local time now, and where the clock can be moved to.
#[derive(Clone)]
pub(crate) struct DemoBar {
    pub(crate) clock: String,
    pub(crate) publish_at: String,
    pub(crate) open_at: String,
}

/// What the frame around every page needs, an error page's too.
#[derive(Clone)]
pub(crate) struct Frame {
    pub(crate) t: Wording,
    pub(crate) lang: Lang,
    /// The address behind the language, with its questions: the same page in another language.
    pub(crate) here: String,
    /// Name of the town; empty before one is founded.
    pub(crate) town: String,
    /// Only in the demo.
    pub(crate) demo: Option<DemoBar>,
    pub(crate) role: Role,
    /// A helper on pages of a family reads here for whom, and until when.
    pub(crate) acting: Option<String>,
    /// Whether there are other towns to choose.
    pub(crate) has_towns: bool,
    /// Whose announcements the page shows.
    pub(crate) announcing: Option<(Store, Arc<Town>)>,
}

impl Frame {
    pub(crate) fn languages(&self) -> [Lang; 3] {
        Lang::ALL
    }

    /// Whether the page stands under that address: its link is where one is.
    pub(crate) fn is_at(&self, page: &str) -> bool {
        let path = self.here.split('?').next().unwrap_or_default();
        path.strip_prefix(page).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    pub(crate) fn is_kindergarten(&self) -> bool {
        self.role.is_of_kindergarten()
    }

    /// Whether the page offers what asks for that right. Its door asks again.
    pub(crate) fn may(&self, right: Right) -> bool {
        may(self.role, right)
    }

    pub(crate) fn is_helper(&self) -> bool {
        self.role == Role::Helper
    }

    pub(crate) fn is_office(&self) -> bool {
        self.role.is_of_office()
    }
}

/// One visit to a page that exists.
#[derive(Clone)]
pub(crate) struct Visit {
    pub(crate) t: Wording,
    pub(crate) lang: Lang,
    pub(crate) frame: Frame,
    pub(crate) site: Site,
    pub(crate) town: Arc<Town>,
    pub(crate) zone: Zone,
    /// Read once, so that a page does not contradict itself.
    pub(crate) now: Timestamp,
    pub(crate) person: Person,
    /// The last act of the same browser, which the page must show.
    pub(crate) own_act: Moment,
    /// From where an act comes.
    pub(crate) address: Option<Address>,
}

impl Visit {
    /// Somebody opens an address.
    ///
    /// # Errors
    /// Where the address begins with no language of ours, or no town has been founded.
    pub(crate) fn begin(site: &Site, uri: &Uri, guest: Guest) -> Result<Self, Trouble> {
        let lang = Lang::of_path(uri.path()).ok_or(Trouble::NotFound)?;
        let Guest { person, town, is_town_chosen, own_act, address } = guest;
        let town = town.ok_or(Trouble::NoTown)?;
        let zone = town.state().zone().clone();
        let t = Wording::of(lang);
        let town_name = if is_town_chosen { lang.of(town.names()).to_owned() } else { String::new() };
        let role = person.role();
        let announcing = is_town_chosen.then(|| (site.store.clone(), Arc::clone(&town)));
        let has_towns = site.has_towns();
        let here = here(uri);
        let frame = Frame { t, lang, here, town: town_name, demo: None, role, acting: None, has_towns, announcing };
        let now = site.store.clock().now();
        let mut visit = Self { t, lang, frame, site: site.clone(), town, zone, now, person, own_act, address };
        visit.frame.demo = site.demo().map(|_| visit.demo_bar());
        Ok(visit)
    }

    /// What is written for people who visit nothing: messages to a family.
    pub(crate) fn of_nobody(site: &Site, town: Arc<Town>, lang: Lang) -> Self {
        let (zone, t) = (town.state().zone().clone(), Wording::of(lang));
        let town_name = lang.of(town.names()).to_owned();
        let person = Person::Visitor;
        let role = person.role();
        let here = String::new();
        let (has_towns, announcing) = (site.has_towns(), None);
        let frame = Frame { t, lang, here, town: town_name, demo: None, role, acting: None, has_towns, announcing };
        let now = site.store.clock().now();
        let own_act = Moment::default();
        Self { t, lang, frame, site: site.clone(), town, zone, now, person, own_act, address: None }
    }

    fn demo_bar(&self) -> DemoBar {
        let (publish_at, open_at) = {
            let state = self.town.state();
            (state.policy().publish_at, state.policy().open_at)
        };
        let time = self.t.time(self.zone.time(self.now));
        let clock = self.t.with("demo-clock").set("day", self.t.day(self.today())).set("time", time).to_string();
        DemoBar { clock, publish_at: self.t.time(publish_at), open_at: self.t.time(open_at) }
    }

    /// The address under which people reach the service; where nobody said it, the one that the browser itself asked.
    pub(crate) fn reached_at(&self, headers: &HeaderMap) -> String {
        if !self.site.address().is_empty() {
            return self.site.address().to_owned();
        }
        let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
        let scheme = if self.site.cookies() == Cookies::Secure { "https" } else { "http" };
        format!("{scheme}://{host}")
    }

    /// An address of ours in the language of this visit.
    pub(crate) fn to(&self, path: &str) -> String {
        format!("/{}{path}", self.lang)
    }
}

fn here(uri: &Uri) -> String {
    let path = uri.path_and_query().map_or("", axum::http::uri::PathAndQuery::as_str);
    path.get(3..).unwrap_or_default().to_owned()
}

impl FromRequestParts<Site> for Visit {
    type Rejection = Trouble;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Trouble> {
        let guest = parts.extensions.remove::<Guest>().unwrap_or_else(|| Guest::unknown(site));
        Self::begin(site, &parts.uri, guest)
    }
}

/// A page, or why it cannot be shown.
pub(crate) type Page = Result<Html<String>, Trouble>;

/// Renders a page.
pub(crate) fn show(page: &impl Template) -> Page {
    Ok(Html(page.render()?))
}

impl Visit {
    /// Birth years whose queues are open today, oldest first.
    pub(crate) fn open_years(&self) -> Vec<i64> {
        let state = self.town.state();
        let today = self.today();
        let this_year = i64::from(today.year());
        let oldest = this_year - i64::from(state.policy().leaves_at_age);
        (oldest..=this_year).filter(|year| !state.has_closed(*year, today)).collect()
    }

    /// A ground in words; the code itself where a town has added one that we have no words for yet.
    pub(crate) fn ground(&self, code: &str) -> String {
        let key = format!("ground-{code}");
        if self.t.has(&key) { self.t.text(key) } else { code.to_owned() }
    }
}
