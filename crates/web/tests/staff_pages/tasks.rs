//! The desk of an official: tasks by kind with their dates and owners, complaints, a name searched for, two officials.

use super::fixture::{Fixture, Person, TUESDAY};
use admission::{ApplicationId, Class, Command, Policy, RefuseReason, TimesFrom};
use axum::http::StatusCode;
use std::collections::BTreeSet;
use store::{CommandId, Reported, StaffRole, Tried};

const CONFIRM: [(&str, &str); 3] = [("verdict", "confirm"), ("document_on", "2026-02-20"), ("expires_on", "")];

#[tokio::test]
async fn each_kind_of_task_is_a_list_with_a_date_and_an_overdue_one_is_marked() {
    let town = Fixture::new().await;
    let large = town.apply("Асанова", "220102600019", &["large_family"]).await.application;
    let clerk = town.log_in("clerk").await;
    let list = town.get(&clerk, "/kk/office").await;
    assert!(list.says("Негіздер: 1") && list.says("9 наурыз, дүйсенбі"), "five working days: {}", list.body);
    assert!(list.says("Негіздерді тексеруші (әлі ешкім алмаған)") && !list.says("мерзімі өтті"));
    let silent = town.get(&clerk, "/kk/office?kind=silent").await;
    assert!(silent.says("Балапан") && silent.says("әлі бірде-бір хабар болмаған"), "{}", silent.body);
    let head = town.log_in("balapan").await;
    town.post(&head, "/kk/kindergarten/nothing", &[]).await;
    assert!(!town.get(&clerk, "/kk/office?kind=silent").await.says("Балапан"));
    town.move_to("2026-03-11T04:00:00Z").await;
    let clerk = town.log_in("clerk").await;
    let list = town.get(&clerk, "/kk/office").await;
    assert!(list.says("мерзімі өтті: 9 наурыз") && list.says(&format!("/kk/office/reviews/{large}/0")));
    let silent = town.get(&clerk, "/kk/office?kind=silent").await;
    assert!(silent.says("7 жұмыс күні хабар жоқ"), "{}", silent.body);
}

#[tokio::test]
async fn a_refused_referral_is_taken_handed_over_and_closed_with_what_came_of_it() {
    let town = Fixture::new().await;
    let family = town.referred().await;
    let refuse = Command::RefuseReferral { application: family, reason: RefuseReason::Medical };
    assert!(town.act(refuse).await);
    let (clerk, boss) = (town.log_in("clerk").await, town.log_in("head").await);
    let list = town.get(&clerk, "/kk/office?kind=refused").await;
    let at = list.body.find(&format!("/kk/office/tasks/refused/{family}/")).unwrap();
    let task = list.body[at..].split('"').next().unwrap().to_owned();
    let page = town.get(&clerk, &task).await;
    assert!(page.says("Медициналық") || page.says("медициналық"), "why it was refused: {}", page.body);
    assert_eq!(town.post(&clerk, &task, &[("do", "take")]).await.location, format!("{task}?done=task-taken"));
    assert!(town.get(&clerk, "/kk/office?kind=refused").await.says("Тек өзімдегілер: 1"));
    assert!(town.get(&clerk, "/kk/office?kind=refused&mine=yes").await.says(&task));
    let others = town.get(&boss, "/kk/office?kind=refused&mine=yes").await;
    assert!(!others.says(&task) && others.says("сізде іс жоқ"));
    let taken = town.post(&boss, &task, &[("do", "take")]).await;
    assert!(taken.status == StatusCode::UNPROCESSABLE_ENTITY && taken.says("басқа қызметкер алып қойды"));
    let nobody = town.post(&clerk, &task, &[("do", "hand"), ("to", "99")]).await;
    assert!(nobody.says("Қызметкерді таңдаңыз"));
    let colleague = town.store.accounts(town.town.kato()).into_iter().find(|it| it.login == "head").unwrap();
    let to = colleague.id.0.to_string();
    let handed = town.post(&clerk, &task, &[("do", "hand"), ("to", to.as_str())]).await;
    assert_eq!(handed.location, format!("{task}?done=task-handed"));
    assert!(town.post(&clerk, &task, &[("do", "release")]).await.says("Бұл іс сізде емес"));
    assert!(town.post(&boss, &task, &[("do", "close")]).await.says("Нәтижесін таңдаңыз"));
    let closed = town.post(&boss, &task, &[("do", "close"), ("outcome", "refusal_stands")]).await;
    assert_eq!(closed.location, "/kk/office?kind=refused&done=task-closed");
    assert_eq!(town.get(&boss, &task).await.location, "/kk/office?kind=refused&done=task-gone");
    let history = town.get(&clerk, &format!("/kk/office/applications/{family}")).await;
    let told = "Қабылданбаған жолдама қаралды: «Қабылдамау дұрыс, отбасыға не істеу керегі айтылды».";
    let (closed, refused) = (history.body.find(told), history.body.find("Балабақша жолдаманы қабылдамады"));
    assert!(
        history.says("head қызметкері") && closed.is_some() && refused.is_some() && closed < refused,
        "newest first: {}",
        history.body
    );
    for nothing in ["/kk/office/tasks/refused/!/1", "/kk/office/tasks/nothing/1/1"] {
        assert_eq!(town.get(&boss, nothing).await.status, StatusCode::NOT_FOUND, "{nothing}");
    }
}

/// The address of the only task of that kind.
async fn only_task(town: &Fixture, person: &Person, kind: &str) -> String {
    let list = town.get(person, &format!("/kk/office?kind={kind}")).await;
    let before = format!("/kk/office/tasks/{kind}/");
    let links = list.body.split(&before).skip(1);
    let found: BTreeSet<_> = links.filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(found.len(), 1, "{}", list.body);
    format!("{before}{}", found.first().unwrap())
}

#[tokio::test]
async fn a_restored_application_waits_until_its_family_was_told() {
    let town = Fixture::new().await;
    let family = town.apply("Асанова", "220102600019", &[]).await.application;
    let (clerk, auditor) = (town.log_in("clerk").await, town.log_in("auditor").await);
    assert!(town.act(Command::WithdrawApplication { application: family }).await);
    let restored = [("reason", "closed_by_mistake")];
    let sent = town.post(&clerk, &format!("/kk/office/applications/{family}/acts/restore"), &restored).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let task = only_task(&town, &clerk, "restored").await;
    let page = town.get(&clerk, &task).await;
    assert!(page.says("Отбасымен сөйлескен соң нәтижесін белгілеңіз") && page.says("Отбасыға хабарланды"));
    assert_eq!(
        town.post(&auditor, &task, &[("do", "close"), ("outcome", "family_told")]).await.status,
        StatusCode::FORBIDDEN
    );
    let foreign = town.post(&clerk, &task, &[("do", "close"), ("outcome", "refusal_stands")]).await;
    assert!(foreign.status == StatusCode::UNPROCESSABLE_ENTITY && foreign.says("Нәтижесін таңдаңыз"));
    town.post(&clerk, &task, &[("do", "close"), ("outcome", "family_told")]).await;
    assert!(!town.get(&clerk, "/kk/office?kind=restored").await.says(&task));
    let history = town.get(&clerk, &format!("/kk/office/applications/{family}")).await;
    assert!(history.says("Қалпына келтірілген өтініш қаралды: «Отбасыға хабарланды»."), "{}", history.body);
}

#[tokio::test]
async fn a_contact_that_bounces_waits_until_the_family_was_reached() {
    let town = Fixture::new().await;
    let family = town.apply("Асанова", "220102600019", &[]).await.application;
    while town.store.address_messages(10).await.unwrap() > 0 {}
    for message in town.store.take_due_messages(10).await.unwrap() {
        town.store.message_was_tried(&message, Tried::Sent).await.unwrap();
        let id = town.store.outer_id(&message);
        assert!(town.store.message_was_reported(message.channel, &id, Reported::Returned).await.unwrap());
    }
    let clerk = town.log_in("clerk").await;
    let task = only_task(&town, &clerk, "undelivered").await;
    let page = town.get(&clerk, &task).await;
    assert!(page.says("Хабар қайта жете бастаса, іс өзі жабылады") && page.says("Отбасы байланыс дерегін өзі түзетті"));
    let mother = town.family(family).await;
    let messages = town.get(&mother, "/kk/my/messages").await;
    assert!(messages.says("жетпей қалды: телефон нөмірін не поштаны тексеріңіз"), "{}", messages.body);
    assert!(town.post(&clerk, &task, &[("do", "close")]).await.says("Нәтижесін таңдаңыз"));
    town.post(&clerk, &task, &[("do", "close"), ("outcome", "reached_otherwise")]).await;
    assert!(!town.get(&clerk, "/kk/office?kind=undelivered").await.says(&task));
    let history = town.get(&clerk, &format!("/kk/office/applications/{family}")).await;
    assert!(history.says("Жетпеген хабарлар қаралды: «Отбасыға басқа жолмен хабарланды»."), "{}", history.body);
}

fn complaint<'a>(subject: &'a str, text: &'a str) -> [(&'a str, &'a str); 2] {
    [("subject", subject), ("text", text)]
}

#[tokio::test]
async fn a_family_complains_the_office_answers_and_both_read_it() {
    let town = Fixture::new().await;
    let family = town.apply("Асанова", "220102600019", &[]).await.application;
    let (mother, clerk) = (town.family(family).await, town.log_in("clerk").await);
    for (subject, text, words) in [
        ("", "Неге?", "Не туралы екенін таңдаңыз"),
        ("weather", "Неге?", "Не туралы екенін таңдаңыз"),
        ("place", "", "Не болғанын жазыңыз"),
        ("place", &"ә".repeat(2001), "2000 таңбадан аспасын"),
    ] {
        let sent = town.post(&mother, "/kk/my/complaints", &complaint(subject, text)).await;
        assert!(sent.status == StatusCode::UNPROCESSABLE_ENTITY && sent.says(words), "{words}");
    }
    let act = CommandId::random();
    for _ in 0..2 {
        let form = complaint("place", "Неге <b>артқа</b> жылжыдым?");
        let sent = town.post_act(&mother, "/kk/my/complaints", &form, act).await;
        assert_eq!(sent.location, "/kk/my/complaints?done=complaint-sent");
    }
    let list = town.get(&clerk, "/kk/office?kind=complaint").await;
    assert!(list.says("Шағымдар мен сұрақтар: 1") && !list.says("жылжыдым"), "{}", list.body);
    let at = list.body.find(&format!("/kk/office/complaints/{family}/")).unwrap();
    let case = list.body[at..].split('"').next().unwrap().to_owned();
    let page = town.get(&clerk, &case).await;
    assert!(page.says("жылжыдым") && !page.says("<b>артқа</b>") && page.says("Асанова Әлия"));
    assert!(town.post(&clerk, &case, &[("do", "answer"), ("answer", "")]).await.says("Жауапты жазыңыз"));
    let answered = town.post(&clerk, &case, &[("do", "answer"), ("answer", "Сізден бұрын жазылған бала бар.")]).await;
    assert_eq!(answered.location, "/kk/office?kind=complaint&done=complaint-answered");
    assert!(town.get(&mother, "/kk/my/complaints").await.says("Сізден бұрын жазылған бала бар."));
    assert!(town.get(&clerk, "/kk/office?kind=complaint").await.says("Шағымдар мен сұрақтар: 0"));
    let application = town.get(&clerk, &format!("/kk/office/applications/{family}")).await;
    assert!(application.says(&case) && application.says("Басқармаға жазды: Кезектегі орын."));
    assert!(application.says("Отбасыға жауап берді (Кезектегі орын)."), "{}", application.body);
}

#[tokio::test]
async fn a_complaint_is_passed_on_and_answered_by_another_and_a_number_alone_says_nothing() {
    let town = Fixture::new().await;
    let receipt = town.apply("Асанова", "220102600019", &[]).await;
    let (clerk, boss) = (town.log_in("clerk").await, town.log_in("head").await);
    let visitor = Person::nobody();
    let number = receipt.number.to_string();
    for said in [number.as_str(), "123 456 7894"] {
        let form = [("number", said), ("subject", "site"), ("text", "Кодым жоғалды")];
        let sent = town.post(&visitor, "/kk/complaint", &form).await;
        assert_eq!(sent.location, "/kk/complaint?done=complaint-sent", "{said}: {}", sent.body);
    }
    let waiting = town.town.open_complaints().await.unwrap();
    assert_eq!(waiting.len(), 1);
    let case = format!("/kk/office/complaints/{}/{}", receipt.application, waiting[0].id.0);
    assert!(town.post(&clerk, &case, &[("do", "pass")]).await.says("Себебін таңдаңыз"));
    let passed = town.post(&clerk, &case, &[("do", "pass"), ("reason", "head_decides")]).await;
    assert_eq!(passed.location, "/kk/office?kind=complaint&done=complaint-passed");
    let list = town.get(&clerk, "/kk/office?kind=complaint").await;
    assert!(list.says("Басқарма басшысы (әлі ешкім алмаған)"), "{}", list.body);
    let task = format!("/kk/office/tasks/complaint/{}/{}", receipt.application, waiting[0].id.0);
    assert_eq!(town.post(&clerk, &task, &[("do", "take")]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(town.post(&boss, &task, &[("do", "take")]).await.location, format!("{task}?done=task-taken"));
    let further = town.get(&boss, &case).await;
    assert!(!further.says("value=\"pass\""), "the head passes nothing on");
    let own = town.post(&clerk, &case, &[("do", "answer"), ("answer", "Жоқ.")]).await;
    assert!(own.status == StatusCode::UNPROCESSABLE_ENTITY && own.says("басқарма басшысы жауап береді"));
    assert_eq!(town.post(&boss, &case, &[("do", "answer"), ("answer", "Иә.")]).await.status, StatusCode::SEE_OTHER);
    let application = town.get(&clerk, &format!("/kk/office/applications/{}", receipt.application)).await;
    let told = "Шағымды басшыға берді (Сайт немесе хабарлар): шешімді тек басшы қабылдай алады.";
    assert!(application.says(told) && application.says("clerk қызметкері"), "{}", application.body);
    let mother = town.family(receipt.application).await;
    assert_eq!(town.get(&mother, &case).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_complaint_is_never_passed_on_where_nobody_would_answer_it() {
    let town = Fixture::new().await;
    let receipt = town.apply("Асанова", "220102600019", &[]).await;
    let mother = town.family(receipt.application).await;
    town.post(&mother, "/kk/my/complaints", &complaint("place", "Нөмірім жылжыдым ба?")).await;
    let id = town.town.open_complaints().await.unwrap()[0].id.0;
    let case = format!("/kk/office/complaints/{}/{id}", receipt.application);
    let (clerk, head) = (town.log_in("clerk").await, town.log_in("head").await);
    let pass = [("do", "pass"), ("reason", "about_me")];
    assert!(town.post(&head, &case, &pass).await.says("Шағымды беретін басшы жоқ"));
    let heads = town.store.accounts(town.town.kato()).into_iter().filter(|it| it.role == StaffRole::Head);
    for one in heads {
        town.store.close_account(one.id, None).await.unwrap().unwrap();
    }
    assert!(!town.get(&clerk, &case).await.says("value=\"pass\""));
    assert!(town.post(&clerk, &case, &pass).await.says("Шағымды беретін басшы жоқ"));
    let answer = town.post(&clerk, &case, &[("do", "answer"), ("answer", "Иә.")]).await;
    assert_eq!(answer.location, "/kk/office?kind=complaint&done=complaint-answered");
}

#[tokio::test]
async fn a_task_goes_only_to_who_may_do_it() {
    let town = Fixture::new().await;
    let large = town.apply("Асанова", "220102600019", &["large_family"]).await.application;
    let (clerk, verifier) = (town.log_in("clerk").await, town.log_in("verifier").await);
    let task = format!("/kk/office/tasks/ground/{large}/0");
    assert!(!town.get(&clerk, &task).await.says("value=\"take\""), "a clerk decides on no ground");
    assert_eq!(town.post(&clerk, &task, &[("do", "take")]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(town.post(&verifier, &task, &[("do", "take")]).await.location, format!("{task}?done=task-taken"));
    assert!(town.get(&verifier, "/kk/office?mine=yes").await.says(&format!("/kk/office/reviews/{large}/0")));
    let clerk_id = town.store.accounts(town.town.kato()).into_iter().find(|it| it.login == "clerk").unwrap().id.0;
    let handed = town.post(&verifier, &task, &[("do", "hand"), ("to", &clerk_id.to_string())]).await;
    assert!(handed.says("Қызметкерді таңдаңыз"));
}

#[tokio::test]
async fn the_tasks_of_whoever_leaves_are_nobodys() {
    let town = Fixture::new().await;
    let large = town.apply("Асанова", "220102600019", &["large_family"]).await.application;
    let (verifier, head) = (town.log_in("verifier").await, town.log_in("head").await);
    let task = format!("/kk/office/tasks/ground/{large}/0");
    town.post(&verifier, &task, &[("do", "take")]).await;
    assert!(town.get(&head, "/kk/office").await.says("verifier қызметкері"));
    let account = town.store.accounts(town.town.kato()).into_iter().find(|it| it.login == "verifier").unwrap();
    town.store.close_account(account.id, None).await.unwrap().unwrap();
    let list = town.get(&head, "/kk/office").await;
    assert!(
        list.says("Негіздерді тексеруші (әлі ешкім алмаған)") && !list.says("verifier қызметкері"),
        "{}",
        list.body
    );
}

#[tokio::test]
async fn an_application_is_found_by_a_name_however_it_is_spelt_and_several_are_told_apart() {
    let town = Fixture::new().await;
    let one = town.apply("Әбдірахманова", "220102600019", &[]).await.application;
    let clerk = town.log_in("clerk").await;
    for name in ["Абдирахманова", "әлия әбдірахманова", "Әбдірахманова Сәуле"]
    {
        let sent = town.post(&clerk, "/kk/office/search", &[("find", name)]).await;
        assert_eq!(sent.location, format!("/kk/office/applications/{one}"), "{name}");
    }
    let two = town.apply("Абдирахманова", "220101600013", &[]).await.application;
    let found = town.post(&clerk, "/kk/office/search", &[("find", "Абдирахманова")]).await;
    assert!(
        found.says("2 өтініш табылды") && found.says("Ә. Ә., 2022") && found.says(&two.to_string()),
        "{}",
        found.body
    );
    let none = town.post(&clerk, "/kk/office/search", &[("find", "Әлия")]).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY, "a first name alone finds half the town");
}

#[tokio::test]
async fn a_search_finds_nothing_of_another_town() {
    let town = Fixture::new().await;
    let elsewhere = town.another_town().await;
    let own = town.apply("Асанова", "220102600019", &[]).await;
    let clerk = town.log_in("clerk").await;
    let kato = "990000000".parse().unwrap();
    let there = town.store.town(&kato).unwrap();
    let stranger = there.applicant(elsewhere.application.parse().unwrap()).await.unwrap().unwrap();
    let mother = town.town.applicant(own.application).await.unwrap().unwrap();
    let asked = |it: &store::Applicant| {
        [it.number.to_string(), it.phone.as_str().to_owned(), format!("{} {}", it.child.surname, it.child.name)]
    };
    let search = async |find: &str| town.post(&clerk, "/kk/office/search", &[("find", find)]).await;
    for find in asked(&mother).iter().map(String::as_str).chain(["220102600019"]) {
        assert_eq!(search(find).await.location, format!("/kk/office/applications/{}", own.application), "{find}");
    }
    for find in asked(&stranger).iter().map(String::as_str).chain([elsewhere.application.as_str()]) {
        let sent = search(find).await;
        assert!(sent.status == StatusCode::UNPROCESSABLE_ENTITY && sent.says("find-error"), "{find}: {}", sent.body);
    }
}

#[tokio::test]
async fn the_office_reads_why_a_place_moved_and_prints_the_file() {
    let town = Fixture::new().await;
    let first = town.apply("Серікова", "220101600013", &[]).await.application;
    let large = town.apply("Асанова", "220102600019", &["large_family"]).await.application;
    town.move_to(TUESDAY).await;
    let clerk = town.log_in("verifier").await;
    let confirm = [CONFIRM.as_slice(), &[("state", "pending")]].concat();
    town.post(&clerk, &format!("/kk/office/reviews/{large}/0"), &confirm).await;
    let moves = town.get(&clerk, &format!("/kk/office/applications/{first}/moves")).await;
    assert!(moves.says("1 → 2"), "{}", moves.body);
    let unknown = town.get(&clerk, &format!("/kk/office/applications/{}/moves", ApplicationId(3))).await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    let path = format!("/kk/office/applications/{large}/file.pdf");
    let (status, kind) = town.head(&clerk, &path).await;
    assert_eq!((status, kind.as_str()), (StatusCode::OK, "application/pdf"));
}

async fn decide(town: &Fixture, person: &Person, family: ApplicationId, state: &str) -> (StatusCode, String) {
    let form = [CONFIRM.as_slice(), &[("state", state)]].concat();
    let sent = town.post(person, &format!("/kk/office/reviews/{family}/0"), &form).await;
    (sent.status, if sent.location.is_empty() { sent.body } else { sent.location })
}

#[tokio::test]
async fn where_two_must_confirm_one_alone_changes_nothing_and_cannot_be_both() {
    let town = Fixture::new().await;
    let policy = Box::new(Policy { out_of_turn_confirmations: 2, ..Policy::default() });
    assert!(town.act(Command::ChangePolicy { policy, times_from: TimesFrom::NextDay }).await);
    let family = town.apply("Асанова", "220102600019", &["military"]).await.application;
    let class = || town.town.state().application(family).unwrap().class();
    let (clerk, boss) = (town.log_in("verifier").await, town.log_in("head").await);
    let case = format!("/kk/office/reviews/{family}/0");
    assert!(town.get(&clerk, &case).await.says("екі бөлек қызметкер растайды"));
    town.post(&clerk, &format!("/kk/office/tasks/ground/{family}/0"), &[("do", "take")]).await;
    assert!(town.get(&clerk, "/kk/office?mine=yes").await.says(&case));
    for _ in 0..2 {
        let (_, location) = decide(&town, &clerk, family, "pending").await;
        assert!(location.ends_with("done=ground-first"), "{location}");
    }
    assert_eq!(class(), Class::Ordinary);
    let history = town.get(&clerk, &format!("/kk/office/applications/{family}")).await;
    assert!(history.says("Негізді екі қызметкердің біріншісі растады:"), "{}", history.body);
    let page = town.get(&clerk, &case).await;
    assert!(page.says("Енді басқа қызметкердің растауы керек") && !page.says(r#"value="confirm""#));
    let list = town.get(&boss, "/kk/office").await;
    assert!(list.says("(екінші қызметкердің растауы күтіледі)"), "{}", list.body);
    assert!(!town.get(&clerk, "/kk/office?mine=yes").await.says(&case), "it is the second one's now");
    let (status, body) = decide(&town, &clerk, family, "pending-first").await;
    assert!(status == StatusCode::UNPROCESSABLE_ENTITY && body.contains("Енді басқа қызметкердің растауы керек"));
    assert!(town.get(&boss, &case).await.says("Бірінші болып verifier қызметкері растады"));
    let (status, _) = decide(&town, &boss, family, "pending").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "the page had not shown the first opinion");
    let (_, location) = decide(&town, &boss, family, "pending-first").await;
    assert!(location.ends_with("done=ground-confirmed"), "{location}");
    assert_eq!(class(), Class::OutOfTurn);
    let history = town.get(&clerk, &format!("/kk/office/applications/{family}")).await;
    assert!(history.says("Бірінші растаған: verifier қызметкері."), "{}", history.body);
    assert!(town.get_as_visitor("/kk/rules").await.says("екі бөлек қызметкер растайды"));
}
