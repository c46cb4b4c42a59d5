//! Connections that behave as no browser does.

use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use web::Site;

#[tokio::test]
async fn half_a_request_does_not_keep_the_service_from_ending() {
    let town = crate::town::found().await;
    let site = Site::new(town.store.clone()).over_plain_loopback();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (end, ended) = oneshot::channel::<()>();
    let serving = tokio::spawn(web::serve(site, listener, async {
        let _ = ended.await;
    }));

    let mut whole = TcpStream::connect(address).await.unwrap();
    whole.write_all(b"GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").await.unwrap();
    let mut answer = String::new();
    whole.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");

    let mut half = TcpStream::connect(address).await.unwrap();
    half.write_all(b"GET /kk HTTP/1.1\r\nHost: x\r\n").await.unwrap();
    end.send(()).unwrap();
    let ending = tokio::time::timeout(Duration::from_secs(60), serving).await;
    assert!(matches!(ending, Ok(Ok(Ok(())))), "the service waits for a request that never comes");
    drop(half);
}
