//! The tables of a town as a person with the database's own tools finds them: a database of a PostgreSQL server.

use store::Database;

/// A database of its own.
pub(crate) struct Tables(String);

impl Tables {
    pub(crate) fn fresh() -> Self {
        Self(cluster::shared().create_database().unwrap())
    }

    pub(crate) fn database(&self) -> Database {
        Database::Postgres(self.0.clone())
    }

    fn sql(&self, sql: &str) -> String {
        let name = self.0.rsplit('/').next().unwrap();
        cluster::shared().sql(name, sql).unwrap()
    }

    /// Every byte of every table, as the server writes them out.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let tables = self.texts("SELECT tablename FROM pg_tables WHERE schemaname = 'public'");
        tables.iter().flat_map(|table| self.sql(&format!("SELECT * FROM \"{table}\"")).into_bytes()).collect()
    }

    pub(crate) fn run(&self, sql: &str) {
        self.sql(sql);
    }

    /// The first column of every row; no text may have line ends.
    pub(crate) fn texts(&self, sql: &str) -> Vec<String> {
        self.sql(sql).lines().map(str::to_owned).collect()
    }

    pub(crate) fn count(&self, table: &str) -> i64 {
        self.sql(&format!("SELECT count(*) FROM {table}")).trim().parse().unwrap()
    }

    /// From now on no entry can be written, as on a full disk.
    pub(crate) fn fill_the_disk(&self) {
        self.run(
            "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS
             $$ BEGIN RAISE 'disk full'; END $$;
             CREATE TRIGGER full_disk BEFORE INSERT ON entry FOR EACH ROW EXECUTE FUNCTION full_disk()",
        );
    }

    pub(crate) fn make_room(&self) {
        self.run("DROP TRIGGER full_disk ON entry");
    }

    /// From now on entries can be written, and their commit fails.
    pub(crate) fn break_commits(&self) {
        self.run(
            "CREATE FUNCTION broken() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'broken'; END $$;
             CREATE CONSTRAINT TRIGGER broken AFTER INSERT ON entry DEFERRABLE INITIALLY DEFERRED
             FOR EACH ROW EXECUTE FUNCTION broken()",
        );
    }

    pub(crate) fn mend_commits(&self) {
        self.run("DROP TRIGGER broken ON entry");
    }
}
