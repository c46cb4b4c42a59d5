//! All announcements that have been made, those that are shown now first; as a page and as an Atom feed.

use crate::announced::Announced;
use crate::trouble::Trouble;
use crate::visit::{Page, Visit, show as render};
use askama::Template;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use store::Announcement;

/// The last announcements of the feed.
const ENTRIES_MAX: usize = 40;

struct Line {
    id: String,
    announced: Announced,
    from: String,
    until: String,
    is_shown: bool,
    updated: String,
}

#[derive(Template)]
#[template(path = "pages/public/announcements.html")]
struct AnnouncementsPage {
    lines: Vec<Line>,
    visit: Visit,
}

#[derive(Template)]
#[template(path = "pages/public/announcements.xml")]
struct Feed {
    lines: Vec<Line>,
    /// What the names of all entries begin with.
    name: String,
    page: String,
    address: String,
    updated: String,
    visit: Visit,
}

/// `GET /{lang}/announcements`.
pub(super) async fn show(visit: Visit) -> Page {
    let lines = lines(&visit);
    render(&AnnouncementsPage { lines, visit })
}

/// `GET /{lang}/announcements.atom`.
pub(super) async fn feed(visit: Visit) -> Result<Response, Trouble> {
    let mut lines = lines(&visit);
    lines.truncate(ENTRIES_MAX);
    let here = |path: &str| format!("{}{}", visit.site.address(), visit.to(&visit.of_town(path)));
    let host = visit.site.address().split("//").nth(1).filter(|host| !host.is_empty()).unwrap_or("kezek.invalid");
    let updated = lines.first().map_or_else(|| "2026-01-01T00:00:00Z".to_owned(), |line| line.updated.clone());
    let feed = Feed {
        name: format!("tag:{host},2026:{}/{}/announcements", visit.town.kato(), visit.lang),
        page: here("/announcements"),
        address: here("/announcements.atom"),
        updated,
        lines,
        visit,
    };
    Ok(([(header::CONTENT_TYPE, "application/atom+xml; charset=utf-8")], feed.render()?).into_response())
}

fn lines(visit: &Visit) -> Vec<Line> {
    let registry = visit.town.registry();
    let begun = registry.announcements.iter().filter(|it| it.from <= visit.now);
    let mut begun: Vec<&Announcement> = begun.collect();
    begun.sort_by_key(|it| (!it.is_shown(visit.now), std::cmp::Reverse(it.from)));
    begun
        .into_iter()
        .map(|it| Line {
            id: format!("{:015x}", it.id),
            announced: Announced::of(visit.lang, it),
            from: visit.moment(it.from),
            until: visit.moment(it.until),
            is_shown: it.is_shown(visit.now),
            updated: it.from.to_string(),
        })
        .collect()
}
