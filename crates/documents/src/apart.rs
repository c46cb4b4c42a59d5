//! Cleaning apart from everything else: in a process of its own with bounds that the kernel keeps. A file made to fill the
//! memory, to take a day, or to break a decoder ends that process and nothing else: the queue goes on.

use crate::{Cleaned, FILE_BYTES_MAX, Media, Unfit, clean};
use rustix::process::{Resource, Rlimit, nice, setrlimit};
use std::io::{self, Read, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// What such a process may have of addresses: the largest picture takes half a gigabyte while it is drawn, and an allocator
/// puts more aside than it uses.
const ADDRESSES_MAX: u64 = 1280 * 1024 * 1024;

/// And of a processor: the largest picture takes two seconds.
const SECONDS_MAX: u64 = 10;

/// Everything else goes first: nobody's claim waits for a photo.
const NICENESS: i32 = 19;

/// Which of our commands cleans. It is not for people.
const COMMAND: &str = "clean-document";

/// The first byte of what such a process answers.
const FIT_JPEG: u8 = b'j';
const FIT_PDF: u8 = b'p';
const UNFIT: [(u8, Unfit); 6] = [
    (b'k', Unfit::OtherKind),
    (b'h', Unfit::Heic),
    (b'b', Unfit::Broken),
    (b'l', Unfit::Locked),
    (b'x', Unfit::TooManyPixels),
    (b'm', Unfit::TooMuch),
];

/// Where documents are cleaned.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Cleaner {
    /// On the thread that asks: for tests, whose files are their own.
    #[default]
    Here,
    /// In a process of this program.
    Apart(PathBuf),
}

impl Cleaner {
    /// Cleans a file. Blocks for seconds.
    ///
    /// # Errors
    /// [`Unfit`], as the inner result; outside of it, that no process could be begun.
    pub fn clean(&self, file: &[u8]) -> io::Result<Result<Cleaned, Unfit>> {
        let Self::Apart(program) = self else { return Ok(clean(file)) };
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
        Ok(understood(answer, ended.success()))
    }
}

/// Nothing that we write is much longer than what was read.
const ANSWER_BYTES_MAX: u64 = 4 * FILE_BYTES_MAX as u64;

/// What a process answered. One that did not end by itself was ended by its bounds: it said nothing, or half of it.
fn understood(mut answer: Vec<u8>, is_whole: bool) -> Result<Cleaned, Unfit> {
    let first = if answer.is_empty() || !is_whole { b'm' } else { answer.remove(0) };
    match first {
        FIT_JPEG => Ok(Cleaned { media: Media::Jpeg, bytes: answer }),
        FIT_PDF => Ok(Cleaned { media: Media::Pdf, bytes: answer }),
        other => Err(UNFIT.into_iter().find(|(byte, _)| *byte == other).map_or(Unfit::Broken, |(_, unfit)| unfit)),
    }
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
    let mut out = io::stdout().lock();
    match clean(&file) {
        Ok(Cleaned { media, bytes }) => {
            out.write_all(&[if media == Media::Jpeg { FIT_JPEG } else { FIT_PDF }])?;
            out.write_all(&bytes)?;
        }
        Err(unfit) => {
            let byte = UNFIT.into_iter().find(|(_, known)| *known == unfit).map_or(b'b', |(byte, _)| byte);
            out.write_all(&[byte])?;
        }
    }
    out.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_an_answer_of_a_process_that_was_ended_is_none() {
        let answer = || [&[FIT_PDF], b"%PDF-1.4".as_slice()].concat();
        let whole = Cleaned { media: Media::Pdf, bytes: b"%PDF-1.4".to_vec() };
        assert_eq!(understood(answer(), true), Ok(whole));
        assert_eq!(understood(answer(), false), Err(Unfit::TooMuch));
        assert_eq!(understood(Vec::new(), true), Err(Unfit::TooMuch));
    }
}
