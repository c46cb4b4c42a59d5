//! The same applications read from PostgreSQL into memory, row by row, as a service with a cache would at its start.

use crate::figure::milliseconds;
use crate::rows;
use crate::town::Town;
use futures_util::TryStreamExt as _;
use std::collections::HashMap;
use std::hint::black_box;
use std::time::Instant;
use tokio_postgres::types::ToSql;

/// One row as it would lie in a cache.
struct Row {
    child: i64,
    birth_year: i32,
    class: i16,
    status: i16,
    applied_us: i64,
}

/// Seconds until they all lie in a map by id.
pub(crate) async fn load(applications: u64) -> Result<f64, String> {
    let mut town = Town::found(|_, _, _| {});
    town.fill(applications, 7, |_, _, _| {});
    let client = rows::load(&town.territory).await?;
    drop(town);
    let fault = |cause: tokio_postgres::Error| format!("reading plain rows: {cause}");
    let started = Instant::now();
    let sql = "SELECT id, child, birth_year, class, status, (extract(epoch FROM applied_at) * 1000000)::bigint
               FROM application";
    let nothing: [&(dyn ToSql + Sync); 0] = [];
    let mut rows = std::pin::pin!(client.query_raw(sql, nothing).await.map_err(fault)?);
    let mut cache: HashMap<i64, Row> = HashMap::new();
    while let Some(row) = rows.try_next().await.map_err(fault)? {
        let read = Row {
            child: row.get(1),
            birth_year: row.get(2),
            class: row.get(3),
            status: row.get(4),
            applied_us: row.get(5),
        };
        cache.insert(row.get(0), read);
    }
    let seconds = milliseconds(started) / 1000.0;
    let sum: i64 = cache.values().map(|row| row.child ^ row.applied_us ^ i64::from(row.birth_year)).sum();
    black_box((sum, cache.values().filter(|row| row.class == 0 && row.status == 0).count()));
    assert_eq!(cache.len() as u64, applications, "every row was read");
    Ok(seconds)
}
