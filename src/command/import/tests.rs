//! What the import must find, and what it must let pass.

use super::columns::read;
use super::fault::RowFault;
use super::standing::{TakenOver, compare};
use super::taking::take_over;
use super::whole::{Checked, check_file};
use admission::{Calendar, Command, Ground, IinFault, Policy, Territory};
use jiff::Timestamp;
use jiff::civil::date;
use simulation::{Delimiter, Sample, legacy_rows, write_rows};

const HEADER: &str = "number;applied_at;iin;surname;name;birth_date;kind;phone;email;grounds;language";

fn now() -> Timestamp {
    "2026-11-12T10:00:00Z".parse().unwrap()
}

fn territory() -> Territory {
    let mut territory = Territory::default();
    let founding = Command::FoundTerritory {
        zone: "Asia/Almaty".to_owned(),
        policy: Box::new(Policy::default()),
        calendar: Calendar::default(),
    };
    territory.decide(now(), &founding).unwrap();
    territory
}

fn checked(bytes: &[u8]) -> Checked {
    let rows = read(bytes).unwrap_or_else(|fault| panic!("{fault}"));
    check_file(&rows, &territory(), now(), || {})
}

/// Checks one row that is right but for the given change.
fn faults(change: impl Fn(&mut [&str])) -> Vec<RowFault> {
    let mut row = vec![
        "17",
        "2023-09-01 10:00",
        "210310600107",
        "Ахметова",
        "Інжу",
        "2021-03-10",
        "general",
        "8 701 234-56-78",
        "",
        "large_family:confirmed",
        "kk",
    ];
    change(&mut row);
    let mut checked = checked(format!("{HEADER}\n{}\n", row.join(";")).as_bytes());
    checked.bad.pop().map(|row| row.faults).unwrap_or_default()
}

#[test]
fn in_a_made_up_queue_exactly_the_flawed_rows_are_found() {
    let rows = legacy_rows(&Sample { applications: 20_000, seed: 7, today: date(2026, 11, 1), clean: false });
    for delimiter in [Delimiter::Semicolon, Delimiter::Comma] {
        let mut file = Vec::new();
        write_rows(&mut file, &rows, delimiter).unwrap();
        let checked = checked(&file);
        let flawed: Vec<u64> = (2..).zip(&rows).filter(|(_, row)| row.flaw.is_some()).map(|(line, _)| line).collect();
        let found: Vec<u64> = checked.bad.iter().map(|row| row.line).collect();
        assert_eq!(found, flawed);
        assert_eq!(checked.good.len() + checked.bad.len(), rows.len());
        assert!(checked.good.is_sorted_by_key(|row| row.applied_at));
    }
}

#[test]
fn a_row_that_is_right_keeps_its_time_and_its_confirmed_grounds() {
    let file = format!(
        "{HEADER}\n17;2025-09-01 10:00;210310600107;Ахметова;Інжу;10.03.2021;түзеу;87012345678;a@b.kz;\
         orphan:claimed,pmpc:confirmed,large_family:confirmed;ru\n"
    );
    let checked = checked(file.as_bytes());
    let row = checked.good.first().unwrap();
    assert_eq!(row.applied_at.to_string(), "2025-09-01T05:00:00Z");
    assert_eq!(row.application.grounds, ["orphan", "large_family"]);
    assert_eq!(row.confirmed, [Ground::Conclusion, Ground::Claimed(1)]);
    assert_eq!(row.application.phone.as_str(), "+77012345678");
}

#[test]
fn a_row_says_what_is_wrong_with_it() {
    assert_eq!(faults(|_| {}), []);
    assert_eq!(faults(|row| row[2] = ""), [], "a child may have no IIN yet");
    assert_eq!(faults(|row| row[0] = ""), [RowFault::Missing("number")]);
    assert_eq!(faults(|row| row[1] = "2027-09-01 10:00"), [RowFault::AppliedInFuture]);
    assert_eq!(faults(|row| row[1] = "2020-09-01 10:00"), [RowFault::AppliedBeforeBirth]);
    assert_eq!(faults(|row| row[2] = "210310600108"), [RowFault::Iin(IinFault::CheckDigit)]);
    assert_eq!(faults(|row| row[5] = "2021-03-11"), [RowFault::IinAgainstBirthDate]);
    assert_eq!(faults(|row| row[6] = "special"), [RowFault::UnknownKind("special".to_owned())]);
    assert_eq!(faults(|row| row[7] = "жоқ"), [RowFault::NotAPhone]);
    assert_eq!(faults(|row| row[8] = "nobody"), [RowFault::NotAnEmail]);
    assert_eq!(faults(|row| row[9] = "veteran"), [RowFault::UnknownGround("veteran".to_owned())]);
    assert_eq!(faults(|row| row[9] = "orphan:maybe"), [RowFault::UnknownGroundState("maybe".to_owned())]);
    assert_eq!(faults(|row| row[9] = "pmpc:confirmed"), [RowFault::ConclusionOfGeneral]);
    assert_eq!(faults(|row| row[10] = "de"), [RowFault::UnknownLanguage("de".to_owned())]);
    let old = |row: &mut [&str]| (row[1], row[2], row[5]) = ("2019-03-01", "", "2019-02-01");
    assert_eq!(faults(old), [RowFault::TooOld { birth_year: 2019 }]);
    for wrong in ["123", "Аружан1", "<b>Аружан</b>", "-", "Ару\u{7}жан"] {
        assert_eq!(faults(|row| row[4] = wrong), [RowFault::NotAName("name")], "{wrong:?}");
    }
    for right in ["Әл-Фараби", "O’Neil", "Мария Анна", "Ли (Ким)"] {
        assert_eq!(faults(|row| row[3] = right), [], "{right}");
    }
    let several = |row: &mut [&str]| (row[3], row[7]) = ("", "1");
    assert_eq!(faults(several), [RowFault::Missing("surname"), RowFault::NotAPhone]);
}

#[test]
fn of_two_rows_of_one_child_the_one_that_applied_first_is_good() {
    let row =
        |number, applied_at, kind| format!("{number};{applied_at};210310600107;A;B;2021-03-10;{kind};87012345678;;;\n");
    let rows = [row(1, "2024-01-02", "general"), row(2, "2024-01-01", "general"), row(3, "2024-01-03", "correctional")];
    let checked = checked(format!("{HEADER}\n{}", rows.concat()).as_bytes());
    let lines: Vec<u64> = checked.good.iter().map(|row| row.line).collect();
    assert_eq!(lines, [3, 4], "a child may stand in both kinds of queue");
    assert_eq!(checked.bad[0].faults, [RowFault::ChildTwice { line: 3 }]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_that_broke_off_goes_on_where_it_stopped() {
    let directory = tempfile::tempdir().unwrap();
    let key = store::MasterKey::from_bytes([7; 32]);
    let store = store::Store::open(directory.path(), key, store::Clock::freeze_at(now())).unwrap();
    let town = crate::command::demo::cast::found(&store, &crate::command::demo::city(now())).await.unwrap();
    let rows = legacy_rows(&Sample { applications: 300, seed: 3, today: date(2026, 11, 1), clean: true });
    let mut file = Vec::new();
    write_rows(&mut file, &rows, Delimiter::Semicolon).unwrap();

    let mut half = checked(&file);
    half.good.truncate(150);
    let taken = take_over(&town, half.good, &TakenOver::new(), |_| {}).await.unwrap();
    assert_eq!((taken.new, taken.before), (150, 0));
    let mut confirmed = taken.confirmed;
    assert!(confirmed > 0);
    for (new, before) in [(150, 150), (0, 300)] {
        let mut whole = checked(&file);
        let taken_over = compare(&town, &mut whole, || {}).await.unwrap();
        assert_eq!(whole.bad, []);
        let taken = take_over(&town, whole.good, &taken_over, |_| {}).await.unwrap();
        assert_eq!((taken.new, taken.before), (new, before));
        assert_eq!((taken.refused, taken.changed), (vec![], vec![]));
        assert_eq!(taken.confirmed > 0, new > 0, "only what this run confirmed is counted");
        confirmed += taken.confirmed;
    }
    assert_eq!(town.state().application_count(), 300);
    let all: usize = checked(&file).good.iter().map(|row| row.confirmed.len()).sum();
    assert_eq!(confirmed, all);

    // A child without an IIN is found again too.
    let unnumbered = format!("{HEADER}\nX1;2025-09-01 10:00;;Сапар;Інжу;2021-03-10;general;87012345678;;;\n");
    for (new, before) in [(1, 0), (0, 1)] {
        let mut whole = checked(unnumbered.as_bytes());
        let taken_over = compare(&town, &mut whole, || {}).await.unwrap();
        let taken = take_over(&town, whole.good, &taken_over, |_| {}).await.unwrap();
        assert_eq!((taken.new, taken.before, taken.refused), (new, before, vec![]));
    }

    // Another file with the same children under other numbers is found before anything is written.
    let renumbered: Vec<_> =
        rows.iter().map(|row| simulation::LegacyRow { number: format!("B{}", row.number), ..row.clone() }).collect();
    let mut file = Vec::new();
    write_rows(&mut file, &renumbered, Delimiter::Comma).unwrap();
    let mut again = checked(&file);
    compare(&town, &mut again, || {}).await.unwrap();
    assert_eq!((again.good.len(), again.bad.len()), (0, 300));
    assert!(again.bad.iter().all(|row| row.faults == [RowFault::ChildInQueue]));
    store.shutdown().await;
}
