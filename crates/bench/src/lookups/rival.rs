//! The place by SQL: ranked by a window function over the whole queue, or counted over a covering index.

use crate::rows;
use admission::{ApplicationId, Territory};
use std::time::Instant;
use tokio_postgres::{Client, Statement};

/// The order of the queue said by window functions, the pattern of one to three with it. `nth` is the place in the own
/// class; blocks of the pattern follow from it and the two counters.
const WINDOW: &str = "
    WITH asked AS (
        SELECT application.id, queue.* FROM application JOIN queue USING (birth_year) WHERE application.id = $1
    ), numbered AS (
        SELECT application.id, class, first_used, ordinary_used,
               row_number() OVER (PARTITION BY class ORDER BY applied_at, application.id) - 1 AS nth
        FROM application JOIN asked USING (birth_year) WHERE status = 0
    ), ranked AS (
        SELECT id, row_number() OVER (
            ORDER BY class > 0,
                     CASE class WHEN 0 THEN 0 WHEN 1 THEN first_used + nth ELSE (ordinary_used + nth) / 3 END,
                     class, nth
        ) AS place
        FROM numbered
    )
    SELECT place FROM ranked WHERE id = $1";

/// The same without the pattern: class, then time. Not our order, and the quickest a rank can be.
const PLAIN_WINDOW: &str = "
    SELECT place FROM (
        SELECT id, row_number() OVER (ORDER BY class, applied_at, id) AS place
        FROM application
        WHERE status = 0 AND birth_year = (SELECT birth_year FROM application WHERE id = $1)
    ) AS ranked WHERE id = $1";

/// Counts those of the own class in front, from the index alone; the rest follows from counters kept by queue, for whose
/// upkeep nothing is charged here.
const COUNT: &str = "
    SELECT 1 + CASE a.class
        WHEN 0 THEN nth
        WHEN 1 THEN out_of_turn + nth + least(ordinary, greatest((first_used + nth) * 3 - ordinary_used, 0))
        ELSE out_of_turn + nth + least(first_priority, greatest((ordinary_used + nth) / 3 + 1 - first_used, 0))
    END
    FROM application a
    JOIN queue USING (birth_year)
    CROSS JOIN LATERAL (
        SELECT count(*) AS nth FROM application b
        WHERE b.status = 0 AND b.birth_year = a.birth_year AND b.class = a.class
          AND (b.applied_at, b.id) < (a.applied_at, a.id)
    ) AS counted
    WHERE a.id = $1";

/// A way to find the place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    Window,
    PlainWindow,
    Count,
}

impl Way {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Window => "rank by window functions on PostgreSQL, the pattern of one to three with it",
            Self::PlainWindow => "rank by a window function on PostgreSQL, by class and time only",
            Self::Count => "count over a covering index on PostgreSQL, totals by queue kept for nothing",
        }
    }

    fn sql(self) -> &'static str {
        match self {
            Self::Window => WINDOW,
            Self::PlainWindow => PLAIN_WINDOW,
            Self::Count => COUNT,
        }
    }

    /// Times each application is asked for; a rank over a million takes about a second.
    fn rounds(self) -> usize {
        if self == Self::Count { 30 } else { 1 }
    }
}

/// What one look-up costs them.
pub(crate) struct Figure {
    pub(crate) way: Way,
    /// As whoever asks sees it, over a socket of the same machine.
    pub(crate) nanoseconds: f64,
    /// As the server counts its own work, without planning and the way there and back.
    pub(crate) inside_nanoseconds: f64,
}

pub(crate) async fn look_up(territory: &Territory, asked: &[ApplicationId]) -> Result<Vec<Figure>, String> {
    let client = rows::load(territory).await?;
    let mut figures = Vec::new();
    for way in [Way::Window, Way::PlainWindow, Way::Count] {
        let figure = of_way(&client, way, territory, asked).await;
        figures.push(figure.map_err(|cause| format!("the rival's look-up: {cause}"))?);
    }
    Ok(figures)
}

async fn of_way(
    client: &Client,
    way: Way,
    territory: &Territory,
    asked: &[ApplicationId],
) -> Result<Figure, tokio_postgres::Error> {
    let statement = client.prepare(way.sql()).await?;
    // Once unmeasured: pages come into memory, and the answer is the same as ours. A rank reads all of them, whoever it is
    // asked for.
    let warming = if way == Way::Count { asked } else { &asked[..1] };
    for &id in warming {
        let place = place(client, &statement, id).await?;
        let is_our_order = way != Way::PlainWindow;
        assert!(!is_our_order || territory.position(id) == Some(place), "a rival that answers wrongly is none");
    }
    let started = Instant::now();
    for _ in 0..way.rounds() {
        for &id in asked {
            place(client, &statement, id).await?;
        }
    }
    let nanoseconds = started.elapsed().as_nanos() as f64 / (way.rounds() * asked.len()) as f64;
    let inside_nanoseconds = inside(client, way, warming).await?;
    Ok(Figure { way, nanoseconds, inside_nanoseconds })
}

async fn place(client: &Client, statement: &Statement, id: ApplicationId) -> Result<u64, tokio_postgres::Error> {
    let row = client.query_one(statement, &[&id.0.cast_signed()]).await?;
    Ok(row.get::<_, i64>(0).cast_unsigned())
}

/// What the server says of its own work.
async fn inside(client: &Client, way: Way, asked: &[ApplicationId]) -> Result<f64, tokio_postgres::Error> {
    let mut sum = 0.0;
    for &id in asked {
        let sql = way.sql().replace("$1", &id.0.to_string());
        let explained = format!("EXPLAIN (ANALYZE, TIMING OFF, COSTS OFF) {sql}");
        let rows = client.query(&explained, &[]).await?;
        let lines = rows.iter().map(|row| row.get::<_, &str>(0));
        let took = lines.filter_map(|line| line.trim().strip_prefix("Execution Time: ")?.strip_suffix(" ms"));
        sum += took.filter_map(|ms| ms.parse::<f64>().ok()).sum::<f64>();
    }
    Ok(sum / asked.len().max(1) as f64 * 1e6)
}
