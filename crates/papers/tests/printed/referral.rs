//! What a referral shows, in both languages, however long or strange the names are.

use crate::reading::{codes, letters, particular, statement, text};
use crate::samples::{self};
use crate::samples::{KAZAKH_LETTERS, both};
use papers::{Fault, Kindergarten, Language, Referral, referral};

fn printed(change: impl FnOnce(&mut Referral)) -> Vec<u8> {
    let mut sample = samples::referral();
    change(&mut sample);
    referral(&sample).unwrap()
}

#[test]
fn it_is_one_page_of_a4_with_a_title_a_language_and_the_day_of_issue() {
    let pdf = printed(|_| {});
    assert_eq!(particular(&pdf, "Pages"), "1");
    assert_eq!(particular(&pdf, "Page size"), "595.276 x 841.89 pts (A4)");
    assert_eq!(particular(&pdf, "Title"), "Жолдама № 417 203 9158 / Направление № 417 203 9158");
    assert_eq!(particular(&pdf, "Tagged"), "yes");
    assert_eq!(particular(&pdf, "CreationDate"), "2026-11-16T00:00:00Z");
}

#[test]
fn it_says_that_it_may_be_archived_and_read_aloud() {
    let statement = statement(&printed(|_| {}));
    for said in ["<pdfaid:part>2<", "<pdfaid:conformance>A<", "<pdfuaid:part>1<", "<rdf:li>kk<"] {
        assert!(statement.contains(said), "{said} is not in: {statement}");
    }
}

#[test]
fn it_says_everything_in_both_languages() {
    let text = text(&printed(|_| {}));
    let said = [
        "Үлгі қаласының білім басқармасы",
        "Управление образования города Улги",
        "ЖОЛДАМА",
        "НАПРАВЛЕНИЕ",
        "417 203 9158",
        "Жұмағұлова Әмина Нұрсұлтанқызы",
        "2023 жылғы 9 мамыр",
        "9 мая 2023 г.",
        "№ 6 «Бәйтерек» балабақшасы",
        "Детский сад № 6 «Байтерек»",
        "Самал ауданы, Ынтымақ көшесі, 3",
        "район Самал, улица Ынтымак, 3",
        "+7 700 000 06 03",
        "«Ботақан», 3-4 жас",
        "«Ботақан», 3-4 года",
        "қазақ тілі",
        "казахский",
        "2026 жылғы 16 қараша",
        "16 ноября 2026 г.",
        "2026 жылғы 23 қараша",
        "23 ноября 2026 г.",
        "баланың туу туралы куәлігі",
        "свидетельство о рождении ребёнка",
        "«Жолдамадан бас тарту»",
        "«Отказаться от направления»",
        "күнтізбелік 10 күнге",
        "10 календарных дней",
        "kezek.ulgi.example",
        "https://kezek.ulgi.example/r/4172039158-7QK2MV9XJ4T8",
    ];
    for words in said {
        assert!(text.contains(words), "{words} is not in: {text}");
    }
}

#[test]
fn a_camera_reads_the_address_that_stands_beside_the_code() {
    assert_eq!(codes(&printed(|_| {})), samples::referral().proof_address);
    let long = format!("https://kezek.ulgi.example/r/{}", "7QK2MV9XJ4T8".repeat(12));
    let pdf = printed(|sample| sample.proof_address.clone_from(&long));
    assert_eq!(codes(&pdf), long);
    assert!(letters(&text(&pdf)).contains(&long));
}

#[test]
fn an_address_that_no_code_holds_is_refused() {
    let mut sample = samples::referral();
    sample.proof_address = "x".repeat(3000);
    assert_eq!(referral(&sample), Err(Fault::AddressTooLong { paper: "referral", bytes: 3000 }));
}

#[test]
fn every_kazakh_letter_reads_back() {
    let text = text(&printed(|sample| {
        sample.child = KAZAKH_LETTERS.to_owned();
        sample.kindergarten.names.kk = format!("«{KAZAKH_LETTERS}»");
        sample.group.ru = "ЁёЙйЪъЫыЭэЩщ".to_owned();
    }));
    assert!(text.contains(&format!("ребёнка {KAZAKH_LETTERS}")), "{text}");
    assert!(text.contains(&format!("«{KAZAKH_LETTERS}»")) && text.contains("ЁёЙйЪъЫыЭэЩщ"), "{text}");
}

#[test]
fn marks_of_the_typesetter_come_out_as_typed() {
    let hostile = [
        r##"#read("/etc/passwd") #panic() #{1+1}"##,
        r"*bold* _slanted_ `raw` $x^2$ = heading",
        r#"'one' "two" \n \u{41} \ <label> @cited //x /*y*/"#,
        "~ -- --- ... [a] (b) {c} ]} #link",
        r#"{"json": "x\"y"}"#,
        "- a + b / c: d; 100% & fi ffi",
    ];
    for typed in hostile {
        let pdf = printed(|sample| {
            sample.child = typed.to_owned();
            sample.kindergarten.names = both(typed, typed);
            sample.kindergarten.phone = typed.to_owned();
            sample.group = both(typed, typed);
            sample.number = typed.to_owned();
            sample.site = typed.to_owned();
            sample.issuer = both(typed, typed);
        });
        let found = letters(&text(&pdf)).matches(&letters(typed)).count();
        // Issuer, number and names of kindergarten, phone, group and site stand on both sides, the child's name once.
        assert_eq!(found, 13, "{typed} in {}", text(&pdf));
    }
}

#[test]
fn letters_that_no_font_has_are_marked_and_lines_stay_lines() {
    let text = text(&printed(|sample| {
        sample.child = "Ким 金 \u{1f600}\n\tВера\u{202e}!".to_owned();
    }));
    assert!(text.contains("Ким \u{fffd} \u{fffd} Вера !"), "{text}");
}

/// Texts of so many letters, in words as long as names have.
fn of_length(count: usize) -> String {
    "Құрманғазыұлының «Әлеуметтік-педагогикалық» ".chars().cycle().take(count).collect()
}

fn with_names(count: usize) -> Referral {
    let long = of_length(count);
    Referral {
        issuer: both(&long, &long),
        child: long.clone(),
        kindergarten: Kindergarten { names: both(&long, &long), address: both(&long, &long), phone: long.clone() },
        group: both(&long, &long),
        upbringing: Language::English,
        stop_days: u32::MAX,
        ..samples::referral()
    }
}

/// The site takes 120 letters for a name and three times 80 for a child's; nothing else is nearly so long.
#[test]
fn long_names_make_the_print_smaller_and_no_second_page() {
    for count in [60, 120, 180, 240] {
        let pdf = referral(&with_names(count)).unwrap_or_else(|fault| panic!("{count}: {fault}"));
        assert_eq!(particular(&pdf, "Pages"), "1");
        let found = letters(&text(&pdf)).matches(&letters(&of_length(count))).count();
        assert_eq!(found, 11, "{count} letters");
        assert_eq!(codes(&pdf), samples::referral().proof_address);
    }
}

#[test]
fn a_word_without_end_is_broken_and_not_cut() {
    let endless = "Ұ".repeat(150);
    let pdf = printed(|sample| {
        sample.child.clone_from(&endless);
        sample.kindergarten.names = both(&endless, &endless);
        sample.site.clone_from(&endless);
    });
    assert_eq!(particular(&pdf, "Pages"), "1");
    assert_eq!(letters(&text(&pdf)).matches(&endless).count(), 5);
}

#[test]
fn a_text_that_cannot_be_a_name_is_refused() {
    for count in [400, 2000] {
        assert_eq!(referral(&with_names(count)), Err(Fault::TextTooLong { paper: "referral" }));
    }
}

#[test]
fn only_a_demo_carries_the_mark() {
    let mark = "ҮЛГІ/ОБРАЗЕЦ";
    assert!(!letters(&text(&printed(|_| {}))).contains(mark));
    let demo = printed(|sample| sample.demo = true);
    assert!(letters(&text(&demo)).contains(mark));
    assert_eq!(codes(&demo), samples::referral().proof_address);
    assert_eq!(particular(&demo, "Pages"), "1");
}
