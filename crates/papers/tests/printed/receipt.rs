//! What a receipt shows, in each of its languages.

use crate::reading::{codes, letters, particular, text};
use crate::samples;
use papers::{Fault, Kind, Language, Place, Receipt, receipt};

const LANGUAGES: [Language; 3] = [Language::Kazakh, Language::Russian, Language::English];

fn check(language: Language, change: impl FnOnce(&mut Receipt), said: &[&str]) {
    let mut sample = samples::receipt(language);
    change(&mut sample);
    let pdf = receipt(&sample).unwrap();
    assert_eq!(particular(&pdf, "Pages"), "1");
    assert_eq!(codes(&pdf), sample.key_address);
    let text = text(&pdf);
    let always =
        [&sample.issuer, &sample.number, "7QK2 MV9X J4T8 0ABC D3EF GH1Z", &sample.child, &sample.sign, &sample.site];
    for words in always.iter().chain(said) {
        assert!(text.contains(words), "{words} is not in: {text}");
    }
}

#[test]
fn it_says_everything_in_kazakh() {
    let said = [
        "Өтініш түбіртегі",
        "2023 жылы туған балалар, жай кезек",
        "5480 баланың ішінде 213-орын",
        "2026 жылғы 4 тамыз, сағат 09:05",
        "2026 жылғы 16 қараша, сағат 14:07",
        "Жолдамамен балабақшаға барыңыз",
    ];
    check(Language::Kazakh, |_| {}, &said);
}

#[test]
fn it_says_everything_in_russian() {
    let said = [
        "Расписка о заявлении",
        "дети 2023 года рождения, коррекционная очередь",
        "213-е из 5480",
        "4 августа 2026 г., 09:05",
        "16 ноября 2026 г., 14:07",
        "Идите с направлением в детский сад",
    ];
    check(Language::Russian, |sample| sample.kind = Kind::Correctional, &said);
}

#[test]
fn it_says_everything_in_english() {
    let said = [
        "Receipt of the application",
        "children born in 2023, general queue",
        "213 of 5480",
        "4 August 2026, 09:05",
        "16 November 2026, 14:07",
        "Take the referral to the kindergarten",
    ];
    check(Language::English, |_| {}, &said);
}

#[test]
fn without_a_place_it_says_why() {
    let why = "ПМПК қорытындысы керек #(*)";
    let change = |sample: &mut Receipt| sample.place = Place::Absent { why: why.to_owned() };
    check(Language::Kazakh, change, &[why]);
}

#[test]
fn the_secret_stands_on_the_page_once_and_in_no_address_and_no_particular() {
    for language in LANGUAGES {
        let sample = samples::receipt(language);
        let pdf = receipt(&sample).unwrap();
        let secret = letters(&sample.code);
        assert_eq!(letters(&text(&pdf)).matches(&secret).count(), 1);
        assert!(!text(&pdf).contains(&sample.key_address));
        assert!(!crate::reading::particulars(&pdf).contains(&secret[..8]));
    }
}

#[test]
fn a_code_is_shown_in_groups_of_four_however_it_came() {
    for code in ["7QK2MV9XJ4T80ABCD3EFGH1Z", "7QK2-MV9X-J4T8-0ABC-D3EF-GH1Z"] {
        check(Language::English, |sample| sample.code = code.to_owned(), &[]);
    }
}

#[test]
fn long_names_make_the_print_smaller_and_no_second_page() {
    let long = "Әбдіманапова-Құрманғазы ".repeat(12).trim().to_owned();
    for language in LANGUAGES {
        let sample = Receipt {
            issuer: long.clone(),
            child: long.clone(),
            site: format!("{}.example", "kezek-".repeat(30)),
            place: Place::Absent { why: long.clone() },
            ..samples::receipt(language)
        };
        let pdf = receipt(&sample).unwrap();
        assert_eq!(particular(&pdf, "Pages"), "1");
        assert_eq!(letters(&text(&pdf)).matches(&letters(&long)).count(), 3);
        assert_eq!(codes(&pdf), sample.key_address);
    }
    let endless = Receipt { child: long.repeat(100), ..samples::receipt(Language::Russian) };
    assert_eq!(receipt(&endless), Err(Fault::TextTooLong { paper: "receipt" }));
}

#[test]
fn only_a_demo_carries_the_mark() {
    let marks = ["ҮЛГІ", "ОБРАЗЕЦ", "SPECIMEN"];
    for (language, mark) in LANGUAGES.into_iter().zip(marks) {
        let sample = samples::receipt(language);
        assert!(!letters(&text(&receipt(&sample).unwrap())).contains(mark));
        let demo = receipt(&Receipt { demo: true, ..sample }).unwrap();
        assert!(letters(&text(&demo)).contains(mark));
        assert_eq!(codes(&demo), samples::receipt(language).key_address);
    }
}
