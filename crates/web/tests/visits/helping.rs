//! A family names a helper, the helper acts, and everybody who may know reads who it was.

use crate::browser::{Browser, Page};
use crate::letters::{applies, site};
use crate::town::{BIRTH_YEAR, PASSWORD, TestTown, found, office};
use admission::{ApplicationId, Command};
use axum::Router;
use axum::http::StatusCode;
use store::{Act, CommandId, Language, Occasion};
use web::Written;

const NAME: &str = "Оспанова Гүлмира";

/// A town with a family that is logged in.
struct Stage {
    town: TestTown,
    router: Router,
    application: ApplicationId,
    number: String,
    family: Browser,
}

impl Stage {
    async fn set() -> Self {
        let town = found().await;
        let application = applies(&town, Language::Kk).await;
        let router = web::router(site(&town));
        let mut family = Browser::new(&router);
        let applicant = town.town.applicant(application).await.unwrap().unwrap();
        let (number, code) = (applicant.number.to_string(), applicant.code.to_string());
        family.post("/ru/find", &[("number", &number), ("code", &code)]).await;
        Self { town, router, application, number, family }
    }

    async fn name(&mut self, changed: &[(&str, &str)]) -> Page {
        let act = self.family.get("/ru/my/helpers").await.act();
        self.family.post("/ru/my/helpers", &filled(&act, changed)).await
    }

    /// The codes of present helpers, the last named first.
    async fn codes(&mut self) -> Vec<String> {
        let page = self.family.get("/ru/my/helpers").await;
        let codes = page.text.split("<dt>Код помощника</dt><dd class=\"code\">").skip(1);
        codes.map(|rest| rest.split('<').next().unwrap().to_owned()).collect()
    }

    /// A helper who is named and comes in.
    async fn helper(&mut self) -> Browser {
        assert_eq!(self.name(&[]).await.location, "/ru/my/helpers?done=helper_named");
        let code = self.codes().await.remove(0);
        let mut helper = Browser::new(&self.router);
        assert_eq!(helper.post("/ru/find", &[("number", &self.number), ("code", &code)]).await.location, "/ru/my");
        helper
    }

    async fn move_to(&self, at: &str) {
        self.town.store.clock().move_to(at.parse().unwrap());
        self.town.store.catch_up().await.unwrap();
    }
}

/// The form that names a helper, with some answers changed.
pub(crate) fn filled<'a>(act: &'a str, changed: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut form = vec![
        ("act", act),
        ("name", " Оспанова  Гүлмира "),
        ("phone", "8 702 111 22 33"),
        ("relation", "service_centre"),
        ("until", "2026-04-30"),
        ("consent", "yes"),
    ];
    form.retain(|(name, _)| !changed.iter().any(|(other, _)| other == name));
    form.extend_from_slice(changed);
    form
}

#[tokio::test]
async fn a_form_sent_twice_names_one_helper_whose_code_is_shown() {
    let mut stage = Stage::set().await;
    let page = stage.family.get("/ru/my/helpers").await;
    assert_eq!(page.answer("until"), "2026-05-08", "thirty days are offered");
    let act = page.act();
    for _ in 0..2 {
        let sent = stage.family.post("/ru/my/helpers", &filled(&act, &[])).await;
        assert_eq!((sent.status, sent.location.as_str()), (StatusCode::SEE_OTHER, "/ru/my/helpers?done=helper_named"));
    }
    let page = stage.family.get("/ru/my/helpers?done=helper_named").await;
    assert!(page.says("Помощник назначен") && page.says("<details open>") && page.says(&stage.number));
    assert!(page.says(NAME) && page.says("сотрудник ЦОНа") && page.says("+7 702 111 22 33"));
    assert!(page.says("30 апреля 2026"), "{}", page.text);
    assert_eq!(stage.codes().await.len(), 1);
}

#[tokio::test]
async fn what_is_wrong_in_the_form_is_named_and_the_rest_stays() {
    let mut stage = Stage::set().await;
    for (field, value, words) in [
        ("name", "", "Введите фамилию и имя помощника"),
        ("name", "Оспанова7", "только буквы"),
        ("phone", "12", "не похоже на номер"),
        ("relation", "mayor", "Отметьте, кто он вам"),
        ("until", "", "Введите день полностью"),
        ("until", "2026-04-07", "не раньше 8 апреля 2026"),
        ("until", "2026-10-06", "не позже 5 октября 2026"),
        ("consent", "", "Без согласия"),
    ] {
        let page = stage.name(&[(field, value)]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}={value}");
        assert!(page.says(words), "{field}={value} should say {words}: {}", page.text);
        assert!(page.says("error-summary") && (field == "phone" || page.says("8 702 111 22 33")), "{field}={value}");
    }
    assert!(stage.codes().await.is_empty());
    for _ in 0..3 {
        assert_eq!(stage.name(&[("until", "05.10.2026")]).await.location, "/ru/my/helpers?done=helper_named");
    }
    let full = stage.family.get("/ru/my/helpers").await;
    assert!(full.says("не больше трёх помощников") && !full.says("name=\"consent\""));
    let act = CommandId::random().to_string();
    let fourth = stage.family.post("/ru/my/helpers", &filled(&act, &[])).await;
    assert_eq!(fourth.location, "/ru/my/helpers?no=helper_too_many");
}

#[tokio::test]
async fn a_helper_sees_for_whom_it_acts_and_nothing_of_the_familys_own() {
    let mut stage = Stage::set().await;
    let mut helper = stage.helper().await;
    let page = helper.get("/ru/my").await;
    assert!(page.says("Вы вошли как помощник: Оспанова Гүлмира. Последний день: 30 апреля 2026"), "{}", page.text);
    assert!(page.says("Аружан") && page.says(&stage.number));
    for path in ["/my", "/my/moves", "/my/places", "/my/choice", "/my/pause", "/my/compare"] {
        let page = helper.get(&format!("/ru{path}")).await;
        assert!(page.status == StatusCode::OK && page.says("Вы вошли как помощник"), "{path}");
        let code = stage.town.town.applicant(stage.application).await.unwrap().unwrap().code.to_string();
        for secret in [code.as_str(), "701 234 56 78", "77012345678", "saule@example.kz"] {
            assert!(!page.says(secret), "{path} shows {secret}");
        }
        for own in ["/my/receipt", "/my/contacts", "/my/withdraw", "/my/leave-all", "/my/helpers", "/my/another"] {
            assert!(!page.says(own), "{path} leads to {own}");
        }
    }
    for own in ["/my/receipt", "/my/receipt.pdf", "/my/contacts", "/my/withdraw", "/my/helpers", "/my/another"] {
        let page = helper.get(&format!("/ru{own}")).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{own}");
        assert!(page.says("Это может делать только сама семья"), "{own}: {}", page.text);
    }
    // Public pages are the same for everybody.
    for path in ["", "/bulletin", "/queue", "/statistics", "/data"] {
        assert!(!helper.get(&format!("/ru{path}")).await.says("Оспанова"), "{path}");
    }
}

#[tokio::test]
async fn every_act_says_who_did_it_to_the_family_and_the_office_and_to_nobody_else() {
    let mut stage = Stage::set().await;
    let mut helper = stage.helper().await;
    let report = Command::ReportPlaces { group: stage.town.group, birth_year: BIRTH_YEAR, places: 1 };
    let report = Act { command: report, by: office(), command_id: CommandId::random() };
    stage.town.town.act(report).await.unwrap();
    stage.move_to("2026-04-08T17:00:00Z").await;
    stage.move_to("2026-04-09T02:00:00Z").await;
    let group = stage.town.group.to_string();
    let act = helper.get(&format!("/ru/my/places/{group}")).await.act();
    let taken = helper.post("/ru/my/claim", &[("act", &act), ("group", &group)]).await;
    assert_eq!(taken.location, "/ru/my?done=claimed");
    assert_eq!(&helper.get("/ru/my/referral.pdf").await.bytes[..4], b"%PDF");
    assert!(stage.family.get("/ru/my").await.says("Помощник: Оспанова Гүлмира (сотрудник ЦОНа)"));
    let act = stage.family.get("/ru/my/decline").await.act();
    assert_eq!(stage.family.post("/ru/my/decline", &[("act", &act)]).await.location, "/ru/my?done=decline");
    let act = helper.get("/ru/my/pause").await.act();
    assert_eq!(helper.post("/ru/my/pause", &[("act", &act)]).await.location, "/ru/my?done=pause");

    let by = "Помощник: Оспанова Гүлмира (сотрудник ЦОНа)";
    let moves = stage.family.get("/ru/my/moves").await;
    assert!(moves.says(&format!("Заявление поставлено на паузу. {by}")), "{}", moves.text);
    assert!(moves.says(&format!("Место занято для вас. {by}")), "{}", moves.text);
    assert!(moves.says("Кто что сделал") && moves.says(&format!("{by}</span><br>Место выбрано, выдано направление")));
    assert!(moves.says("· Семья</span><br>Отказ от направления."), "{}", moves.text);

    let mut clerk = Browser::new(&stage.router);
    clerk.post("/ru/staff", &[("login", "clerk"), ("password", PASSWORD)]).await;
    let history = clerk.get(&format!("/ru/office/applications/{}", stage.application)).await;
    assert!(history.says(&format!("{by}</span><br>Заявление поставлено на паузу.")), "{}", history.text);
    assert!(history.says("· Семья</span><br>Отказ от направления."), "{}", history.text);
    assert!(!clerk.get("/ru/queue/2021").await.says("Оспанова"));
}

#[tokio::test]
async fn one_helper_is_not_told_the_name_of_another() {
    let mut stage = Stage::set().await;
    let mut first = stage.helper().await;
    let act = first.get("/ru/my/pause").await.act();
    first.post("/ru/my/pause", &[("act", &act)]).await;
    assert!(first.get("/ru/my/moves").await.says(NAME));
    stage.name(&[("name", "Әлиев Марат"), ("relation", "relative")]).await;
    let codes = stage.codes().await;
    let mut second = Browser::new(&stage.router);
    for code in codes {
        second.post("/ru/find", &[("number", &stage.number), ("code", &code)]).await;
        if second.get("/ru/my").await.says("Әлиев Марат") {
            break;
        }
    }
    let moves = second.get("/ru/my/moves").await;
    assert!(moves.says("Әлиев Марат") && moves.says("Другой помощник") && !moves.says(NAME), "{}", moves.text);
}

#[tokio::test]
async fn a_helper_is_out_when_ended_when_time_is_over_and_when_the_code_is_renewed() {
    let mut stage = Stage::set().await;
    let mut ended = stage.helper().await;
    let page = stage.family.get("/ru/my/helpers").await;
    let (_, id) = page.hidden().into_iter().find(|(name, _)| *name == "helper").unwrap();
    let done = stage.family.post("/ru/my/helpers/end", &[("helper", id)]).await;
    assert_eq!(done.location, "/ru/my/helpers?done=helper_ended");
    let page = stage.family.get(&done.location).await;
    assert!(page.says("Прежние помощники") && page.says(NAME) && page.says("Закончилось: 8 апреля 2026"));
    assert_eq!(ended.get("/ru/my").await.location, "/ru/find?no=session");

    let mut left = stage.helper().await;
    let code = stage.codes().await.remove(0);
    stage.family.post("/ru/my/receipt/renew", &[]).await;
    assert_eq!(left.get("/ru/my").await.location, "/ru/find?no=session");
    let again = left.post("/ru/find", &[("number", &stage.number), ("code", &code)]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "the old code may have named it");

    let mut last = stage.helper().await;
    let code = stage.codes().await.remove(0);
    last.post("/ru/find", &[("number", &stage.number), ("code", &code), ("remember", "yes")]).await;
    stage.move_to("2026-04-30T18:59:59Z").await;
    assert_eq!(last.get("/ru/my").await.status, StatusCode::OK, "to the end of the day");
    stage.move_to("2026-04-30T19:00:00Z").await;
    assert_eq!(last.get("/ru/my").await.location, "/ru/find?no=session");
}

#[tokio::test]
async fn the_family_is_told_at_its_own_telephone_and_no_name_travels() {
    let mut stage = Stage::set().await;
    stage.name(&[]).await;
    let due = stage.town.store.take_due_messages(100).await.unwrap();
    let told: Vec<_> = due.iter().filter(|message| message.occasion == Occasion::HelperNamed).collect();
    assert_eq!(told.len(), 2);
    for message in told {
        match web::write_message(&site(&stage.town), message).await.unwrap().unwrap() {
            Written::Sms { phone, text } => {
                assert_eq!(phone, "+77012345678");
                assert!(text.contains("Өтінішке көмекші тағайындалды") && !text.contains("Оспанова"), "{text}");
            }
            Written::Email { to, text, .. } => {
                assert_eq!(to, "saule@example.kz");
                assert!(text.contains("Өтінішке көмекші тағайындалды") && !text.contains("Оспанова"), "{text}");
            }
            other => panic!("the family has no browser that asked: {other:?}"),
        }
    }
}
