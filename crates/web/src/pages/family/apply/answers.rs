//! The answers of an application, checked one by one. What is wrong is said at its field; nothing typed is lost.

use crate::form::Form;
use crate::typed_day::{DayFault, typed_day};
use crate::typed_email::typed_email;
use crate::visit::Visit;
use crate::wording::Phrase;
use admission::{Iin, IinFault, Kind, Phone, Policy};
use jiff::civil::Date;
use store::{Applicant, ChildNames, Language, NewApplication};

/// Letters of one name; longer ones exist in no register.
pub(in crate::pages::family) const NAME_LETTERS_MAX: usize = 80;

/// The application as answered, or `None` with the faults told to the form.
pub(in crate::pages) fn read(visit: &Visit, policy: &Policy, form: &mut Form) -> Option<NewApplication> {
    let child = ChildNames {
        surname: name(form, "surname"),
        name: name(form, "name"),
        patronymic: optional_name(form, "patronymic"),
    };
    let typed_iin = iin(form);
    let born_on = born_on(visit, policy, form, typed_iin.as_ref().copied().ok().flatten());
    let iin = typed_iin.unwrap_or_else(|fault| {
        form.complain("iin", &form.t.with(fault));
        None
    });
    let kind = if form.of("kind") == "correctional" { Kind::Correctional } else { Kind::General };
    let grounds = grounds(policy, form);
    let guardian = name(form, "guardian");
    let phone = phone(form);
    let email = typed_email(form);
    let language = Language::from_code(form.of("language")).unwrap_or(visit.lang.into());
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
        language,
        earlier: None,
        legacy_number: None,
    })
}

/// The IIN, none where none has been issued, or the key of what is wrong with it. It stands below the birth date, and what
/// is wrong is told from above.
fn iin(form: &Form) -> Result<Option<Iin>, &'static str> {
    let typed = form.of("iin");
    if typed.is_empty() {
        return if form.of("no_iin").is_empty() { Err("apply-fault-iin-missing") } else { Ok(None) };
    }
    typed.parse().map(Some).map_err(|fault| match fault {
        IinFault::Length => "apply-fault-iin-length",
        IinFault::Date => "apply-fault-iin-date",
        IinFault::CheckDigit => "apply-fault-iin-check",
    })
}

fn born_on(visit: &Visit, policy: &Policy, form: &mut Form, iin: Option<Iin>) -> Option<Date> {
    match typed_birth(visit, policy, form, iin) {
        Ok(day) => Some(day),
        Err(fault) => {
            form.complain("born_day", &fault);
            None
        }
    }
}

fn typed_birth(visit: &Visit, policy: &Policy, form: &Form, iin: Option<Iin>) -> Result<Date, Phrase> {
    let t = form.t;
    let parts = ["born_day", "born_month", "born_year"].map(|part| form.of(part));
    let day = typed_day(&parts.join(".")).map_err(|fault| match fault {
        DayFault::Unread if parts.contains(&"") => t.with("apply-fault-born-missing"),
        DayFault::Unread => t.with("apply-fault-born-none"),
        DayFault::ShortYear => t.with("apply-fault-born-year"),
    })?;
    if day > visit.today() {
        return Err(t.with("apply-fault-born-future"));
    }
    if let Some(iin) = iin.filter(|iin| iin.born_on() != day) {
        return Err(t.with("apply-fault-born-iin").set("stated", t.date(iin.born_on())));
    }
    if visit.town.state().has_closed(i64::from(day.year()), visit.today()) {
        let closed_on = closes_on(policy, i64::from(day.year())).map(|day| t.date(day)).unwrap_or_default();
        return Err(t.with("apply-fault-too-old").set("year", day.year()).set("closed", closed_on));
    }
    Ok(day)
}

/// The day on which the queue of a birth year closes.
pub(in crate::pages::family) fn closes_on(policy: &Policy, birth_year: i64) -> Option<Date> {
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
pub(in crate::pages::family) fn is_name(typed: &str) -> bool {
    let between = |letter: char| matches!(letter, ' ' | '-' | '–' | '\'' | '’' | 'ʼ' | '.');
    typed.chars().any(char::is_alphabetic) && typed.chars().all(|letter| letter.is_alphabetic() || between(letter))
}

/// One space where there were several.
pub(in crate::pages::family) fn spaced(typed: &str) -> String {
    typed.split_whitespace().collect::<Vec<_>>().join(" ")
}

pub(in crate::pages::family) fn phone(form: &mut Form) -> Option<Phone> {
    let typed = form.of("phone");
    let key = if typed.is_empty() { "apply-fault-phone-missing" } else { "apply-fault-phone" };
    if let Ok(phone) = typed.parse() {
        return Some(phone);
    }
    form.complain("phone", &form.t.with(key));
    None
}

fn grounds(policy: &Policy, form: &mut Form) -> Vec<String> {
    let mut grounds: Vec<String> = form.answers().all("ground").into_iter().map(str::to_owned).collect();
    grounds.sort_unstable();
    grounds.dedup();
    // The list may have changed while the form lay open.
    if grounds.iter().any(|code| policy.class_of_ground(code).is_none()) {
        form.complain("ground", &form.t.with("apply-fault-ground"));
    }
    grounds
}

/// Whether an application that was taken is the one with these answers: all of them, so that nobody believes to have
/// mended one by sending it again.
pub(super) fn is_same(taken: &Applicant, new: &NewApplication) -> bool {
    let mut grounds: Vec<&String> = taken.grounds.iter().filter_map(|claimed| claimed.code.as_ref()).collect();
    grounds.sort_unstable();
    (&taken.child, taken.iin, taken.born_on, taken.kind) == (&new.child, new.iin, new.born_on, new.kind)
        && (&taken.guardian, &taken.phone, &taken.email) == (&new.guardian, &new.phone, &new.email)
        && (grounds, taken.language) == (new.grounds.iter().collect(), new.language)
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
