//! The table of rights, tried at every door.

use super::*;
use crate::{Site, pages, town};
use axum::body::Body;
use axum::http::StatusCode;
use store::{ChildNames, CommandId, NewApplication, NewHelper};
use tower::ServiceExt;

#[test]
fn a_family_never_enters_staff_pages_nor_staff_a_familys() {
    for right in [Right::ReportPlaces, Right::HandleReferrals, Right::DecideReviews, Right::ManageAccounts] {
        for role in [Role::Visitor, Role::Family, Role::Helper] {
            assert!(!may(role, right), "{role:?} {right:?}");
        }
    }
    let who_may = |right| Role::ALL.into_iter().filter(|role| may(*role, right)).collect::<Vec<_>>();
    assert_eq!(who_may(Right::OwnApplication), [Role::Family, Role::Helper]);
    assert_eq!(who_may(Right::OwnAccount), [Role::Family]);
}

#[test]
fn an_auditor_reads_and_changes_nothing_and_no_role_has_all_rights_to_act() {
    let rights = |role| Right::ALL.into_iter().filter(|right| may(role, *right)).collect::<Vec<_>>();
    let reading =
        [Right::SeeRoles, Right::SeeOffice, Right::ReadReports, Right::SeePolicy, Right::SeeKeeping, Right::SeeViews];
    let everybodys = [Right::ReadPublic, Right::Apply, Right::LogIn, Right::OwnLogIn];
    let beyond: Vec<_> = rights(Role::Auditor).into_iter().filter(|right| !everybodys.contains(right)).collect();
    assert_eq!(beyond, reading);
    for role in Role::ALL {
        let both = may(role, Right::CaseWork) && may(role, Right::ManageAccounts);
        assert!(!both, "{role:?} could decide under a log-in made for it");
    }
    assert!(!may(Role::Clerk, Right::DecideReviews), "who takes an application in does not confirm its grounds");
}

/// Every address with the right to read it and the right to act there, as somebody decided it: a door that is hung with another
/// right is seen here, where a walk through the doors would believe it.
#[test]
fn every_door_asks_for_the_right_that_was_decided() {
    let line = |door: crate::door::Door| format!("{} {} {}", door.path, door.to_read.code(), door.right.code());
    let mut doors: Vec<_> = pages::doors().into_iter().map(line).collect();
    doors.sort_unstable();
    let decided: Vec<_> = include_str!("doors.txt").lines().collect();
    assert_eq!(doors, decided, "{}", doors.join("\n"));
}

/// The helper of a family that has applied.
async fn helper(town: &town::TestTown) -> Who {
    let child = ChildNames { surname: "Әлиева".into(), name: "Аружан".into(), patronymic: None };
    let new = NewApplication {
        child,
        iin: None,
        born_on: jiff::civil::date(2021, 3, 10),
        guardian: "Әлиева Сәуле".into(),
        phone: "+77012345678".parse().unwrap(),
        email: None,
        kind: admission::Kind::General,
        grounds: Vec::new(),
        language: store::Language::Kk,
        earlier: None,
        legacy_number: None,
    };
    let of = town.town.submit_application(new, CommandId::random()).await.unwrap().unwrap().application;
    let new = NewHelper {
        name: "Оспанова Гүлмира".into(),
        phone: "+77021112233".parse().unwrap(),
        relation: store::Relation::Other,
        ends_at: town.store.clock().now() + jiff::SignedDuration::from_hours(24),
    };
    let helper = town.town.name_helper(of, new, CommandId::random()).await.unwrap().unwrap();
    Who::Helper(town.town.kato().clone(), of, helper)
}

/// Somebody of that role.
fn somebody(town: &town::TestTown, helper: &Who, role: Role) -> Option<Who> {
    let login = match role {
        Role::Visitor => return None,
        Role::Family => return Some(Who::Family(town.town.kato().clone(), ApplicationId(7))),
        Role::Helper => return Some(helper.clone()),
        Role::Kindergarten => "balapan",
        Role::Deputy => "deputy",
        Role::Clerk => "clerk",
        Role::Verifier => "verifier",
        Role::Head => "head",
        Role::Auditor => "auditor",
        Role::Administrator => "admin",
    };
    let accounts = town.store.accounts(town.town.kato());
    accounts.iter().find(|account| account.login == login).map(|account| Who::Staff(account.id))
}

#[tokio::test]
async fn every_door_opens_for_whom_it_should_and_for_nobody_else() {
    let town = town::found().await;
    let site = crate::router(Site::new(town.store.clone()));
    let helper = helper(&town).await;
    for role in Role::ALL {
        let who = somebody(&town, &helper, role);
        for door in pages::doors() {
            for method in ["GET", "POST"] {
                let address =
                    format!("/ru{}", door.path.replace("{group}", &town.group.to_string()).replace(['{', '}'], ""));
                let mut request = axum::http::Request::builder().method(method).uri(&address);
                // A fresh session each time: some doors end it.
                if let Some(who) = who.clone() {
                    let token = town.store.open_session(who, jiff::SignedDuration::from_hours(1)).await.unwrap();
                    request = request.header(header::COOKIE, format!("kezek={}", token.as_str()));
                }
                let response = site.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
                let (status, right) = (response.status(), if method == "GET" { door.to_read } else { door.right });
                if status == StatusCode::METHOD_NOT_ALLOWED {
                    // Nothing answers there, whoever asks.
                    continue;
                }
                let sent_to = response.headers().get(header::LOCATION).map_or("", |to| to.to_str().unwrap());
                let turned_away = status == StatusCode::FORBIDDEN || sent_to.ends_with("?no=session");
                assert_eq!(turned_away, !may(role, right), "{role:?} {method} {address}: {status} {sent_to}");
                assert!(status != StatusCode::INTERNAL_SERVER_ERROR, "{role:?} {method} {address}");
            }
        }
    }
}

#[tokio::test]
async fn whoever_only_looks_changes_nothing_whatever_the_page() {
    let town = town::found().await;
    let site = crate::router(Site::new(town.store.clone()));
    let helper = helper(&town).await;
    let Who::Helper(_, application, _) = &helper else { panic!("a helper") };
    while town.store.address_messages(100).await.unwrap() > 0 {}
    let sent = town.store.take_due_messages(100).await.unwrap().len();
    let before = (town.town.moment(), town.town.helpers_of(*application).await.unwrap().len());
    let mut looked = 0;
    for role in Role::ALL {
        let who = match role {
            Role::Family => Some(Who::Family(town.town.kato().clone(), *application)),
            role => somebody(&town, &helper, role),
        };
        for door in pages::doors() {
            for method in ["GET", "HEAD"] {
                let path = door.path.replace("{sign}", &application.to_string()).replace(['{', '}'], "");
                let mut request = axum::http::Request::builder().method(method).uri(format!("/kk{path}"));
                if let Some(who) = who.clone() {
                    let token = town.store.open_session(who, jiff::SignedDuration::from_hours(1)).await.unwrap();
                    request = request.header(header::COOKIE, format!("kezek={}", token.as_str()));
                }
                site.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
                looked += 1;
            }
        }
    }
    assert!(looked > 500, "only {looked} looks");
    while town.store.address_messages(100).await.unwrap() > 0 {}
    assert_eq!((town.town.moment(), town.town.helpers_of(*application).await.unwrap().len()), before);
    assert_eq!(town.store.take_due_messages(100).await.unwrap().len(), 0, "{sent} were there before");
}
