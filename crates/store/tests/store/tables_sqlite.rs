//! The tables of a town as a person with the database's own tools finds them: an SQLite file in a directory.

use rusqlite::Connection;
use std::path::PathBuf;
use store::Database;
use tempfile::TempDir;

/// A directory of its own.
pub(crate) struct Tables(TempDir);

impl Tables {
    pub(crate) fn fresh() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub(crate) fn database(&self) -> Database {
        Database::Directory(self.0.path().to_owned())
    }

    pub(crate) fn directory(&self) -> PathBuf {
        self.0.path().to_owned()
    }

    /// Every byte on the disk.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let files = std::fs::read_dir(self.0.path()).unwrap();
        files.flat_map(|file| std::fs::read(file.unwrap().path()).unwrap()).collect()
    }

    fn sql(&self) -> Connection {
        Connection::open(self.0.path().join("kezek.sqlite")).unwrap()
    }

    pub(crate) fn run(&self, sql: &str) {
        self.sql().execute_batch(sql).unwrap();
    }

    /// The first column of every row.
    pub(crate) fn texts(&self, sql: &str) -> Vec<String> {
        let connection = self.sql();
        let mut statement = connection.prepare(sql).unwrap();
        let texts = statement.query_map([], |row| row.get(0)).unwrap();
        texts.collect::<Result<_, _>>().unwrap()
    }

    pub(crate) fn count(&self, table: &str) -> i64 {
        self.sql().query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0)).unwrap()
    }

    /// From now on no entry can be written, as on a full disk.
    pub(crate) fn fill_the_disk(&self) {
        self.run("CREATE TRIGGER full BEFORE INSERT ON entry BEGIN SELECT raise(ABORT, 'disk full'); END");
    }

    pub(crate) fn make_room(&self) {
        self.run("DROP TRIGGER full");
    }

    /// From now on entries can be written, and their commit fails: a deferred reference to nothing is noticed only there.
    pub(crate) fn break_commits(&self) {
        self.run(
            "CREATE TABLE nobody (id INTEGER PRIMARY KEY);
             CREATE TABLE promise (id INTEGER REFERENCES nobody (id) DEFERRABLE INITIALLY DEFERRED);
             CREATE TRIGGER broken AFTER INSERT ON entry BEGIN INSERT INTO promise VALUES (1); END",
        );
    }

    pub(crate) fn mend_commits(&self) {
        self.run("DROP TRIGGER broken");
    }
}
