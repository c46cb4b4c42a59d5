//! What is the same for everybody: rendered once for each change, kept in memory, and told apart by a tag, so that a
//! browser that has it already is sent nothing.
//!
//! When places go one after another, each a change, such a page is rendered four times a second at most, by one visitor at
//! a time; the others get the last one. It says when it was made, and is never older than the visitor's own last act.
//! Files of open data and feeds are kept in the same way.

use crate::Site;
use crate::compressed::packed;
use crate::rights::Role;
use crate::schedule::Schedule;
use crate::trouble::Trouble;
use crate::visit::{Page, Visit};
use admission::Kato;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use jiff::civil::Time;
use jiff::fmt::rfc2822::DateTimePrinter;
use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;
use store::{Moment, Registry, Town};
use tokio::sync::Mutex;
use tokio::time::Instant;

#[cfg(test)]
mod tests;

/// So long a page may be behind what happened, unless it is the visitor's own doing.
const BEHIND_AT_MOST: Duration = Duration::from_millis(250);

const HTML: &str = "text/html; charset=utf-8";

/// A page of which there is one for everybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Public {
    Home,
    Bulletin,
    StatisticsByDay,
    StatisticsByMonth,
}

/// What is kept, of each town: pages in each language, and files by their addresses.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Page(Kato, u8, Public),
    File(String),
}

/// All that is kept.
#[derive(Default)]
pub(crate) struct KeptPages(RwLock<BTreeMap<Key, Arc<Kept>>>);

/// One page or file.
#[derive(Default)]
struct Kept {
    last: RwLock<Option<Arc<Rendered>>>,
    /// Held by whoever renders it.
    turn: Mutex<()>,
}

/// Who asks, as far as that matters where there is one answer for everybody.
struct Asker {
    town: Arc<Town>,
    now: Timestamp,
    own_act: Moment,
}

/// One page as it was at one moment.
struct Rendered {
    moment: Moment,
    /// Kept, so that a changed one is another one.
    registry: Arc<Registry>,
    made: Instant,
    /// Until something on it changes without an act: a day, an opening, a bulletin.
    until: Timestamp,
    kind: &'static str,
    /// When its bytes were last other ones, as far as this node knows.
    changed_at: Timestamp,
    plain: Sent,
    /// `None` where there is so little that packing it would make it longer.
    gzip: Option<Sent>,
}

/// A body with the tag that names exactly these bytes.
struct Sent {
    body: Bytes,
    tag: HeaderValue,
}

impl KeptPages {
    fn of(&self, key: Key) -> Arc<Kept> {
        if let Some(kept) = self.0.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return Arc::clone(kept);
        }
        Arc::clone(self.0.write().unwrap_or_else(PoisonError::into_inner).entry(key).or_default())
    }
}

impl Kept {
    fn last(&self) -> Option<Arc<Rendered>> {
        self.last.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The last one if it will do, else one that is made now.
    async fn or_made(
        &self,
        asker: &Asker,
        kind: &'static str,
        make: impl FnOnce() -> Result<(String, Timestamp), Trouble>,
    ) -> Result<Arc<Rendered>, Trouble> {
        let will_do = |last: &Arc<Rendered>| last.is_fresh(asker) || last.is_young() && last.will_do(asker);
        if let Some(last) = self.last().filter(will_do) {
            return Ok(last);
        }
        let _turn = match self.turn.try_lock() {
            Ok(turn) => turn,
            Err(_) => {
                if let Some(last) = self.last().filter(|last| last.will_do(asker)) {
                    return Ok(last);
                }
                self.turn.lock().await
            }
        };
        let last = self.last();
        if let Some(last) = last.clone().filter(will_do) {
            return Ok(last);
        }
        let rendered = Arc::new(Rendered::of(asker, kind, last.as_deref(), make).await?);
        *self.last.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&rendered));
        Ok(rendered)
    }
}

impl Rendered {
    /// `make` gives the text, and the instant until which it stays true if nobody does anything.
    async fn of(
        asker: &Asker,
        kind: &'static str,
        last: Option<&Self>,
        make: impl FnOnce() -> Result<(String, Timestamp), Trouble>,
    ) -> Result<Self, Trouble> {
        // What is noted before is on the page, whatever happens meanwhile.
        let (made, moment, registry) = (Instant::now(), asker.town.moment(), asker.town.registry());
        let (text, until) = make()?;
        let gzip = packed(text.clone()).await?.map(Sent::tagged).transpose()?;
        let plain = Sent::tagged(text.into())?;
        let changed_at = last.filter(|last| last.plain.tag == plain.tag).map_or(asker.now, |last| last.changed_at);
        Ok(Self { moment, registry, made, until, kind, changed_at, plain, gzip })
    }

    /// Whether nothing has happened since.
    fn is_fresh(&self, asker: &Asker) -> bool {
        asker.now < self.until && self.moment.entry == asker.town.moment().entry && self.knows_registry(asker)
    }

    /// Log-ins are changes too, and on no public page.
    fn knows_registry(&self, asker: &Asker) -> bool {
        Arc::ptr_eq(&self.registry, &asker.town.registry())
    }

    /// Whether this visitor may see it although something has happened since.
    fn will_do(&self, asker: &Asker) -> bool {
        // An act that nobody has written is on no page.
        let own = Some(asker.own_act).filter(|own| asker.town.moment().includes(*own)).unwrap_or_default();
        let has_own_change = self.moment.change >= own.change || self.knows_registry(asker);
        asker.now < self.until && self.moment.entry >= own.entry && has_own_change
    }

    fn is_young(&self) -> bool {
        self.made.elapsed() < BEHIND_AT_MOST
    }

    fn answer(&self, headers: &HeaderMap) -> Response {
        let packed = self.gzip.as_ref().filter(|_| takes_gzip(headers));
        let sent = packed.unwrap_or(&self.plain);
        let is_known = headers.get_all(header::IF_NONE_MATCH).iter().any(|known| names(known, &sent.tag));
        let mut response = Response::new(if is_known { Body::empty() } else { Body::from(sent.body.clone()) });
        let headers = response.headers_mut();
        headers.insert(header::ETAG, sent.tag.clone());
        if is_known {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            return response;
        }
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(self.kind));
        if packed.is_some() {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        }
        response
    }
}

impl Sent {
    fn tagged(body: Bytes) -> Result<Self, Trouble> {
        let mut hash = DefaultHasher::new();
        body.hash(&mut hash);
        let tag = format!("\"{:016x}\"", hash.finish()).try_into().map_err(Trouble::broken)?;
        Ok(Self { body, tag })
    }
}

/// The page as it is kept, or made now and kept. Staff have menus of their own, and the demo a clock.
pub(crate) async fn keep(
    mut visit: Visit,
    headers: &HeaderMap,
    page: Public,
    render: impl FnOnce(Visit) -> Page,
) -> Result<Response, Trouble> {
    if visit.frame.demo.is_some() || !matches!(visit.frame.role, Role::Visitor | Role::Family | Role::Helper) {
        return Ok(render(visit)?.into_response());
    }
    let kept = visit.site.kept.of(Key::Page(visit.town.kato().clone(), visit.lang as u8, page));
    let asker = Asker { town: Arc::clone(&visit.town), now: visit.now, own_act: visit.own_act };
    let is_unknown = visit.frame.role == Role::Visitor && visit.own_act == Moment::default();
    let make = || {
        visit.now = visit.site.store.clock().now();
        // The same for everybody: no question of this visitor's address is repeated in its links.
        if let Some(path) = visit.frame.here.find('?') {
            visit.frame.here.truncate(path);
        }
        let until = next_change(&visit);
        Ok((render(visit)?.0, until))
    };
    let mut response = kept.or_made(&asker, HTML, make).await?.answer(headers);
    let headers = response.headers_mut();
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding, cookie"));
    let keep = if is_unknown { "no-cache" } else { "private, no-cache" };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(keep));
    Ok(response)
}

/// A file that is the same for everybody in every capacity, as it is kept, or made now and kept. Its address must be one at
/// which there is something: what is kept is bounded by that.
pub(crate) async fn keep_file(
    site: &Site,
    town: Arc<Town>,
    headers: &HeaderMap,
    (address, kind): (String, &'static str),
    write: impl FnOnce() -> Result<String, Trouble>,
) -> Result<Response, Trouble> {
    let kept = site.kept.of(Key::File(address));
    let asker = Asker { town, now: site.store.clock().now(), own_act: Moment::default() };
    // Days begin with an entry of their own.
    let rendered = kept.or_made(&asker, kind, || Ok((write()?, Timestamp::MAX))).await?;
    let mut response = rendered.answer(headers);
    let changed_at = DateTimePrinter::new().timestamp_to_rfc9110_string(&rendered.changed_at);
    let headers = response.headers_mut();
    headers.insert(header::LAST_MODIFIED, changed_at.map_err(Trouble::broken)?.try_into().map_err(Trouble::broken)?);
    let always: [(HeaderName, &str); 3] = [
        (header::VARY, "accept-encoding"),
        (header::CACHE_CONTROL, "no-cache"),
        // Anybody's page may read what is published for everybody.
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
    ];
    headers.extend(always.map(|(name, value)| (name, HeaderValue::from_static(value))));
    Ok(response)
}

/// When a page that names days and times reads otherwise, though nobody did anything.
pub(crate) fn next_change(visit: &Visit) -> Timestamp {
    let schedule = Schedule::of(&visit.town.state(), visit.now);
    let midnight = visit.today().tomorrow().map_or(Timestamp::MAX, |day| visit.zone.instant(day, Time::midnight()));
    let bulletin = schedule.bulletin.unwrap_or(midnight);
    // Where nothing was ever planned, the opening is now.
    let announced = visit.town.registry().next_announced(visit.now).unwrap_or(Timestamp::MAX);
    let next = [schedule.opening, bulletin, midnight, announced].into_iter();
    next.filter(|at| *at > visit.now).min().unwrap_or(visit.now)
}

/// Whether a browser reads what is packed.
pub(crate) fn takes_gzip(headers: &HeaderMap) -> bool {
    let lines = headers.get_all(header::ACCEPT_ENCODING).into_iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(',')).any(|wish| {
        let (name, quality) = wish.split_once(';').unwrap_or((wish, "q=1"));
        let quality = quality.split_once('=').map_or("1", |(_, quality)| quality).trim().parse().unwrap_or(0.0_f32);
        name.trim().eq_ignore_ascii_case("gzip") && quality > 0.0
    })
}

/// Whether a list of tags has this one, or is a star.
fn names(known: &HeaderValue, tag: &HeaderValue) -> bool {
    let Ok(known) = known.to_str() else { return false };
    known.split(',').map(str::trim).any(|known| known == "*" || known.strip_prefix("W/").unwrap_or(known) == tag)
}
