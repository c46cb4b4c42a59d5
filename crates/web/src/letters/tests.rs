//! Every text at its longest fits its SMS, in every language.

use super::*;
use jiff::civil::date;

/// The longest day and time there are in a language: a Wednesday in December, in another year.
fn longest(t: Wording) -> [(&'static str, String); 5] {
    let day = t.day(date(2026, 12, 30));
    let time = t.with("soon").set("day", day.as_str()).set("time", "07:00").to_string();
    let until = t.with("until").set("day", day.as_str()).set("time", "07:00").set("hour", 7_u8).to_string();
    [
        ("place", t.number(12_345_u64)),
        ("when", time),
        ("until", until),
        ("day", t.date(date(2026, 12, 30))),
        ("code", "MMMM WWWW".into()),
    ]
}

fn short(lang: Lang, key: &str) -> String {
    let t = Wording::of(lang);
    let text = longest(t).into_iter().fold(t.with(key), |phrase, (gap, value)| phrase.set(gap, value)).to_string();
    let link = format!("balabaqsha.astana.kz/{lang}/my");
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
