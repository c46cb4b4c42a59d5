//! The texts of messages in a town's own words: which may be changed, within which bounds, and how the gaps are filled.
//!
//! Nothing here can keep a message from going out: words that would not do are passed over for the original.

use super::examples::longest;
use super::length::fits_two_parts;
use crate::Lang;
use crate::visit::Visit;
use crate::wording::Wording;
use store::Occasion;

/// Characters of a title at most: the subject of a letter, the first line of a notice.
const TITLE_CHARACTERS_MAX: usize = 80;

/// What was changed in a text that will not do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Unfit {
    /// There are no words.
    Empty,
    /// A line break, or a brace that opens no gap.
    Signs,
    /// A gap of the original is missing.
    Missing(String),
    /// A gap that the original does not have.
    Unknown(String),
    /// Too long for a title, or for a short message of two parts.
    TooLong,
}

/// All texts that a town may say in its own words, in the order of the occasions: title, text, and the text for an
/// application that has no place.
pub(crate) fn keys() -> impl Iterator<Item = String> {
    let t = Wording::of(Lang::Kk);
    let keys = Occasion::ALL.iter().flat_map(|occasion| {
        let code = occasion.code();
        [format!("told-title-{code}"), format!("told-{code}"), format!("told-{code}-outside")]
    });
    keys.filter(move |key| t.has(key))
}

/// The original of a text, its gaps as `{place}`.
pub(crate) fn original(t: Wording, key: &str) -> String {
    t.line(key).replace("{ $", "{").replace(" }", "}")
}

/// The gaps of a text, in their order. `None` where a brace opens or closes none.
pub(crate) fn gaps_of(text: &str) -> Option<Vec<&str>> {
    let mut gaps = Vec::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('{') {
        let (gap, after) = behind.split_once('}')?;
        let is_name = !gap.is_empty() && gap.chars().all(|letter| letter.is_ascii_alphabetic() || letter == '_');
        if before.contains('}') || !is_name {
            return None;
        }
        gaps.push(gap);
        rest = after;
    }
    (!rest.contains('}')).then_some(gaps)
}

/// A text with its gaps filled.
pub(crate) fn filled(text: &str, values: &[(&'static str, String)]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    // What fills a gap is never read for gaps itself.
    while let Some((before, behind)) = rest.split_once('{') {
        let (gap, after) = behind.split_once('}').unwrap_or((behind, ""));
        out.push_str(before);
        out.push_str(values.iter().find(|(name, _)| *name == gap).map_or("", |(_, value)| value));
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Checks the words of one language.
///
/// # Errors
/// What will not do, in the order in which a person would mend it.
pub(crate) fn check(visit: &Visit, lang: Lang, key: &str, text: &str) -> Result<(), Unfit> {
    if text.is_empty() {
        return Err(Unfit::Empty);
    }
    if text.chars().any(char::is_control) {
        return Err(Unfit::Signs);
    }
    let t = Wording::of(lang);
    let original = original(t, key);
    let needed = gaps_of(&original).unwrap_or_default();
    let gaps = gaps_of(text).ok_or(Unfit::Signs)?;
    if let Some(unknown) = gaps.iter().find(|gap| !needed.contains(gap)) {
        return Err(Unfit::Unknown((*unknown).to_owned()));
    }
    if let Some(missing) = needed.iter().find(|gap| !gaps.contains(gap)) {
        return Err(Unfit::Missing((*missing).to_owned()));
    }
    let is_short_enough = if is_title(key) {
        text.chars().count() <= TITLE_CHARACTERS_MAX
    } else {
        fits_two_parts(&short(visit, lang, &filled(text, &longest(t))))
    };
    if is_short_enough { Ok(()) } else { Err(Unfit::TooLong) }
}

/// Titles stand in letters and notices alone.
pub(crate) fn is_title(key: &str) -> bool {
    key.starts_with("told-title-")
}

/// The short message in which a text goes out, with the longest number.
pub(crate) fn short(visit: &Visit, lang: Lang, text: &str) -> String {
    let address = visit.site.address().split("//").nth(1).unwrap_or("balabaqsha.example.kz");
    let link = format!("{address}/{lang}/my");
    Wording::of(lang).with("letter-sms").set("number", "1234567890").set("text", text).set("link", link).to_string()
}

/// A text of a message as this town says it: in its own words where these will do, else in the original ones.
pub(crate) fn said(visit: &Visit, key: &str, values: &[(&'static str, String)]) -> String {
    let registry = visit.town.registry();
    let own = registry.own_wording.get(key).and_then(|own| own.words.as_ref()).map(|words| visit.lang.of(words));
    if let Some(own) = own
        && check(visit, visit.lang, key, own).is_ok()
    {
        return filled(own, values);
    }
    values.iter().fold(visit.t.with(key), |phrase, (gap, value)| phrase.set(gap, value.as_str())).to_string()
}
