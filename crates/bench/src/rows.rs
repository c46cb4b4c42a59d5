//! Applications as plain rows on PostgreSQL, as a good team would keep them: what the rivals rank, count and open.

use crate::server;
use admission::{Application, Status, Territory};
use tokio_postgres::Client;

/// Rows of one statement while a table is filled.
const AT_A_TIME: usize = 20_000;

const TABLES: &str = "
    CREATE TABLE queue (
        birth_year     int PRIMARY KEY,
        first_used     bigint NOT NULL,
        ordinary_used  bigint NOT NULL,
        out_of_turn    bigint NOT NULL,
        first_priority bigint NOT NULL,
        ordinary       bigint NOT NULL
    );
    CREATE TABLE application (
        id         bigint PRIMARY KEY,
        child      bigint NOT NULL,
        birth_year int NOT NULL,
        class      smallint NOT NULL,
        status     smallint NOT NULL,
        applied_at timestamptz NOT NULL,
        list       date
    );";

/// After the rows, as one loads a table. The partial index is all that a rank or a count of a queue needs to read.
const INDEXES: &str = "
    CREATE INDEX application_in_order ON application (birth_year, class, applied_at, id) WHERE status = 0;
    VACUUM (ANALYZE, FREEZE) application;
    VACUUM (ANALYZE) queue;";

/// A fresh database with the applications of a territory in it.
pub(crate) async fn load(territory: &Territory) -> Result<Client, String> {
    let client = server::connect(&server::database()?).await?;
    load_into(&client, territory).await.map_err(|cause| format!("loading plain rows: {cause}"))?;
    Ok(client)
}

async fn load_into(client: &Client, territory: &Territory) -> Result<(), tokio_postgres::Error> {
    client.batch_execute(TABLES).await?;
    let insert = client
        .prepare(
            "INSERT INTO application
             SELECT id, child, birth_year, class, 0, to_timestamp(applied_us / 1000000.0), NULL
             FROM unnest($1::bigint[], $2::bigint[], $3::int[], $4::smallint[], $5::bigint[])
                  AS row (id, child, birth_year, class, applied_us)",
        )
        .await?;
    let waiting: Vec<&Application> =
        territory.applications().filter(|application| application.status() == Status::Waiting).collect();
    for some in waiting.chunks(AT_A_TIME) {
        let ids: Vec<i64> = some.iter().map(|one| one.id().0.cast_signed()).collect();
        let children: Vec<i64> = some.iter().map(|one| territory.child_of(one).0.cast_signed()).collect();
        let years: Vec<i32> = some.iter().map(|one| territory.queue_of(one).id().birth_year as i32).collect();
        let classes: Vec<i16> = some.iter().map(|one| one.class() as i16).collect();
        let applied: Vec<i64> = some.iter().map(|one| one.applied_at().as_microsecond()).collect();
        client.execute(&insert, &[&ids, &children, &years, &classes, &applied]).await?;
    }
    for queue in territory.queues() {
        let (used, waiting) = (queue.slots_used(), queue.waiting());
        let counts = [used.0, used.1, waiting.out_of_turn, waiting.first_priority, waiting.ordinary];
        let counts: Vec<i64> = counts.into_iter().map(u64::cast_signed).collect();
        client
            .execute(
                "INSERT INTO queue SELECT $1, c[1], c[2], c[3], c[4], c[5] FROM (SELECT $2::bigint[] AS c) AS counts",
                &[&(queue.id().birth_year as i32), &counts],
            )
            .await?;
    }
    // A vacuum runs in no transaction, so each statement goes alone.
    for statement in INDEXES.split(';').map(str::trim).filter(|statement| !statement.is_empty()) {
        client.batch_execute(statement).await?;
    }
    Ok(())
}
