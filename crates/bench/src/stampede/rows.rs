//! The rival: one transaction with row locks for each claim, as a good team would write it over PostgreSQL.
//!
//! Sessions are kept in memory, as ours are. A claim is looked at without a lock first, so that the many who come too late
//! cost one statement. The row of the group, for which everybody queues, is locked last. The statements that only write go
//! to the server together. Each connection prepares a statement once.

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::post;
use deadpool_postgres::{GenericClient, Manager, ManagerConfig, Pool, RecyclingMethod};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::sync::Arc;
use tokio_postgres::types::ToSql;
use tokio_postgres::{Config, Error, NoTls};

/// Connections to the database: more share a flush, until the two cores have enough to do.
const CONNECTIONS: usize = 32;

/// The tables, with an index for every question.
pub(crate) const TABLES: &str = "
    CREATE TABLE application (id bigint PRIMARY KEY, birth_year int NOT NULL, status smallint NOT NULL);
    CREATE TABLE session (
        token_hash bytea PRIMARY KEY, application bigint NOT NULL REFERENCES application, ends_at timestamptz NOT NULL);
    CREATE TABLE free_place (group_id int PRIMARY KEY, birth_year int NOT NULL, places int NOT NULL);
    CREATE TABLE claim (
        command_id uuid PRIMARY KEY, application bigint NOT NULL REFERENCES application,
        group_id int NOT NULL REFERENCES free_place, claimed_at timestamptz NOT NULL DEFAULT now());
    CREATE INDEX claim_of_application ON claim (application);";

const LOOK: &str = "
    SELECT a.status, f.places, EXISTS (SELECT FROM claim WHERE command_id = $3::text::uuid)
    FROM application a JOIN free_place f USING (birth_year) WHERE a.id = $1 AND f.group_id = $2";
const LOCK_APPLICATION: &str = "SELECT status FROM application WHERE id = $1 FOR UPDATE";
const LOCK_PLACES: &str = "SELECT places FROM free_place WHERE group_id = $1 FOR UPDATE";
const CLAIM: &str = "INSERT INTO claim (command_id, application, group_id) VALUES ($1::text::uuid, $2, $3)";
const REFER: &str = "UPDATE application SET status = 1 WHERE id = $1";
const TAKE: &str = "UPDATE free_place SET places = places - 1 WHERE group_id = $1";

struct Site {
    pool: Pool,
    sessions: HashMap<[u8; 32], i64>,
}

/// What a family hears.
enum Answer {
    Given,
    Refused(&'static str),
}

pub(crate) async fn router(url: &str) -> Result<Router, Error> {
    let config: Config = url.parse()?;
    let recycling = ManagerConfig { recycling_method: RecyclingMethod::Fast };
    let manager = Manager::from_config(config.clone(), NoTls, recycling);
    let pool = Pool::builder(manager).max_size(CONNECTIONS).build().expect("a pool needs no runtime without timeouts");
    let (client, connection) = config.connect(NoTls).await?;
    let reading = tokio::spawn(connection);
    let rows = client.query("SELECT token_hash, application FROM session WHERE ends_at > now()", &[]).await?;
    let known = rows.iter().filter_map(|row| Some((row.get::<_, &[u8]>(0).try_into().ok()?, row.get(1))));
    let sessions = known.collect();
    reading.abort();
    let site = Arc::new(Site { pool, sessions });
    Ok(Router::new().route("/{lang}/my/claim", post(answer)).with_state(site))
}

async fn answer(State(site): State<Arc<Site>>, headers: HeaderMap, form: Bytes) -> Response {
    let Some(&application) = token(&headers).and_then(|token| site.sessions.get(&hash(token))) else {
        return Redirect::to("/kk/find?no=session").into_response();
    };
    let Some((group, act)) = read(&form) else { return StatusCode::BAD_REQUEST.into_response() };
    match site.claim(application, group, act).await {
        Ok(Answer::Given) => Redirect::to("/kk/my?done=claimed").into_response(),
        Ok(Answer::Refused(why)) => Redirect::to(&format!("/kk/my/places?no={why}")).into_response(),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "1")]).into_response(),
    }
}

impl Site {
    async fn claim(&self, application: i64, group: i32, act: &str) -> Result<Answer, deadpool_postgres::PoolError> {
        let mut client = self.pool.get().await?;
        let look = client.prepare_cached(LOOK).await?;
        let Some(seen) = client.query_opt(&look, &[&application, &group, &act]).await? else {
            return Ok(Answer::Refused("wrong_queue"));
        };
        if seen.get(2) {
            return Ok(Answer::Given);
        }
        if let Some(why) = refusal(seen.get(0), seen.get(1)) {
            return Ok(Answer::Refused(why));
        }
        let lock_application = client.prepare_cached(LOCK_APPLICATION).await?;
        let lock_places = client.prepare_cached(LOCK_PLACES).await?;
        let (claim, refer, take) =
            tokio::try_join!(client.prepare_cached(CLAIM), client.prepare_cached(REFER), client.prepare_cached(TAKE))?;
        let transaction = client.transaction().await?;
        let status = transaction.query_one(&lock_application, &[&application]).await?.get(0);
        let places = transaction.query_one(&lock_places, &[&group]).await?.get(0);
        if let Some(why) = refusal(status, places) {
            transaction.rollback().await?;
            return Ok(Answer::Refused(why));
        }
        tokio::try_join!(
            transaction.execute_raw(&claim, values(&[&act, &application, &group])),
            transaction.execute_raw(&refer, values(&[&application])),
            transaction.execute_raw(&take, values(&[&group])),
        )?;
        transaction.commit().await?;
        Ok(Answer::Given)
    }
}

fn values<'a>(all: &[&'a (dyn ToSql + Sync)]) -> Vec<&'a (dyn ToSql + Sync)> {
    all.to_vec()
}

fn refusal(status: i16, places: i32) -> Option<&'static str> {
    if status != 0 { Some("already_referred") } else { (places < 1).then_some("no_place") }
}

fn token(headers: &HeaderMap) -> Option<&str> {
    let cookies = headers.get(header::COOKIE)?.to_str().ok()?;
    cookies.split("; ").find_map(|cookie| cookie.strip_prefix("kezek="))
}

pub(crate) fn hash(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

/// `group=7&act=…`: neither has a sign that a form would escape.
fn read(form: &[u8]) -> Option<(i32, &str)> {
    let form = std::str::from_utf8(form).ok()?;
    let of = |name: &str| form.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='));
    Some((of("group")?.parse().ok()?, of("act")?))
}
