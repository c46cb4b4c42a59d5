//! Resident memory as the kernel counts it.

/// Bytes of this process.
pub(crate) fn resident() -> u64 {
    resident_of("self")
}

/// Bytes of the process of that number, or of `self`; nothing once it has ended.
pub(crate) fn resident_of(process: &str) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or_default();
    line.trim().trim_end_matches(" kB").trim().parse::<u64>().unwrap_or(0) * 1024
}
