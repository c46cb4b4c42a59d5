//! What an answer of the SMTP server means for the letter, depending on how far the conversation came.

use crate::Failure;
use crate::settings::one_line;
use lettre::transport::smtp::Error;
use std::error::Error as _;
use std::fmt;

/// How far the conversation came, in its order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    /// The connection and the first words on it.
    Greeting,
    /// Going over to an encrypted connection.
    Tls,
    /// User and password.
    LogIn,
    /// Whom the letter comes from.
    Sender,
    /// To whom it goes: from here on, answers may repeat what is personal.
    Recipient,
    /// Asking to send the text.
    Data,
    /// The text itself, and the answer to it.
    Text,
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Greeting => "the greeting",
            Self::Tls => "STARTTLS",
            Self::LogIn => "the log-in",
            Self::Sender => "the sender",
            Self::Recipient => "the recipient",
            Self::Data => "DATA",
            Self::Text => "the text",
        })
    }
}

impl Step {
    /// What it means that no answer came, or none that can be understood. A server takes a letter over with its answer to
    /// the text; it may have done so without our hearing it.
    pub(super) fn failure(self, reason: String) -> Failure {
        if self == Self::Text { Failure::unknown(reason) } else { Failure::later(reason) }
    }
}

/// What the error of a step means.
pub(super) fn of(server: &str, step: Step, error: &Error) -> Failure {
    let Some(code) = error.status() else {
        return step.failure(format!("{server}: {} at {step}", broken(error)));
    };
    let said = error.source().map(ToString::to_string).unwrap_or_default();
    let enhanced = enhanced(&said);
    let answer = match enhanced {
        Some(enhanced) => format!("{code} {enhanced}"),
        None => code.to_string(),
    };
    // Servers repeat what they were told. Until the recipient is named that is nothing of the person's, but at the
    // log-in it may be the password.
    let harmless = step < Step::Recipient && step != Step::LogIn;
    let words = if harmless { format!(" ({})", one_line(&said)) } else { String::new() };
    let reason = format!("{server} answered {answer} to {step}{words}");
    if error.is_permanent() && about_this_letter(step, u16::from(code), enhanced) {
        return Failure::refused(reason);
    }
    Failure::later(reason)
}

/// Whether a lasting "no" is about this letter. Before the recipient is named it is about us: it would refuse every letter,
/// and the operator can mend it. So is "no" for want of a right (5.7, relaying among it) to a recipient.
fn about_this_letter(step: Step, code: u16, enhanced: Option<&str>) -> bool {
    const LOG_IN_NEEDED: u16 = 530;
    let no_right = code == LOG_IN_NEEDED || enhanced.is_some_and(|enhanced| enhanced.starts_with("5.7."));
    match step {
        Step::Greeting | Step::Tls | Step::LogIn | Step::Sender => false,
        Step::Recipient => !no_right,
        Step::Data | Step::Text => code != LOG_IN_NEEDED,
    }
}

/// The code of RFC 3463 that an answer begins with, such as `5.1.1`.
fn enhanced(said: &str) -> Option<&str> {
    let word = said.split_whitespace().next()?;
    let mut parts = word.split('.');
    let number = |part: &str| (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    let three = parts.by_ref().take(3).filter(|part| number(part)).count() == 3 && parts.next().is_none();
    three.then_some(word)
}

/// What happened where there is no code. What a server says in no form known is not repeated.
fn broken(error: &Error) -> String {
    let cause = error.source().map(ToString::to_string).unwrap_or_default();
    if error.is_response() {
        let closed = cause == "incomplete response";
        return if closed { "the connection was closed".to_owned() } else { "an answer that is no SMTP".to_owned() };
    }
    if error.is_client() || error.is_tls() || !cause.is_empty() {
        return one_line(&cause);
    }
    "the connection broke".to_owned()
}

#[cfg(test)]
mod tests {
    use super::{Step, about_this_letter, enhanced};

    #[test]
    fn a_lasting_no_is_about_the_letter_only_where_it_cannot_be_about_us() {
        let table = [
            (Step::Greeting, 554, None, false),
            (Step::LogIn, 535, Some("5.7.8"), false),
            (Step::Sender, 550, Some("5.1.8"), false),
            (Step::Recipient, 550, Some("5.1.1"), true),
            (Step::Recipient, 550, None, true),
            (Step::Recipient, 554, Some("5.7.1"), false),
            (Step::Recipient, 530, None, false),
            (Step::Text, 554, Some("5.7.1"), true),
            (Step::Text, 552, Some("5.3.4"), true),
        ];
        for (step, code, enhanced, refused) in table {
            assert_eq!(about_this_letter(step, code, enhanced), refused, "{code} {enhanced:?} to {step}");
        }
    }

    #[test]
    fn a_code_is_taken_out_of_an_answer_and_nothing_else_is() {
        assert_eq!(enhanced("5.1.1 <aigerim@example.kz>: no such user"), Some("5.1.1"));
        for other in ["", "no such user", "5.1 x", "5.1.1.1 x", "77.010.0001234 x", "5.1.<a@b.kz>"] {
            assert_eq!(enhanced(other), None, "{other}");
        }
    }
}
