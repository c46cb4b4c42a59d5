//! Processes of a server: the first one and its children, found in `/proc` and signalled by `kill`.

use crate::Fault;
use crate::programs::run;
use std::process::Command;

/// Fields of `/proc/<id>/stat` behind the name, which may hold anything: the state, then the parent.
fn state_and_parent(id: u32) -> Option<(char, u32)> {
    let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    let mut fields = stat.rsplit_once(')')?.1.split_whitespace();
    Some((fields.next()?.chars().next()?, fields.next()?.parse().ok()?))
}

/// Whether it runs: what only waits to be reaped does not.
pub(crate) fn runs(id: u32) -> bool {
    state_and_parent(id).is_some_and(|(state, _)| !matches!(state, 'Z' | 'X'))
}

/// A process and its children.
pub(crate) fn family(parent: u32) -> Vec<u32> {
    let all = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    let ids = all.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
    let children = ids.filter(|&id| state_and_parent(id).is_some_and(|(_, of)| of == parent));
    std::iter::once(parent).chain(children).collect()
}

/// Sends a signal to all of them. Some may have ended meanwhile: that is no fault.
pub(crate) fn signal(signal: &str, ids: &[u32]) -> Result<(), Fault> {
    let ids: Vec<u32> = ids.iter().copied().filter(|&id| runs(id)).collect();
    if ids.is_empty() {
        return Ok(());
    }
    let mut kill = Command::new("sh");
    kill.args(["-c", r#"signal=$1; shift; kill -s "$signal" "$@" || true"#, "kill", signal]);
    run(kill.args(ids.iter().map(u32::to_string)), "kill").map(drop)
}
