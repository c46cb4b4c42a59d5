//! What is published as data: read by strangers' readers, described in three languages, and free of anything personal.

use super::fixture::{Answer, Fixture, MONDAY_EVENING, TUESDAY};
use admission::{Command, Counts, GroupId};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use std::collections::BTreeSet;

const FILES: [&str; 8] =
    ["queues", "vacancies", "waits", "counts-2026", "bulletins-2026", "kindergartens", "groups", "acts"];

async fn file(town: &Fixture, name: &str) -> Answer {
    let answer = town.get_as_visitor(&format!("/data/710000000/{name}")).await;
    assert_eq!(answer.status, StatusCode::OK, "{name}: {}", answer.body);
    answer
}

/// Names of columns, and rows.
fn csv(text: &str) -> (Vec<String>, Vec<Vec<String>>) {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let columns = reader.headers().unwrap().iter().map(ToOwned::to_owned).collect();
    (columns, reader.records().map(|row| row.unwrap().iter().map(ToOwned::to_owned).collect()).collect())
}

async fn lived() -> Fixture {
    let town = Fixture::new().await;
    let first = town.apply("Серікова", "220101600013", &["orphan"]).await.application;
    town.apply("Асанова", "220102600019", &[]).await;
    assert!(town.act(Command::ReportPlaces { group: GroupId(1), birth_year: 2022, places: 3 }).await);
    town.move_to(MONDAY_EVENING).await;
    town.move_to(TUESDAY).await;
    assert!(town.act(Command::ClaimPlace { application: first, group: GroupId(1) }).await);
    town
}

#[tokio::test]
async fn every_table_says_the_same_as_csv_and_as_json() {
    let town = lived().await;
    for name in FILES {
        let as_csv = file(&town, &format!("{name}.csv")).await;
        assert_eq!(as_csv.headers["content-type"], "text/csv; charset=utf-8; header=present");
        let saved_as = format!("attachment; filename=\"kezek-710000000-{name}.csv\"");
        assert_eq!(as_csv.headers["content-disposition"], saved_as.as_str());
        let (columns, rows) = csv(&as_csv.body);
        let as_json = file(&town, &format!("{name}.json")).await;
        assert_eq!(as_json.headers["content-type"], "application/json");
        let read: serde_json::Value = serde_json::from_str(&as_json.body).unwrap();
        assert_eq!((&read["licence"], &read["town"]), (&"CC-BY-4.0".into(), &"710000000".into()));
        let json_rows = read["rows"].as_array().unwrap();
        assert_eq!(json_rows.len(), rows.len(), "{name}");
        for (row, json) in rows.iter().zip(json_rows) {
            let fields = json.as_object().unwrap();
            assert_eq!(fields.keys().collect::<BTreeSet<_>>(), columns.iter().collect::<BTreeSet<_>>(), "{name}");
            for (column, cell) in columns.iter().zip(row) {
                let written = match &fields[column] {
                    serde_json::Value::String(text) => text.clone(),
                    serde_json::Value::Null => String::new(),
                    number => number.to_string(),
                };
                assert_eq!(&written, cell, "{name} {column}");
            }
        }
    }
}

#[tokio::test]
async fn the_counts_of_the_files_are_those_of_the_queue() {
    let town = lived().await;
    let (columns, rows) = csv(&file(&town, "counts-2026.csv").await.body);
    let sum = |name: &str| {
        let at = columns.iter().position(|column| column == name).unwrap();
        rows.iter().map(|row| row[at].parse::<u64>().unwrap()).sum::<u64>()
    };
    let mut all = Counts::default();
    town.town.tally().days().iter().flat_map(|day| &day.queues).for_each(|(_, counts)| all += counts);
    let named = ["asked", "offered", "access_ordinary", "taken_access", "enrolled"].map(sum);
    assert_eq!(named, [2, 3, 2, 1, 0]);
    assert_eq!(named, [all.asked.into(), all.offered, all.given[2].into(), all.taken[0].into(), all.enrolled.into()]);
    assert_eq!(rows.iter().map(|row| row[0].as_str()).collect::<Vec<_>>(), ["2026-03-02", "2026-03-03"]);

    let (_, queues) = csv(&file(&town, "queues.csv").await.body);
    assert_eq!(queues, [["2022", "general", "1", "0", "0", "0", "0", "2", "0", "1", "0"].map(str::to_owned).to_vec()]);
    let (_, bulletins) = csv(&file(&town, "bulletins-2026.csv").await.body);
    assert_eq!(bulletins, [["2026-03-02", "2022", "general", "1", "1", "3"].map(str::to_owned).to_vec()]);
}

#[tokio::test]
async fn no_file_holds_anything_of_a_family() {
    let town = lived().await;
    let receipt = town.apply("Ерғалиева", "220103600014", &["orphan"]).await;
    let (sign, number) = (receipt.application.to_string(), receipt.number.to_string().replace(' ', ""));
    for name in FILES {
        for ending in ["csv", "json"] {
            let text = file(&town, &format!("{name}.{ending}")).await.body;
            for own in ["Ерғалиева", "Серікова", "Әлия", "220103600014", "7015550101", "orphan", &sign, &number]
            {
                assert!(!text.contains(own), "{name}.{ending} holds {own}");
            }
        }
    }
}

#[tokio::test]
async fn a_file_that_has_not_changed_is_not_sent_again() {
    let town = lived().await;
    let first = file(&town, "queues.csv").await;
    let tag = first.headers["etag"].clone();
    assert_eq!(first.headers["last-modified"], "Tue, 03 Mar 2026 02:00:00 GMT");
    assert_eq!(
        (&first.headers["access-control-allow-origin"], first.headers.get("set-cookie")),
        (&"*".parse().unwrap(), None)
    );
    let ask = |tag: &axum::http::HeaderValue| {
        let request = Request::get("/data/710000000/queues.csv").header("if-none-match", tag);
        request.body(Body::empty()).unwrap()
    };
    let again = town.answer(ask(&tag)).await;
    assert_eq!((again.status, again.body.as_str(), &again.headers["etag"]), (StatusCode::NOT_MODIFIED, "", &tag));
    // Once somebody else has applied, there is another file, soon.
    town.apply("Ерғалиева", "220103600014", &[]).await;
    while town.answer(ask(&tag)).await.status == StatusCode::NOT_MODIFIED {}
    assert!(file(&town, "queues.csv").await.says("2022,general,1,0,0,1,"));
}

#[tokio::test]
async fn what_is_not_published_is_not_there() {
    let town = lived().await;
    for path in [
        "710000000/families.csv",
        "710000000/queues.xlsx",
        "710000000/counts-2025.csv",
        "990000000/queues.csv",
        "x/queues.csv",
    ] {
        let answer = town.get_as_visitor(&format!("/data/{path}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn every_column_is_described_in_three_languages_and_every_file_is_linked() {
    let town = lived().await;
    for lang in ["kk", "ru", "en"] {
        let page = town.get_as_visitor(&format!("/{lang}/data")).await;
        assert!(page.says("https://creativecommons.org/licenses/by/4.0/"));
        for name in FILES {
            for ending in ["csv", "json"] {
                assert!(page.says(&format!(r#"href="/data/710000000/{name}.{ending}""#)), "{lang} {name}");
            }
            for column in csv(&file(&town, &format!("{name}.csv")).await.body).0 {
                assert!(page.says(&format!(r#"<dt class="code-name">{column}</dt><dd>"#)), "{lang} {column}");
            }
        }
        assert!(!page.says("<dd></dd>"));
    }
}
