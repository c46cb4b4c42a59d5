//! Every written scenario is played and must answer exactly what stands beside it. The answers were derived from the rules
//! by hand and are changed by hand only: nothing here writes them.

use rehearsal::Rehearsal;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

/// Fewer scenarios than this means that some were lost.
const SCENARIOS_MIN: usize = 20;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../admission/tests/scenarios")
}

fn read(name: &str, ending: &str) -> String {
    let path = folder().join(format!("{name}.{ending}"));
    fs::read_to_string(&path).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()))
}

/// Names of the files with that ending, without it.
fn named(ending: &str) -> BTreeSet<String> {
    let files = fs::read_dir(folder()).expect("the folder of scenarios is there");
    let paths = files.map(|file| file.expect("the folder can be read").path());
    paths
        .filter(|path| path.extension().is_some_and(|found| found == ending))
        .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
        .collect()
}

fn play(script: &str) -> String {
    let mut answers = Vec::new();
    Rehearsal::run(&mut script.as_bytes(), &mut answers).expect("a script in memory can be read");
    String::from_utf8(answers).expect("answers are UTF-8")
}

/// The number of the script's line that an answer belongs to.
fn line_of(answer: &str) -> Option<usize> {
    answer.strip_prefix("{\"line\": ")?.split(',').next()?.parse().ok()
}

/// What differs, each with the line of the script that was answered; empty when nothing does.
fn differences(name: &str, script: &str, expected: &str, answers: &str) -> String {
    let asked: Vec<&str> = script.lines().collect();
    let (mut expected_lines, mut given_lines) = (expected.lines(), answers.lines());
    let mut told = String::new();
    loop {
        let (want, got) = match (expected_lines.next(), given_lines.next()) {
            (None, None) => break,
            (want, got) => (want.unwrap_or("(nothing)"), got.unwrap_or("(nothing)")),
        };
        if want == got {
            continue;
        }
        let number = line_of(got).or_else(|| line_of(want)).unwrap_or_default();
        let line = number.checked_sub(1).and_then(|index| asked.get(index)).unwrap_or(&"(no such line)");
        let _ = writeln!(told, "{name}.jsonl:{number}\n  asked    {line}\n  expected {want}\n  answered {got}");
    }
    if told.is_empty() && expected != answers {
        let _ = writeln!(told, "{name}: the same lines, but another end of the file");
    }
    told
}

#[test]
fn every_scenario_answers_as_the_rules_say() {
    let told: String = named("jsonl")
        .iter()
        .map(|name| {
            let script = read(name, "jsonl");
            differences(name, &script, &read(name, "expected"), &play(&script))
        })
        .collect();
    assert!(told.is_empty(), "\n{told}");
}

#[test]
fn every_script_has_its_answers_beside_it_and_none_was_lost() {
    let (scripts, answers) = (named("jsonl"), named("expected"));
    assert_eq!(scripts, answers, "scripts on the left, expected answers on the right");
    assert!(scripts.len() >= SCENARIOS_MIN, "only {} scenarios", scripts.len());
}

#[test]
fn every_scenario_opens_by_telling_its_story() {
    for name in named("jsonl") {
        let script = read(&name, "jsonl");
        assert!(script.starts_with("# "), "{name}.jsonl does not open with a comment");
    }
}

#[test]
fn every_refusal_that_a_script_can_meet_is_met_by_some_scenario() {
    // Those that only an act outside the scripts, of an official or a kindergarten, the founding or the clock can meet.
    let unwritable = [
        "not_closed",
        "already_extended",
        "term_out_of_range",
        "wrong_span",
        "wrong_choice",
        "already_founded",
        "not_due",
        "no_room",
        "group_in_use",
        "same_official",
        "second_official_needed",
        "already_scheduled",
        "policy_outdated",
        "nothing_scheduled",
        "not_enrolled",
        "different_queues",
        "same_group",
        "no_match",
        "no_wish",
        "not_agreed",
        "already_joined",
        "not_joined",
        "joined_twins",
        "twins_apart",
        "not_suspended",
    ];
    let met: String = named("expected").iter().map(|name| read(name, "expected")).collect();
    let codes = admission::Refusal::ALL.iter().map(|refusal| refusal.code());
    let missing: Vec<&str> = codes
        .chain(["unknown_command", "clock_went_back"])
        .filter(|code| !unwritable.contains(code) && !met.contains(&format!("\"refused\": \"{code}\"")))
        .collect();
    assert!(missing.is_empty(), "no scenario is refused with {missing:?}");
}

#[test]
fn a_difference_is_told_with_the_line_that_was_asked() {
    let script = "# A story.\n{\"at\":\"2026-03-02T09:00:00+05:00\",\"do\":\"show\",\"what\":\"clock\"}\n";
    assert_eq!(play(script), "{\"line\": 2, \"ok\": true}\n");
    let told = differences("story", script, "{\"line\": 2, \"ok\": false}\n", &play(script));
    assert!(told.starts_with("story.jsonl:2\n  asked    {\"at\""), "{told}");
    assert!(differences("story", script, &play(script), &play(script)).is_empty());
}
