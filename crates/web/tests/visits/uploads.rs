//! Files on slow, long and many lines: each family gets its answer, and none holds the others up.

use crate::connections::{SHORT, Service, all_of, patient, serve, serve_site};
use crate::documents::{Case, photo};
use admission::{ApplicationId, Kato};
use jiff::SignedDuration;
use std::time::Duration;
use store::{CommandId, Limit, NewHelper, Relation, Who};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::time::{sleep, timeout};
use web::{Limits, Site};

/// The head of a file that a family sends, and the first bytes of it.
async fn half_a_file(service: &Service, application: u64) -> String {
    let who = Who::Family(service.town.town.kato().clone(), ApplicationId(application));
    let token = service.town.store.open_session(who, SignedDuration::from_hours(1)).await.unwrap();
    let kind = "Content-Type: multipart/form-data; boundary=b";
    let token = token.as_str();
    let head = format!("POST /ru/my/documents HTTP/1.1\r\nHost: x\r\nCookie: kezek={token}\r\n{kind}\r\n");
    head + "Connection: close\r\nContent-Length: 90\r\n\r\n--b\r\nContent-Disposition: form-data; name=\"ground\"\r\n\r\n"
}

#[tokio::test]
async fn a_file_may_take_longer_than_a_form_and_not_for_ever() {
    let within = Duration::from_millis(700);
    let service = serve(Limits { ask_within: within, form_within: SHORT, ..patient() }, None).await;
    let half = half_a_file(&service, 7).await;
    let mut stream = service.connect().await;
    stream.write_all(half.as_bytes()).await.unwrap();
    assert!(timeout(within * 2, stream.read_u8()).await.is_err(), "nothing is said and nothing is cut");
    let answered = all_of(stream, &[b'a'; 90]).await;
    assert!(answered.starts_with("HTTP/1.1 4") && answered.contains("</html>"), "{answered}");

    let limits = Limits { ask_within: SHORT, upload_within: within, ..patient() };
    let service = serve(limits, None).await;
    let half = half_a_file(&service, 7).await;
    let answered = all_of(service.connect().await, half.as_bytes()).await;
    assert!(answered.starts_with("HTTP/1.1 408"), "cut in the end: {answered}");
}

#[tokio::test]
async fn more_files_at_once_than_are_read_are_put_off_and_told_so() {
    let service = serve(Limits { connections: 64, ..patient() }, None).await;
    let mut sending = Vec::new();
    // Two of one family would be enough for it, so that these are of sixteen.
    for application in 0..16 {
        let half = half_a_file(&service, application).await;
        let mut stream = service.connect().await;
        stream.write_all(half.as_bytes()).await.unwrap();
        sending.push(stream);
    }
    let mut answered = String::new();
    // The others may still be on their way to the page; then this one is the sixteenth.
    for application in 100..200 {
        let half = half_a_file(&service, application).await;
        answered = all_of(service.connect().await, [half.as_bytes(), &[b'a'; 90]].concat().as_slice()).await;
        if answered.starts_with("HTTP/1.1 503") {
            break;
        }
    }
    assert!(answered.starts_with("HTTP/1.1 503") && answered.contains("</html>"), "{answered}");
    drop(sending);
}

#[tokio::test]
async fn one_family_that_sends_on_many_lines_holds_no_other_family_up() {
    let service = serve(Limits { connections: 64, ..patient() }, None).await;
    let half = half_a_file(&service, 7).await;
    let mut sending = Vec::new();
    for _ in 0..16 {
        let mut stream = service.connect().await;
        stream.write_all(half.as_bytes()).await.unwrap();
        sending.push(stream);
    }
    sleep(SHORT * 5).await;
    let other = half_a_file(&service, 8).await;
    let answered = all_of(service.connect().await, [other.as_bytes(), &[b'a'; 90]].concat().as_slice()).await;
    assert!(answered.starts_with("HTTP/1.1 400"), "it is read: {answered}");
    drop(sending);
}

#[tokio::test]
async fn one_family_that_sends_too_often_uses_up_nothing_of_its_neighbours_and_reads_why() {
    let service = serve(patient(), None).await;
    let within = SignedDuration::from_mins(10);
    let of_one = Limit { what: "sending documents of one", most: 30, within };
    let of_all = Limit { what: "sending documents", most: 300, within };
    for _ in 0..of_one.most {
        service.town.store.attempt(of_one, &ApplicationId(7).to_string()).unwrap();
    }
    let half = half_a_file(&service, 7).await;
    for _ in 0..3 {
        let answered = all_of(service.connect().await, [half.as_bytes(), &[b'a'; 90]].concat().as_slice()).await;
        assert!(answered.starts_with("HTTP/1.1 429") && answered.contains("Слишком много файлов"), "{answered}");
    }
    for _ in 0..of_all.most {
        service.town.store.attempt(of_all, "127.0.0.1").expect("nothing of it was used");
    }
}

#[tokio::test]
async fn whoever_sends_a_file_without_a_session_sees_where_to_go_and_no_broken_line() {
    let service = serve(patient(), None).await;
    let head = "POST /ru/my/documents HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 8000000\r\n\r\n";
    let mut stream = service.connect().await;
    let file = [head.as_bytes(), &vec![b'a'; 8_000_000]].concat();
    stream.write_all(&file).await.expect("all of it is taken, as a browser needs it");
    let mut answered = String::new();
    stream.read_to_string(&mut answered).await.expect("the line ends in order");
    assert!(answered.starts_with("HTTP/1.1 303") && answered.contains("/ru/find?no=session"), "{answered}");
}

fn town_of(service: &Service) -> Kato {
    service.town.town.kato().clone()
}

/// A whole file of a family, in two halves.
async fn two_halves(service: &Service, who: Who) -> [Vec<u8>; 2] {
    let token = service.town.store.open_session(who, SignedDuration::from_hours(1)).await.unwrap();
    let part = |name: &str| format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"");
    let ground = format!("{}\r\n\r\n0\r\n{}; filename=\"a\"\r\n\r\n", part("ground"), part("file"));
    let form = [ground.as_bytes(), &photo(200), b"\r\n--b--\r\n"].concat();
    let kind = "Content-Type: multipart/form-data; boundary=b";
    let head = format!(
        "POST /ru/my/documents HTTP/1.1\r\nHost: x\r\nCookie: kezek={}\r\n{kind}\r\nConnection: close\r\nContent-Length: {}\r\n\r\n",
        token.as_str(),
        form.len()
    );
    let (first, second) = form.split_at(form.len() / 2);
    [[head.as_bytes(), first].concat(), second.to_vec()]
}

#[tokio::test]
async fn a_slow_file_is_cleaned_kept_and_answered_like_any_other() {
    let Case { town, application, .. } = Case::new().await;
    let site = Site::new(town.store.clone()).over_plain_loopback();
    let service = serve_site(town, site, Limits { ask_within: SHORT, ..patient() }, None);
    let [first, second] = two_halves(&service, Who::Family(town_of(&service), application)).await;
    let mut stream = service.connect().await;
    stream.write_all(&first).await.unwrap();
    sleep(SHORT * 5).await;
    let answered = all_of(stream, &second).await;
    assert!(answered.starts_with("HTTP/1.1 303") && answered.contains("done=document-sent"), "{answered}");
    assert_eq!(service.town.town.documents_of(application).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_slow_file_of_somebody_without_a_session_is_read_to_its_end() {
    let service = serve(Limits { ask_within: SHORT, ..patient() }, None).await;
    let head = "POST /ru/my/documents HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 40\r\n\r\n";
    let mut stream = service.connect().await;
    stream.write_all(head.as_bytes()).await.unwrap();
    for _ in 0..4 {
        stream.write_all(&[b'a'; 10]).await.expect("all of it is taken, as a browser needs it");
        sleep(SHORT).await;
    }
    let mut answered = String::new();
    stream.read_to_string(&mut answered).await.expect("the line ends in order");
    assert!(answered.starts_with("HTTP/1.1 303") && answered.contains("/ru/find?no=session"), "{answered}");
}

#[tokio::test]
async fn whoever_is_ended_while_sending_sends_nothing_more() {
    let Case { town, application, .. } = Case::new().await;
    let site = Site::new(town.store.clone()).over_plain_loopback();
    let service = serve_site(town, site, patient(), None);
    let town = &service.town.town;
    let new = NewHelper {
        name: "Оспанова Гүлмира".into(),
        phone: "+77021112233".parse().unwrap(),
        relation: Relation::Relative,
        ends_at: "2026-04-30T19:00:00Z".parse().unwrap(),
    };
    let helper = town.name_helper(application, new, CommandId::random()).await.unwrap().unwrap();
    let [first, second] = two_halves(&service, Who::Helper(town_of(&service), application, helper)).await;
    let mut stream = service.connect().await;
    stream.write_all(&first).await.unwrap();
    sleep(SHORT * 5).await;
    town.end_helper(application, helper).await.unwrap();
    let answered = all_of(stream, &second).await;
    assert!(answered.starts_with("HTTP/1.1 303") && answered.contains("/ru/find?no=session"), "{answered}");
    assert!(town.documents_of(application).await.unwrap().is_empty());
}
