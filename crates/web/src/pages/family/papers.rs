//! What a family prints: the referral and the receipt as PDF.

use super::receipt::{full_name, way_back};
use super::standing::Standing;
use crate::Lang;
use crate::offer::spaced_phone;
use crate::press::{self, PaperKey, shown};
use crate::rights::Family;
use crate::trouble::Trouble;
use crate::visit::Visit;
use admission::{ApplicationId, Kind, Referral, Status};
use axum::http::HeaderMap;
use axum::response::Response;
use store::{Applicant, IssuedReferral, Language, Names};

/// `GET /{lang}/my/referral.pdf`.
pub(super) async fn referral(Family { visit, application, .. }: Family) -> Result<Response, Trouble> {
    let applicant = visit.town.applicant(application).await?.ok_or(Trouble::NotFound)?;
    let standing = Standing::of(&visit, application).ok_or(Trouble::NotFound)?;
    let referral = standing.referral.filter(|_| standing.status == Status::Referred).ok_or(Trouble::NotFound)?;
    let paper = referral_paper(&visit, application, &applicant, referral).ok_or(Trouble::NotFound)?;
    let key = PaperKey::of(visit.town.kato(), application, &paper);
    let pdf = visit.site.press.print(key, move || papers::referral(&paper)).await?;
    Ok(shown("kezek-referral.pdf", pdf))
}

/// `GET /{lang}/my/receipt.pdf`.
pub(super) async fn receipt(
    Family { visit, application, .. }: Family,
    headers: HeaderMap,
) -> Result<Response, Trouble> {
    let applicant = visit.town.applicant(application).await?.ok_or(Trouble::NotFound)?;
    let standing = Standing::of(&visit, application).ok_or(Trouble::NotFound)?;
    let paper = receipt_paper(&visit, &headers, &applicant, &standing);
    // It says when the place was counted; as long as the place is the same, one of a minute ago says what is so.
    let counted_whenever = papers::Receipt { counted_at: paper.applied_at, ..paper.clone() };
    let key = PaperKey::of(visit.town.kato(), application, &counted_whenever);
    let pdf = visit.site.press.print(key, move || papers::receipt(&paper)).await?;
    Ok(shown("kezek-receipt.pdf", pdf))
}

fn both(names: &Names) -> papers::Both {
    papers::Both { kk: names.kk.clone(), ru: names.ru.clone() }
}

/// The department of the town, in two languages.
fn issuer(visit: &Visit) -> papers::Both {
    let of = |lang| press::issuer(lang, visit.town.names());
    papers::Both { kk: of(Lang::Kk), ru: of(Lang::Ru) }
}

/// The address of the site as people type it.
fn typed_site(visit: &Visit) -> String {
    let address = visit.site.address();
    address.trim_start_matches("https://").trim_start_matches("http://").to_owned()
}

/// Where anybody can check a referral.
fn proof_address(visit: &Visit, issued: IssuedReferral) -> String {
    let tag = visit.town.referral_proof(issued);
    let IssuedReferral { application, group, issued_on } = issued;
    let page = visit.of_town(&format!("/proof/{application}/{}/{issued_on}/{tag}", group.0));
    format!("{}/kk{page}", visit.site.address())
}

fn referral_paper(
    visit: &Visit,
    application: ApplicationId,
    applicant: &Applicant,
    referral: Referral,
) -> Option<papers::Referral> {
    let registry = visit.town.registry();
    let group = registry.groups.get(&referral.group)?;
    let kindergarten = registry.kindergartens.get(&group.kindergarten)?;
    let issued = IssuedReferral { application, group: referral.group, issued_on: referral.issued_on };
    Some(papers::Referral {
        issuer: issuer(visit),
        number: applicant.number.to_string(),
        child: full_name(applicant),
        born_on: applicant.born_on,
        kindergarten: papers::Kindergarten {
            names: both(&kindergarten.names),
            address: both(&kindergarten.address),
            phone: spaced_phone(&kindergarten.phone),
        },
        group: both(&group.names),
        upbringing: match group.language {
            Language::Kk => papers::Language::Kazakh,
            Language::Ru => papers::Language::Russian,
            Language::En => papers::Language::English,
        },
        issued_on: referral.issued_on,
        valid_until: referral.valid_until,
        stop_days: visit.town.state().policy().stop_list_days,
        site: typed_site(visit),
        proof_address: proof_address(visit, issued),
        demo: visit.site.demo().is_some(),
    })
}

fn receipt_paper(visit: &Visit, headers: &HeaderMap, applicant: &Applicant, standing: &Standing) -> papers::Receipt {
    let place = match standing.place {
        Some(place) => papers::Place::Counted { place, total: standing.total },
        None if standing.lacks_conclusion => papers::Place::Absent { why: visit.t.text("status-no_conclusion") },
        None => papers::Place::Absent { why: visit.t.text(standing.status_key()) },
    };
    let local = |at| visit.zone.day(at).to_datetime(visit.zone.time(at));
    papers::Receipt {
        language: press::language(visit.lang),
        issuer: press::issuer(visit.lang, visit.town.names()),
        number: applicant.number.to_string(),
        key_address: way_back(visit, headers, applicant.number, &applicant.code),
        code: applicant.code.to_string(),
        sign: standing.sign.clone(),
        child: full_name(applicant),
        birth_year: i16::try_from(standing.queue.birth_year).unwrap_or_default(),
        kind: match standing.queue.kind {
            Kind::General => papers::Kind::General,
            Kind::Correctional => papers::Kind::Correctional,
        },
        applied_at: local(standing.applied_at),
        place,
        counted_at: local(visit.now),
        site: typed_site(visit),
        demo: visit.site.demo().is_some(),
    }
}
