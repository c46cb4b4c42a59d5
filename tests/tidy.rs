//! The house rules that a machine can check: sizes, names, openings, arrows between crates, and what is committed.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// At this length a file is asked why it is one file.
const LINES_MAX: usize = 400;
/// Bytes of a committed file that is not text: a logo, not a recording.
const BINARY_BYTES_MAX: u64 = 200 * 1024;
/// A loop that looks at a condition again and again is at most so long.
const LOOP_LINES: usize = 4;
/// Names that say nothing about what is inside.
const EMPTY_NAMES: [&str; 12] = [
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "misc",
    "manager",
    "service",
    "types",
    "traits",
    "processor",
    "shared",
];
/// Endings of files that are written by hand and therefore read by people.
const WRITTEN: [&str; 12] = ["rs", "mjs", "js", "css", "html", "ftl", "typ", "md", "toml", "sql", "sh", "txt"];
/// What a rule crate or a page must never reach for directly (crate, what it must not import).
const NEVER: [(&str, &[&str]); 6] = [
    ("admission", &["tokio", "rusqlite", "axum", "serde_json", "rand", "askama"]),
    ("rehearsal", &["tokio", "rusqlite", "axum", "rand", "askama"]),
    ("store", &["axum", "askama", "tower-http"]),
    ("web", &["rusqlite", "refinery"]),
    ("papers", &["tokio", "rusqlite", "axum", "rand", "askama"]),
    ("documents", &["tokio", "rusqlite", "axum", "rand", "askama"]),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every file that git keeps, as a path from the root.
fn tracked() -> Vec<PathBuf> {
    let output = Command::new("git").current_dir(root()).args(["ls-files", "-z"]).output().expect("git is installed");
    assert!(output.status.success(), "git ls-files: {}", String::from_utf8_lossy(&output.stderr));
    let files: Vec<PathBuf> = String::from_utf8(output.stdout)
        .expect("paths are UTF-8")
        .split_terminator('\0')
        .map(PathBuf::from)
        .filter(|path| root().join(path).is_file())
        .collect();
    assert!(files.len() > 20, "git lists only {} files", files.len());
    files
}

fn ending(path: &Path) -> &str {
    path.extension().and_then(|ending| ending.to_str()).unwrap_or_default()
}

/// The file's text, or nothing where it is not text.
fn text(path: &Path) -> Option<String> {
    let bytes = fs::read(root().join(path)).expect("a tracked file can be read");
    if bytes.contains(&0) { None } else { String::from_utf8(bytes).ok() }
}

/// Text files that people write, with their text.
fn written() -> Vec<(PathBuf, String)> {
    let by_hand = |path: &PathBuf| ending(path).is_empty() || WRITTEN.contains(&ending(path));
    tracked().into_iter().filter(by_hand).filter_map(|path| text(&path).map(|text| (path, text))).collect()
}

/// Rust files with their text.
fn rust() -> Vec<(PathBuf, String)> {
    written().into_iter().filter(|(path, _)| ending(path) == "rs").collect()
}

/// Fails with every complaint, so that one run shows them all.
fn no_complaints(complaints: &[String]) {
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}

/// The committed list of lines `name: number`.
fn long_files_allowed() -> BTreeMap<PathBuf, usize> {
    let list =
        fs::read_to_string(root().join("tests/tidy/long_files.txt")).expect("tests/tidy/long_files.txt is there");
    let entries = list.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    entries
        .map(|line| {
            let (path, lines) = line.split_once(": ").expect("a line reads `path: lines`");
            (PathBuf::from(path), lines.parse().expect("lines are a number"))
        })
        .collect()
}

#[test]
fn no_file_grows_long_and_the_list_of_exceptions_only_shrinks() {
    let allowed = long_files_allowed();
    let mut complaints = Vec::new();
    let mut long = BTreeSet::new();
    for (path, text) in written() {
        let lines = text.lines().count();
        if lines <= LINES_MAX {
            continue;
        }
        match allowed.get(&path) {
            None => complaints.push(format!("{} has {lines} lines, more than {LINES_MAX}", path.display())),
            Some(&at_most) if lines > at_most => {
                complaints.push(format!("{} grew from {at_most} to {lines} lines", path.display()));
            }
            Some(_) => {}
        }
        long.insert(path);
    }
    for path in allowed.keys().filter(|path| !long.contains(*path)) {
        complaints.push(format!("{} is no longer long: strike it off tests/tidy/long_files.txt", path.display()));
    }
    no_complaints(&complaints);
}

#[test]
fn every_rust_file_opens_by_saying_what_it_is() {
    let mut complaints = Vec::new();
    for (path, text) in rust() {
        let opening: Vec<&str> = text
            .lines()
            .take_while(|line| line.starts_with("//! "))
            .filter_map(|line| line.strip_prefix("//! "))
            .collect();
        let opening = opening.join(" ");
        if !opening.contains(['.', ':', '?']) {
            complaints.push(format!("{} does not open with a `//!` sentence", path.display()));
        }
    }
    no_complaints(&complaints);
}

#[test]
fn no_file_or_folder_has_a_name_that_says_nothing() {
    let mut complaints = Vec::new();
    for path in tracked() {
        for part in path.iter().filter_map(|part| part.to_str()) {
            let stem = part.split('.').next().unwrap_or_default().to_lowercase();
            if EMPTY_NAMES.contains(&stem.as_str()) {
                complaints.push(format!("{}: `{part}` says nothing about what is inside", path.display()));
            }
        }
    }
    no_complaints(&complaints);
}

#[test]
fn nothing_is_left_unfinished_skipped_or_waited_for_by_sleeping() {
    // Written in two halves, so that this file does not find itself.
    let unfinished = [
        concat!("todo", "!("),
        concat!("unimplemented", "!("),
        concat!("dbg", "!("),
        concat!("#[", "ignore"),
        concat!("TO", "DO"),
        concat!("FIX", "ME"),
        concat!(".skip", "("),
        concat!(".only", "("),
    ];
    let sleeping = [concat!("thread::", "sleep"), concat!("time::", "sleep"), concat!("waitFor", "Timeout")];
    let mut complaints = Vec::new();
    for (path, text) in written().into_iter().filter(|(path, _)| matches!(ending(path), "rs" | "mjs")) {
        // `Iterator::skip` is a plain word of Rust; only the test runner of the browser tests has a skip of its own.
        let browser = ending(&path) == "mjs";
        let in_tests = path.components().any(|part| part.as_os_str() == "tests");
        let lines: Vec<&str> = text.lines().collect();
        // A pause between two looks at a condition is no wait; it stands inside the loop that looks.
        let looks = |number: usize| {
            lines[number.saturating_sub(LOOP_LINES)..number].iter().any(|line| line.trim_start().starts_with("while "))
        };
        for (number, line) in lines.iter().enumerate() {
            let left =
                unfinished.iter().filter(|word| browser || !word.starts_with('.')).any(|word| line.contains(word));
            if left || in_tests && sleeping.iter().any(|word| line.contains(word)) && !looks(number) {
                complaints.push(format!("{}:{}: {}", path.display(), number + 1, line.trim()));
            }
        }
    }
    no_complaints(&complaints);
}

#[test]
fn committed_text_is_clean_and_knows_nothing_of_the_machine_it_was_written_on() {
    let machine = [concat!("/wo", "rk/"), concat!("/ro", "ot/"), concat!("/ho", "me/"), concat!(".lib", "rary")];
    let mut complaints = Vec::new();
    for path in tracked() {
        let Some(text) = text(&path) else { continue };
        let mut complain = |number: usize, what: &str| {
            complaints.push(format!("{}:{number}: {what}", path.display()));
        };
        if text.contains('\r') {
            complain(1, "lines end with CR LF, not LF");
        }
        if !text.is_empty() && !text.ends_with('\n') {
            complain(text.lines().count(), "the last line has no end");
        }
        for (number, line) in text.lines().enumerate() {
            if line.ends_with([' ', '\t']) {
                complain(number + 1, "spaces at the end of the line");
            }
            if let Some(word) = machine.iter().find(|word| line.contains(**word)) {
                complain(number + 1, &format!("names the machine: {word}"));
            }
        }
    }
    no_complaints(&complaints);
}

#[test]
fn only_our_own_work_is_committed_and_no_heavy_binaries() {
    let foreign_folders = ["node_modules", "vendor", "third_party", "target", "dist"];
    let foreign_endings = ["woff", "woff2", "ttf", "otf", "jar", "so", "dll", "wasm", "exe", "sqlite", "zip", "gz"];
    let mut complaints = Vec::new();
    for path in tracked() {
        let size = fs::metadata(root().join(&path)).expect("a tracked file is there").len();
        let name = path.to_string_lossy();
        if path.iter().any(|part| foreign_folders.iter().any(|folder| part == *folder))
            || foreign_endings.contains(&ending(&path))
            || name.contains(".min.")
        {
            complaints.push(format!("{name} looks like somebody else's work or a build's"));
        }
        let picture_of_the_docs = path.starts_with("docs") && ending(&path) == "png";
        if size > BINARY_BYTES_MAX && !picture_of_the_docs && text(&path).is_none() {
            complaints.push(format!("{name} is a binary of {size} bytes"));
        }
    }
    no_complaints(&complaints);
}

#[test]
fn the_changelog_tells_of_the_version_that_is_built() {
    let changelog = fs::read_to_string(root().join("CHANGELOG.md")).expect("CHANGELOG.md is there");
    let version = env!("CARGO_PKG_VERSION");
    let heading = |line: &str| line.starts_with("## ") && (line.contains(version) || line.contains("Unreleased"));
    assert!(changelog.lines().any(heading), "CHANGELOG.md has no heading for version {version}, released or not");
}

/// The crates of the workspace and what each takes from elsewhere at run time and at build time; tests may take more.
fn imports() -> BTreeMap<String, BTreeSet<String>> {
    let output = Command::new(env!("CARGO"))
        .current_dir(root())
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .output()
        .expect("cargo runs this test");
    assert!(output.status.success(), "cargo metadata: {}", String::from_utf8_lossy(&output.stderr));
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).expect("cargo metadata prints JSON");
    let packages = metadata["packages"].as_array().expect("there are packages");
    let name = |value: &serde_json::Value| value["name"].as_str().expect("a package has a name").to_owned();
    let of_package = |package: &serde_json::Value| {
        let dependencies = package["dependencies"].as_array().expect("a package lists its dependencies").iter();
        dependencies.filter(|dependency| dependency["kind"] != "dev").map(name).collect()
    };
    packages.iter().map(|package| (name(package), of_package(package))).collect()
}

#[test]
fn the_crates_import_each_other_only_along_the_committed_arrows() {
    let imports = imports();
    let drawn: String = imports
        .iter()
        .map(|(name, all)| {
            let ours: Vec<&str> = all.iter().filter(|other| imports.contains_key(*other)).map(String::as_str).collect();
            format!("{name}: {}", ours.join(" ")).trim_end().to_owned() + "\n"
        })
        .collect();
    let committed = fs::read_to_string(root().join("tests/tidy/arrows.txt")).expect("tests/tidy/arrows.txt is there");
    let committed: String =
        committed.lines().filter(|line| !line.starts_with('#')).map(|line| format!("{line}\n")).collect();
    assert_eq!(drawn, committed, "the arrows between the crates are not those of tests/tidy/arrows.txt");
}

#[test]
fn rules_see_no_clockwork_and_pages_see_no_sql() {
    let imports = imports();
    for (name, forbidden) in NEVER {
        let all = imports.get(name).unwrap_or_else(|| panic!("there is no crate {name}"));
        let seen: Vec<&String> = all.iter().filter(|import| forbidden.contains(&import.as_str())).collect();
        assert!(seen.is_empty(), "{name} must never see {seen:?}");
    }
}
