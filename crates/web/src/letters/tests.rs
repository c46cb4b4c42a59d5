//! Every text at its longest fits its SMS, in every language.

use super::*;

/// As docs/operating.md says it of the address under which people reach the service.
const HOST_CHARACTERS: usize = 24;

fn short(lang: Lang, key: &str) -> String {
    let t = Wording::of(lang);
    let text = longest(t).into_iter().fold(t.with(key), |phrase, (gap, value)| phrase.set(gap, value)).to_string();
    // The longest address that the handbook promises to fit.
    let link = format!("{}/{lang}/my", "b".repeat(HOST_CHARACTERS));
    t.with("letter-sms").set("number", "1234567890").set("text", text).set("link", link).to_string()
}

#[test]
fn every_short_message_has_at_most_two_parts_at_its_longest() {
    let mut too_long = Vec::new();
    for lang in Lang::ALL {
        for occasion in Occasion::ALL {
            let code = occasion.code();
            let outside = format!("told-{code}-outside");
            let keys = [format!("told-{code}"), outside];
            for key in keys.iter().filter(|key| Wording::of(lang).has(key)) {
                let text = short(lang, key);
                if delivery::sms::parts(&text) > 2 {
                    too_long.push(format!("{} characters: {text}", text.chars().count()));
                }
            }
        }
    }
    assert!(too_long.is_empty(), "{}", too_long.join("\n"));
}

#[test]
fn a_sentence_that_begins_with_a_day_begins_with_a_capital() {
    assert_eq!(capital("ертең, сағат 07:00 тізім ашылады."), "Ертең, сағат 07:00 тізім ашылады.");
    assert_eq!(capital(""), "");
}

#[test]
fn the_original_of_every_text_is_one_line_whose_gaps_are_known() {
    for lang in Lang::ALL {
        let t = Wording::of(lang);
        for key in own::keys() {
            let original = own::original(t, &key);
            let gaps = own::gaps_of(&original).unwrap_or_else(|| panic!("{lang} {key}: {original}"));
            let values = longest(t);
            assert!(gaps.iter().all(|gap| values.iter().any(|(known, _)| known == gap)), "{lang} {key}: {gaps:?}");
            let formatted = values.iter().fold(t.with(&key), |phrase, (gap, value)| phrase.set(gap, value)).to_string();
            assert_eq!(own::filled(&original, &values), formatted, "{lang} {key}");
        }
    }
}

#[test]
fn a_brace_opens_a_gap_or_the_text_is_no_text() {
    assert_eq!(own::gaps_of("a {place} b {day}"), Some(vec!["place", "day"]));
    for wrong in ["{", "}", "{}", "{ place }", "{$place}", "a } {place}", "{pla{ce}", "{place"] {
        assert_eq!(own::gaps_of(wrong), None, "{wrong}");
    }
    assert_eq!(own::filled("{place}: {day}", &[("place", "{day}".to_owned()), ("day", "1".to_owned())]), "{day}: 1");
}
