//! All answers once more, as the office will read them.

use super::step::Step;
use crate::offer::spaced_phone;
use crate::visit::Visit;
use admission::{Iin, Kind};
use store::NewApplication;

/// What was answered at one step.
pub(super) struct Part {
    pub(super) step: Step,
    pub(super) rows: Vec<Row>,
}

/// One question with its answers.
pub(super) struct Row {
    pub(super) asked: String,
    pub(super) answers: Vec<String>,
}

/// The name of a queue.
pub(super) fn kind_key(kind: Kind) -> &'static str {
    match kind {
        Kind::General => "kind-general",
        Kind::Correctional => "kind-correctional",
    }
}

/// The answers, step by step.
pub(super) fn overview(visit: &Visit, new: &NewApplication) -> Vec<Part> {
    let t = visit.t;
    let row = |key: &str, answer: String| Row { asked: t.text(key), answers: vec![answer] };
    let optional = |key: &str, answer: &Option<String>| answer.clone().map(|answer| row(key, answer));
    let iin = new.iin.map_or_else(|| t.text("apply-no-iin"), Iin::digits);
    let mut grounds: Vec<String> = new.grounds.iter().map(|code| visit.ground(code)).collect();
    if grounds.is_empty() {
        grounds.push(t.text("apply-grounds-none"));
    }
    let names = [
        Some(row("apply-surname", new.child.surname.clone())),
        Some(row("apply-name", new.child.name.clone())),
        optional("apply-patronymic", &new.child.patronymic),
    ];
    let guardian = [
        Some(row("apply-guardian", new.guardian.clone())),
        Some(row("apply-phone", spaced_phone(new.phone.as_str()))),
        optional("apply-email", &new.email),
    ];
    let birth = vec![row("apply-born", t.date(new.born_on)), row("apply-iin", iin)];
    let language = format!("tuition-{}", new.language.code());
    vec![
        Part { step: Step::Child, rows: names.into_iter().flatten().collect() },
        Part { step: Step::Birth, rows: birth },
        Part { step: Step::Kind, rows: vec![row("apply-queue", t.text(kind_key(new.kind)))] },
        Part { step: Step::Grounds, rows: vec![Row { asked: t.text("apply-privilege"), answers: grounds }] },
        Part { step: Step::Guardian, rows: guardian.into_iter().flatten().collect() },
        Part { step: Step::Language, rows: vec![row("apply-language", t.text(language))] },
        Part { step: Step::Consent, rows: vec![row("apply-consent-given", t.text("apply-consent-yes"))] },
    ]
}
