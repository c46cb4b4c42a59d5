//! Reading apart from everything else: in a process of its own with bounds that the kernel keeps. A reader of workbooks believes
//! what a file says of its own sizes; a file that lies ends that process and nothing else.

use crate::reading::{FILE_BYTES_MAX, Row, TEXT_BYTES_MAX, Table, Unreadable, read};
use rustix::process::{Resource, Rlimit, nice, setrlimit};
use std::io::{self, Read, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// What such a process may have of addresses: the largest honest file takes a tenth, and an allocator puts more aside than it
/// uses.
const ADDRESSES_MAX: u64 = 1280 * 1024 * 1024;

/// And of a processor: the largest honest file takes a second.
const SECONDS_MAX: u64 = 10;

/// Everything else goes first: nobody's claim waits for a table.
const NICENESS: i32 = 19;

/// Which of our commands reads. It is not for people.
const COMMAND: &str = "read-table";

/// The text with what JSON puts around it: every letter of it could be a quotation mark, and rows have numbers.
const ANSWER_BYTES_MAX: u64 = 8 * TEXT_BYTES_MAX as u64;

/// Where tables are read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Reader {
    /// On the thread that asks: for tests, whose files are their own.
    #[default]
    Here,
    /// In a process of this program.
    Apart(PathBuf),
}

impl Reader {
    /// Reads a file. Blocks for seconds.
    ///
    /// # Errors
    /// [`Unreadable`], as the inner result; outside of it, that no process could be begun.
    pub fn read(&self, file: &[u8]) -> io::Result<Result<Table, Unreadable>> {
        let Self::Apart(program) = self else { return Ok(read(file)) };
        let mut child = Command::new(program)
            .arg(COMMAND)
            .env_clear()
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        if let Some(mut stdin) = child.stdin.take() {
            // It reads everything before it writes anything; one that ended early says why by how it ended.
            let _ = stdin.write_all(file);
        }
        let mut answer = Vec::new();
        if let Some(stdout) = child.stdout.take() {
            stdout.take(ANSWER_BYTES_MAX).read_to_end(&mut answer)?;
        }
        // Nobody reads any more, so that one with more to say ends.
        let ended = child.wait()?;
        Ok(understood(&answer, ended.success()))
    }
}

/// What a process answered. One that did not end by itself was ended by its bounds.
fn understood(answer: &[u8], is_whole: bool) -> Result<Table, Unreadable> {
    if !is_whole {
        return Err(Unreadable::TooMuch);
    }
    let rows: Result<Vec<(u32, Vec<String>)>, Unreadable> =
        serde_json::from_slice(answer).unwrap_or(Err(Unreadable::TooMuch));
    rows.map(|rows| Table { rows: rows.into_iter().map(|(number, cells)| Row { number, cells }).collect() })
}

/// What the process does: takes its bounds, reads a file, answers.
///
/// # Errors
/// Where the bounds cannot be taken, or nobody listens.
pub fn run_apart() -> io::Result<()> {
    let bound = |most| Rlimit { current: Some(most), maximum: Some(most) };
    setrlimit(Resource::As, bound(ADDRESSES_MAX))?;
    setrlimit(Resource::Cpu, bound(SECONDS_MAX))?;
    setrlimit(Resource::Core, bound(0))?;
    setrlimit(Resource::Fsize, bound(0))?;
    nice(NICENESS)?;
    let mut file = Vec::new();
    io::stdin().lock().take(FILE_BYTES_MAX as u64 + 1).read_to_end(&mut file)?;
    let rows = read(&file).map(|table| table.rows.into_iter().map(|row| (row.number, row.cells)).collect::<Vec<_>>());
    let mut out = io::stdout().lock();
    out.write_all(&serde_json::to_vec(&rows)?)?;
    out.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_an_answer_of_a_process_that_was_ended_is_none() {
        let answer = br#"{"Ok":[[1,["a","b"]]]}"#;
        let whole = Table { rows: vec![Row { number: 1, cells: vec!["a".to_owned(), "b".to_owned()] }] };
        assert_eq!(understood(answer, true), Ok(whole));
        assert_eq!(understood(br#"{"Err":{"CellTooLong":7}}"#, true), Err(Unreadable::CellTooLong(7)));
        for (answer, is_whole) in [(answer.as_slice(), false), (&answer[..9], true), (b"", true), (b"", false)] {
            assert_eq!(understood(answer, is_whole), Err(Unreadable::TooMuch));
        }
    }
}
