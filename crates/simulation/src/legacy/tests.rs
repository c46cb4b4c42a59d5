//! What files of older queues must be like.

use super::*;
use admission::Iin;
use jiff::civil::date;
use std::collections::{BTreeMap, BTreeSet};

const TODAY: Date = date(2026, 11, 1);

fn sample(applications: usize, clean: bool) -> Sample {
    Sample { applications, seed: 7, today: TODAY, clean }
}

/// FNV-1a: enough to see that bytes have changed.
fn fingerprint(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[test]
fn the_same_seed_gives_the_same_bytes_on_every_machine() {
    let mut bytes = Vec::new();
    write_rows(&mut bytes, &legacy_rows(&sample(300, false)), Delimiter::Semicolon).unwrap();
    assert_eq!(fingerprint(&bytes), 12_597_074_197_701_669_671, "{}", String::from_utf8_lossy(&bytes[..800]));
}

#[test]
fn a_clean_file_has_valid_numbers_with_their_birth_dates_and_no_child_twice() {
    let mut children = BTreeSet::new();
    for row in legacy_rows(&sample(4000, true)) {
        let iin: Iin = row.iin.parse().unwrap();
        let born_on = iin.born_on();
        let spellings = [born_on.strftime("%Y-%m-%d").to_string(), born_on.strftime("%d.%m.%Y").to_string()];
        assert!(spellings.contains(&row.birth_date), "{}", row.birth_date);
        assert!(row.phone.parse::<admission::Phone>().is_ok(), "{}", row.phone);
        assert!(row.applied_at.as_str() < "2026-11-01" && row.applied_at > born_on.to_string(), "{}", row.applied_at);
        assert!(children.insert((row.iin, row.kind)), "one open application a child and kind");
        assert_eq!(row.flaw, None);
    }
}

#[test]
fn about_three_rows_in_two_hundred_are_flawed_in_every_way() {
    let rows = legacy_rows(&sample(20_000, false));
    let mut counted: BTreeMap<Flaw, usize> = BTreeMap::new();
    for flaw in rows.iter().filter_map(|row| row.flaw) {
        *counted.entry(flaw).or_default() += 1;
    }
    assert_eq!(counted.len(), Flaw::ALL.len());
    let flawed: usize = counted.values().sum();
    assert!((240..=360).contains(&flawed), "{flawed}");
}

#[test]
fn classes_and_kinds_have_the_shares_of_a_real_queue() {
    let rows = legacy_rows(&sample(20_000, true));
    let share = |wanted: fn(&LegacyRow) -> bool| rows.iter().filter(|row| wanted(row)).count() * 1000 / rows.len();
    assert!((30..=50).contains(&share(|row| row.kind == "correctional")));
    assert!(
        (14..=26).contains(&share(|row| row.grounds.contains("military") || row.grounds.contains("special_state")))
    );
    assert!((120..=170).contains(&share(|row| !row.grounds.is_empty() && !row.grounds.starts_with("pmpc"))));
    assert!((200..=260).contains(&share(|row| row.birth_date.contains("2024"))));
}

#[test]
fn a_spreadsheets_file_has_a_mark_and_semicolons_and_a_plain_one_quotes_commas() {
    let mut rows = legacy_rows(&sample(3, true));
    rows[0].grounds = "orphan:confirmed,large_family:claimed".to_owned();
    let text = |delimiter| {
        let mut bytes = Vec::new();
        write_rows(&mut bytes, &rows, delimiter).unwrap();
        String::from_utf8(bytes).unwrap()
    };
    assert!(text(Delimiter::Semicolon).starts_with("\u{feff}number;applied_at;iin;"));
    assert!(text(Delimiter::Semicolon).contains(";orphan:confirmed,large_family:claimed;"));
    assert!(text(Delimiter::Comma).starts_with("number,applied_at,iin,"));
    assert!(text(Delimiter::Comma).contains(",\"orphan:confirmed,large_family:claimed\","));
}
