//! Reports: each as a page, a spreadsheet, CSV and paper, in three languages; the order of a queue as it was shown.

use super::fixture::{Answer, Fixture, MONDAY_EVENING, TUESDAY};
use admission::{
    ActReason, Application, ApplicationId, Command, Ground, GroundReason, GroupId, GroupTurn, Kind, KindergartenId,
    QueueId,
};
use axum::http::StatusCode;
use store::{Actor, CommandId, ReviewDecision, Role, Verdict};

const REPORTS: [&str; 8] = ["occupancy", "protocols", "referrals", "waits", "grounds", "acts", "silent", "order"];
const QUEUE: QueueId = QueueId { birth_year: 2022, kind: Kind::General };

fn asked(report: &str) -> &'static str {
    if report == "order" { "?queue=2022-general&day=2026-03-03&time=07:00" } else { "" }
}

/// Three families; two places open on Tuesday, one is taken and the child enrolled; one family passes; one is admitted outside
/// the order, and a ground of one is confirmed.
async fn lived() -> (Fixture, [ApplicationId; 3]) {
    let town = Fixture::new().await;
    let first = town.apply("Серікова", "220101600013", &[]).await.application;
    let second = town.apply("Асанова", "220102600019", &["large_family"]).await.application;
    let third = town.apply("Ахметова", "220103600014", &[]).await.application;
    assert!(town.act(Command::CountSeats { group: GroupId(1), capacity: 25, attending: 20 }).await);
    assert!(town.act(Command::ReportPlaces { group: GroupId(1), birth_year: 2022, places: 2 }).await);
    decide(&town, "clerk", second, Verdict::Confirm, GroundReason::DocumentProves).await;
    town.move_to(MONDAY_EVENING).await;
    town.move_to(TUESDAY).await;
    town.move_to("2026-03-03T03:00:00Z").await;
    assert!(town.act(Command::ClaimPlace { application: second, group: GroupId(1) }).await);
    assert!(town.act(Command::PassAccess { application: first }).await);
    assert!(town.act(Command::EnrolChild { application: second }).await);
    let reason = ActReason::CourtDecision;
    assert!(town.act(Command::AdmitOutsideOrder { application: third, group: GroupId(2), reason }).await);
    (town, [first, second, third])
}

async fn decide(town: &Fixture, login: &str, of: ApplicationId, verdict: Verdict, reason: GroundReason) {
    let official = town.store.accounts(town.town.kato()).into_iter().find(|account| account.login == login).unwrap();
    let ground = Ground::Claimed(0);
    let decision = ReviewDecision { application: of, ground, verdict, reason, document_on: None, expires_on: None };
    let by = Actor { role: Role::Office, id: official.id.0 };
    town.town.decide_review(decision, by, CommandId::random()).await.unwrap().unwrap();
}

fn spoken(application: ApplicationId) -> String {
    let sign = application.to_string();
    let (head, tail) = sign.split_at(sign.len() / 2);
    format!("{head}-{tail}")
}

#[tokio::test]
async fn each_report_is_a_page_a_workbook_a_table_and_a_paper_in_three_languages() {
    let (town, _) = lived().await;
    let clerk = town.log_in("clerk").await;
    for lang in ["kk", "ru", "en"] {
        let all = town.get(&clerk, &format!("/{lang}/office/reports")).await;
        for report in REPORTS {
            assert!(all.says(&format!("/{lang}/office/reports/{report}\"")), "{report}: {}", all.body);
            let asked = asked(report);
            let page = town.get(&clerk, &format!("/{lang}/office/reports/{report}{asked}")).await;
            assert_eq!(page.status, StatusCode::OK, "{lang} {report}");
            assert!(page.says(&format!("/office/reports/{report}.xlsx")), "{lang} {report}: {}", page.body);
            assert!(page.says("<tbody>"), "{lang} {report} has rows: {}", page.body);
            for (ending, kind, begins) in [
                ("xlsx", "application/vnd.openxmlformats", "PK".as_bytes()),
                ("csv", "text/csv", "\u{feff}".as_bytes()),
                ("pdf", "application/pdf", "%PDF".as_bytes()),
            ] {
                let path = format!("/{lang}/office/reports/{report}.{ending}{asked}");
                let (status, headers, bytes) = town.get_file(&clerk, &path).await;
                assert_eq!(status, StatusCode::OK, "{path}");
                assert!(
                    headers["content-type"].to_str().unwrap().starts_with(kind) && bytes.starts_with(begins),
                    "{path}"
                );
                assert_eq!(headers["cache-control"], "no-store");
            }
        }
    }
}

#[tokio::test]
async fn reports_are_for_the_office_alone() {
    let (town, [first, ..]) = lived().await;
    let (head, family) = (town.log_in("balapan").await, town.family(first).await);
    let boss = town.log_in("boss").await;
    for report in REPORTS.iter().map(|report| format!("/{report}")).chain([String::new(), "/acts.csv".to_owned()]) {
        let path = format!("/kk/office/reports{report}");
        assert_eq!(town.get(&head, &path).await.status, StatusCode::FORBIDDEN, "{path}");
        assert_eq!(town.get(&family, &path).await.status, StatusCode::FORBIDDEN, "{path}");
        assert_eq!(town.get_as_visitor(&path).await.location, "/kk/staff?no=session", "{path}");
        assert_eq!(town.get(&boss, &path).await.status, StatusCode::OK, "{path}");
    }
    for wrong in ["/nothing", "/acts.exe", "/acts.pdf?part=2", "/acts.pdf?part=0"] {
        let path = format!("/kk/office/reports{wrong}");
        assert_eq!(town.get(&boss, &path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn no_report_names_a_family_or_a_child() {
    let (town, _) = lived().await;
    let clerk = town.log_in("clerk").await;
    for report in REPORTS {
        let table = town.get(&clerk, &format!("/ru/office/reports/{report}.csv{}", asked(report))).await;
        for word in ["Серікова", "Асанова", "Ахметова", "Әлия", "2201016", "220102", "+7701"]
        {
            assert!(!table.says(word), "{report}: {}", table.body);
        }
    }
}

#[tokio::test]
async fn an_auditor_reads_who_got_access_in_which_slot_and_what_became_of_it() {
    let (town, [first, second, third]) = lived().await;
    let clerk = town.log_in("clerk").await;
    let table = town.get(&clerk, "/en/office/reports/protocols.csv").await;
    let one = format!("Access,1,{},In first priority,1,1,took a place of the list,Балапан,Қошақан,", spoken(second));
    let one = one.replace("In first priority", "First priority");
    let two = format!("Access,2,{},Without privileges,1,1,passed,,,", spoken(first));
    for row in ["2026-03-03,born in 2022,Place,,,,,,,Балапан,Қошақан,2", &one, &two] {
        assert!(table.says(row), "{row}: {}", table.body);
    }
    let referrals = town.get(&clerk, "/en/office/reports/referrals.csv").await;
    assert!(referrals.says(&format!("{},First priority,Балапан,Қошақан,", spoken(second))), "{}", referrals.body);
    assert!(referrals.says("child enrolled,2026-03-03") && referrals.says("valid,"), "{}", referrals.body);
    let acts = town.get(&clerk, "/en/office/reports/acts.csv").await;
    assert!(acts.says(&format!("Referral outside the order,A court's decision,{}", spoken(third))), "{}", acts.body);
    let grounds = town.get(&clerk, "/en/office/reports/grounds.csv").await;
    assert!(grounds.says("Child of a large family,clerk қызметкері,Балапан,1,0,0"), "{}", grounds.body);
}

#[tokio::test]
async fn a_decision_that_was_changed_counts_for_the_official_who_made_it() {
    let town = Fixture::new().await;
    let family = town.apply("Асанова", "220102600019", &["large_family"]).await.application;
    decide(&town, "clerk", family, Verdict::Reject, GroundReason::DocumentDoesNotProve).await;
    decide(&town, "clerk", family, Verdict::Confirm, GroundReason::DocumentProves).await;
    town.move_to(TUESDAY).await;
    decide(&town, "verifier", family, Verdict::Revoke, GroundReason::CircumstanceEnded).await;
    decide(&town, "head", family, Verdict::Confirm, GroundReason::DocumentProves).await;
    let clerk = town.log_in("clerk").await;
    let all = town.get(&clerk, "/en/office/reports/grounds.csv?from=2026-03-01&to=2026-03-03").await;
    for row in [("clerk", "1,1,0"), ("verifier", "0,0,1"), ("head", "1,0,0")] {
        let row = format!("Child of a large family,{} қызметкері,no kindergarten yet,{}", row.0, row.1);
        assert!(all.says(&row), "{row}: {}", all.body);
    }
    let on_tuesday = town.get(&clerk, "/en/office/reports/grounds.csv?from=2026-03-03&to=2026-03-03").await;
    assert!(!on_tuesday.says("clerk қызметкері") && on_tuesday.says("head қызметкері"), "{}", on_tuesday.body);
}

#[tokio::test]
async fn occupancy_is_told_as_it_is_and_as_it_is_planned() {
    let (town, _) = lived().await;
    let turn = GroupTurn { group: GroupId(1), birth_years: vec![2023], capacity: 30, attending: 15 };
    town.town.prepare_year(KindergartenId(1), vec![turn]).await.unwrap();
    let clerk = town.log_in("clerk").await;
    let table = town.get(&clerk, "/en/office/reports/occupancy.csv").await;
    // 20 attended and one was enrolled; of five free seats two went into the list, and one of them is left in it.
    let row = "Балапан,Қошақан,2022,general,25,21,0,1,3,0,84,2023,30,15,50";
    assert!(table.says(row), "{row}: {}", table.body);
    assert!(table.says("Айгөлек,Қошақан,2022,general,25,,1,0,,,,,,,"), "{}", table.body);
    let page = town.get(&clerk, "/en/office/reports/occupancy").await;
    assert!(page.says("have 25 seats, and 21 children attend: 84 %"), "{}", page.body);
}

#[tokio::test]
async fn waits_are_told_by_queue_and_class_of_those_who_wait_and_of_those_who_waited() {
    let town = Fixture::new().await;
    for (surname, iin, next) in [
        ("Серікова", "220101600013", TUESDAY),
        ("Оспанова", "220104600019", "2026-03-05T03:00:00Z"),
        ("Сәрсенова", "220105600015", "2026-03-13T03:00:00Z"),
    ] {
        town.apply(surname, iin, &[]).await;
        town.move_to(next).await;
    }
    let clerk = town.log_in("clerk").await;
    let table = town.get(&clerk, "/en/office/reports/waits.csv").await;
    assert!(table.says("born in 2022,Without privileges,3,10,11,0,"), "since the 2nd, 3rd and 5th: {}", table.body);
    let (town, _) = lived().await;
    let clerk = town.log_in("clerk").await;
    let table = town.get(&clerk, "/en/office/reports/waits.csv").await;
    assert!(table.says("born in 2022,First priority,0,,,1,1"), "enrolled after a day: {}", table.body);
}

#[tokio::test]
async fn the_most_silent_kindergarten_stands_first() {
    let (town, _) = lived().await;
    let head = town.log_in("balapan").await;
    town.post(&head, "/kk/kindergarten/nothing", &[]).await;
    let clerk = town.log_in("clerk").await;
    let table = town.get(&clerk, "/en/office/reports/silent.csv?from=2026-03-01&to=2026-03-03").await;
    let rows: Vec<_> = table.body.lines().skip(1).collect();
    assert!(rows[0].starts_with("Айгөлек,,2,0,2,,never said anything"), "{rows:?}");
    assert!(rows[1].starts_with("Балапан,,2,"), "{rows:?}");
    let ahead = town.get(&clerk, "/en/office/reports/silent.csv?from=2026-03-01&to=2026-03-31").await;
    assert_eq!(ahead.body.lines().nth(1), Some(rows[0]), "days that have not come are no silence");
    town.move_to("2026-03-07T05:00:00Z").await;
    let head = town.log_in("balapan").await;
    let clerk = town.log_in("clerk").await;
    let until_saturday = "/en/office/reports/silent.csv?from=2026-03-01&to=2026-03-07";
    let before = town.get(&clerk, until_saturday).await;
    town.post(&head, "/kk/kindergarten/nothing", &[]).await;
    let after = town.get(&clerk, until_saturday).await;
    let silent = |page: &Answer| {
        let line = page.body.lines().find(|line| line.starts_with("Балапан")).map(str::to_owned);
        line.and_then(|line| line.split(',').nth(4).map(str::to_owned))
    };
    assert_eq!(silent(&before), silent(&after), "a word on a Saturday makes up for no silent day");
}

#[tokio::test]
async fn the_order_of_a_past_moment_is_what_was_shown_then_and_that_of_now_what_is_shown_now() {
    let (town, all) = lived().await;
    let clerk = town.log_in("clerk").await;
    let live: Vec<_> = town.town.state().order(QUEUE, 0).map(Application::id).collect();
    let signs = async |asked: &str| {
        let table = town.get(&clerk, &format!("/en/office/reports/order.csv?queue=2022-general{asked}")).await;
        let placed = table.body.lines().skip(1).filter(|line| !line.starts_with(',')).map(str::to_owned);
        placed.map(|line| line.split(',').nth(1).unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    let now = signs("&day=2026-03-03&time=23:00").await;
    assert_eq!(now, live.iter().copied().map(spoken).collect::<Vec<_>>());
    // On Monday nobody had access yet, and the large family stood in front.
    let [first, second, third] = all;
    assert_eq!(signs("&day=2026-03-02&time=17:00").await, [second, first, third].map(spoken));
    assert!(signs("&day=2026-03-01&time=").await.is_empty());

    let page = town.get(&clerk, "/en/office/reports/order?queue=2022-general&day=2026-03-03&time=07:00").await;
    assert!(page.says("As of 3 March 2026, 07:00:59") && page.says("Children in the order: 3"), "{}", page.body);
}

#[tokio::test]
async fn what_cannot_be_answered_is_said_beside_its_field() {
    let (town, _) = lived().await;
    let clerk = town.log_in("clerk").await;
    for (asked, words) in [
        ("acts?from=2026-03-05&to=2026-03-01", "The last day comes after the first"),
        ("acts?from=2024-03-05&to=2026-03-01", "366 days at most"),
        ("acts?from=&to=2026-03-01", "Give a day"),
        ("order?queue=1999-general&day=2026-03-01&time=07:00", "Choose a queue"),
        ("order?queue=2022-general&day=2026-03-01&time=x", "Give a time"),
    ] {
        let page = town.get(&clerk, &format!("/en/office/reports/{asked}")).await;
        assert!(page.status == StatusCode::OK && page.says(words), "{asked}: {}", page.body);
        assert!(!page.says(".xlsx"), "nothing is told: {asked}");
        let file = town.get(&clerk, &format!("/en/office/reports/{}", asked.replacen('?', ".csv?", 1))).await;
        assert_eq!(file.status, StatusCode::BAD_REQUEST, "{asked}");
    }
}
