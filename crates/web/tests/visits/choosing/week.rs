//! What would have happened last week: a small history, and what each family is told of it with the list it keeps now.

use super::fixture::{Family, Fixture, House, THURSDAY, WEDNESDAY_EVENING, rows};
use admission::{Command, GroupId};

const THURSDAY_EVENING: &str = "2026-04-09T13:00:00Z";
const FRIDAY: &str = "2026-04-10T02:00:00Z";
const FRIDAY_EVENING: &str = "2026-04-10T13:00:00Z";
const SATURDAY: &str = "2026-04-11T02:00:00Z";

struct History {
    town: Fixture,
    sun: GroupId,
    moon: GroupId,
    star: GroupId,
    first: Family,
    second: Family,
    third: Family,
}

/// On Thursday one place of Күн opens, and the first family lets it pass. On Friday one of Күн and one of Ай: the first
/// family's list takes Күн, the second family keeps its access. On Saturday one of Жұлдыз opens to the third family.
async fn history() -> History {
    let (town, [sun, moon, star]) = Fixture::with([
        House { name: "Күн", ..House::default() },
        House { name: "Ай", ..House::default() },
        House { name: "Жұлдыз", ..House::default() },
    ])
    .await;
    let (first, second, third) = (town.family("Айша").await, town.family("Сара").await, town.family("Дана").await);
    town.reports(sun, 1).await;
    town.move_to(WEDNESDAY_EVENING).await;
    town.move_to(THURSDAY).await;
    town.act(Command::PassAccess { application: first.id }).await;
    town.act(Command::StoreStandingChoice { application: first.id, groups: vec![sun] }).await;
    // The place that nobody took on Thursday is early still.
    town.reports(sun, 1).await;
    town.reports(moon, 1).await;
    town.move_to(THURSDAY_EVENING).await;
    town.move_to(FRIDAY).await;
    assert_eq!(town.referred_to(&first), Some(sun));
    town.reports(star, 1).await;
    town.move_to(FRIDAY_EVENING).await;
    town.move_to(SATURDAY).await;
    History { town, sun, moon, star, first, second, third }
}

impl History {
    async fn ranks(&self, family: &Family, groups: &[GroupId]) {
        self.town.act(Command::StoreStandingChoice { application: family.id, groups: groups.to_vec() }).await;
    }
}

/// The rows of the week, newest first, behind the heading; and whether the page promises a place.
async fn told(family: &mut Family) -> (Vec<String>, bool) {
    let page = family.get("/en/my/choice").await;
    let rows = rows(&page).into_iter().skip(1).collect();
    (rows, page.says("you would have been given a place"))
}

#[tokio::test]
async fn a_list_would_have_taken_the_first_of_its_groups_with_a_place() {
    let history = history().await;
    history.ranks(&history.third, &[history.sun, history.star]).await;
    let mut third = history.third;
    let (rows, given) = told(&mut third).await;
    assert!(given);
    assert_eq!(
        rows,
        [
            "today 1 2 A place would have been taken: Жұлдыз, Бөбек Of your ranking, these had places: Жұлдыз, Бөбек",
            "yesterday 2 3 Access did not reach you Of your ranking, these had places: Күн, Бөбек",
            "Thursday, 9 April 1 3 Access did not reach you Of your ranking, these had places: Күн, Бөбек",
        ]
    );
}

#[tokio::test]
async fn what_the_lists_of_those_in_front_took_is_not_promised() {
    let history = history().await;
    let (sun, moon, star) = (history.sun, history.moon, history.star);
    let held = "today 1 — You had access to an earlier list, and the ranking is carried out only at the moment access \
                is given";
    let cases = [
        (
            vec![sun],
            false,
            "yesterday 2 2 You got access, but these places went by the rankings of those in front \
                            Of your ranking, these had places: Күн, Бөбек",
            held.to_owned(),
        ),
        (
            vec![star],
            false,
            "yesterday 2 2 You got access, but the groups of your ranking had no places",
            format!("{held} Of your ranking, these had places: Жұлдыз, Бөбек"),
        ),
        (
            vec![sun, moon],
            true,
            "yesterday 2 2 A place would have been taken: Ай, Бөбек \
                                 Of your ranking, these had places: Күн, Бөбек; Ай, Бөбек",
            "today 1 — By then you would have held a referral".to_owned(),
        ),
        (vec![], false, "yesterday 2 2 You got access", held.to_owned()),
    ];
    for (groups, is_given, friday, saturday) in cases {
        history.ranks(&history.second, &groups).await;
        let mut second = Family { id: history.second.id, browser: history.town.log_in(history.second.id).await };
        let (rows, given) = told(&mut second).await;
        assert_eq!(given, is_given, "{groups:?}");
        assert_eq!([&rows[0], &rows[1]], [&saturday, friday], "{groups:?}");
    }
}

#[tokio::test]
async fn what_is_told_is_what_the_rules_then_did() {
    // The first family's list was carried out on Friday; told on Saturday, it would have been carried out on Thursday.
    let mut history = history().await;
    let (rows, given) = told(&mut history.first).await;
    assert!(given);
    assert!(rows[2].starts_with("Thursday, 9 April 1 1 A place would have been taken: Күн, Бөбек"), "{rows:?}");
    assert!(rows[..2].iter().all(|row| row.contains("By then you would have held a referral")), "{rows:?}");
}

#[tokio::test]
async fn a_family_that_came_later_was_not_in_the_queue_then() {
    let history = history().await;
    let mut late = history.town.family("Жаңа").await;
    history.ranks(&late, &[history.sun]).await;
    let (rows, given) = told(&mut late).await;
    assert!(!given && rows.len() == 3, "{rows:?}");
    assert!(rows.iter().all(|row| row.contains("— The application was not in the queue then")), "{rows:?}");
}

#[tokio::test]
async fn a_week_is_seven_openings_and_says_where_there_was_none() {
    let mut history = history().await;
    // Before the opening of Thursday the week still reaches back to the Thursday before.
    for (at, shown) in [("2026-04-16T01:59:00Z", 3), ("2026-04-16T02:00:00Z", 2), ("2026-04-17T02:00:00Z", 1)] {
        history.town.move_to(at).await;
        assert_eq!(told(&mut history.third).await.0.len(), shown, "{at}");
    }
    history.town.move_to("2026-04-18T02:00:00Z").await;
    let page = history.third.get("/en/my/choice").await;
    assert!(page.says("No list opened for your queue in the last seven days.") && rows(&page).is_empty());
}

#[tokio::test]
async fn a_queue_in_which_nothing_ever_opened_says_so() {
    let town = Fixture::new().await;
    let mut family = town.family("Айша").await;
    let page = family.get("/kk/my/choice").await;
    assert!(page.says("Соңғы жеті күнде кезегіңізге бірде-бір тізім ашылған жоқ."), "{}", page.text);
}
