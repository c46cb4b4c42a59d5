//! Everybody opens a connection with TLS in the same second, sends one claim, and hangs up when it is answered.

use super::certificate;
use super::http::{Answer, read_answer, write_claim};
use super::load::{Outcome, Pace};
use super::plan::Plan;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep_until, timeout};
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use tokio_rustls::rustls::{self, ClientConfig, DigitallySignedStruct, SignatureScheme};

/// A family gives up after so long.
const PATIENCE: Duration = Duration::from_secs(60);

/// Pause before a connection that was cut is tried again.
const TRY_AGAIN: Duration = Duration::from_millis(500);

/// Sends each claim of the plan over a connection of its own, at its instant.
pub(crate) fn drive(plan: &mut Plan, pace: Pace, port: u16) -> Outcome {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a bench can start a runtime").block_on(open_all(plan, pace, port))
}

async fn open_all(plan: &mut Plan, pace: Pace, port: u16) -> Outcome {
    let connector = TlsConnector::from(Arc::new(trusting()));
    let started = Instant::now();
    let rate = pace.arrivals.unwrap_or(f64::INFINITY);
    let mut families = JoinSet::new();
    let mut outcome = Outcome::default();
    while let Some(claim) = plan.next() {
        let number = outcome.answers.len();
        outcome.answers.push((claim, None));
        let mut form = Vec::with_capacity(512);
        write_claim(&mut form, plan.token(claim), claim.group, claim.act().as_bytes());
        let due = started + Duration::from_secs_f64(number as f64 / rate);
        let connector = connector.clone();
        families.spawn(async move {
            sleep_until(due).await;
            let answer = timeout(PATIENCE, ask_until_answered(&connector, port, &form)).await;
            (number, due, Instant::now(), answer)
        });
    }
    let mut last = started;
    while let Some(asked) = families.join_next().await {
        let (number, due, answered, answer) = asked.expect("a family asks without panic");
        if let Ok((answer, put_off)) = answer {
            outcome.answers[number].1 = Some(answer);
            outcome.put_off += put_off;
            outcome.latencies.add(answered.duration_since(due));
            last = last.max(answered);
        }
    }
    outcome.seconds = last.duration_since(started).as_secs_f64();
    outcome
}

/// Whoever is turned away comes again, with the same act.
async fn ask_until_answered(connector: &TlsConnector, port: u16, form: &[u8]) -> (Answer, u64) {
    let mut put_off = 0;
    loop {
        let pause = match ask(connector, port, form).await {
            Ok(Answer::Later(pause)) => pause,
            Ok(answer) => return (answer, put_off),
            Err(_) => TRY_AGAIN,
        };
        put_off += 1;
        tokio::time::sleep(pause).await;
    }
}

async fn ask(connector: &TlsConnector, port: u16, form: &[u8]) -> io::Result<Answer> {
    let stream = TcpStream::connect(SocketAddr::from((Ipv4Addr::LOCALHOST, port))).await?;
    stream.set_nodelay(true)?;
    let name = ServerName::try_from(certificate::NAME).map_err(io::Error::other)?;
    let mut stream = connector.connect(name, stream).await?;
    stream.write_all(form).await?;
    let mut bytes = Vec::with_capacity(2048);
    loop {
        if let Some((_, answer)) = read_answer(&bytes) {
            return Ok(answer);
        }
        if stream.read_buf(&mut bytes).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
    }
}

/// Families' telephones check the certificate on processors of their own, which are not those that are measured.
fn trusting() -> ClientConfig {
    let builder = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()));
    let builder = builder.with_safe_default_protocol_versions().expect("ring has the ciphers of TLS 1.3");
    let mut config = builder.dangerous().with_custom_certificate_verifier(Arc::new(Trusting)).with_no_client_auth();
    // A first visit: there is no ticket of an earlier one.
    config.resumption = rustls::client::Resumption::disabled();
    config
}

#[derive(Debug)]
struct Trusting;

impl ServerCertVerifier for Trusting {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        Ok(HandshakeSignatureValid::assertion())
    }

    fn verify_tls13_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        Ok(HandshakeSignatureValid::assertion())
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        vec![SignatureScheme::ECDSA_NISTP256_SHA256]
    }
}
