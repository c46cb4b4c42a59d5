//! Looking for one line of the public queue: by the sign that everybody may see, or by a place. Never by what a family logs
//! in with.

use super::fixture::{Answer, Fixture};
use axum::http::StatusCode;

async fn looked_for(town: &Fixture, page: &str, typed: &str) -> Answer {
    let typed: String = typed.bytes().map(|byte| format!("%{byte:02X}")).collect();
    town.get_as_visitor(&format!("{page}?sign={typed}")).await
}

#[tokio::test]
async fn a_sign_leads_to_its_row_which_stands_out() {
    let town = Fixture::new().await;
    town.apply("Серікова", "220101600013", &[]).await;
    let second = town.apply("Асанова", "220102600019", &[]).await.application;
    let found = looked_for(&town, "/en/queue", &second.to_string().to_lowercase()).await;
    let address = format!("/en/queue/2022?sign={second}");
    assert_eq!((found.status, found.location), (StatusCode::SEE_OTHER, format!("{address}#found")));
    let page = town.get_as_visitor(&address).await;
    let row =
        format!(r#"<tr class="found" id="found"><td class="numbers"><b>2</b></td><td class="sign">{second}</td>"#);
    assert!(page.says(&row) && page.says(&format!("Sign {second}: place 2 in the queue.")), "{}", page.body);
    assert_eq!(page.body.matches("id=\"found\"").count(), 1);
}

#[tokio::test]
async fn a_place_is_found_in_its_queue_as_a_sign_is() {
    let town = Fixture::new().await;
    let first = town.apply("Серікова", "220101600013", &[]).await.application;
    let page = looked_for(&town, "/kk/queue/2022", "1").await;
    assert!(page.says(&format!("{first} белгісі: кезектегі 1-орын.")), "{}", page.body);
    for nowhere in ["0", "2", "9999999", "ҚАЗАҚ", "7KQ2M9XT"] {
        let page = looked_for(&town, "/kk/queue/2022", nowhere).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.says("белгі де, орын да жоқ") && !page.says("id=\"found\""), "{nowhere}: {}", page.body);
    }
}

#[tokio::test]
async fn nobody_learns_by_the_search_whether_a_number_or_an_iin_exists_nor_whose_it_is() {
    let town = Fixture::new().await;
    let receipt = town.apply("Серікова", "220101600013", &[]).await;
    let number = receipt.number.to_string();
    let bare = number.replace(' ', "");
    // A number of nobody, its check digit right.
    let other = (0..10).map(|last| format!("123456789{last}")).find(|it| it.parse::<store::Number>().is_ok()).unwrap();
    for page in ["/ru/queue", "/ru/queue/2022"] {
        let mut answers = Vec::new();
        for typed in [&*number, &*bare, &*other, "1234567890", "220101600013", "220101600021"] {
            let answer = looked_for(&town, page, typed).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{typed}");
            assert_eq!(answer.location, format!("{page}?asked=number"), "{typed}");
            answers.push(town.get_as_visitor(&answer.location).await.body);
        }
        assert!(answers.iter().all(|answer| *answer == answers[0]));
        assert!(answers[0].contains("По номеру заявления и ИИН здесь ничего не ищут"), "{}", answers[0]);
        assert!(!answers[0].contains(&bare) && !answers[0].contains("id=\"found\""));
        assert!(answers[0].contains(r#"<a href="/ru/find">"#));
    }
}

#[tokio::test]
async fn what_is_typed_never_travels_in_an_address_unless_everybody_may_read_it() {
    let town = Fixture::new().await;
    let first = town.apply("Серікова", "220101600013", &[]).await.application;
    for page in ["/kk/queue", "/kk/queue/2022"] {
        let shown = town.get_as_visitor(page).await;
        assert!(shown.says(&format!(r#"method="post" action="{page}""#)), "{}", shown.body);
        let sent = town.post_as_visitor(page, &[("sign", "220101600013")]).await;
        assert!(sent.location.starts_with(&format!("{page}?asked=number")), "{}", sent.location);
        let sent = town.post_as_visitor(page, &[("sign", &first.to_string())]).await;
        assert!(sent.location.starts_with(&format!("{page}?sign={first}")), "{}", sent.location);
        let sent = town.post_as_visitor(page, &[("sign", "Серікова Айша")]).await;
        assert!(sent.location.is_empty() && sent.says(r#"value="Серікова Айша""#), "{}", sent.body);
        assert!(sent.says("sign-error"), "{}", sent.body);
    }
}
