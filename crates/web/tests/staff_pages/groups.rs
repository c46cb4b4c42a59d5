//! A kindergarten's groups: seats counted and held back, other years, the yearly turn, its own past; and what everybody sees.

use super::fixture::{Fixture, TUESDAY};
use admission::{GroupId, KindergartenId, Status};
use axum::http::StatusCode;
use store::CommandId;

const COUNT: [(&str, &str); 3] = [("do", "count"), ("capacity", "25"), ("attending", "24")];
const PATH: &str = "/kk/kindergarten/groups/1";

fn free(town: &Fixture) -> Option<u64> {
    town.town.state().seats(GroupId(1)).unwrap().free()
}

#[tokio::test]
async fn counted_seats_stand_on_the_page_of_the_day_and_bound_what_is_reported() {
    let town = Fixture::new().await;
    let head = town.log_in("balapan").await;
    assert!(town.get(&head, "/kk/kindergarten").await.says("Балалар мен орын санын көрсету"));
    assert_eq!(town.post(&head, PATH, &COUNT).await.location, "/kk/kindergarten/groups/1?done=seats-counted");
    assert!(town.get(&head, "/kk/kindergarten").await.says("Барып жүрген бала: 24"));
    let hold = [("do", "hold"), ("seats", "1"), ("reason", "repair")];
    assert_eq!(town.post(&head, PATH, &hold).await.location, "/kk/kindergarten/groups/1?done=seats-held");
    assert_eq!(free(&town), Some(0));
    let more = [("group", "1"), ("year", "2022"), ("more", "25")];
    let sent = town.post(&head, "/kk/kindergarten/report", &more).await;
    assert!(sent.status == StatusCode::UNPROCESSABLE_ENTITY && sent.says("1 мен 24 аралығындағы"), "{}", sent.body);
    let one = [("group", "1"), ("year", "2022"), ("places", "1")];
    town.post(&head, "/kk/kindergarten/report", &one).await;
    assert!(town.get(&head, PATH).await.says("<dt>Барып жүрген бала</dt><dd>23</dd>"), "one child has left");
    let page = town.get_as_visitor("/kk/kindergartens/1").await;
    assert!(page.says("1 орын уақытша ұсталып тұр. Себебі: Жөндеу жүріп жатыр"), "{}", page.body);
    assert!(page.says("Балабақша бүгін сағат 16:40 растады"));
    assert!(town.get_as_visitor("/kk/kindergartens/2").await.says("Балабақша әлі хабар берген жоқ"));
}

#[tokio::test]
async fn what_does_not_fit_is_told_at_its_field_and_nothing_typed_is_lost() {
    let town = Fixture::new().await;
    let head = town.log_in("balapan").await;
    for (capacity, attending) in [("", "1"), ("0", "0"), ("25", "-1"), ("61", "9"), ("25", "көп")] {
        let form = [("do", "count"), ("capacity", capacity), ("attending", attending)];
        assert_eq!(town.post(&head, PATH, &form).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{form:?}");
    }
    let sent = town.post(&head, PATH, &[("do", "count"), ("capacity", "20"), ("attending", "21")]).await;
    assert!(sent.status == StatusCode::UNPROCESSABLE_ENTITY && sent.says("Бұл сандар үйлеспейді"));
    assert!(sent.says(r#"name="attending" value="21""#), "{}", sent.body);
    assert_eq!(free(&town), None);
    town.post(&head, PATH, &COUNT).await;
    let sent = town.post(&head, PATH, &[("do", "hold"), ("seats", "2"), ("reason", "repair")]).await;
    assert!(sent.says("топта 1 бос орын бар"), "{}", sent.body);
    let sent = town.post(&head, PATH, &[("do", "hold"), ("seats", "1")]).await;
    assert!(sent.status == StatusCode::UNPROCESSABLE_ENTITY && sent.says("Себебін таңдаңыз"));
    assert!(town.post(&head, PATH, &[("do", "years")]).await.says("Кемінде бір туған жылды таңдаңыз"));
    assert_eq!(town.post(&head, PATH, &[("do", "sell")]).await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_group_on_the_way_to_whose_places_families_are_neither_closes_nor_leaves_the_year() {
    let town = Fixture::new().await;
    town.referred().await;
    let head = town.log_in("balapan").await;
    assert!(town.post(&head, PATH, &[("do", "close")]).await.says("Топты әзірге жабуға болмайды"));
    let years = [("do", "years"), ("year", "2023")];
    assert!(town.post(&head, PATH, &years).await.says("Алып тасталған жылдың орны"));
    let both = [("do", "years"), ("year", "2023"), ("year", "2022")];
    assert_eq!(town.post(&head, PATH, &both).await.location, "/kk/kindergarten/groups/1?done=group-years");
    assert_eq!(town.town.registry().groups[&GroupId(1)].birth_years, [2022, 2023]);
}

#[tokio::test]
async fn a_closed_group_leaves_the_lists_and_the_button_may_be_pressed_twice() {
    let town = Fixture::new().await;
    let head = town.log_in("balapan").await;
    let act = CommandId::random();
    for _ in 0..2 {
        let sent = town.post_act(&head, PATH, &[("do", "close")], act).await;
        assert_eq!(sent.location, "/kk/kindergarten?done=group-closed");
    }
    assert_eq!(town.get(&head, PATH).await.status, StatusCode::NOT_FOUND);
    assert!(!town.get(&head, "/kk/kindergarten").await.says("Қошақан"));
    assert!(!town.get_as_visitor("/kk/kindergartens/1").await.says("Қошақан"));
}

#[tokio::test]
async fn the_group_of_another_kindergarten_is_as_unknown_as_one_that_is_not_there() {
    let town = Fixture::new().await;
    let head = town.log_in("balapan").await;
    let bodies = ["/kk/kindergarten/groups/2", "/kk/kindergarten/groups/99"].map(async |path| {
        let (shown, sent) = (town.get(&head, path).await, town.post(&head, path, &COUNT).await);
        assert_eq!((shown.status, sent.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND), "{path}");
        (shown.body.replace(path, ""), sent.body.replace(path, ""))
    });
    let [others, nobodys] = bodies;
    assert_eq!(others.await, nobodys.await);
    assert_eq!(town.town.state().seats(GroupId(2)).unwrap().counted, None);
}

#[tokio::test]
async fn the_year_turns_as_planned_and_only_as_it_was_shown() {
    let town = Fixture::new().await;
    let head = town.log_in("balapan").await;
    let path = "/kk/kindergarten/year";
    let plan = [("do", "prepare"), ("year-1", "2024"), ("capacity-1", "20"), ("attending-1", "0")];
    let wrong = [("do", "prepare"), ("year-1", "2024"), ("capacity-1", "20"), ("attending-1", "21")];
    let sent = town.post(&head, path, &wrong).await;
    assert!(sent.status == StatusCode::UNPROCESSABLE_ENTITY && sent.says("0 мен 20 аралығындағы"), "{}", sent.body);
    assert!(sent.says(r##"href="#attending-1""##) && sent.says(r#"value="21""#));
    assert_eq!(town.post(&head, path, &plan).await.location, "/kk/kindergarten/year?done=year-prepared");
    assert!(town.get(&head, path).await.says(r#"name="plan" value="1:2024:20:0""#));
    let old = [("do", "turn"), ("plan", "1:2024:25:0")];
    assert!(town.post(&head, path, &old).await.says("Жоспар осы арада өзгерді"));
    let act = CommandId::random();
    for _ in 0..2 {
        let sent = town.post_act(&head, path, &[("do", "turn"), ("plan", "1:2024:20:0")], act).await;
        assert_eq!(sent.location, "/kk/kindergarten?done=year-turned");
    }
    let card = town.town.registry().groups[&GroupId(1)].clone();
    assert_eq!((card.birth_years, card.capacity), (vec![2024], 20));
}

#[tokio::test]
async fn a_plan_that_a_family_on_its_way_stops_says_so_and_stays() {
    let town = Fixture::new().await;
    town.referred().await;
    let head = town.log_in("balapan").await;
    let plan = [("do", "prepare"), ("year-1", "2024"), ("capacity-1", "20"), ("attending-1", "0")];
    town.post(&head, "/kk/kindergarten/year", &plan).await;
    assert!(town.get(&head, "/kk/kindergarten/year").await.says("1 орын ұсынылған немесе жолдамамен берілген"));
    let turn = [("do", "turn"), ("plan", "1:2024:20:0")];
    let sent = town.post(&head, "/kk/kindergarten/year", &turn).await;
    assert!(sent.status == StatusCode::UNPROCESSABLE_ENTITY && sent.says("Жоспар қолданылған жоқ"), "{}", sent.body);
    assert!(town.town.year_plan(KindergartenId(1)).await.unwrap().is_some());
}

#[tokio::test]
async fn a_silent_kindergarten_is_reminded_in_two_languages_with_the_time_of_the_list() {
    let town = Fixture::new().await.reached_at("https://kezek.example");
    for (kindergarten, email) in [(1, "balapan@example.kz"), (2, "aigolek@example.kz")] {
        town.town.remind_at(KindergartenId(kindergarten), email.to_owned()).await.unwrap();
    }
    town.post(&town.log_in("aigolek").await, "/kk/kindergarten/nothing", &[]).await;
    let site = web::Site::new(town.store.clone()).reached_at(Some("https://kezek.example".to_owned()));
    let due = town.store.take_due_reminders().await.unwrap();
    let [reminder] = due.as_slice() else { panic!("one has said nothing: {due:?}") };
    let web::Written::Email { to, subject, text } = web::write_reminder(&site, reminder) else {
        panic!("it is a letter")
    };
    assert_eq!(to, "balapan@example.kz");
    assert!(subject.contains("Босаған орындарды хабарлаңыз") && subject.contains("18:00"), "{subject}");
    for words in [
        "«Балапан» бүгін босаған орындар туралы әлі хабар берген жоқ",
        "сағат 18:00",
        "https://kezek.example/kk/kindergarten",
        "сегодня",
        "https://kezek.example/ru/kindergarten",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
}

#[tokio::test]
async fn a_kindergarten_reads_its_own_past_and_nobody_elses() {
    let town = Fixture::new().await;
    let (head, other) = (town.log_in("balapan").await, town.log_in("aigolek").await);
    town.post(&head, PATH, &COUNT).await;
    town.post(&head, "/kk/kindergarten/report", &[("group", "1"), ("year", "2022"), ("places", "1")]).await;
    let page = town.get(&head, "/kk/kindergarten/history").await;
    for words in ["Қошақан: барлығы 25 орын, 24 бала барып жүр", "1 орын хабарланды", "balapan қызметкері"]
    {
        assert!(page.says(words), "{words}: {}", page.body);
    }
    assert!(town.get(&other, "/kk/kindergarten/history").await.says("Әзірге журналда балабақшаның жазбасы жоқ"));
    town.post(&other, "/kk/kindergarten/nothing", &[]).await;
    let page = town.get(&other, "/kk/kindergarten/history").await;
    assert!(page.says("Бос орын жоқ деп хабарланды") && page.says("aigolek қызметкері"), "{}", page.body);
}

#[tokio::test]
async fn each_act_of_a_long_past_stands_on_one_page_only() {
    let town = Fixture::new().await;
    let head = town.log_in("balapan").await;
    let sets = |hours: &'static str| {
        [
            ("do", "card"),
            ("name_kk", "Қошақан"),
            ("name_ru", "Ягнёнок"),
            ("name_en", ""),
            ("language", "kk"),
            ("hours", hours),
        ]
    };
    town.post(&head, PATH, &sets("half_day")).await;
    for attending in 1..=35 {
        let minute = town.store.clock().now() + jiff::SignedDuration::from_secs(1);
        town.store.clock().move_to(minute);
        let attending = attending.to_string();
        let count = [("do", "count"), ("capacity", "40"), ("attending", attending.as_str())];
        assert_eq!(town.post(&head, PATH, &count).await.status, StatusCode::SEE_OTHER);
    }
    town.post(&head, PATH, &sets("full_day")).await;
    let mut pages = Vec::new();
    for page in 1..=3 {
        pages.push(town.get(&head, &format!("/kk/kindergarten/history?page={page}")).await.body);
    }
    let pages_with = |words: &str| pages.iter().map(|page| page.matches(words).count()).collect::<Vec<_>>();
    assert_eq!(pages_with("жұмыс уақыты өзгертілді. Бұрын: Жарты күн"), [1, 0, 0], "the last act");
    assert_eq!(pages_with("жұмыс уақыты өзгертілді. Бұрын: Толық күн"), [0, 1, 0], "the first act");
    assert_eq!(pages_with("бала барып жүр"), [30, 5, 0]);
}

#[tokio::test]
async fn what_a_kindergarten_did_beside_the_journal_stands_in_its_past_too() {
    let town = Fixture::new().await;
    let family = town.apply_unproved("Серікова", "220101600013", &[]).await.application;
    town.refer(family).await;
    let head = town.log_in("balapan").await;
    let card = |hours| {
        [
            ("do", "card"),
            ("name_kk", "Ботақан"),
            ("name_ru", "Верблюжонок"),
            ("name_en", ""),
            ("language", "kk"),
            ("hours", hours),
        ]
    };
    for _ in 0..2 {
        assert_eq!(town.post(&head, PATH, &card("half_day")).await.location, format!("{PATH}?done=group-changed"));
    }
    town.post(&head, "/kk/kindergarten/key", &[("do", "make")]).await;
    let key = town.town.api_keys_of(KindergartenId(1)).await.unwrap()[0].id.0.to_string();
    town.post(&head, "/kk/kindergarten/key", &[("do", "end"), ("key", &key)]).await;
    town.post(&head, &format!("/kk/kindergarten/referrals/{family}/met"), &[]).await;
    let page = town.get(&head, "/kk/kindergarten/history").await;
    let sign = family.to_string();
    let met = format!("Ата-ана {}-{} жолдамасымен келді", &sign[..sign.len() / 2], &sign[sign.len() / 2..]);
    for words in [
        "Бұрын: Толық күн. Қазір: Жарты күн",
        "атауы өзгертілді. Бұрын: «Қошақан",
        "өз бағдарламасына кілт жасалды",
        "бағдарламасының кілті өшірілді",
        &met,
    ] {
        assert_eq!(page.body.matches(words).count(), 1, "{words}: {}", page.body);
    }
    let other = town.get(&town.log_in("aigolek").await, "/kk/kindergarten/history").await;
    assert!(other.says("Әзірге журналда балабақшаның жазбасы жоқ"), "{}", other.body);
}

#[tokio::test]
async fn the_code_of_a_referral_opens_it_for_its_kindergarten_and_the_proof_for_all_others() {
    let town = Fixture::new().await.reached_at("https://kezek.example");
    let family = town.referred().await;
    let parent = town.family(family).await;
    town.move_to(TUESDAY).await;
    let issued = town.town.state().application(family).unwrap().referral().unwrap();
    let referral = store::IssuedReferral { application: family, group: issued.group, issued_on: issued.issued_on };
    let tag = town.town.referral_proof(referral);
    let path = format!("/kk/proof/{family}/1/{}/{tag}", issued.issued_on);
    let (head, other) = (town.log_in("balapan").await, town.log_in("aigolek").await);
    let opened = town.get(&head, &path).await;
    assert_eq!(opened.location, format!("/kk/kindergarten/referrals/{family}"));
    let page = town.get(&head, &opened.location).await;
    assert!(page.says("Серікова Әлия") && page.says("Барлық жолдама"), "{}", page.body);
    assert_eq!(town.get(&other, &opened.location).await.status, StatusCode::NOT_FOUND);
    for visitor in [&other, &parent] {
        let shown = town.get(visitor, &path).await;
        assert!(shown.status == StatusCode::OK && !shown.says("Серікова"), "{}", shown.location);
    }
    let changed = path.replace("/1/", "/2/");
    assert_eq!(town.get(&head, &changed).await.location, "");
    town.post(&head, &format!("/kk/kindergarten/referrals/{family}/enrol"), &[]).await;
    assert_eq!(town.town.state().application(family).unwrap().status(), Status::Enrolled);
    assert_eq!(town.get(&head, &path).await.location, "", "what was used is only proved");
}

#[tokio::test]
async fn the_office_merges_kindergartens_and_closes_empty_ones() {
    let town = Fixture::new().await;
    let clerk = town.log_in("clerk").await;
    let path = "/kk/office/kindergartens/1";
    assert!(town.post(&clerk, path, &[("do", "close")]).await.says("Алдымен балабақшаның барлық тобын жабыңыз"));
    for into in ["", "1", "9"] {
        let sent = town.post(&clerk, path, &[("do", "merge"), ("into", into)]).await;
        assert!(sent.status == StatusCode::UNPROCESSABLE_ENTITY && sent.says("жалғасатын балабақшаны таңдаңыз"));
    }
    let act = CommandId::random();
    for _ in 0..2 {
        let sent = town.post_act(&clerk, path, &[("do", "merge"), ("into", "2")], act).await;
        assert_eq!(sent.location, "/kk/office/kindergartens?done=kindergarten-merged");
    }
    assert_eq!(town.town.registry().groups_of(KindergartenId(2)).count(), 2);
    assert!(town.log_in_with("balapan", "сары ала қаз 7").await.is_none(), "nobody speaks for it any more");
    let page = town.get_as_visitor("/kk/kindergartens/1").await;
    assert!(page.says("Бұл балабақша жабылды") && page.says("Айгөлек"), "{}", page.body);
    assert!(!town.get_as_visitor("/kk/kindergartens").await.says("Балапан"));
}
