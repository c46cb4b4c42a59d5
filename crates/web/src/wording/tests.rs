//! Every text is there in every language, and takes what it is given.

use super::*;
use admission::{ActReason, GroundReason, HoldReason, InterruptionReason, RecallReason, Refusal, RefuseReason};
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Beginnings of keys of which a page builds the beginning too.
const BEGINNINGS: [&str; 7] = ["table-kind-", "done-", "no-", "refusal-", "family-refusal-", "own-", "others-"];

/// The gaps of each text of a language.
fn texts(lang: Lang) -> BTreeMap<String, BTreeSet<String>> {
    let mut texts = BTreeMap::new();
    for file in files(lang) {
        let resource = fluent_syntax::parser::parse(*file).expect("a wording file parses");
        for entry in resource.body {
            let Entry::Message(message) = entry else { continue };
            let mut gaps = BTreeSet::new();
            gaps_of(message.value.as_ref().expect("a text has words"), &mut gaps);
            assert!(
                texts.insert(message.id.name.to_owned(), gaps).is_none(),
                "{lang} {} stands twice",
                message.id.name
            );
        }
    }
    texts
}

fn gaps_of(pattern: &Pattern<&str>, gaps: &mut BTreeSet<String>) {
    let mut inline = |expression: &InlineExpression<&str>| {
        if let InlineExpression::VariableReference { id } = expression {
            gaps.insert(id.name.to_owned());
        }
    };
    let mut variants = Vec::new();
    for element in &pattern.elements {
        let PatternElement::Placeable { expression } = element else { continue };
        match expression {
            Expression::Inline(expression) => inline(expression),
            Expression::Select { selector, variants: several } => {
                inline(selector);
                variants.extend(several);
            }
        }
    }
    for variant in variants {
        gaps_of(&variant.value, gaps);
    }
}

/// All sources and templates of the crate in one text.
fn sources() -> String {
    fn gather(directory: &Path, into: &mut String) {
        for entry in std::fs::read_dir(directory).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                gather(&path, into);
            } else if !path.ends_with("wording/tests.rs") {
                into.push_str(&std::fs::read_to_string(&path).unwrap_or_default());
            }
        }
    }
    let mut sources = String::new();
    gather(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut sources);
    sources
}

/// Keys that sources name whole: what stands in quotes and looks like one, with at least one dash or known to us.
fn named(sources: &str) -> BTreeSet<&str> {
    let is_key = |text: &&str| {
        !text.is_empty()
            && text.starts_with(|letter: char| letter.is_ascii_lowercase())
            && text
                .chars()
                .all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || "-_".contains(letter))
    };
    sources.split('"').filter(is_key).collect()
}

/// What stands before and behind the code in keys that sources complete: `"kindergarten-{code}-title"`.
fn completed(sources: &str) -> Vec<(&str, &str)> {
    let is_part = |part: &str| part.chars().all(|letter| letter.is_ascii_lowercase() || "-_".contains(letter));
    let ends = |text| {
        let (begins, rest): (&str, &str) = str::split_once(text, '{')?;
        let (_, ends) = rest.rsplit_once('}')?;
        (begins.ends_with('-') && is_part(begins) && is_part(ends)).then_some((begins, ends))
    };
    sources.split('"').filter_map(ends).collect()
}

/// Codes that the rules may hand to a page.
fn codes() -> Vec<String> {
    let mut keys = Vec::new();
    let mut all = |prefix: &str, codes: Vec<&str>| keys.extend(codes.iter().map(|code| format!("{prefix}-{code}")));
    all("refusal", Refusal::ALL.iter().map(|refusal| refusal.code()).collect());
    all("recall", RecallReason::ALL.iter().map(|reason| reason.code()).collect());
    all("refuse", RefuseReason::ALL.iter().map(|reason| reason.code()).collect());
    all("hold", HoldReason::ALL.iter().map(|reason| reason.code()).collect());
    all("ground-reason", GroundReason::ALL.iter().map(|reason| reason.code()).collect());
    all("interruption", InterruptionReason::ALL.iter().map(|reason| reason.code()).collect());
    all("act", ActReason::ALL.iter().map(|reason| reason.code()).collect());
    all("ground", admission::Policy::default().grounds.keys().map(String::as_str).collect());
    let occasions = store::Occasion::ALL.map(store::Occasion::code);
    keys.extend(occasions.iter().flat_map(|code| [format!("told-{code}"), format!("told-title-{code}")]));
    keys.extend((1..=12).map(|month| format!("month-{month}")));
    keys.extend((1..=7).map(|day| format!("weekday-{day}")));
    keys
}

#[test]
fn each_text_stands_in_all_three_languages_with_the_same_gaps() {
    let kazakh = texts(Lang::Kk);
    for lang in [Lang::Ru, Lang::En] {
        let other = texts(lang);
        let keys = |texts: &BTreeMap<String, BTreeSet<String>>| texts.keys().cloned().collect::<BTreeSet<_>>();
        let missing: Vec<_> = keys(&kazakh).symmetric_difference(&keys(&other)).cloned().collect();
        assert!(missing.is_empty(), "only in one of kk and {lang}: {missing:?}");
        for (key, gaps) in &kazakh {
            // In Kazakh the hour decides an ending that other languages do not have.
            let gaps: BTreeSet<_> = gaps.iter().filter(|gap| *gap != "hour").cloned().collect();
            assert_eq!(gaps, other[key], "gaps of {key} in {lang}");
        }
    }
}

#[test]
fn no_text_is_missing_and_none_is_left_over() {
    let texts = texts(Lang::Kk);
    let sources = sources();
    let (named, completed) = (named(&sources), completed(&sources));
    let is_completed =
        |key: &str| completed.iter().any(|(begins, ends)| key.starts_with(begins) && key.ends_with(ends));
    let left_over: Vec<_> = texts
        .keys()
        .filter(|key| !named.contains(key.as_str()))
        .filter(|key| !is_completed(key) && !BEGINNINGS.iter().any(|begins| key.starts_with(begins)))
        .collect();
    assert!(left_over.is_empty(), "no page says {left_over:?}");

    let asked = sources.split("t.text(\"").chain(sources.split("t.with(\"")).skip(1);
    let asked = asked.filter_map(|rest| rest.split_once('"')).map(|(key, _)| key.to_owned());
    let missing: BTreeSet<_> = asked
        .filter(|key| named.contains(key.as_str()))
        .chain(codes())
        .filter(|key| !texts.contains_key(key))
        .collect();
    assert!(missing.is_empty(), "no words for {missing:?}");
}

#[test]
fn thousands_stand_apart_and_years_do_not() {
    assert_eq!(Wording::of(Lang::Kk).number(12_345_u64), "12\u{a0}345");
    assert_eq!(Wording::of(Lang::Ru).number(1234_u64), "1234");
    assert_eq!(Wording::of(Lang::En).number(1234_u64), "1,234");
    assert_eq!(Wording::of(Lang::En).with("children-born").set("year", 2022_i64).to_string(), "Children born in 2022");
}

#[test]
fn russian_counts_in_its_three_forms() {
    let children = |count: u64| Wording::of(Lang::Ru).with("children").set("count", count).to_string();
    assert_eq!(
        [1, 2, 5, 11, 21, 104].map(children),
        ["1 ребёнок", "2 ребёнка", "5 детей", "11 детей", "21 ребёнок", "104 ребёнка"]
    );
}

#[test]
fn days_are_written_as_people_write_them() {
    let day = jiff::civil::date(2026, 3, 5);
    assert_eq!(Wording::of(Lang::Kk).date(day), "2026 жылғы 5 наурыз");
    assert_eq!(Wording::of(Lang::Ru).date(day), "5 марта 2026 года");
    assert_eq!(Wording::of(Lang::En).date(day), "5 March 2026");
    assert_eq!(Wording::of(Lang::Kk).day(day), "5 наурыз, бейсенбі");
}

#[test]
fn rules_are_told_in_the_three_forms_of_russian() {
    let t = Wording::of(Lang::Ru);
    let pattern =
        |first: u64, ordinary: u64| t.with("home-pattern").set("first", first).set("ordinary", ordinary).to_string();
    assert!(pattern(1, 3).ends_with("1 первоочередник, затем 3 ребёнка на общих основаниях."), "{}", pattern(1, 3));
    assert!(pattern(2, 5).ends_with("2 первоочередника, затем 5 детей на общих основаниях."), "{}", pattern(2, 5));
    let stop = t.with("rules-stop").set("days", 10_u32).to_string();
    assert!(stop.contains("останавливается на 10 календарных дней, а потом"), "{stop}");
    let window = t.with("rules-day-open-words").set("days", 3_u32).to_string();
    assert!(window.ends_with("срок: 3 рабочих дня."), "{window}");
    let closes = t.with("rules-who-words").set("age", 6_u8).to_string();
    assert!(closes.ends_with("детям исполняется 6 лет."), "{closes}");
    let missed = t.with("rules-missed").set("count", 3_u32).to_string();
    assert!(missed.starts_with("Если подряд пропущено 3 доступа, заявление само"), "{missed}");
    let english = Wording::of(Lang::En).with("rules-stop").set("days", 10_u32).to_string();
    assert!(english.contains("stopped for 10 calendar days, then"), "{english}");
}
