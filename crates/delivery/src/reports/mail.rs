//! Letters about letters (RFC 3464): what a mail server says of one of ours.

use super::{Outcome, Report};
use mail_parser::{Message, MessageParser, MimeHeaders, PartType};

/// Reads such a letter.
pub(super) fn read(letter: &[u8]) -> Option<Report> {
    let letter = MessageParser::default().parse(letter)?;
    let is = |part: &mail_parser::MessagePart<'_>, main: &str, sub: &str| {
        part.content_type().is_some_and(|kind| {
            kind.c_type.eq_ignore_ascii_case(main)
                && kind.c_subtype.as_deref().is_some_and(|it| it.eq_ignore_ascii_case(sub))
        })
    };
    let report = letter.parts.first().filter(|part| is(part, "multipart", "report"));
    report?;
    let said = letter.parts.iter().find(|part| is(part, "message", "delivery-status"))?;
    let outcome = outcome(&String::from_utf8_lossy(said.contents()))?;
    let ours = letter.parts.iter().find_map(|part| match &part.body {
        PartType::Message(returned) => id_of(returned),
        _ if is(part, "text", "rfc822-headers") => {
            MessageParser::default().parse_headers(part.contents()).as_ref().and_then(id_of)
        }
        _ => None,
    })?;
    Some(Report { id: ours, outcome })
}

/// Our id is what stands before the @ of the Message-ID.
fn id_of(message: &Message<'_>) -> Option<String> {
    let (id, _) = message.message_id()?.split_once('@')?;
    Some(id.to_owned())
}

/// What its fields say of the recipient: a letter of ours has one.
fn outcome(fields: &str) -> Option<Outcome> {
    let action = fields.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.trim().eq_ignore_ascii_case("action").then(|| value.trim().to_ascii_lowercase())
    })?;
    match action.as_str() {
        "failed" => Some(Outcome::Returned),
        "delivered" => Some(Outcome::Arrived),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Outcome, Report, read};

    fn report(action: &str, returned: &str) -> String {
        format!(
            "Return-Path: <>\r\nFrom: MAILER-DAEMON@mx.example.kz (Mail Delivery System)\r\nTo: kezek@example.kz\r\n\
             Subject: Undelivered Mail Returned to Sender\r\nAuto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n\
             Content-Type: multipart/report; report-type=delivery-status;\r\n\tboundary=\"4Rk/mx.example.kz\"\r\n\r\n\
             This is a MIME-encapsulated message.\r\n\r\n\
             --4Rk/mx.example.kz\r\nContent-Description: Notification\r\nContent-Type: text/plain; charset=us-ascii\r\n\r\n\
             Action: delivered, it could say here; the text is for people.\r\n\r\n\
             --4Rk/mx.example.kz\r\nContent-Description: Delivery report\r\nContent-Type: message/delivery-status\r\n\r\n\
             Reporting-MTA: dns; mx.example.kz\r\nArrival-Date: Mon,  2 Mar 2026 09:00:01 +0500 (+05)\r\n\r\n\
             Final-Recipient: rfc822; dana@example.kz\r\nOriginal-Recipient: rfc822;dana@example.kz\r\n\
             Action: {action}\r\nStatus: 5.1.1\r\nRemote-MTA: dns; mail.example.kz\r\n\
             Diagnostic-Code: smtp; 550 5.1.1 no such user\r\n\r\n\
             --4Rk/mx.example.kz\r\n{returned}\r\n--4Rk/mx.example.kz--\r\n"
        )
    }

    const WHOLE: &str = "Content-Description: Undelivered Message\r\nContent-Type: message/rfc822\r\n\r\n\
        From: kezek@example.kz\r\nTo: dana@example.kz\r\nSubject: =?utf-8?b?0KXQsNCx0LDRgA==?=\r\n\
        Message-ID: <710000000-42-ABCDEF@example.kz>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nAction: failed\r\n";

    const HEADERS: &str = "Content-Type: text/rfc822-headers\r\n\r\n\
        From: kezek@example.kz\r\nMessage-ID: <710000000-42-ABCDEF@example.kz>\r\nSubject: x\r\n";

    #[test]
    fn what_came_back_is_known_by_its_id_whether_all_of_it_came_or_its_head() {
        for returned in [WHOLE, HEADERS] {
            for (action, outcome) in [("failed", Outcome::Returned), ("Delivered", Outcome::Arrived)] {
                let expected = Report { id: "710000000-42-ABCDEF".to_owned(), outcome };
                assert_eq!(read(report(action, returned).as_bytes()), Some(expected), "{action} {returned}");
            }
        }
    }

    #[test]
    fn a_letter_that_is_late_or_was_passed_on_has_not_come_back() {
        for action in ["delayed", "relayed", "expanded", ""] {
            assert_eq!(read(report(action, WHOLE).as_bytes()), None, "{action}");
        }
    }

    #[test]
    fn whatever_else_comes_to_the_address_says_nothing() {
        let holiday = "From: dana@example.kz\r\nSubject: On holiday\r\nIn-Reply-To: <710000000-42-ABCDEF@example.kz>\r\n\
            Auto-Submitted: auto-replied\r\n\r\nAction: failed\r\n";
        let unnamed = report("failed", "Content-Type: message/rfc822\r\n\r\nFrom: kezek@example.kz\r\n\r\nx\r\n");
        let not_a_report = report("failed", WHOLE).replace("multipart/report", "multipart/mixed");
        for letter in ["", "\r\n", holiday, unnamed.as_str(), not_a_report.as_str(), "\u{0}\u{1}--x"] {
            assert_eq!(read(letter.as_bytes()), None, "{letter}");
        }
    }
}
