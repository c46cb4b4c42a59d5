//! The file of an application, read back.

use crate::reading::{letters, particular, text};
use jiff::civil::date;
use papers::{File, Happening, Language, Section, file};

fn sample(happenings: usize) -> File {
    let happening = |number: usize| Happening {
        head: format!("{number} наурыз, Басқарма"),
        lines: vec!["Расталды: Көпбалалы отбасының баласы.".to_owned()],
    };
    let facts = vec![("Бала".to_owned(), "Жұмағұлова Әмина Нұрсұлтанқызы".to_owned())];
    File {
        language: Language::Kazakh,
        issuer: "Үлгі қаласының білім басқармасы".to_owned(),
        title: "Өтініш 7KQ2-M9XT".to_owned(),
        sign: "7KQ2-M9XT".to_owned(),
        printed: "2026 жылғы 16 қараша, Асанова Гүлнәр".to_owned(),
        made_on: date(2026, 11, 16),
        sections: vec![
            Section { heading: "Бала және отбасы".to_owned(), facts, happenings: Vec::new() },
            Section {
                heading: "Не болды".to_owned(),
                facts: Vec::new(),
                happenings: (1..=happenings).map(happening).collect(),
            },
        ],
        demo: false,
    }
}

#[test]
fn a_file_says_what_is_known_and_what_happened() {
    let pdf = file(&sample(2)).unwrap();
    let said = letters(&text(&pdf));
    for words in ["Өтініш 7KQ2-M9XT", "Жұмағұлова Әмина", "2 наурыз, Басқарма", "Көпбалалы отбасының баласы"]
    {
        assert!(said.contains(&letters(words)), "{words} is not in: {said}");
    }
    assert_eq!(particular(&pdf, "Pages"), "1");
}

#[test]
fn a_long_history_runs_on_over_pages_in_the_same_print() {
    let pdf = file(&sample(120)).unwrap();
    let pages: usize = particular(&pdf, "Pages").parse().unwrap();
    assert!((3..=8).contains(&pages), "{pages} pages");
    assert!(letters(&text(&pdf)).contains("120наурыз"));
}
