//! The answers of the application form, checked one by one. What is wrong is said at its field; nothing typed is lost.

use crate::form::Form;
use crate::typed_day::{DayFault, typed_day};
use crate::visit::Visit;
use admission::{Iin, IinFault, Kind, Phone, Policy};
use jiff::civil::Date;
use store::{ChildNames, NewApplication};

/// Letters of one name; longer ones exist in no register.
const NAME_LETTERS_MAX: usize = 80;

/// Letters of an e-mail address (RFC 5321).
const EMAIL_LETTERS_MAX: usize = 254;

/// The application as answered, or `None` with the faults told to the form.
pub(super) fn read(visit: &Visit, policy: &Policy, form: &mut Form) -> Option<NewApplication> {
    let iin = iin(form);
    let child = ChildNames {
        surname: name(form, "surname"),
        name: name(form, "name"),
        patronymic: optional_name(form, "patronymic"),
    };
    let born_on = born_on(visit, policy, form, iin);
    let guardian = name(form, "guardian");
    let phone = phone(form);
    let email = email(form);
    let kind = if form.of("kind") == "correctional" { Kind::Correctional } else { Kind::General };
    let grounds = grounds(policy, form);
    if form.of("consent").is_empty() {
        form.complain("consent", &form.t.with("apply-fault-consent"));
    }
    if !form.is_fine() {
        return None;
    }
    Some(NewApplication {
        child,
        iin,
        born_on: born_on?,
        guardian,
        phone: phone?,
        email,
        kind,
        grounds,
        language: visit.lang.into(),
        earlier: None,
        legacy_number: None,
    })
}

fn iin(form: &mut Form) -> Option<Iin> {
    let typed = form.of("iin");
    if typed.is_empty() {
        if form.of("no_iin").is_empty() {
            form.complain("iin", &form.t.with("apply-fault-iin-missing"));
        }
        return None;
    }
    let key = match typed.parse() {
        Ok(iin) => return Some(iin),
        Err(IinFault::Length) => "apply-fault-iin-length",
        Err(IinFault::Date) => "apply-fault-iin-date",
        Err(IinFault::CheckDigit) => "apply-fault-iin-check",
    };
    form.complain("iin", &form.t.with(key));
    None
}

fn born_on(visit: &Visit, policy: &Policy, form: &mut Form, iin: Option<Iin>) -> Option<Date> {
    let t = form.t;
    let day = match typed_day(form.of("born_on")) {
        Ok(day) => day,
        Err(fault) => {
            let words = match fault {
                DayFault::Unread => t.with("apply-fault-born-missing"),
                DayFault::ShortYear => t.with("apply-fault-born-year"),
            };
            form.complain("born_on", &words);
            return None;
        }
    };
    if day > visit.today() {
        form.complain("born_on", &t.with("apply-fault-born-future"));
        return None;
    }
    if let Some(iin) = iin.filter(|iin| iin.born_on() != day) {
        form.complain("born_on", &t.with("apply-fault-born-iin").set("stated", t.date(iin.born_on())));
        return None;
    }
    if visit.town.state().has_closed(i64::from(day.year()), visit.today()) {
        let closed_on = closes_on(policy, i64::from(day.year())).map(|day| t.date(day)).unwrap_or_default();
        let fault = t.with("apply-fault-too-old").set("year", day.year()).set("closed", closed_on);
        form.complain("born_on", &fault);
        return None;
    }
    Some(day)
}

/// The day on which the queue of a birth year closes.
pub(super) fn closes_on(policy: &Policy, birth_year: i64) -> Option<Date> {
    let year = birth_year.saturating_add(i64::from(policy.leaves_at_age));
    Date::new(i16::try_from(year).ok()?, 9, 1).ok()
}

fn name(form: &mut Form, field: &'static str) -> String {
    let typed = spaced(form.of(field));
    let label = form.t.text(format!("apply-{field}"));
    if typed.is_empty() {
        form.complain(field, &form.t.with(format!("apply-fault-{field}")));
    } else if typed.chars().count() > NAME_LETTERS_MAX {
        form.complain(field, &form.t.with("apply-fault-long").set("field", label).set("most", NAME_LETTERS_MAX));
    } else if !is_name(&typed) {
        form.complain(field, &form.t.with("apply-fault-letters").set("field", label));
    }
    typed
}

fn optional_name(form: &mut Form, field: &'static str) -> Option<String> {
    (!form.of(field).is_empty()).then(|| name(form, field))
}

/// Letters of any script, with what stands between them in names.
fn is_name(typed: &str) -> bool {
    let between = |letter: char| matches!(letter, ' ' | '-' | '–' | '\'' | '’' | 'ʼ' | '.');
    typed.chars().any(char::is_alphabetic) && typed.chars().all(|letter| letter.is_alphabetic() || between(letter))
}

/// One space where there were several.
fn spaced(typed: &str) -> String {
    typed.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn phone(form: &mut Form) -> Option<Phone> {
    let typed = form.of("phone");
    let key = if typed.is_empty() { "apply-fault-phone-missing" } else { "apply-fault-phone" };
    if let Ok(phone) = typed.parse() {
        return Some(phone);
    }
    form.complain("phone", &form.t.with(key));
    None
}

fn email(form: &mut Form) -> Option<String> {
    let typed = form.of("email").to_owned();
    if typed.is_empty() {
        return None;
    }
    let parts = typed.split_once('@').filter(|(name, host)| {
        !name.is_empty() && host.contains('.') && !host.starts_with('.') && !host.ends_with('.') && !host.contains('@')
    });
    if parts.is_none() || typed.contains(char::is_whitespace) || typed.len() > EMAIL_LETTERS_MAX {
        form.complain("email", &form.t.with("apply-fault-email"));
    }
    Some(typed)
}

fn grounds(policy: &Policy, form: &mut Form) -> Vec<String> {
    let mut grounds: Vec<String> = form.answers().all("ground").into_iter().map(str::to_owned).collect();
    grounds.sort_unstable();
    grounds.dedup();
    // The list may have changed while the form lay open.
    if grounds.iter().any(|code| policy.class_of_ground(code).is_none()) {
        form.complain("grounds", &form.t.with("apply-fault-ground"));
    }
    grounds
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_letters_of_any_script() {
        for good in ["Әл-Фараби", "Нұрғазы", "O’Neil", "Мария Анна"] {
            assert!(is_name(good), "{good}");
        }
        for wrong in ["123", "-", "<b>", "Аружан1"] {
            assert!(!is_name(wrong), "{wrong}");
        }
    }
}
