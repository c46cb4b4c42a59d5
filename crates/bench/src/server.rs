//! The PostgreSQL server of one bench: durable, set up as for a machine like this one, and gone with the process.

use cluster::{Server, Settings};
use std::sync::OnceLock;
use tokio_postgres::{Client, NoTls};

/// What whoever runs a server of this size would set; the rest is Debian's.
const SETTINGS: [(&str, &str); 4] =
    [("shared_buffers", "1GB"), ("work_mem", "128MB"), ("maintenance_work_mem", "512MB"), ("max_wal_size", "4GB")];

/// The server, started when it is first needed.
fn server() -> Result<&'static Server, String> {
    static SERVER: OnceLock<Result<Server, String>> = OnceLock::new();
    let extra = SETTINGS.iter().map(|&(name, value)| (name.to_owned(), value.to_owned())).collect();
    let settings = Settings { durable: true, extra, ..Settings::default() };
    let started = SERVER.get_or_init(|| Server::start(&settings).map_err(|fault| fault.to_string()));
    started.as_ref().map_err(Clone::clone)
}

/// A new empty database, as a connection text.
pub(crate) fn database() -> Result<String, String> {
    server()?.create_database().map_err(|fault| fault.to_string())
}

/// A connection to it.
pub(crate) async fn connect(database: &str) -> Result<Client, String> {
    let (client, connection) = tokio_postgres::connect(database, NoTls).await.map_err(|cause| cause.to_string())?;
    tokio::spawn(async move {
        if let Err(cause) = connection.await {
            eprintln!("a connection of a rival ended: {cause}");
        }
    });
    Ok(client)
}
