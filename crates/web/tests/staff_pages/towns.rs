//! Two towns in one installation: a visitor chooses one, nobody sees anything of the other.

use super::fixture::Fixture;
use admission::{Calendar, Kato, Kind, Policy};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use jiff::civil::date;
use std::sync::Arc;
use store::{
    ChildNames, CommandId, Hours, Language, Names, NewAccount, NewApplication, NewGroup, NewKindergarten, NewTown,
    StaffRole, Town,
};

/// The town of the fixture.
const FIRST: &str = "710000000";
/// The other one.
const SECOND: &str = "750000000";
const PASSWORD: &str = "алма ағаш 55";

fn three(name: &str) -> Names {
    Names { kk: name.to_owned(), ru: name.to_owned(), en: name.to_owned() }
}

/// A second town with a kindergarten, a group and an administrator.
async fn second(first: &Fixture) -> Arc<Town> {
    let kato: Kato = SECOND.parse().unwrap();
    let new = NewTown {
        kato: kato.clone(),
        names: three("Екінші қала"),
        zone: "Asia/Almaty".to_owned(),
        policy: Policy::default(),
        calendar: Calendar::default(),
    };
    let town = first.store.found_town(new).await.unwrap();
    let by = store::Actor { role: store::Role::Administrator, id: 0 };
    let new = NewKindergarten {
        names: three("Жұлдыз"),
        address: three("Алма көшесі, 5"),
        phone: "+77272000000".to_owned(),
        district: three(""),
        point: None,
    };
    let kindergarten = town.register_kindergarten(new, by).await.unwrap();
    let group = NewGroup {
        kindergarten,
        names: three("Жұлдызша"),
        language: Language::Kk,
        kind: Kind::General,
        birth_years: vec![2022],
        hours: Hours::FullDay,
        capacity: 25,
    };
    town.open_group(group, by, CommandId::random()).await.unwrap().unwrap();
    let account = NewAccount {
        login: "boss2".to_owned(),
        display_name: "Екінші әкімші".to_owned(),
        role: StaffRole::Administrator,
        town: kato,
        kindergarten: None,
        password: PASSWORD.to_owned(),
    };
    first.store.create_account(account).await.unwrap().unwrap();
    town
}

async fn applies(town: &Town) -> store::Receipt {
    let child = ChildNames { surname: "Алматова".into(), name: "Әлия".into(), patronymic: None };
    let new = NewApplication {
        child,
        iin: None,
        born_on: date(2022, 3, 10),
        guardian: "Алматова Сәуле".into(),
        phone: "+77015550303".parse().unwrap(),
        email: None,
        kind: Kind::General,
        grounds: Vec::new(),
        language: Language::Kk,
        earlier: None,
        legacy_number: None,
    };
    town.submit_application(new, CommandId::random()).await.unwrap().unwrap()
}

fn asked(path: &str, header: header::HeaderName, value: &str) -> Request<Body> {
    Request::builder().uri(path).header(header, value).body(Body::empty()).unwrap()
}

#[tokio::test]
async fn with_one_town_nobody_is_asked() {
    let town = Fixture::new().await;
    let home = town.get_as_visitor("/kk").await;
    assert!(home.status == StatusCode::OK && !home.says("/kk/towns"));
    let named = town.get_as_visitor("/kk?town=710000000").await;
    assert!(named.status == StatusCode::OK && named.headers.get(header::SET_COOKIE).is_none());
}

#[tokio::test]
async fn a_visitor_chooses_a_town_once_and_kept_pages_do_not_mix() {
    let town = Fixture::new().await;
    second(&town).await;
    for page in ["/kk", "/kk/bulletin", "/kk/kindergartens", "/kk/apply", "/kk/find/code", "/kk/statistics"] {
        let to = page.trim_start_matches("/kk");
        assert_eq!(town.get_as_visitor(page).await.location, format!("/kk/towns?to={to}"), "{page}");
    }
    let towns = town.get_as_visitor("/kk/towns?to=/apply").await;
    assert!(towns.says("/kk/apply?town=750000000") && towns.says("Екінші қала") && towns.says("Үлгі"));
    let foreign = town.get_as_visitor("/kk/towns?to=//evil.example/").await;
    assert!(!foreign.says("/kk//evil.example"), "it leads to no other site");

    let chosen = town.get_as_visitor("/kk/kindergartens?town=750000000").await;
    assert!(chosen.says("Жұлдыз") && !chosen.says("Балапан"));
    assert_eq!(chosen.headers[header::CACHE_CONTROL], "private, no-cache");
    let cookies = chosen.headers.get_all(header::SET_COOKIE).iter().filter_map(|it| it.to_str().ok());
    let cookie = cookies.filter_map(|it| it.split(';').next()).find(|it| it.starts_with("kezek_town=")).unwrap();
    assert_eq!(cookie, "kezek_town=750000000");
    // Twice each, in turns: the second time they are kept.
    for _ in 0..2 {
        for (kato, own, other) in [(FIRST, "Үлгі", "Екінші қала"), (SECOND, "Екінші қала", "Үлгі")]
        {
            for page in ["/kk", "/kk/bulletin", "/kk/statistics", "/kk/bulletins.atom"] {
                let request = asked(page, header::COOKIE, &format!("kezek_town={kato}"));
                let page = town.answer(request).await;
                assert!(page.status == StatusCode::OK && page.says(own) && !page.says(other), "{kato}: {}", page.body);
            }
        }
    }
    for (kato, own, other) in [(FIRST, "Балапан", "Жұлдыз"), (SECOND, "Жұлдыз", "Балапан")] {
        let file = town.get_as_visitor(&format!("/data/{kato}/kindergartens.csv")).await;
        assert!(file.says(own) && !file.says(other));
    }
    let unknown = asked("/kk", header::COOKIE, "kezek_town=190000000");
    assert_eq!(town.answer(unknown).await.location, "/kk/towns?to=");
}

#[tokio::test]
async fn a_host_of_its_own_leads_to_its_town() {
    let town = Fixture::new().await;
    second(&town).await;
    let hosts = vec![("bala.almaty.example".to_owned(), SECOND.parse().unwrap())];
    let town = town.served_under(hosts);
    let page = town.answer(asked("/kk/kindergartens", header::HOST, "bala.almaty.example:443")).await;
    assert!(page.status == StatusCode::OK && page.says("Жұлдыз") && !page.says("Балапан"));
    let page = town.answer(asked("/kk/kindergartens", header::HOST, "bala.example")).await;
    assert_eq!(page.location, "/kk/towns?to=/kindergartens");
}

#[tokio::test]
async fn families_and_staff_come_to_their_own_town_whatever_is_asked() {
    let town = Fixture::new().await;
    let other = second(&town).await;
    let receipt = applies(&other).await;
    let (number, code) = (receipt.number.to_string(), receipt.code.to_string());
    // Number and code are found in whichever town; a wrong code says nothing more than before.
    for chosen in ["", "?town=710000000", "?town=750000000"] {
        let nobody = town.visitor();
        let form = [("number", number.as_str()), ("code", code.as_str())];
        assert_eq!(town.post(&nobody, &format!("/kk/find{chosen}"), &form).await.location, "/kk/my", "{chosen}");
        let wrong = [("number", number.as_str()), ("code", "AAAA-AAAA")];
        let wrong = town.post(&nobody, &format!("/kk/find{chosen}"), &wrong).await;
        assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.says("number-error"), "{chosen}");
    }
    let boss = town.log_in("boss").await;
    let boss2 = town.log_in_with("boss2", PASSWORD).await.unwrap();
    let own = town.get(&boss, "/kk/office/kindergartens?town=750000000").await;
    assert!(own.says("Балапан") && !own.says("Жұлдыз"));
    let own = town.get(&boss2, "/kk/office/kindergartens?town=710000000").await;
    assert!(own.says("Жұлдыз") && !own.says("Балапан"));
    assert!(town.get(&boss2, "/kk").await.says("Екінші қала"), "public pages too");
    // What belongs to the other town is not there.
    let first_account = town.store.accounts(town.town.kato())[0].id.0;
    for path in [
        format!("/kk/office/accounts/{first_account}"),
        "/kk/office/kindergartens/2".to_owned(),
        format!("/kk/office/applications/{}", town.apply("Серікова", "220101600013", &[]).await.application),
    ] {
        assert_eq!(town.get(&boss2, &path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    let accounts = town.get(&boss2, "/kk/office/accounts").await;
    assert!(accounts.says("boss2") && !accounts.says("balapan"));
}

#[tokio::test]
async fn an_application_is_made_in_the_town_of_its_form() {
    let town = Fixture::new().await;
    second(&town).await;
    let form = town.get_as_visitor("/kk/apply?town=750000000").await;
    assert!(form.says("action=\"/kk/apply?town=750000000\""), "{}", form.body);
    let sent = town.post(&town.visitor(), "/kk/apply", &[("go", "next")]).await;
    assert_eq!(sent.location, "/kk/towns?to=/apply", "without a town nobody applies anywhere");
}
