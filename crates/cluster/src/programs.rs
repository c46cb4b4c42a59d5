//! Debian's programs of PostgreSQL, and as whom they run: the server refuses root.

use crate::Fault;
use std::ffi::OsStr;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// Debian keeps each version in a folder of its own, outside of PATH.
const DEBIAN: &str = "/usr/lib/postgresql";

/// The user that Debian's package makes.
const USER: &str = "postgres";

/// Where the programs are, and as whom they run.
#[derive(Debug, Clone)]
pub(crate) struct Programs {
    folder: PathBuf,
    /// Somebody else than root, where we are root.
    owner: Option<Owner>,
}

#[derive(Debug, Clone, Copy)]
struct Owner {
    user: u32,
    group: u32,
}

impl Programs {
    pub(crate) fn find() -> Result<Self, Fault> {
        let missing = || Fault::NotInstalled { program: "initdb", debian: DEBIAN.into() };
        let folder = newest().or_else(on_path).ok_or_else(missing)?;
        let owner = if is_root() { Some(Owner::find()?) } else { None };
        Ok(Self { folder, owner })
    }

    pub(crate) fn path(&self, program: &str) -> PathBuf {
        self.folder.join(program)
    }

    /// Gives a file or folder to whoever runs the server.
    pub(crate) fn own(&self, path: &Path) -> Result<(), Fault> {
        let Some(owner) = self.owner else { return Ok(()) };
        std::os::unix::fs::chown(path, Some(owner.user), Some(owner.group))
            .map_err(|cause| Fault::Folder { folder: path.to_owned(), cause })
    }

    /// A program to be run in that folder as whoever runs the server.
    pub(crate) fn command(&self, program: impl AsRef<OsStr>, folder: &Path) -> Command {
        let mut command = match self.owner {
            Some(owner) => {
                let mut command = Command::new("setpriv");
                command.args([format!("--reuid={}", owner.user), format!("--regid={}", owner.group)]);
                command.args(["--init-groups", "--"]).arg(program);
                command
            }
            None => Command::new(program),
        };
        command.current_dir(folder).env_remove("PGDATA").env_remove("PGSERVICE").env_remove("PGOPTIONS");
        command
    }
}

impl Owner {
    fn find() -> Result<Self, Fault> {
        let id = |flag: &str| {
            let output = Command::new("id").args([flag, USER]).stdin(Stdio::null()).output();
            let output = output.map_err(|cause| Fault::Run { program: "id".to_owned(), cause })?;
            String::from_utf8_lossy(&output.stdout).trim().parse().map_err(|_| Fault::NoUser)
        };
        Ok(Self { user: id("-u")?, group: id("-g")? })
    }
}

fn is_root() -> bool {
    std::fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0)
}

/// The newest of Debian's versions that has a server.
fn newest() -> Option<PathBuf> {
    let versions = std::fs::read_dir(DEBIAN).ok()?.flatten().filter_map(|version| {
        let number: u32 = version.file_name().to_str()?.parse().ok()?;
        let folder = version.path().join("bin");
        folder.join("initdb").is_file().then_some((number, folder))
    });
    versions.max().map(|(_, folder)| folder)
}

fn on_path() -> Option<PathBuf> {
    std::env::split_paths(&std::env::var_os("PATH")?).find(|folder| folder.join("initdb").is_file())
}

/// Runs a program to its end and hands back what it printed.
pub(crate) fn run(command: &mut Command, program: &str) -> Result<String, Fault> {
    let output = command.stdin(Stdio::null()).output();
    printed(&output.map_err(|cause| Fault::Run { program: program.to_owned(), cause })?, program)
}

/// What a program printed, unless it failed.
pub(crate) fn printed(output: &Output, program: &str) -> Result<String, Fault> {
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).trim_end().to_owned());
    }
    let said = String::from_utf8_lossy(&output.stderr).trim_end().to_owned();
    Err(Fault::Failed { program: program.to_owned(), said })
}
