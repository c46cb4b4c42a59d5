//! Claims through several nodes while machines of the database stop: what `deploy/failover/run` drives and audits.
//!
//! `prepare` founds a town whose places are open to all and logs its families in. `drive` lets them claim over HTTP and asks
//! again, with the same command id and on the next node, whenever an answer is torn off. Whoever stops machines writes
//! `mark NAME` to its standard input right after, is told when claims flow again, and ends it with `end`. Then every answer
//! that was given is looked up in the journal.

mod audit;
mod claims;
mod town;
mod visitor;
mod watch;

use crate::say;
use serde_json::json;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;
use store::Database;

/// After the end a claim may take so long to be answered. A failover takes less.
const LAST_ANSWER_WITHIN: Duration = Duration::from_secs(60);

/// What the bench is told.
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    #[command(subcommand)]
    act: Act,
}

#[derive(Debug, clap::Subcommand)]
enum Act {
    /// Founds a town in an empty database and logs its families in
    Prepare {
        #[command(flatten)]
        place: Place,
        /// File of the master key of the nodes
        #[arg(long)]
        master_key_file: PathBuf,
        /// How many families
        #[arg(long, default_value_t = 20_000)]
        count: usize,
    },
    /// Lets the families claim places until `end` is read from standard input, then audits every answer
    Drive {
        #[command(flatten)]
        place: Place,
        /// Addresses of the nodes
        #[arg(long, value_delimiter = ',', required = true)]
        nodes: Vec<SocketAddr>,
        /// Address of the proxy before them, whose first page is looked at beside theirs
        #[arg(long)]
        front: Option<SocketAddr>,
        /// Ends by itself after so many seconds
        #[arg(long, default_value_t = 60)]
        seconds: u64,
        /// Claims a second, all families together
        #[arg(long, default_value_t = 150)]
        rate: u32,
        /// Families that act at the same time
        #[arg(long, default_value_t = 32)]
        at_once: u32,
    },
}

#[derive(Debug, clap::Args)]
struct Place {
    /// Database of the nodes, as in their settings
    #[arg(long, env = "KEZEK_DATABASE", hide_env_values = true)]
    database: String,
    /// File with the families and their sessions
    #[arg(long)]
    families: PathBuf,
}

/// Ends the program with 1 if an answer was lost, given twice or not given.
pub(crate) fn run(options: &Options) {
    match &options.act {
        Act::Prepare { place, master_key_file, count } => {
            let runtime = tokio::runtime::Runtime::new().expect("a bench can start a runtime");
            let database = Database::Postgres(place.database.clone());
            runtime.block_on(town::prepare(database, master_key_file, &place.families, *count));
        }
        Act::Drive { place, nodes, front, seconds, rate, at_once } => {
            let town = town::Town::read(&place.families);
            let pace = claims::Pace {
                at_once: *at_once,
                between: Duration::from_secs(1) * *at_once / (*rate).max(1),
                at_most: Duration::from_secs(*seconds),
                last_answer_within: LAST_ANSWER_WITHIN,
            };
            let looked_at: Vec<_> = nodes.iter().chain(front).copied().collect();
            let (claims, watched) = claims::drive(&town, nodes, &looked_at, &pace);
            let bodies = store::journal_bodies(Database::Postgres(place.database.clone()));
            let bodies = bodies.expect("the journal can be read, and its chain holds");
            let audit = audit::audit(&bodies, &town, &claims);
            for (address, pages) in looked_at.iter().zip(&watched.pages) {
                say(&json!({
                    "bench": "failover", "store": "postgres", "case": "pages", "address": address, "asked": pages.asked,
                    "answered": pages.answered, "longest_silence_seconds": pages.longest_silence.as_secs_f64(),
                }));
            }
            say(&json!({
                "bench": "failover", "store": "postgres", "case": "audit", "claims": claims.len(),
                "given": audit.given, "refused": audit.refused, "asked_again": audit.asked_again,
                "told_again": watched.told_again, "looked_at_other_node": watched.looked,
                "lost": audit.lost, "double": audit.double, "unanswered": audit.unanswered,
                "told_otherwise": watched.told_otherwise, "seen_older": watched.seen_older,
                "unexpected": watched.unexpected,
            }));
            watched.complaints.iter().chain(&audit.complaints).for_each(|complaint| eprintln!("{complaint}"));
            if !(audit.is_clean() && watched.is_clean()) {
                std::process::exit(1);
            }
        }
    }
}
