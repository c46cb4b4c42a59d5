//! What a family prints: the referral and the receipt as PDF.

use super::receipt::{full_name, way_back};
use super::standing::Standing;
use crate::Lang;
use crate::offer::spaced_phone;
use crate::rights::Family;
use crate::trouble::Trouble;
use crate::visit::Visit;
use crate::wording::Wording;
use admission::{ApplicationId, Kind, Referral, Status};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use store::{Applicant, IssuedReferral, Language, Names};

/// Papers that are set at the same time: each keeps a core busy, and those who claim come first.
const AT_ONCE: usize = 1;

static PRESS: tokio::sync::Semaphore = tokio::sync::Semaphore::const_new(AT_ONCE);

/// `GET /{lang}/my/referral.pdf`.
pub(super) async fn referral(Family { visit, application, .. }: Family) -> Result<Response, Trouble> {
    let applicant = visit.town.applicant(application).await?.ok_or(Trouble::NotFound)?;
    let standing = Standing::of(&visit, application).ok_or(Trouble::NotFound)?;
    let referral = standing.referral.filter(|_| standing.status == Status::Referred).ok_or(Trouble::NotFound)?;
    let paper = referral_paper(&visit, application, &applicant, referral).ok_or(Trouble::NotFound)?;
    print("kezek-referral.pdf", move || papers::referral(&paper)).await
}

/// `GET /{lang}/my/receipt.pdf`.
pub(super) async fn receipt(
    Family { visit, application, .. }: Family,
    headers: HeaderMap,
) -> Result<Response, Trouble> {
    let applicant = visit.town.applicant(application).await?.ok_or(Trouble::NotFound)?;
    let standing = Standing::of(&visit, application).ok_or(Trouble::NotFound)?;
    let paper = receipt_paper(&visit, &headers, &applicant, &standing);
    print("kezek-receipt.pdf", move || papers::receipt(&paper)).await
}

async fn print(
    name: &str,
    set: impl FnOnce() -> Result<Vec<u8>, papers::Fault> + Send + 'static,
) -> Result<Response, Trouble> {
    let turn = PRESS.acquire().await.map_err(|_| Trouble::Unavailable)?;
    let printed = tokio::task::spawn_blocking(set).await.map_err(|_| Trouble::Unavailable)?;
    drop(turn);
    let paper = printed.map_err(|fault| {
        tracing::error!(%fault, "a paper could not be set");
        Trouble::Unavailable
    })?;
    let disposition = format!("inline; filename=\"{name}\"");
    let headers = [(header::CONTENT_TYPE, "application/pdf".to_owned()), (header::CONTENT_DISPOSITION, disposition)];
    Ok((headers, paper).into_response())
}

fn both(names: &Names) -> papers::Both {
    papers::Both { kk: names.kk.clone(), ru: names.ru.clone() }
}

/// The department of the town, in two languages.
fn issuer(visit: &Visit) -> papers::Both {
    let of = |lang: Lang| {
        let town = lang.of(visit.town.names()).to_owned();
        Wording::of(lang).with("paper-issuer").set("town", town).to_string()
    };
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
    format!("{}/kk/proof/{application}/{}/{issued_on}/{tag}", visit.site.address(), group.0)
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
    let issuer = issuer(visit);
    let local = |at| visit.zone.day(at).to_datetime(visit.zone.time(at));
    papers::Receipt {
        language: match visit.lang {
            Lang::Kk => papers::Language::Kazakh,
            Lang::Ru => papers::Language::Russian,
            Lang::En => papers::Language::English,
        },
        issuer: match visit.lang {
            Lang::Kk => issuer.kk,
            Lang::Ru => issuer.ru,
            Lang::En => visit.t.with("paper-issuer").set("town", visit.frame.town.as_str()).to_string(),
        },
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
