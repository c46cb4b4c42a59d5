//! Tables that staff bring: a preview, mistakes by row and column, and all of it at once or nothing.

use super::fixture::{Answer, Fixture, Person};
use admission::{Command, GroupId, KindergartenId};
use axum::http::StatusCode;
use sheets::writing::{Cell, Column, Kind, Table};
use store::CommandId;

const HEADS: &str = "name_kk;name_ru;address_kk;Мекенжайы (орысша);Phone;group_kk;group_ru;birth_years;kind;language;hours;capacity;attending\n";
const NEW: &str =
    "Еркемай;Еркемай;Абай, 5;Абая, 5;87172556677;Ботақан;Верблюжонок;2022, 2023;жай;kk;Полный день;20;18\n";

/// The act and the plan that the button of a preview carries.
fn button(page: &Answer) -> (CommandId, String) {
    let value = |name: &str| {
        let from = format!("name=\"{name}\" value=\"");
        page.body.split_once(&from).and_then(|(_, rest)| rest.split_once('"')).map(|(value, _)| value.to_owned())
    };
    (value("act").unwrap().parse().unwrap(), value("plan").expect("a button that confirms"))
}

async fn previewed(town: &Fixture, person: &Person, path: &str, table: &str) -> (String, Answer) {
    let sent = town.post_file(person, path, table.as_bytes()).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let page = town.get(person, &sent.location).await;
    (sent.location, page)
}

async fn confirmed(town: &Fixture, person: &Person, path: &str, page: &Answer) -> Answer {
    let (act, plan) = button(page);
    town.post_act(person, path, &[("plan", &plan)], act).await
}

#[tokio::test]
async fn a_table_of_kindergartens_is_shown_first_and_carried_out_when_it_is_confirmed() {
    let town = Fixture::new().await;
    let clerk = town.log_in("clerk").await;
    let known = "БАЛАПАН;;абай көшесі, 1;;;Қошақан;;;;;;25;20\nАйгөлек;;Абай көшесі, 1;;;;;;;;;;\n";
    let (path, page) = previewed(&town, &clerk, "/ru/office/import", &format!("{HEADS}{NEW}{known}")).await;
    assert!(page.says("Новых: 1. Изменится: 1. Без изменений: 1."), "{}", page.body);
    assert_eq!(town.town.registry().kindergartens.len(), 2, "nothing is written yet");
    for _ in 0..2 {
        let done = confirmed(&town, &clerk, &path, &page).await;
        assert_eq!(done.location, "/ru/office/kindergartens?done=table-carried-out");
    }
    let registry = town.town.registry();
    let (garden, group) = (&registry.kindergartens[&KindergartenId(3)], &registry.groups[&GroupId(3)]);
    assert_eq!((garden.names.kk.as_str(), garden.address.ru.as_str()), ("Еркемай", "Абая, 5"));
    assert_eq!((group.kindergarten.0, group.birth_years.as_slice(), group.capacity), (3, [2022, 2023].as_slice(), 20));
    let seats = |group| town.town.state().seats(GroupId(group)).unwrap().counted;
    assert_eq!((seats(3), seats(1)), (Some((20, 18, 0)), Some((25, 20, 0))));
    // The same table again changes nothing.
    let (_, page) = previewed(&town, &clerk, "/ru/office/import", &format!("{HEADS}{NEW}{known}")).await;
    assert!(page.says("Таблица ничего не меняет") && !page.says("name=\"plan\""), "{}", page.body);
}

#[tokio::test]
async fn mistakes_are_named_by_row_and_column_and_nothing_is_kept() {
    let town = Fixture::new().await;
    let clerk = town.log_in("clerk").await;
    let wrong = "Еркемай;;Абай, 5;Абая, 5;12;Ботақан;Верблюжонок;1999;жай;kk;әрқашан;99;21\n;;;;;;;;;;;;\nЕркемай;;Абай, 5;;;Ботақан;;;;;;;\n";
    let sent = town.post_file(&clerk, "/kk/office/import", format!("{HEADS}{NEW}{wrong}").as_bytes()).await;
    assert_eq!(sent.status, StatusCode::UNPROCESSABLE_ENTITY);
    for words in ["3-жол", "5-жол", "2-жолдағыдан өзгеше", "2-жолда бар"] {
        assert!(sent.says(words), "{words}: {}", sent.body);
    }
    let alone = town.post_file(&clerk, "/kk/office/import", format!("{HEADS}{wrong}").as_bytes()).await;
    for words in ["Балабақша атауы (орысша)", "Телефоны", "Туған жылдар", "Жұмыс уақыты", "0 мен 60"]
    {
        assert!(alone.says(words), "{words}: {}", alone.body);
    }
    let heads = town.post_file(&clerk, "/en/office/import", b"name_kk;name_kk;colour\na;b;c\n").await;
    for words in ["There is no such column", "This column stands twice", "This column is missing"] {
        assert!(heads.says(words), "{words}: {}", heads.body);
    }
    assert_eq!((town.town.registry().kindergartens.len(), town.town.registry().groups.len()), (2, 2));
}

#[tokio::test]
async fn a_file_that_is_no_table_is_told_in_words() {
    let town = Fixture::new().await;
    let clerk = town.log_in("clerk").await;
    let many = "a;b\n".repeat(200_000);
    for (file, words) in [
        (b"".as_slice(), "Choose the file first"),
        (b"%PDF\x01", "neither an XLSX table nor CSV text"),
        (b"PK\x03\x04 and no more", "damaged"),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "old file of Excel"),
        (many.as_bytes(), "more rows than 10,000"),
        (&vec![b'a'; 10 * 1024 * 1024 + 1], "larger than 10 MB"),
    ] {
        let sent = town.post_file(&clerk, "/en/office/import", file).await;
        assert_eq!(sent.status, StatusCode::UNPROCESSABLE_ENTITY, "{words}");
        assert!(sent.says(words), "{words}: {}", sent.body);
    }
}

#[tokio::test]
async fn what_has_changed_meanwhile_is_shown_anew_and_not_carried_out() {
    let town = Fixture::new().await;
    let clerk = town.log_in("clerk").await;
    let (path, page) = previewed(&town, &clerk, "/kk/office/import", &format!("{HEADS}{NEW}")).await;
    let form = [("name_kk", "Еркемай"), ("name_ru", "Еркемай"), ("address_kk", "Абай, 5"), ("address_ru", "Абая, 5")];
    let form = [&form[..], &[("phone", "87172556677")]].concat();
    let registered = town.post(&clerk, "/kk/office/kindergartens/new", &form).await;
    assert_eq!(registered.status, StatusCode::SEE_OTHER);
    let refused = confirmed(&town, &clerk, &path, &page).await;
    assert!(refused.location.ends_with("?no=table-changed") && !refused.location.starts_with(&path));
    assert_eq!(town.town.registry().groups.len(), 2);
    let anew = town.get(&clerk, &refused.location).await;
    let done = confirmed(&town, &clerk, &refused.location, &anew).await;
    assert_eq!(done.location, "/kk/office/kindergartens?done=table-carried-out");
    assert_eq!((town.town.registry().kindergartens.len(), town.town.registry().groups.len()), (3, 3));
}

#[tokio::test]
async fn a_table_is_nobody_elses_and_is_gone_after_a_day() {
    let town = Fixture::new().await;
    let (clerk, boss) = (town.log_in("clerk").await, town.log_in("boss").await);
    let (path, page) = previewed(&town, &clerk, "/kk/office/import", &format!("{HEADS}{NEW}")).await;
    let gone = "/kk/office/import?no=table-gone";
    assert_eq!(town.get(&boss, &path).await.location, gone);
    assert_eq!(confirmed(&town, &boss, &path, &page).await.location, gone);
    town.store.clock().move_to("2026-03-03T11:40:01Z".parse().unwrap());
    let clerk = town.log_in("clerk").await;
    assert_eq!(confirmed(&town, &clerk, &path, &page).await.location, gone);
    assert_eq!(town.town.registry().groups.len(), 2);
}

#[tokio::test]
async fn a_kindergarten_reports_its_own_places_from_a_table_and_no_others() {
    let town = Fixture::new().await;
    let head = town.log_in("balapan").await;
    let template = town.get(&head, "/kk/kindergarten/upload/template").await;
    assert_eq!(template.body, "\u{feff}\"Топ\";\"Туған жылы\";\"Босаған орын\"\r\n\"Қошақан\";\"2022\";\"\"\r\n");
    let filled = template.body.replace("\"\"\r\n", "2\r\n");
    let (path, page) = previewed(&town, &head, "/kk/kindergarten/upload", &filled).await;
    assert!(page.says("2 орын") && town.offer(1).reported == 0, "{}", page.body);
    for _ in 0..2 {
        let done = confirmed(&town, &head, &path, &page).await;
        assert_eq!(done.location, "/kk/kindergarten?done=table-reported");
    }
    assert_eq!((town.offer(1).reported, town.offer(2).reported), (2, 0));
    assert!(town.get(&head, "/kk/kindergarten/history").await.says("2 орын хабарланды"));

    assert!(town.act(Command::CountSeats { group: GroupId(1), capacity: 5, attending: 2 }).await);
    let wrong = "group;birth_year;places\nҚошақан;2022;4\nҚошақан;2022;x\nБотақан;2022;1\nҚошақан;2019;1\n";
    let sent = town.post_file(&head, "/en/kindergarten/upload", wrong.as_bytes()).await;
    assert_eq!(sent.status, StatusCode::UNPROCESSABLE_ENTITY);
    for words in
        ["already stands in row 2", "whole number from 0 to 60", "no such group", "Its years: 2022", "3 at most"]
    {
        assert!(sent.says(words), "{words}: {}", sent.body);
    }
    assert_eq!(town.offer(1).reported, 2);
}

#[tokio::test]
async fn places_come_in_as_a_workbook_too_and_a_wrong_cell_is_named_by_its_row() {
    let town = Fixture::new().await;
    let head = town.log_in("balapan").await;
    let book = |places: Cell| {
        let columns =
            ["Топ", "Туған жылы", "Босаған орын"].map(|name| Column { name: name.to_owned(), kind: Kind::Text });
        let row = vec![Cell::Text("Қошақан".to_owned()), Cell::Number(2022), places];
        let made_at = "2026-03-02T16:40:00".parse().unwrap();
        Table { title: "Орындар".to_owned(), made_at, columns: columns.into(), rows: vec![row] }.xlsx().unwrap()
    };
    let wrong = town.post_file(&head, "/kk/kindergarten/upload", &book(Cell::Text("көп".to_owned()))).await;
    assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.says("2-жол"), "{}", wrong.body);
    let sent = town.post_file(&head, "/kk/kindergarten/upload", &book(Cell::Number(2))).await;
    let page = town.get(&head, &sent.location).await;
    assert!(page.says("2 орын") && town.offer(1).reported == 0, "{}", page.body);
    let done = confirmed(&town, &head, &sent.location, &page).await;
    assert_eq!((done.location.as_str(), town.offer(1).reported), ("/kk/kindergarten?done=table-reported", 2));
}

#[tokio::test]
async fn the_office_reports_places_of_several_kindergartens_from_a_table_which_is_no_word_of_theirs() {
    let town = Fixture::new().await;
    let (clerk, verifier) = (town.log_in("clerk").await, town.log_in("verifier").await);
    let template = town.get(&clerk, "/kk/office/places/template").await;
    assert!(template.says("\"Балабақша\";\"Топ\";\"Туған жылы\";\"Босаған орын\""), "{}", template.body);
    assert!(template.says("\"Балапан\";\"Қошақан\";\"2022\";\"\"") && template.says("\"Айгөлек\""));
    let filled = template.body.replace("\"\"\r\n", "1\r\n");
    let (path, page) = previewed(&town, &clerk, "/kk/office/places", &filled).await;
    assert!(page.says("Айгөлек: Қошақан, 2022") && town.offer(2).reported == 0, "{}", page.body);
    let done = confirmed(&town, &clerk, &path, &page).await;
    assert_eq!(done.location, "/kk/office/kindergartens?done=table-reported");
    assert!(town.get(&clerk, &done.location).await.says("орындар хабарланды"));
    assert_eq!((town.offer(1).reported, town.offer(2).reported), (1, 1));
    assert!(town.town.words_of_day("2026-03-02".parse().unwrap()).await.unwrap().is_empty());

    let wrong = "kindergarten;group;birth_year;places\nБотақан;Қошақан;2022;x\nБалапан;Ботақан;2022;1\n";
    let sent = town.post_file(&clerk, "/en/office/places", wrong.as_bytes()).await;
    assert_eq!(sent.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(sent.says("no such kindergarten") && sent.says("no such group"), "{}", sent.body);
    assert!(sent.says("whole number from 0 to 60"), "every wrong cell is told: {}", sent.body);
    assert_eq!(town.post_file(&verifier, "/kk/office/places", wrong.as_bytes()).await.status, StatusCode::FORBIDDEN);
}
