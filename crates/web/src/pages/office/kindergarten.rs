//! One kindergarten: registering it, its particulars, and its groups.

use super::three_names::{Fields, known, typed, typed_or_nothing};
use crate::answers::{Answers, Asked};
use crate::flash::Flash;
use crate::form::Form;
use crate::offer::GroupLine;
use crate::rights::OfficeStaff;
use crate::staff::{actor, again, of_fault, on_to};
use crate::trouble::Trouble;
use crate::visit::{Page, Visit, show as render};
use crate::wording::Wording;
use admission::{KindergartenId, Phone};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use std::ops::RangeInclusive;
use store::{Kindergarten, NewKindergarten, Point, Town};

const NAME: Fields = ["name_kk", "name_ru", "name_en"];
const ADDRESS: Fields = ["address_kk", "address_ru", "address_en"];
const DISTRICT: Fields = ["district_kk", "district_ru", "district_en"];

/// Degrees of latitude and longitude between which Kazakhstan lies: numbers in the wrong order are noticed.
const KAZAKHSTAN: (RangeInclusive<f64>, RangeInclusive<f64>) = (40.0..=56.0, 46.0..=88.0);

#[derive(Template)]
#[template(path = "pages/office/kindergarten.html")]
struct KindergartenPage {
    flash: Option<Flash>,
    /// `None` before it is registered.
    known: Option<(u32, String)>,
    form: Form,
    groups: Vec<GroupLine>,
    visit: Visit,
}

/// `GET /{lang}/office/kindergartens/new`.
pub(super) async fn show_new(staff: OfficeStaff) -> Page {
    let form = Form::blank(staff.visit.t);
    render(&KindergartenPage { flash: None, known: None, form, groups: Vec::new(), visit: staff.visit })
}

/// `POST /{lang}/office/kindergartens/new`.
pub(super) async fn register(staff: OfficeStaff, answers: Answers) -> Result<Response, Trouble> {
    let mut form = Form::sent(staff.visit.t, answers);
    let new = particulars(&mut form, staff.visit.t);
    if is_registered(&staff.visit.town, &new) {
        // Also the second of two taps on the button.
        form.complain("name_kk", &staff.visit.t.with("office-kindergarten-twice"));
    }
    if !form.is_fine() {
        let page = KindergartenPage { flash: None, known: None, form, groups: Vec::new(), visit: staff.visit };
        return Ok(again(render(&page)?));
    }
    let id = staff.visit.town.register_kindergarten(new, actor(&staff.account)).await.map_err(of_fault)?;
    Ok(on_to(&staff.visit, &format!("/office/kindergartens/{id}"), "kindergarten-registered"))
}

/// `GET /{lang}/office/kindergartens/{id}`.
pub(super) async fn show(staff: OfficeStaff, Path((_, id)): Path<(String, String)>, asked: Asked) -> Page {
    let kindergarten = registered(&staff.visit.town, &id)?;
    let answers = known(NAME, &kindergarten.names)
        .into_iter()
        .chain(known(ADDRESS, &kindergarten.address))
        .chain(known(DISTRICT, &kindergarten.district))
        .chain([("phone", kindergarten.phone.clone())])
        .chain(kindergarten.point.map(|point| ("point", point.to_string())));
    let form = Form::sent(staff.visit.t, Answers::given(answers));
    let flash = Flash::of(staff.visit.t, &asked);
    render(&page(staff.visit, flash, &kindergarten, form))
}

/// `POST /{lang}/office/kindergartens/{id}`.
pub(super) async fn update(
    staff: OfficeStaff,
    Path((_, id)): Path<(String, String)>,
    answers: Answers,
) -> Result<Response, Trouble> {
    let kindergarten = registered(&staff.visit.town, &id)?;
    let mut form = Form::sent(staff.visit.t, answers);
    let new = particulars(&mut form, staff.visit.t);
    if !form.is_fine() {
        return Ok(again(render(&page(staff.visit, None, &kindergarten, form))?));
    }
    let by = actor(&staff.account);
    staff.visit.town.update_kindergarten(kindergarten.id, new, by).await.map_err(of_fault)?;
    Ok(on_to(&staff.visit, &format!("/office/kindergartens/{id}"), "kindergarten-changed"))
}

/// The kindergarten of an address.
pub(super) fn registered(town: &Town, id: &str) -> Result<Kindergarten, Trouble> {
    let id = id.parse().map(KindergartenId).map_err(|_| Trouble::NotFound)?;
    town.registry().kindergartens.get(&id).cloned().ok_or(Trouble::NotFound)
}

fn is_registered(town: &Town, new: &NewKindergarten) -> bool {
    let registry = town.registry();
    registry.kindergartens.values().any(|known| known.names == new.names && known.address == new.address)
}

fn particulars(form: &mut Form, t: Wording) -> NewKindergarten {
    let names = typed(form, t, NAME);
    let address = typed(form, t, ADDRESS);
    let phone = form.of("phone").to_owned();
    if phone.parse::<Phone>().is_err() {
        form.complain("phone", &t.with("office-phone-wrong"));
    }
    let district = typed_or_nothing(form, t, DISTRICT);
    NewKindergarten { names, address, phone, district, point: typed_point(form, t) }
}

fn typed_point(form: &mut Form, t: Wording) -> Option<Point> {
    let typed = form.of("point");
    if typed.is_empty() {
        return None;
    }
    let Ok(point) = typed.parse::<Point>() else {
        form.complain("point", &t.with("office-point-wrong"));
        return None;
    };
    let (latitudes, longitudes) = KAZAKHSTAN;
    if !latitudes.contains(&point.latitude()) || !longitudes.contains(&point.longitude()) {
        form.complain("point", &t.with("office-point-abroad"));
    }
    Some(point)
}

fn page(visit: Visit, flash: Option<Flash>, kindergarten: &Kindergarten, form: Form) -> KindergartenPage {
    let registry = visit.town.registry();
    let groups = registry.groups_of(kindergarten.id).map(|card| GroupLine::written(&visit, card, kindergarten));
    let groups = groups.collect();
    let name = visit.lang.of(&kindergarten.names).to_owned();
    KindergartenPage { flash, known: Some((kindergarten.id.0, name)), form, groups, visit }
}
