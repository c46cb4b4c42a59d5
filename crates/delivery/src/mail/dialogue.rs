//! The conversation with the SMTP server, word by word, so that it is always known how far it came.
//!
//! The library's own transport sends a letter in one call, which cannot be asked whether the letter had left when the
//! line broke, and waits without a limit for each answer.

use super::opening::Opening;
use super::verdict::{self, Step};
use super::{Mailer, Security};
use crate::Failure;
use lettre::Message;
use lettre::transport::smtp::authentication::Mechanism;
use lettre::transport::smtp::client::AsyncSmtpConnection;
use lettre::transport::smtp::commands::{Data, Mail, Quit, Rcpt};
use lettre::transport::smtp::{Error, response::Response};
use std::io;
use std::time::Duration;
use tokio::net::{TcpStream, lookup_host};
use tokio::time::{Instant, timeout, timeout_at};

/// How long one address of a server is tried where it has several; half of them may lie behind a road that is not there.
const ADDRESS: Duration = Duration::from_secs(10);

/// How long to wait for "goodbye" after the letter was taken over: it changes nothing.
const GOODBYE: Duration = Duration::from_secs(1);

/// Connects, hands the letter over and says goodbye.
pub(super) async fn hand_over(mailer: &Mailer, message: &Message) -> Result<(), Failure> {
    let limits = Limits { mailer, end: Instant::now() + mailer.letter };
    let mut line = connect(mailer, &limits).await?;
    if let Some(credentials) = &mailer.credentials {
        limits.keep(Step::LogIn, line.auth(&[Mechanism::Plain, Mechanism::Login], credentials)).await?;
    }
    let envelope = message.envelope();
    let sender = Mail::new(envelope.from().cloned(), Vec::new());
    limits.keep(Step::Sender, line.command(sender)).await?;
    for recipient in envelope.to() {
        let recipient = Rcpt::new(recipient.clone(), Vec::new());
        limits.keep(Step::Recipient, line.command(recipient)).await?;
    }
    let ready = limits.keep(Step::Data, line.command(Data)).await?;
    expect(mailer, Step::Data, &ready, 3)?;
    let taken = limits.keep(Step::Text, line.message(&message.formatted())).await?;
    expect(mailer, Step::Text, &taken, 2)?;
    // The letter is the server's now, whatever becomes of the goodbye.
    let _ = timeout(GOODBYE, line.command(Quit)).await;
    Ok(())
}

/// A connection on which the server has introduced itself, encrypted as the settings ask.
async fn connect(mailer: &Mailer, limits: &Limits<'_>) -> Result<AsyncSmtpConnection, Failure> {
    let Some(tls) = &mailer.tls else {
        let stream = Box::new(tcp(mailer, limits).await?);
        return limits.keep(Step::Greeting, AsyncSmtpConnection::connect_with_transport(stream, &mailer.hello)).await;
    };
    if mailer.security == Security::Tls {
        let server = (mailer.host.as_str(), mailer.port);
        let address = Some(ADDRESS.min(mailer.wait));
        let tls = Some(tls.clone());
        let greeting = AsyncSmtpConnection::connect_tokio1(server, address, &mailer.hello, tls, None);
        return limits.keep(Step::Greeting, greeting).await;
    }
    let stream = Box::new(Opening::new(tcp(mailer, limits).await?));
    let greeting = AsyncSmtpConnection::connect_with_transport(stream, &mailer.hello);
    let mut line = limits.keep(Step::Greeting, greeting).await?;
    if !line.can_starttls() {
        return Err(Failure::later(format!(
            "{} does not offer STARTTLS, and nothing is sent in the clear",
            at(mailer)
        )));
    }
    limits.keep(Step::Tls, line.starttls(tls.clone(), &mailer.hello)).await?;
    Ok(line)
}

/// A connection to the first address of the server that takes one.
async fn tcp(mailer: &Mailer, limits: &Limits<'_>) -> Result<TcpStream, Failure> {
    let any = async {
        let mut last = io::Error::other("it has no address");
        for address in lookup_host((mailer.host.as_str(), mailer.port)).await? {
            match timeout(ADDRESS, TcpStream::connect(address)).await {
                Ok(Ok(stream)) => return Ok(stream),
                Ok(Err(cause)) => last = cause,
                Err(_) => last = io::ErrorKind::TimedOut.into(),
            }
        }
        Err(last)
    };
    match timeout_at(limits.next(Step::Greeting), any).await {
        Ok(Ok(stream)) => Ok(stream),
        Ok(Err(cause)) => Err(Failure::later(format!("{} cannot be reached: {cause}", at(mailer)))),
        Err(_) => Err(Failure::later(format!("{} cannot be reached in time", at(mailer)))),
    }
}

/// Any positive answer is let through by the library; here it has to be the one that was asked for.
fn expect(mailer: &Mailer, step: Step, answer: &Response, severity: u8) -> Result<(), Failure> {
    if answer.code().severity as u8 == severity {
        return Ok(());
    }
    Err(step.failure(format!("{} answered {} to {step}", at(mailer), answer.code())))
}

/// How a reason calls the server.
pub(super) fn at(mailer: &Mailer) -> String {
    format!("SMTP server {}:{}", mailer.host, mailer.port)
}

/// Until when each step is waited for.
struct Limits<'a> {
    mailer: &'a Mailer,
    end: Instant,
}

impl Limits<'_> {
    /// The answer to the text may take what is left; anything else a single wait.
    fn next(&self, step: Step) -> Instant {
        if step == Step::Text { self.end } else { self.end.min(Instant::now() + self.mailer.wait) }
    }

    /// Waits for a step within its limit.
    async fn keep<T>(&self, step: Step, answer: impl Future<Output = Result<T, Error>>) -> Result<T, Failure> {
        match timeout_at(self.next(step), answer).await {
            Ok(Ok(answer)) => Ok(answer),
            Ok(Err(error)) => Err(verdict::of(&at(self.mailer), step, &error)),
            Err(_) => Err(step.failure(format!("{} did not answer to {step} in time", at(self.mailer)))),
        }
    }
}
