//! A slow disk: a small library, loaded before the server's own, that adds 5 ms to every flush.

use std::path::PathBuf;
use std::process::Command;
use tempfile::TempDir;

const SOURCE: &str = include_str!("slow_disk.c");

/// The library, as long as it is needed.
pub(crate) struct SlowDisk {
    folder: TempDir,
}

impl SlowDisk {
    pub(crate) fn build() -> Self {
        let folder = tempfile::tempdir().expect("a bench can make a folder for itself");
        let source = folder.path().join("slow_disk.c");
        std::fs::write(&source, SOURCE).expect("a bench can write into its folder");
        let disk = Self { folder };
        let output =
            Command::new("cc").args(["-O2", "-shared", "-fPIC", "-o"]).arg(disk.object()).arg(&source).output();
        let output = output.expect("a C compiler is installed, as Rust itself needs one");
        assert!(output.status.success(), "cc: {}", String::from_utf8_lossy(&output.stderr));
        disk
    }

    pub(crate) fn object(&self) -> PathBuf {
        self.folder.path().join("slow_disk.so")
    }
}
