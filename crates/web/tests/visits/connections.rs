//! Connections that behave as no browser does: each costs what it may cost, and nobody else waits for it.

use crate::town::{TestTown, found};
use jiff::SignedDuration;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::version::{TLS12, TLS13};
use tokio_rustls::rustls::{ClientConfig, HandshakeKind, RootCertStore, SupportedProtocolVersion};
use web::{Limits, Listener, Site, Tls};

const HEALTH: &[u8] = b"GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

/// Far longer than anything here takes.
const LONG: Duration = Duration::from_secs(60);

/// Limits that a test reaches soon, and one that it does not.
pub(crate) const SHORT: Duration = Duration::from_millis(100);

pub(crate) fn patient() -> Limits {
    Limits {
        connections: 16,
        greet_within: LONG,
        ask_within: LONG,
        upload_within: LONG,
        form_within: LONG,
        read_within: LONG,
        idle_within: LONG,
        idle_in_crowd_within: LONG,
    }
}

pub(crate) struct Service {
    pub(crate) town: TestTown,
    address: SocketAddr,
    end: oneshot::Sender<()>,
    serving: JoinHandle<std::io::Result<()>>,
}

pub(crate) async fn serve(limits: Limits, tls: Option<Tls>) -> Service {
    let town = found().await;
    let site = Site::new(town.store.clone()).over_plain_loopback();
    serve_site(town, site, limits, tls)
}

pub(crate) fn serve_site(town: TestTown, site: Site, limits: Limits, tls: Option<Tls>) -> Service {
    let mut listener = Listener::bind("127.0.0.1:0".parse().unwrap()).unwrap().within(limits);
    if let Some(tls) = tls {
        listener = listener.over(tls);
    }
    let address = listener.address().unwrap();
    let (end, ended) = oneshot::channel::<()>();
    let serving = tokio::spawn(web::serve(site, listener, async {
        let _ = ended.await;
    }));
    Service { town, address, end, serving }
}

impl Service {
    pub(crate) async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).await.unwrap()
    }

    /// Asks for the state of the service on a connection of its own.
    async fn is_well(&self) -> bool {
        all_of(self.connect().await, HEALTH).await.starts_with("HTTP/1.1 200")
    }
}

/// Sends something and reads until the other side hangs up, however it does that.
pub(crate) async fn all_of(mut stream: impl AsyncRead + AsyncWrite + Unpin, sent: &[u8]) -> String {
    let _ = stream.write_all(sent).await;
    let mut answer = Vec::new();
    let reading = tokio::time::timeout(LONG, stream.read_to_end(&mut answer)).await;
    assert!(reading.is_ok(), "the service does not hang up");
    String::from_utf8(answer).unwrap()
}

/// A certificate for a name, and a browser's side that trusts it.
fn certified(directory: &std::path::Path) -> (Tls, impl Fn(&'static SupportedProtocolVersion) -> TlsConnector) {
    let made = rcgen::generate_simple_self_signed(vec!["kezek.test".to_owned()]).unwrap();
    let (certificate, key) = (directory.join("own.pem"), directory.join("key.pem"));
    std::fs::write(&certificate, made.cert.pem()).unwrap();
    std::fs::write(&key, made.signing_key.serialize_pem()).unwrap();
    let trusted = CertificateDer::from(made.cert.der().to_vec());
    let connector = move |version: &'static SupportedProtocolVersion| {
        let mut roots = RootCertStore::empty();
        roots.add(trusted.clone()).unwrap();
        let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()));
        let config = config.with_protocol_versions(&[version]).unwrap();
        TlsConnector::from(Arc::new(config.with_root_certificates(roots).with_no_client_auth()))
    };
    (Tls::read(&certificate, &key).unwrap(), connector)
}

async fn greeted(service: &Service, connector: &TlsConnector) -> TlsStream<TcpStream> {
    let name = ServerName::try_from("kezek.test").unwrap();
    connector.connect(name, service.connect().await).await.unwrap()
}

#[tokio::test]
async fn half_a_request_does_not_keep_the_service_from_ending() {
    let service = serve(patient(), None).await;
    assert!(service.is_well().await);
    let mut half = service.connect().await;
    half.write_all(b"GET /kk HTTP/1.1\r\nHost: x\r\n").await.unwrap();
    service.end.send(()).unwrap();
    let ending = tokio::time::timeout(LONG, service.serving).await;
    assert!(matches!(ending, Ok(Ok(Ok(())))), "the service waits for a request that never comes");
    drop(half);
}

#[tokio::test]
async fn the_service_speaks_tls_itself_and_knows_who_comes_back() {
    let directory = tempfile::tempdir().unwrap();
    let (tls, connector) = certified(directory.path());
    let service = serve(patient(), Some(tls)).await;
    for version in [&TLS13, &TLS12] {
        let connector = connector(version);
        for kind in [HandshakeKind::Full, HandshakeKind::Resumed] {
            let stream = greeted(&service, &connector).await;
            assert_eq!(stream.get_ref().1.handshake_kind(), Some(kind), "{version:?}");
            assert!(all_of(stream, HEALTH).await.starts_with("HTTP/1.1 200"));
        }
    }
}

#[tokio::test]
async fn greetings_that_never_end_hold_nobody_up_and_are_cut() {
    let directory = tempfile::tempdir().unwrap();
    let (tls, connector) = certified(directory.path());
    let service = serve(Limits { greet_within: Duration::from_secs(1), ..patient() }, Some(tls)).await;
    let mut slow = Vec::new();
    for _ in 0..10 {
        let mut stream = service.connect().await;
        // The beginning of a record of 512 bytes.
        stream.write_all(&[22, 3, 1, 2, 0]).await.unwrap();
        slow.push(stream);
    }
    let stream = greeted(&service, &connector(&TLS13)).await;
    assert!(all_of(stream, HEALTH).await.starts_with("HTTP/1.1 200"));
    for stream in slow {
        all_of(stream, b"").await;
    }
}

#[tokio::test]
async fn a_certificate_that_cannot_be_used_is_named() {
    let directory = tempfile::tempdir().unwrap();
    let _ = certified(directory.path());
    let (certificate, key) = (directory.path().join("own.pem"), directory.path().join("key.pem"));
    let fault = |certificate, key| Tls::read(certificate, key).err().unwrap().to_string();
    assert!(fault(&key, &key).contains("key.pem: there is no certificate"));
    assert!(fault(&certificate, &certificate).contains("own.pem: nothing of that kind"));
    assert!(fault(&directory.path().join("none.pem"), &key).contains("none.pem"));
}

#[tokio::test]
async fn half_a_head_half_a_form_and_silence_are_cut() {
    let asking = serve(Limits { ask_within: SHORT, ..patient() }, None).await;
    all_of(asking.connect().await, b"GET /kk HTTP/1.1\r\nHost: x\r\n").await;
    assert!(asking.is_well().await);
    let form = b"POST /ru/find HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nnumber";
    let slow = serve(Limits { form_within: SHORT, idle_within: SHORT, ..patient() }, None).await;
    let answered = all_of(slow.connect().await, form).await;
    assert!(answered.starts_with("HTTP/1.1 408") && answered.contains("Данные не дошли"), "{answered}");
    let idle = serve(Limits { idle_within: SHORT, ..patient() }, None).await;
    all_of(idle.connect().await, b"").await;
    let answered = all_of(idle.connect().await, b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n").await;
    assert!(answered.starts_with("HTTP/1.1 200"), "an answer comes before silence is cut: {answered}");
}

#[tokio::test]
async fn whoever_does_nothing_makes_room_in_a_crowd() {
    let limits = Limits { connections: 8, idle_in_crowd_within: SHORT, ..patient() };
    let service = serve(limits, None).await;
    let mut idle = Vec::new();
    for _ in 0..7 {
        idle.push(service.connect().await);
    }
    all_of(service.connect().await, b"").await;
    assert!(service.is_well().await);
}

#[tokio::test]
async fn an_answer_that_nobody_reads_is_given_up() {
    let service = serve(Limits { read_within: SHORT, ..patient() }, None).await;
    let mut deaf = service.connect().await;
    let asking = async {
        // Pages pile up in the kernel until no more fit, then the service waits for the reader, then it hangs up.
        while deaf.write_all(b"GET /kk HTTP/1.1\r\nHost: x\r\n\r\n").await.is_ok() {}
    };
    assert!(tokio::time::timeout(LONG, asking).await.is_ok(), "the service waits for a reader that does not read");
    assert!(service.is_well().await);
}

/// Looks for an application, and says what came of it.
async fn find(service: &Service, forwarded: &str) -> String {
    let form = "number=1&code=x";
    let head = format!("POST /en/find HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Forwarded-For: {forwarded}\r\n");
    let request = format!("{head}Content-Length: {}\r\n\r\n{form}", form.len());
    all_of(service.connect().await, request.as_bytes()).await
}

#[tokio::test]
async fn whoever_guesses_is_stopped_by_address_and_only_a_known_proxy_says_whose() {
    let limit = store::Limit { what: "finding an application", most: 5_000, within: SignedDuration::from_mins(10) };
    for (proxies, guessed_from) in [(vec!["127.0.0.1".parse().unwrap()], "203.0.113.1"), (Vec::new(), "127.0.0.1")] {
        let town = found().await;
        let site = Site::new(town.store.clone()).over_plain_loopback().behind(proxies);
        let service = serve_site(town, site, patient(), None);
        for _ in 1..limit.most {
            service.town.store.attempt(limit, guessed_from).unwrap();
        }
        let last = find(&service, "203.0.113.1").await;
        assert!(last.starts_with("HTTP/1.1 422"), "{last}");
        let refused = find(&service, "10.0.0.1, 203.0.113.1").await;
        assert!(refused.starts_with("HTTP/1.1 429") && refused.contains("Try again in 10 min"), "{refused}");
        // What a visitor writes before the proxy does not count.
        let other = find(&service, "203.0.113.1, 203.0.113.2").await;
        assert_eq!(other.starts_with("HTTP/1.1 422"), guessed_from == "203.0.113.1", "{other}");
    }
}

#[tokio::test]
async fn whoever_asks_for_too_many_codes_reads_that_and_nothing_of_logging_in() {
    let service = serve(patient(), None).await;
    let within = SignedDuration::from_mins(10);
    let limit = store::Limit { what: "asking for a one-time code", most: 200, within };
    for _ in 0..limit.most {
        service.town.store.attempt(limit, "127.0.0.1").unwrap();
    }
    let request = b"POST /en/find/code HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
    let refused = all_of(service.connect().await, request).await;
    assert!(refused.starts_with("HTTP/1.1 429") && refused.contains("Too many requests for a code"), "{refused}");
    assert!(!refused.contains("log in"), "{refused}");
}

#[tokio::test]
async fn whoever_does_not_fit_in_is_told_so() {
    let service = serve(Limits { connections: 1, ..patient() }, None).await;
    let mut first = service.connect().await;
    first.write_all(b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
    first.read_u8().await.unwrap();
    let refused = all_of(service.connect().await, HEALTH).await;
    assert!(refused.starts_with("HTTP/1.1 503") && refused.contains("Retry-After: 5"), "{refused}");
    assert!(refused.contains("орныңыз өзгермейді"), "{refused}");
    drop(first);
    // The place is free as soon as the service has noticed.
    while !service.is_well().await {}
}
