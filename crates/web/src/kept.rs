//! Pages that are the same for everybody: rendered once for each change, kept in memory, and told apart by a tag, so that
//! a browser that has the page already is sent nothing.
//!
//! When places go one after another, each a change, such a page is rendered four times a second at most, by one visitor at
//! a time; the others get the last one. It says when it was made, and is never older than the visitor's own last act.

use crate::Lang;
use crate::compressed::compressed;
use crate::rights::Role;
use crate::schedule::Schedule;
use crate::trouble::Trouble;
use crate::visit::{Page, Visit};
use admission::Kato;
use axum::body::{Body, Bytes, to_bytes};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use jiff::Timestamp;
use jiff::civil::Time;
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

/// A page of which there is one for everybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Public {
    Home,
    Bulletin,
}

/// The pages that are kept, of each town in each language.
#[derive(Default)]
pub(crate) struct KeptPages(RwLock<BTreeMap<(Kato, u8, Public), Arc<Kept>>>);

/// One page.
#[derive(Default)]
struct Kept {
    last: RwLock<Option<Arc<Rendered>>>,
    /// Held by whoever renders it.
    turn: Mutex<()>,
}

/// One page as it was at one moment.
struct Rendered {
    moment: Moment,
    /// Kept, so that a changed one is another one.
    registry: Arc<Registry>,
    made: Instant,
    /// Until something on it changes without an act: a day, an opening, a bulletin.
    until: Timestamp,
    plain: Sent,
    gzip: Sent,
}

/// A body with the tag that names exactly these bytes.
struct Sent {
    body: Bytes,
    tag: HeaderValue,
}

impl KeptPages {
    fn of(&self, town: &Town, lang: Lang, page: Public) -> Arc<Kept> {
        let key = (town.kato().clone(), lang as u8, page);
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
}

impl Rendered {
    async fn of(visit: Visit, page: impl FnOnce(Visit) -> Page) -> Result<Self, Trouble> {
        // What is noted before is on the page, whatever happens meanwhile.
        let (town, made) = (Arc::clone(&visit.town), Instant::now());
        let (moment, registry, until) = (town.moment(), town.registry(), next_change(&visit));
        let html = page(visit)?.0;
        let gzip = compressed(Some(HeaderValue::from_static("gzip")), Html(html.clone()).into_response()).await;
        let gzip = to_bytes(gzip.into_body(), usize::MAX).await.map_err(Trouble::broken)?;
        let (plain, gzip) = (Sent::tagged(html.into())?, Sent::tagged(gzip)?);
        Ok(Self { moment, registry, made, until, plain, gzip })
    }

    /// Whether nothing has happened since.
    fn is_fresh(&self, visit: &Visit) -> bool {
        visit.now < self.until && self.moment.entry == visit.town.moment().entry && self.knows_registry(visit)
    }

    /// Log-ins are changes too, and on no public page.
    fn knows_registry(&self, visit: &Visit) -> bool {
        Arc::ptr_eq(&self.registry, &visit.town.registry())
    }

    /// Whether this visitor may see it although something has happened since.
    fn will_do(&self, visit: &Visit) -> bool {
        // An act that nobody has written is on no page.
        let own = Some(visit.own_act).filter(|own| visit.town.moment().includes(*own)).unwrap_or_default();
        let has_own_change = self.moment.change >= own.change || self.knows_registry(visit);
        visit.now < self.until && self.moment.entry >= own.entry && has_own_change
    }

    fn is_young(&self) -> bool {
        self.made.elapsed() < BEHIND_AT_MOST
    }

    fn answer(&self, visit: &Visit, headers: &HeaderMap) -> Response {
        let takes_gzip = takes_gzip(headers);
        let sent = if takes_gzip { &self.gzip } else { &self.plain };
        let is_known = headers.get_all(header::IF_NONE_MATCH).iter().any(|known| names(known, &sent.tag));
        let mut response = Response::new(if is_known { Body::empty() } else { Body::from(sent.body.clone()) });
        let headers = response.headers_mut();
        headers.insert(header::ETAG, sent.tag.clone());
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding, cookie"));
        let is_unknown = visit.frame.role == Role::Visitor && visit.own_act == Moment::default();
        let keep = if is_unknown { "no-cache" } else { "private, no-cache" };
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(keep));
        if is_known {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            return response;
        }
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
        if takes_gzip {
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
    if visit.frame.demo.is_some() || !matches!(visit.frame.role, Role::Visitor | Role::Family) {
        return Ok(render(visit)?.into_response());
    }
    let kept = visit.site.kept.of(&visit.town, visit.lang, page);
    let will_do = |last: &Arc<Rendered>| last.is_fresh(&visit) || last.is_young() && last.will_do(&visit);
    if let Some(last) = kept.last().filter(will_do) {
        return Ok(last.answer(&visit, headers));
    }
    let _turn = match kept.turn.try_lock() {
        Ok(turn) => turn,
        Err(_) => {
            if let Some(last) = kept.last().filter(|last| last.will_do(&visit)) {
                return Ok(last.answer(&visit, headers));
            }
            kept.turn.lock().await
        }
    };
    if let Some(last) = kept.last().filter(will_do) {
        return Ok(last.answer(&visit, headers));
    }
    visit.now = visit.site.store.clock().now();
    // The same for everybody: no question of this visitor's address is repeated in its links.
    if let Some(path) = visit.frame.here.find('?') {
        visit.frame.here.truncate(path);
    }
    let rendered = Arc::new(Rendered::of(visit.clone(), render).await?);
    *kept.last.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&rendered));
    Ok(rendered.answer(&visit, headers))
}

/// When a page that names days and times reads otherwise, though nobody did anything.
fn next_change(visit: &Visit) -> Timestamp {
    let schedule = Schedule::of(&visit.town.state(), visit.now);
    let midnight = visit.today().tomorrow().map_or(Timestamp::MAX, |day| visit.zone.instant(day, Time::midnight()));
    let bulletin = schedule.bulletin.unwrap_or(midnight);
    // Where nothing was ever planned, the opening is now.
    [schedule.opening, bulletin, midnight].into_iter().filter(|at| *at > visit.now).min().unwrap_or(visit.now)
}

fn takes_gzip(headers: &HeaderMap) -> bool {
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
