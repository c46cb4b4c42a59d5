//! Every statement there is, prepared by both databases; and the migrations, over rows that earlier releases left.

use super::{Connection, Postgres, Sqlite, postgres, sqlite};
use refinery::Target;
use std::path::{Path, PathBuf};

/// The texts of all statements written with a macro: a test that read them from a list would miss the forgotten ones.
fn statements(name: &str) -> Vec<&'static str> {
    let mut found = Vec::new();
    for file in files_in(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src")) {
        let source = std::fs::read_to_string(&file).unwrap();
        let opening = format!("{name}!(");
        for (at, _) in source.match_indices(&opening) {
            let is_another_macro = source[..at].ends_with(|letter: char| letter.is_alphanumeric() || letter == '_');
            let Some(text) = source[at + opening.len()..].trim_start().strip_prefix('"') else { continue };
            if !is_another_macro && let Some((text, _)) = text.split_once('"') {
                found.push(&*text.replace("\\\n", "").leak());
            }
        }
    }
    found
}

fn files_in(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(files_in(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files
}

fn postgres() -> (String, Postgres) {
    let url = cluster::shared().create_database().unwrap();
    let connection = Postgres::connect(&url).unwrap();
    (url, connection)
}

#[test]
fn both_databases_take_every_statement() {
    let directory = tempfile::tempdir().unwrap();
    let sqlite = Sqlite::open_writer(&directory.path().join("kezek.sqlite")).unwrap();
    let (_, mut server) = postgres();
    server.migrate().unwrap();
    let common = statements("sql");
    assert!(common.len() > 40, "only {} statements were found", common.len());
    for text in common {
        sqlite.0.prepare(text).unwrap_or_else(|cause| panic!("SQLite: {cause}: {text}"));
        server.takes(text).unwrap_or_else(|cause| panic!("PostgreSQL: {cause}: {text}"));
    }
    let own = statements("sqlite_sql");
    assert!(own.len() >= 3, "only {} statements were found", own.len());
    for text in own {
        sqlite.0.prepare(text).unwrap_or_else(|cause| panic!("SQLite: {cause}: {text}"));
    }
    let own = statements("postgres_sql");
    assert!(own.len() >= 3, "only {} statements were found", own.len());
    for text in own {
        server.takes(text).unwrap_or_else(|cause| panic!("PostgreSQL: {cause}: {text}"));
    }
}

/// Rows in every table, as the release of that number left them; the texts are the same for both databases.
const SAMPLES: [(i32, &str); 14] = [
    (1, include_str!("../../tests/golden/rows.v1.sql")),
    (2, include_str!("../../tests/golden/rows.v2.sql")),
    (3, include_str!("../../tests/golden/rows.v3.sql")),
    (4, include_str!("../../tests/golden/rows.v4.sql")),
    (5, include_str!("../../tests/golden/rows.v5.sql")),
    (6, include_str!("../../tests/golden/rows.v6.sql")),
    (7, include_str!("../../tests/golden/rows.v7.sql")),
    (8, include_str!("../../tests/golden/rows.v8.sql")),
    (10, include_str!("../../tests/golden/rows.v10.sql")),
    (11, include_str!("../../tests/golden/rows.v11.sql")),
    (12, include_str!("../../tests/golden/rows.v12.sql")),
    (13, include_str!("../../tests/golden/rows.v13.sql")),
    (14, include_str!("../../tests/golden/rows.v14.sql")),
    (15, include_str!("../../tests/golden/rows.v15.sql")),
];

/// What the last migration must have made of the rows of the first one.
fn check(connection: &Connection, hash_of_last: &str) {
    let one = |sql: super::Sql| connection.all(sql, Vec::new(), |row| row.text("found")).unwrap().join(" ");
    assert_eq!(one(super::sql!("SELECT CAST(count(*) AS TEXT) AS found FROM entry")), "3");
    assert_eq!(
        one(super::sql!("SELECT CAST(number AS TEXT) AS found FROM head WHERE territory <> 0")),
        "3",
        "the end of the journal"
    );
    let head = connection.all(super::sql!("SELECT hash FROM head WHERE territory <> 0"), Vec::new(), |row| {
        Ok(crate::hexadecimal::write(row.blob("hash")?))
    });
    assert_eq!(head.unwrap(), [hash_of_last]);
    assert_eq!(one(super::sql!("SELECT login AS found FROM account")), "asel");
    assert_eq!(one(super::sql!("SELECT word AS found FROM day_word")), "nothing");
    assert_eq!(one(super::sql!("SELECT label AS found FROM factor")), "Телефон");
    let those_by_day_first = "application_received access_given";
    assert_eq!(one(super::sql!("SELECT occasion AS found FROM message ORDER BY at_any_hour")), those_by_day_first);
    assert_eq!(one(super::sql!("SELECT media AS found FROM document")), "image/jpeg");
    assert_eq!(one(super::sql!("SELECT CAST(latitude AS TEXT) AS found FROM kindergarten WHERE id = 2")), "51128207");
    assert_eq!(one(super::sql!("SELECT phone AS found FROM kindergarten WHERE latitude IS NULL")), "+7 700");
    assert_eq!(one(super::sql!("SELECT sign AS found FROM kindergarten_photo")), "0123456789abcdef");
    assert_eq!(one(super::sql!("SELECT act AS found FROM account_act")), "recovered");
    assert_eq!(one(super::sql!("SELECT number AS found FROM account_recovery")), "042117");
    assert_eq!(
        one(super::sql!("SELECT CAST(count(*) AS TEXT) AS found FROM application WHERE reached_at IS NULL")),
        "0"
    );
}

const LAST_HASH: &str = "0303030303030303030303030303030303030303030303030303030303030303";

#[test]
fn sqlite_migrates_the_rows_of_every_earlier_release() {
    let mut connection = rusqlite::Connection::open_in_memory().unwrap();
    for (version, rows) in SAMPLES {
        let runner = sqlite::embedded::migrations::runner().set_target(Target::Version(version));
        runner.run(&mut connection).unwrap();
        connection.execute_batch(&rows.replace("'\\x", "x'")).unwrap();
    }
    sqlite::embedded::migrations::runner().run(&mut connection).unwrap();
    check(&Connection::Sqlite(Sqlite(connection)), LAST_HASH);
}

#[test]
fn postgres_migrates_the_rows_of_every_earlier_release() {
    let (url, mut server) = postgres();
    let name = url.rsplit('/').next().unwrap();
    for (version, rows) in SAMPLES {
        server.migrate_to(Target::Version(version)).unwrap();
        cluster::shared().sql(name, rows).unwrap();
    }
    server.migrate().unwrap();
    // A second node, and a second start, find nothing to do.
    postgres::Postgres::connect(&url).unwrap().migrate().unwrap();
    check(&Connection::Postgres(Box::new(server)), LAST_HASH);
}
