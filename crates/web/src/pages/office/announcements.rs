//! Announcements: written in three languages, shown from one instant to another, ended early where they are no longer true.

use crate::announced::Announced;
use crate::answers::{Answers, Asked};
use crate::flash::Flash;
use crate::form::Form;
use crate::rights::OfficeStaff;
use crate::staff::{again, on_to};
use crate::trouble::Trouble;
use crate::visit::{Page, Visit, show as render};
use askama::Template;
use axum::response::Response;
use jiff::civil::DateTime;
use jiff::{Timestamp, ToSpan};
use store::{Level, Names, NewAnnouncement};

/// Characters of a title at most: a line on a telephone, or two.
const TITLE_CHARACTERS_MAX: usize = 100;

/// Characters of a text at most: it stands before every page.
const TEXT_CHARACTERS_MAX: usize = 1000;

/// Days for which a new announcement is shown unless its author says otherwise.
const DAYS: i64 = 7;

/// Ends of the names of the fields, and the keys of the languages.
const LANGUAGES: [(&str, &str); 3] = [("kk", "office-in-kk"), ("ru", "office-in-ru"), ("en", "office-in-en")];

struct Line {
    id: u64,
    announced: Announced,
    from: String,
    until: String,
    /// `now`, `later` or `over`.
    state: &'static str,
    by: String,
    form: Form,
}

#[derive(Template)]
#[template(path = "pages/office/announcements.html")]
struct AnnouncementsPage {
    flash: Option<Flash>,
    lines: Vec<Line>,
    form: Form,
    languages: [(&'static str, &'static str); 3],
    visit: Visit,
}

/// `GET /{lang}/office/announcements`.
pub(super) async fn show(staff: OfficeStaff, asked: Asked) -> Page {
    let visit = staff.visit;
    let flash = Flash::of(visit.t, &asked);
    let form = Form::filled(visit.t, fresh(&visit));
    render(&page(visit, flash, form))
}

/// `POST /{lang}/office/announcements`.
pub(super) async fn announce(staff: OfficeStaff, answers: Answers) -> Result<Response, Trouble> {
    let act = answers.command_id()?;
    let visit = &staff.visit;
    if answers.of("do") == "end" {
        let id = answers.of("announcement").parse().map_err(|_| Trouble::BadForm)?;
        visit.town.end_announcement(id, staff.account.id).await?;
        return Ok(on_to(visit, "/office/announcements", "announcement-ended"));
    }
    let mut form = Form::sent(visit.t, answers);
    if let Some(new) = typed(&mut form, visit) {
        visit.town.announce(new, staff.account.id, act).await?;
        return Ok(on_to(visit, "/office/announcements", "announced"));
    }
    Ok(again(render(&page(staff.visit, None, form))?))
}

/// From now on, for a week.
fn fresh(visit: &Visit) -> Answers {
    let local =
        |at: Timestamp| visit.zone.day(at).to_datetime(visit.zone.time(at)).strftime("%Y-%m-%dT%H:%M").to_string();
    let until = visit.now.checked_add((24 * DAYS).hours()).unwrap_or(visit.now);
    Answers::given([("from", local(visit.now)), ("until", local(until)), ("level", "info".to_owned())])
}

fn typed(form: &mut Form, visit: &Visit) -> Option<NewAnnouncement> {
    let level = match form.of("level") {
        "important" => Level::Important,
        _ => Level::Info,
    };
    let titles = in_three(form, visit, ["title_kk", "title_ru", "title_en"], TITLE_CHARACTERS_MAX);
    let texts = in_three(form, visit, ["text_kk", "text_ru", "text_en"], TEXT_CHARACTERS_MAX);
    let from = instant(form, visit, "from");
    let until = instant(form, visit, "until");
    if let (Some(from), Some(until)) = (from, until)
        && (until <= from || until <= visit.now)
    {
        form.complain("until", &visit.t.with("announcement-span-wrong"));
    }
    let (from, until) = (from?, until?);
    form.is_fine().then_some(NewAnnouncement { level, titles, texts, from, until })
}

/// All three languages are asked for: whoever reads one of them must not miss what the others are told.
fn in_three(form: &mut Form, visit: &Visit, fields: [&'static str; 3], characters_max: usize) -> Names {
    for field in fields {
        let count = form.of(field).chars().count();
        if count == 0 {
            form.complain(field, &visit.t.with("announcement-needed"));
        } else if count > characters_max {
            form.complain(field, &visit.t.with("office-name-long").set("count", characters_max));
        }
    }
    let [kk, ru, en] = fields.map(|field| form.of(field).to_owned());
    Names { kk, ru, en }
}

/// A local day and time, as a field of a browser sends it or as people type it.
fn instant(form: &mut Form, visit: &Visit, field: &'static str) -> Option<Timestamp> {
    let typed: Option<DateTime> = form.of(field).replace(' ', "T").parse().ok();
    if typed.is_none() {
        form.complain(field, &visit.t.with("announcement-instant-needed"));
    }
    typed.map(|typed| visit.zone.instant(typed.date(), typed.time()))
}

fn page(visit: Visit, flash: Option<Flash>, form: Form) -> AnnouncementsPage {
    let registry = visit.town.registry();
    let lines = registry.announcements.iter().map(|it| Line {
        id: it.id,
        announced: Announced::of(visit.lang, it),
        from: visit.moment(it.from),
        until: visit.moment(it.until),
        state: if it.until <= visit.now {
            "over"
        } else if it.from > visit.now {
            "later"
        } else {
            "now"
        },
        by: visit.site.store.account(it.by).map(|account| account.display_name).unwrap_or_default(),
        form: Form::blank(visit.t),
    });
    let lines = lines.collect();
    AnnouncementsPage { flash, lines, form, languages: LANGUAGES, visit }
}
