//! Twins: joined by their family or by the office, served together in one kindergarten, parted again.

use super::fixture::{Fixture, MONDAY_EVENING, Person, TUESDAY};
use admission::{Application, ApplicationId, Command, GroupId};
use axum::http::StatusCode;
use jiff::civil::date;

const PAGE: &str = "/kk/my/twins";
const JOINED: &str = "/kk/my/twins?done=twins_joined";

/// Two children of one family, born two days apart, and their mother at the page of the first.
async fn pair(town: &Fixture) -> (ApplicationId, ApplicationId, Person) {
    let one = town.apply("Серікова", "220101600013", &[]).await.application;
    let other = town.apply("Серікова", "220103600014", &[]).await.application;
    let mother = town.family(one).await;
    (one, other, mother)
}

/// The number and the code of an application, as its family has them on paper.
async fn paper(town: &Fixture, application: ApplicationId) -> (String, String) {
    let record = town.town.applicant(application).await.unwrap().unwrap();
    (record.number.to_string(), record.code.to_string())
}

async fn join(town: &Fixture, mother: &Person, other: ApplicationId) -> super::fixture::Answer {
    let (number, code) = paper(town, other).await;
    town.post(mother, PAGE, &[("do", "join"), ("number", &number), ("code", &code)]).await
}

fn twin(town: &Fixture, application: ApplicationId) -> Option<ApplicationId> {
    town.town.state().twin_of(application)
}

#[tokio::test]
async fn a_family_joins_its_twins_with_the_code_of_both_and_parts_them() {
    let town = Fixture::new().await;
    let (one, other, mother) = pair(&town).await;
    assert!(town.get(&mother, "/kk/my").await.says("/kk/my/twins"));
    for lang in ["kk", "ru", "en"] {
        assert_eq!(town.get(&mother, &format!("/{lang}/my/twins")).await.status, StatusCode::OK);
    }
    let (number, _) = paper(&town, other).await;
    let (_, own_code) = paper(&town, one).await;
    let wrong = town.post(&mother, PAGE, &[("do", "join"), ("number", &number), ("code", &own_code)]).await;
    assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.says("number-error"), "{}", wrong.body);
    assert!(!wrong.says(&own_code), "a code is not written into a page");
    assert_eq!(twin(&town, one), None);
    let own = join(&town, &mother, one).await;
    assert!(own.says("Бұл осы баланың өз өтініші"), "{}", own.body);
    let elder = town.apply_unnumbered(date(2022, 5, 5)).await;
    let apart = join(&town, &mother, elder).await;
    assert!(apart.says("туған күндерінің арасы бір айдан асады"), "{}", apart.body);

    assert_eq!(join(&town, &mother, other).await.location, JOINED);
    assert_eq!((twin(&town, one), twin(&town, other)), (Some(other), Some(one)));
    assert!(town.get(&mother, PAGE).await.says("Біріктіруді тоқтату"));
    assert!(town.get(&mother, "/kk/my").await.says("Егізінің"));
    assert_eq!(town.post(&mother, PAGE, &[("do", "part")]).await.location, "/kk/my/twins?done=twins_parted");
    assert_eq!(twin(&town, one), None);
}

#[tokio::test]
async fn twins_take_two_places_of_one_kindergarten_at_once_or_none() {
    let town = Fixture::new().await;
    let (one, other, mother) = pair(&town).await;
    join(&town, &mother, other).await;
    for (group, places) in [(1, 2), (2, 1)] {
        assert!(town.act(Command::ReportPlaces { group: GroupId(group), birth_year: 2022, places }).await);
    }
    town.move_to(MONDAY_EVENING).await;
    town.move_to(TUESDAY).await;
    let mother = town.family(one).await;
    assert!(town.get(&mother, "/kk/my/places").await.says("Егіздерге бір балабақшадан екі орын керек"));
    let alone = town.post(&mother, "/kk/my/claim", &[("group", "1")]).await;
    assert_eq!(alone.location, "/kk/my/places?no=joined_twins");
    assert!(town.get(&mother, &alone.location).await.says("екі орынды бірге алыңыз"));
    assert!(town.get(&mother, "/kk/my/places/2").await.says("екі балаға бірдей орын жоқ"));
    let page = town.get(&mother, "/kk/my/places/1").await;
    assert!(page.says("Екінші баланың тобы") && page.says("/kk/my/twins/claim"), "{}", page.body);
    let apart = town.post(&mother, "/kk/my/twins/claim", &[("group", "1"), ("beside", "2")]).await;
    assert_eq!(apart.location, "/kk/my/places?no=twins_apart");
    let both = town.post(&mother, "/kk/my/twins/claim", &[("group", "1"), ("beside", "1")]).await;
    assert_eq!(both.location, "/kk/my?done=claimed");
    for application in [one, other] {
        let group = town.town.state().application(application).and_then(Application::referral).map(|it| it.group);
        assert_eq!(group, Some(GroupId(1)));
    }
    assert!(town.get(&mother, "/kk/my/decline").await.says("Егізінің жолдамасы қалады"));
    assert!(town.act(Command::DeclineReferral { application: one }).await);
    let away = town.get(&mother, "/kk/my").await;
    assert!(away.says("Егізінің өтініші қазір тізімге қатыспайды"), "{}", away.body);
    assert!(town.act(Command::EnrolChild { application: other }).await);
    assert_eq!(twin(&town, one), None, "who is enrolled waits with nobody");
}

#[tokio::test]
async fn the_office_joins_and_parts_and_the_file_says_so() {
    let town = Fixture::new().await;
    let (one, other, mother) = pair(&town).await;
    let clerk = town.log_in("clerk").await;
    let page = format!("/kk/office/applications/{one}/twins");
    assert!(town.get(&clerk, &format!("/kk/office/applications/{one}")).await.says(&page));
    for lang in ["kk", "ru", "en"] {
        let page = format!("/{lang}/office/applications/{one}/twins");
        assert_eq!(town.get(&clerk, &page).await.status, StatusCode::OK, "{page}");
    }
    let nobody = town.post(&clerk, &page, &[("do", "join"), ("number", "00000017")]).await;
    assert!(nobody.status == StatusCode::UNPROCESSABLE_ENTITY && nobody.says("Мұндай өтініш табылмады"));
    let elder = town.apply_unnumbered(date(2022, 5, 5)).await.to_string();
    let sure = |number: &str| [("do", "join".to_owned()), ("number", number.to_owned()), ("sure", "yes".to_owned())];
    let join = async |number: &str| {
        let form = sure(number);
        let form: Vec<_> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        town.post(&clerk, &page, &form).await
    };
    let apart = join(&elder).await;
    assert!(apart.says("бір айдан асады"), "{}", apart.body);
    let (number, _) = paper(&town, other).await;
    let asked = town.post(&clerk, &page, &[("do", "join"), ("number", &number)]).await;
    assert!(asked.says("Серікова Әлия") && asked.says("2022 жылғы 3 қаңтар"), "{}", asked.body);
    assert_eq!(twin(&town, one), None, "it is shown first with whom");
    let joined = join(&number).await;
    assert_eq!(joined.location, format!("/kk/office/applications/{one}?done=twins-joined"));
    let again = join(&number).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(town.get(&clerk, &page).await.says("Біріктіруді тоқтату"));
    let file = town.get(&clerk, &format!("/kk/office/applications/{other}")).await;
    assert!(file.says("Егіз ретінде біріктірілді"), "{}", file.body);
    let parted = town.post(&clerk, &page, &[("do", "part")]).await;
    assert_eq!(parted.location, format!("/kk/office/applications/{one}?done=twins-parted"));
    assert_eq!(twin(&town, one), None);
    let strangers = [town.log_in("verifier").await, town.log_in("auditor").await, mother];
    for stranger in strangers {
        assert_eq!(town.get(&stranger, &page).await.status, StatusCode::FORBIDDEN);
        assert_eq!(town.post(&stranger, &page, &[("do", "part")]).await.status, StatusCode::FORBIDDEN);
    }
}
