//! The demo's directory: marked as one, so that no demo clock ever runs over real data.

use std::fs;
use std::path::Path;

const MARK: &str = "demo.txt";
const BUILDING: &str = "Kezek's demo is being built here; if that broke off, it begins anew.\n";
const FINISHED: &str = "Kezek's demo lives here; delete the directory to begin anew.\n";

/// What the store and its key leave in a directory.
const FILES: [&str; 5] = ["kezek.sqlite", "kezek.sqlite-wal", "kezek.sqlite-shm", "kezek.lock", "master.key"];

/// What a directory holds.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Holds {
    Nothing,
    Demo,
}

/// Looks what is there; the rest of a demo whose building broke off is cleared away.
pub(super) fn look_into(directory: &Path) -> Result<Holds, String> {
    let mark = fs::read_to_string(directory.join(MARK)).ok();
    match mark.as_deref() {
        Some(FINISHED) => Ok(Holds::Demo),
        Some(_) => clear(directory).map(|()| Holds::Nothing),
        None if directory.join(FILES[0]).exists() => {
            Err(format!("{} holds data that is no demo's; --data names another directory", directory.display()))
        }
        None => Ok(Holds::Nothing),
    }
}

fn clear(directory: &Path) -> Result<(), String> {
    for path in FILES.map(|file| directory.join(file)) {
        if path.exists() {
            fs::remove_file(&path).map_err(|fault| format!("{} cannot be removed: {fault}", path.display()))?;
        }
    }
    Ok(())
}

/// Marks the directory before anything is built in it.
pub(super) fn begin(directory: &Path) -> Result<(), String> {
    store::make_data_directory(directory).map_err(|fault| fault.to_string())?;
    mark(directory, BUILDING)
}

/// Marks the demo as finished.
pub(super) fn finish(directory: &Path) -> Result<(), String> {
    mark(directory, FINISHED)
}

fn mark(directory: &Path, words: &str) -> Result<(), String> {
    let path = directory.join(MARK);
    fs::write(&path, words).map_err(|fault| format!("{} cannot be written: {fault}", path.display()))
}
