//! Invented papers.

use jiff::civil::date;
use papers::{Both, Kind, Kindergarten, Language, Place, Receipt, Referral};

/// All letters that Kazakh has and Russian has not, in a name that nobody bears.
pub(crate) const KAZAKH_LETTERS: &str = "ӘҒҚҢӨҰҮҺІ әғқңөұүһі";

pub(crate) fn both(kk: &str, ru: &str) -> Both {
    Both { kk: kk.to_owned(), ru: ru.to_owned() }
}

pub(crate) fn referral() -> Referral {
    Referral {
        issuer: both("Үлгі қаласының білім басқармасы", "Управление образования города Улги"),
        number: "417 203 9158".to_owned(),
        child: "Жұмағұлова Әмина Нұрсұлтанқызы".to_owned(),
        born_on: date(2023, 5, 9),
        kindergarten: Kindergarten {
            names: both("№ 6 «Бәйтерек» балабақшасы", "Детский сад № 6 «Байтерек»"),
            address: both("Самал ауданы, Ынтымақ көшесі, 3", "район Самал, улица Ынтымак, 3"),
            phone: "+7 700 000 06 03".to_owned(),
        },
        group: both("«Ботақан», 3-4 жас", "«Ботақан», 3-4 года"),
        upbringing: Language::Kazakh,
        issued_on: date(2026, 11, 16),
        valid_until: date(2026, 11, 23),
        stop_days: 10,
        site: "kezek.ulgi.example".to_owned(),
        proof_address: "https://kezek.ulgi.example/r/4172039158-7QK2MV9XJ4T8".to_owned(),
        demo: false,
    }
}

pub(crate) fn receipt(language: Language) -> Receipt {
    let issuer = match language {
        Language::Kazakh => "Үлгі қаласының білім басқармасы",
        Language::Russian => "Управление образования города Улги",
        Language::English => "Education Department of the City of Ulgi",
    };
    Receipt {
        language,
        issuer: issuer.to_owned(),
        number: "417 203 9158".to_owned(),
        code: "7QK2 MV9X J4T8 0ABC D3EF GH1Z".to_owned(),
        sign: "3F7K2M9Q".to_owned(),
        child: "Жұмағұлова Әмина Нұрсұлтанқызы".to_owned(),
        birth_year: 2023,
        kind: Kind::General,
        applied_at: date(2026, 8, 4).at(9, 5, 31, 0),
        place: Place::Counted { place: 213, total: 5480 },
        counted_at: date(2026, 11, 16).at(14, 7, 0, 0),
        site: "kezek.ulgi.example".to_owned(),
        key_address: "https://kezek.ulgi.example/kk/key#4172039158.7QK2MV9XJ4T80ABCD3EFGH1Z".to_owned(),
        demo: false,
    }
}
