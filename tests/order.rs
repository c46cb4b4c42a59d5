//! `kezek order`: the order of a queue at a past moment, with no server running and no key at hand.

use admission::{ApplicationId, Birth, Calendar, ChildId, Command, GroupId, Kind, KindergartenId, Policy};
use std::path::Path;
use std::process::Output;
use store::{Act, Actor, Clock, CommandId, MasterKey, Names, NewTown, Role, Store};

const CLERK: Actor = Actor { role: Role::Office, id: 7 };

fn submit(number: u64) -> Command {
    Command::SubmitApplication {
        application: ApplicationId(number),
        child: ChildId(number),
        birth_year: 2022,
        birth: Birth::Past,
        kind: Kind::General,
        grounds: Vec::new(),
        earlier: None,
    }
}

/// Two families apply at 09:00 and 09:30; the first pauses at 10:00. Nobody serves the town afterwards.
async fn lived(data: &Path) {
    let clock = Clock::freeze_at("2026-03-02T04:00:00Z".parse().expect("an instant"));
    let store = Store::open(data, MasterKey::from_bytes([7; 32]), clock).expect("a fresh directory opens");
    let three = |name: &str| Names { kk: name.to_owned(), ru: name.to_owned(), en: name.to_owned() };
    let town = NewTown {
        kato: "990000000".parse().expect("a code"),
        names: three("Үлгі"),
        zone: "Asia/Almaty".to_owned(),
        policy: Policy::default(),
        calendar: Calendar::default(),
    };
    let town = store.found_town(town).await.expect("a town is founded");
    let group = Command::OpenGroup {
        group: GroupId(1),
        kindergarten: KindergartenId(1),
        birth_years: vec![2022],
        kind: Kind::General,
    };
    let pause = Command::PauseApplication { application: ApplicationId(1) };
    for (at, command) in [("04:00", group), ("04:00", submit(1)), ("04:30", submit(2)), ("05:00", pause)] {
        store.clock().move_to(format!("2026-03-02T{at}:00Z").parse().expect("an instant"));
        let act = Act { command, by: CLERK, command_id: CommandId::random() };
        town.act(act).await.expect("it is written").outcome.expect("it is allowed");
    }
    store.shutdown().await;
}

fn order(data: &Path, arguments: &[&str]) -> Output {
    let mut program = std::process::Command::new(env!("CARGO_BIN_EXE_kezek"));
    program.args(["order", "--year", "2022", "--data"]).arg(data).args(arguments);
    program.output().expect("the program runs")
}

fn lines(output: &Output) -> Vec<String> {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout.clone()).expect("it is UTF-8");
    text.trim_start_matches('\u{feff}').lines().map(str::to_owned).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_order_of_a_past_moment_is_printed_without_a_server_and_without_a_key() {
    let directory = tempfile::tempdir().expect("a directory");
    lived(directory.path()).await;
    let early = lines(&order(directory.path(), &["--at", "2026-03-02 09:15", "--language", "en"]));
    assert_eq!(early[0], "Place,Sign,Class,Status,Since,Applied at");
    assert!(early.len() == 2 && early[1].starts_with("1,0000-0001,Without privileges,Waiting"), "{early:?}");
    let later = lines(&order(directory.path(), &["--at", "2026-03-02T10:30", "--territory", "990000000"]));
    assert_eq!(later[0], "Орны;Белгісі;Санаты;Күйі;Қашаннан бері;Өтініш уақыты");
    assert!(later[1].starts_with("1;0000-0002;Жалпы негізде;Кезекте тұр;"), "{later:?}");
    assert_eq!(later[2], ";0000-0001;Жалпы негізде;Кідіртілген;2026-03-02 10:00:00;2026-03-02 09:00:00");
    assert_eq!(lines(&order(directory.path(), &["--language", "ru"])).len(), 3, "without a moment it is that of now");
    let nobody = order(directory.path(), &["--kind", "correctional"]);
    assert_eq!(lines(&nobody).len(), 1);
    assert!(String::from_utf8_lossy(&nobody.stderr).contains("nobody stood in that queue"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_moment_or_a_town_that_there_is_not_is_named() {
    let directory = tempfile::tempdir().expect("a directory");
    lived(directory.path()).await;
    let faults = [
        (["--at", "yesterday"], "no local day and time"),
        (["--territory", "710000000"], "territory"),
        (["--territory", "x"], "KATO"),
    ];
    for (arguments, words) in faults {
        let output = order(directory.path(), &arguments);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success() && output.stdout.is_empty() && said.contains(words), "{said}");
    }
}
