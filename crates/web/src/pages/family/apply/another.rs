//! The same child for the other queue: a child may stand in both. Everything but the consent is answered already.

use super::ApplyPage;
use super::overview::kind_key;
use super::step::{Mode, Step};
use crate::answers::Answers;
use crate::form::Form;
use crate::rights::Family;
use crate::trouble::Trouble;
use crate::visit::{Page, show as render};
use admission::Kind;
use store::Applicant;

/// `GET /{lang}/my/another`. Whether there is such an application already is not told: it may be another parent's.
pub(in crate::pages::family) async fn another(Family { visit, application, .. }: Family) -> Page {
    let first = visit.town.applicant(application).await?.ok_or(Trouble::NotFound)?;
    let mut form = Form::sent(visit.t, Answers::given(known(&first)));
    form.renew();
    let kind = visit.t.text(kind_key(other_queue(first.kind)));
    let notice = visit.t.with("apply-another").set("kind", kind).set("number", first.number.to_string());
    let notice = Some(notice.to_string());
    render(&ApplyPage { notice, ..ApplyPage::at(visit, form, Step::Consent, Mode::Change) })
}

/// The queue in which an application does not stand.
pub(in crate::pages::family) fn other_queue(kind: Kind) -> Kind {
    match kind {
        Kind::General => Kind::Correctional,
        Kind::Correctional => Kind::General,
    }
}

fn known(first: &Applicant) -> Vec<(&'static str, String)> {
    let child = &first.child;
    let kind = match other_queue(first.kind) {
        Kind::General => "general",
        Kind::Correctional => "correctional",
    };
    let mut known = vec![
        ("surname", child.surname.clone()),
        ("name", child.name.clone()),
        ("patronymic", child.patronymic.clone().unwrap_or_default()),
        ("born_day", first.born_on.day().to_string()),
        ("born_month", first.born_on.month().to_string()),
        ("born_year", first.born_on.year().to_string()),
        ("kind", kind.to_owned()),
        ("guardian", first.guardian.clone()),
        ("phone", first.phone.as_str().to_owned()),
        ("email", first.email.clone().unwrap_or_default()),
        ("language", first.language.code().to_owned()),
    ];
    known.push(first.iin.map_or_else(|| ("no_iin", "yes".to_owned()), |iin| ("iin", iin.digits())));
    known.extend(first.grounds.iter().filter_map(|claimed| Some(("ground", claimed.code.clone()?))));
    known
}
