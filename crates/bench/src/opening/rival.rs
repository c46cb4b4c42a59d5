//! The same morning in plain SQL: a rank by birth year gives access, in one transaction.

use crate::figure::milliseconds;
use crate::rows;
use crate::town::Town;
use std::time::Instant;
use tokio_postgres::Client;

/// A window function ranks those who wait in each birth year in the order of the queue, and as many as there are places
/// get access. The pattern of one to three begins anew here, which is less work than carrying it on.
const OPEN: &str = "
    WITH numbered AS (
        SELECT id, birth_year, class,
               row_number() OVER (PARTITION BY birth_year, class ORDER BY applied_at, id) - 1 AS nth
        FROM application WHERE status = 0
    ), ranked AS (
        SELECT id, birth_year,
               row_number() OVER (
                   PARTITION BY birth_year
                   ORDER BY class > 0, CASE class WHEN 0 THEN 0 WHEN 1 THEN nth ELSE nth / 3 END, class, nth
               ) AS place
        FROM numbered
    )
    UPDATE application SET status = 1, list = DATE '2025-09-03'
    FROM ranked JOIN published USING (birth_year)
    WHERE application.id = ranked.id AND ranked.place <= published.places";

/// Milliseconds of each morning, each over freshly loaded rows.
pub(crate) async fn mornings(waiting: u64, places: u64, mornings: u32) -> Result<Vec<f64>, String> {
    let mut runs = Vec::new();
    for seed in 0..mornings {
        let mut town = Town::found(|_, _, _| {});
        town.fill(waiting, seed.into(), |_, _, _| {});
        let mut client = rows::load(&town.territory).await?;
        runs.push(morning(&mut client, places).await.map_err(|cause| format!("the rival's morning: {cause}"))?);
    }
    Ok(runs)
}

async fn morning(client: &mut Client, places: u64) -> Result<f64, tokio_postgres::Error> {
    client
        .batch_execute(
            "CREATE TABLE published (birth_year int PRIMARY KEY, places bigint NOT NULL);
             CREATE TABLE list (birth_year int, opened_on date, places bigint, PRIMARY KEY (birth_year, opened_on))",
        )
        .await?;
    let spread = "INSERT INTO published SELECT birth_year, $1 / count(*) OVER () FROM queue";
    client.execute(spread, &[&places.cast_signed()]).await?;
    client.execute("ANALYZE published", &[]).await?;
    let statement = client.prepare(OPEN).await?;
    let started = Instant::now();
    let transaction = client.transaction().await?;
    transaction.execute(&statement, &[]).await?;
    transaction.execute("INSERT INTO list SELECT birth_year, DATE '2025-09-03', places FROM published", &[]).await?;
    transaction.execute("UPDATE published SET places = 0", &[]).await?;
    transaction.commit().await?;
    Ok(milliseconds(started))
}
