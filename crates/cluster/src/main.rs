//! A server by hand: prints how a program reaches a fresh database, and serves until its input ends or it is killed.
//! With `paused` it stops the clock of the server meanwhile.

use cluster::{Server, Settings};
use std::io::Read as _;

fn main() -> Result<(), cluster::Fault> {
    let server = Server::start(&Settings::default())?;
    println!("{}", server.create_database()?);
    if std::env::args().any(|word| word == "paused") {
        server.pause()?;
    }
    let folder = |cause| cluster::Fault::Folder { folder: server.socket().to_owned(), cause };
    std::io::stdin().read_to_end(&mut Vec::new()).map_err(folder)?;
    Ok(())
}
