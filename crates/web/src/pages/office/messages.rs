//! The texts of messages to families: each can be read with examples, and said in other words within bounds, in three
//! languages at once.

use crate::Lang;
use crate::answers::{Answers, Asked};
use crate::flash::Flash;
use crate::form::Form;
use crate::letters::longest;
use crate::letters::own::{Unfit, check, filled, gaps_of, is_title, keys, original, short};
use crate::rights::OfficeStaff;
use crate::staff::{again, on_to};
use crate::trouble::Trouble;
use crate::visit::{Page, Visit, show as render};
use crate::wording::Wording;
use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use store::Names;

/// The fields of the words, by language.
const FIELDS: [(Lang, &str, &str); 3] = [
    (Lang::Kk, "words_kk", "office-in-kk"),
    (Lang::Ru, "words_ru", "office-in-ru"),
    (Lang::En, "words_en", "office-in-en"),
];

struct TextLine {
    key: String,
    /// The title of its occasion, in the original words.
    occasion: String,
    is_title: bool,
    words: String,
    is_own: bool,
}

#[derive(Template)]
#[template(path = "pages/office/messages.html")]
struct TextsPage {
    flash: Option<Flash>,
    lines: Vec<TextLine>,
    visit: Visit,
}

/// One language of a text: its field, what it was, and how it reads.
struct Version {
    lang: Lang,
    field: &'static str,
    label: &'static str,
    original: String,
    /// How it would go out; empty before it was asked for.
    preview: String,
}

#[derive(Template)]
#[template(path = "pages/office/message.html")]
struct TextPage {
    flash: Option<Flash>,
    occasion: String,
    is_title: bool,
    versions: Vec<Version>,
    /// Gaps of the text, each with an example.
    gaps: Vec<(String, String)>,
    /// Who changed it last, and when.
    changed: Option<String>,
    is_own: bool,
    form: Form,
    visit: Visit,
}

/// `GET /{lang}/office/messages`.
pub(super) async fn show_all(staff: OfficeStaff, asked: Asked) -> Page {
    let visit = staff.visit;
    let registry = visit.town.registry();
    let lines = keys().map(|key| {
        let own = registry.own_wording.get(&key).and_then(|own| own.words.as_ref());
        let words = own.map_or_else(|| original(visit.t, &key), |own| visit.lang.of(own).to_owned());
        TextLine {
            occasion: occasion(visit.t, &key),
            is_title: is_title(&key),
            words: filled(&words, &longest(visit.t)),
            is_own: own.is_some(),
            key,
        }
    });
    let lines = lines.collect();
    render(&TextsPage { flash: Flash::of(visit.t, &asked), lines, visit })
}

/// `GET /{lang}/office/messages/{key}`.
pub(super) async fn show(staff: OfficeStaff, Path((_, key)): Path<(String, String)>, asked: Asked) -> Page {
    let key = known(&key)?;
    let form = Form::filled(staff.visit.t, as_it_is(&staff.visit, &key));
    let flash = Flash::of(staff.visit.t, &asked);
    render(&page(staff.visit, &key, form, flash, false))
}

/// `POST /{lang}/office/messages/{key}`: shows how it would read, says it so from now on, or goes back to the original.
pub(super) async fn word(
    staff: OfficeStaff,
    Path((_, key)): Path<(String, String)>,
    answers: Answers,
) -> Result<Response, Trouble> {
    answers.command_id()?;
    let key = known(&key)?;
    let (visit, by) = (&staff.visit, staff.account.id);
    let now = visit.town.registry().own_wording.get(&key).and_then(|own| own.words.clone());
    if answers.of("do") == "reset" {
        if now.is_some() {
            visit.town.word(key, None, by).await?;
        }
        return Ok(on_to(visit, "/office/messages", "wording-reset"));
    }
    let is_saved = answers.of("do") == "save";
    let mut form = Form::sent(visit.t, answers);
    for (lang, field, _) in FIELDS {
        if let Err(unfit) = check(visit, lang, &key, form.of(field)) {
            form.complain(field, &complaint(visit.t, &unfit));
        }
    }
    if !form.is_fine() {
        return Ok(again(render(&page(staff.visit, &key, form, None, false))?));
    }
    if !is_saved {
        return Ok(render(&page(staff.visit, &key, form, None, true))?.into_response());
    }
    let [kk, ru, en] = FIELDS.map(|(_, field, _)| form.of(field).to_owned());
    let words = Names { kk, ru, en };
    // A form that is sent twice is one change.
    if now.as_ref() != Some(&words) {
        visit.town.word(key, Some(words), by).await?;
    }
    Ok(on_to(visit, "/office/messages", "wording-saved"))
}

fn known(key: &str) -> Result<String, Trouble> {
    keys().find(|known| known == key).ok_or(Trouble::NotFound)
}

fn complaint(t: Wording, unfit: &Unfit) -> crate::wording::Phrase {
    match unfit {
        Unfit::Empty => t.with("announcement-needed"),
        Unfit::Signs => t.with("own-wording-signs"),
        Unfit::Missing(gap) => t.with("own-wording-missing").set("gap", format!("{{{gap}}}")),
        Unfit::Unknown(gap) => t.with("own-wording-unknown").set("gap", format!("{{{gap}}}")),
        Unfit::TooLong => t.with("own-wording-long"),
    }
}

/// The title of the occasion that a text is about.
fn occasion(t: Wording, key: &str) -> String {
    let code = key.trim_start_matches("told-title-").trim_start_matches("told-").trim_end_matches("-outside");
    t.text(format!("told-title-{code}"))
}

/// The words as they go out now.
fn as_it_is(visit: &Visit, key: &str) -> Answers {
    let registry = visit.town.registry();
    let own = registry.own_wording.get(key).and_then(|own| own.words.as_ref());
    let words = |lang| own.map_or_else(|| original(Wording::of(lang), key), |own| lang.of(own).to_owned());
    Answers::given(FIELDS.map(|(lang, field, _)| (field, words(lang))))
}

fn page(visit: Visit, key: &str, form: Form, flash: Option<Flash>, is_preview: bool) -> TextPage {
    let t = visit.t;
    let versions = FIELDS.map(|(lang, field, label)| {
        let words = filled(form.of(field), &longest(Wording::of(lang)));
        let preview = match (is_preview, is_title(key)) {
            (false, _) => String::new(),
            (true, true) => words,
            (true, false) => short(&visit, lang, &words),
        };
        Version { lang, field, label, original: original(Wording::of(lang), key), preview }
    });
    let words = original(t, key);
    let gaps = gaps_of(&words).unwrap_or_default().into_iter().map(|gap| {
        let example = longest(t).into_iter().find(|(name, _)| *name == gap).map(|(_, value)| value);
        (format!("{{{gap}}}"), example.unwrap_or_default())
    });
    let gaps = gaps.collect();
    let registry = visit.town.registry();
    let last = registry.own_wording.get(key);
    let changed = last.map(|own| {
        let by = visit.site.store.account(own.by).map(|account| account.display_name).unwrap_or_default();
        t.with("own-wording-changed").set("by", by).set("at", visit.moment(own.at)).to_string()
    });
    let is_own = last.is_some_and(|own| own.words.is_some());
    TextPage {
        flash,
        occasion: occasion(t, key),
        is_title: is_title(key),
        versions: versions.into(),
        gaps,
        changed,
        is_own,
        form,
        visit,
    }
}
