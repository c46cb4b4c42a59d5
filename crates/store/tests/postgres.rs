//! The store as the rest of the service sees it, on a real PostgreSQL server: the same tests as on SQLite, and those of
//! several nodes.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says so by a panic")]

#[path = "store/acts.rs"]
mod acts;
#[path = "store/batches.rs"]
mod batches;
#[path = "store/tables.rs"]
mod brought;
#[path = "store/devices.rs"]
mod devices;
#[path = "store/documents.rs"]
mod documents;
#[path = "store/durability.rs"]
mod durability;
#[path = "store/factors.rs"]
mod factors;
#[path = "store/families.rs"]
mod families;
#[path = "store/fixture.rs"]
mod fixture;
#[path = "store/gardens.rs"]
mod gardens;
#[path = "store/helping.rs"]
mod helping;
#[path = "store/journal.rs"]
mod journal;
#[path = "store/log_ins.rs"]
mod log_ins;
#[path = "store/nodes.rs"]
mod nodes;
#[path = "store/nodes_documents.rs"]
mod nodes_documents;
#[path = "store/nodes_helping.rs"]
mod nodes_helping;
#[path = "store/nodes_photos.rs"]
mod nodes_photos;
#[path = "store/nodes_town_says.rs"]
mod nodes_town_says;
#[path = "store/office.rs"]
mod office;
#[path = "store/one_time.rs"]
mod one_time;
#[path = "store/outbox.rs"]
mod outbox;
#[path = "store/past.rs"]
mod past;
#[path = "store/past_order.rs"]
mod past_order;
#[path = "store/photos.rs"]
mod photos;
#[path = "store/secrecy.rs"]
mod secrecy;
#[path = "store/staff.rs"]
mod staff;
#[path = "store/steps.rs"]
mod steps;
#[path = "store/tables_postgres.rs"]
mod tables;
#[path = "store/tasks.rs"]
mod tasks;
#[path = "store/town_says.rs"]
mod town_says;
#[path = "store/twins.rs"]
mod twins;
