//! Lists of the office, over many pages.

use crate::reading::{letters, particular, statement, text};
use crate::samples::KAZAKH_LETTERS;
use jiff::civil::date;
use papers::{Fault, Language, List, ListColumn, ROWS_MAX, list};

fn column(name: &str, is_number: bool) -> ListColumn {
    ListColumn { name: name.to_owned(), is_number }
}

fn order(language: Language, rows: usize) -> List {
    let row = |place: usize| {
        let sign = format!("{place:04}-K2M9");
        [&place.to_string(), &sign, "Бірінші кезекте", "Кезекте тұр", "02.03.2026 07:00:05"].map(str::to_owned).to_vec()
    };
    List {
        language,
        issuer: "Үлгі қаласының білім басқармасы".to_owned(),
        title: "Кезек реті: 2022 жылы туғандар".to_owned(),
        notes: vec!["2026 жылғы 2 наурыз, сағат 16:40 жағдайы бойынша.".to_owned()],
        made_at: date(2026, 3, 5).at(8, 30, 0, 0),
        columns: vec![
            column("Орны", true),
            column("Белгісі", false),
            column("Санаты", false),
            column("Күйі", false),
            column("Өтініш уақыты", false),
        ],
        rows: (1..=rows).map(row).collect(),
        rows_before: 0,
        rows_total: rows,
        demo: false,
    }
}

#[test]
fn it_says_whose_it_is_what_it_lists_when_it_was_made_and_on_which_page_one_is() {
    let said = [
        (Language::Kazakh, "Жасалған уақыты: 2026 жылғы 5 наурыз, сағат 08:30", "3 беттің 2-беті"),
        (Language::Russian, "Составлено: 5 марта 2026 г., 08:30", "Страница 2 из 3"),
        (Language::English, "Made on 5 March 2026, 08:30", "Page 2 of 3"),
    ];
    for (language, made, page) in said {
        let order = order(language, 150);
        let pdf = list(&order).unwrap();
        assert_eq!(particular(&pdf, "Pages"), "3");
        assert!(particular(&pdf, "Page size").contains("A4"));
        let text = text(&pdf);
        for words in [order.issuer.as_str(), &order.title, &order.notes[0], made, page, "0001-K2M9", "0150-K2M9"] {
            assert!(text.contains(words), "{words} is not in: {text}");
        }
        // The names of the columns stand on every page.
        assert_eq!(text.matches("Белгісі").count(), 3);
    }
}

#[test]
fn it_is_for_archives_and_can_be_read_aloud() {
    let statement = statement(&list(&order(Language::Kazakh, 3)).unwrap());
    for words in ["<pdfaid:part>2</pdfaid:part>", "<pdfuaid:part>1</pdfuaid:part>"] {
        assert!(statement.contains(words), "{statement}");
    }
}

#[test]
fn a_part_of_a_long_list_says_which_rows_it_has() {
    let part = List { rows_before: 2000, rows_total: 4500, ..order(Language::English, 10) };
    let text = text(&list(&part).unwrap());
    assert!(text.contains("4500 rows in all. This file has rows 2001 to 2010."), "{text}");
    let whole = text_of(&order(Language::English, 10));
    assert!(!whole.contains("This file has"), "{whole}");
    let too_many = order(Language::English, ROWS_MAX + 1);
    assert_eq!(list(&too_many), Err(Fault::TextTooLong { paper: "list" }));
}

fn text_of(of: &List) -> String {
    text(&list(of).unwrap())
}

#[test]
fn many_columns_long_words_and_kazakh_letters_stay_on_the_page() {
    let mut wide = order(Language::Russian, 0);
    let long = "Әбдіманапова-Құрманғазы".repeat(8);
    wide.columns = (1..=12).map(|number| column(&format!("Бағанның атауы {number}"), false)).collect();
    wide.rows =
        vec![(1..=12).map(|_| format!("{KAZAKH_LETTERS} {long}")).collect(), vec!["=1+1 #strong[x]".to_owned()]];
    wide.rows[1].resize(12, String::new());
    wide.rows_total = 2;
    let pdf = list(&wide).unwrap();
    let size = particular(&pdf, "Page size");
    assert!(size.starts_with("841"), "it lies on its side: {size}");
    let read = letters(&text(&pdf));
    assert!(read.contains(&letters("=1+1 #strong[x]")), "a text is no markup: {read}");
    assert!(KAZAKH_LETTERS.chars().all(|letter| read.contains(letter) || letter == ' '), "{read}");
}

#[test]
fn a_list_without_rows_says_so() {
    assert!(text_of(&order(Language::Kazakh, 0)).contains("Көрсететін ештеңе жоқ."));
}

#[test]
fn only_a_list_of_a_demo_carries_the_mark() {
    let demo = List { demo: true, ..order(Language::Kazakh, 3) };
    assert!(letters(&text_of(&demo)).contains("ҮЛГІ"));
    assert!(!letters(&text_of(&order(Language::Kazakh, 3))).contains("ҮЛГІ"));
}

#[test]
fn a_long_list_of_a_demo_with_empty_cells_is_set_too() {
    let mut demo = List { demo: true, ..order(Language::Kazakh, 150) };
    for row in demo.rows.iter_mut().step_by(3) {
        row[2].clear();
    }
    let pdf = list(&demo).unwrap();
    assert_eq!(particular(&pdf, "Pages"), "3");
}
