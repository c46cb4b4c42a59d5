//! The table of rights, tried at every door.

use super::*;
use crate::{Site, pages, town};
use axum::body::Body;
use axum::http::StatusCode;
use tower::ServiceExt;

const ROLES: [Role; 5] = [Role::Visitor, Role::Family, Role::Kindergarten, Role::Clerk, Role::Administrator];

#[test]
fn a_family_never_enters_staff_pages_nor_staff_a_familys() {
    for right in [Right::ReportPlaces, Right::HandleReferrals, Right::DecideReviews, Right::ManageAccounts] {
        assert!(!may(Role::Visitor, right) && !may(Role::Family, right), "{right:?}");
    }
    assert_eq!(ROLES.into_iter().filter(|role| may(*role, Right::OwnApplication)).count(), 1);
}

/// Somebody of that role.
fn somebody(town: &town::TestTown, role: Role) -> Option<Who> {
    let login = match role {
        Role::Visitor => return None,
        Role::Family => return Some(Who::Family(town.town.kato().clone(), ApplicationId(7))),
        Role::Kindergarten => "balapan",
        Role::Clerk => "clerk",
        Role::Administrator => "admin",
    };
    let accounts = town.store.accounts(town.town.kato());
    accounts.iter().find(|account| account.login == login).map(|account| Who::Staff(account.id))
}

#[tokio::test]
async fn every_door_opens_for_whom_it_should_and_for_nobody_else() {
    let town = town::found().await;
    let site = crate::router(Site::new(town.store.clone()));
    for role in ROLES {
        let who = somebody(&town, role);
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
                let (status, right) = (response.status(), door.right);
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
