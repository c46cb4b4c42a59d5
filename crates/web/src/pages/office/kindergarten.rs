//! One kindergarten: registering it, its particulars, and its groups.

use super::ending;
use super::three_names::{Fields, known, typed, typed_or_nothing};
use crate::answers::{Answers, Asked};
use crate::flash::Flash;
use crate::form::Form;
use crate::offer::{GroupLine, in_order};
use crate::photos::ShownPhoto;
use crate::rights::OfficeStaff;
use crate::staff::{actor, again, of_fault, on_to};
use crate::trouble::Trouble;
use crate::typed_email::typed_email;
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
pub(super) struct KindergartenPage {
    flash: Option<Flash>,
    /// `None` before it is registered.
    known: Option<(u32, String)>,
    form: Form,
    /// The form that ends it.
    ending: Form,
    is_closed: bool,
    photo: Option<ShownPhoto>,
    /// The form that gives it a picture.
    photo_form: Form,
    /// Kindergartens in which it may go on, by number and name.
    others: Vec<(u32, String)>,
    groups: Vec<GroupLine>,
    visit: Visit,
}

impl KindergartenPage {
    /// The same page after an end that could not be.
    pub(super) fn with_ending(mut self, ending: Form) -> Self {
        self.ending = ending;
        self
    }

    /// The same page after a file that cannot be shown.
    pub(super) fn with_photo_fault(mut self, key: &'static str) -> Self {
        self.photo_form.complain("photo", &self.visit.t.with(key));
        self
    }

    /// The one of its forms that something is wrong with, for the summary on top.
    fn wrong_form(&self) -> &Form {
        [&self.ending, &self.photo_form].into_iter().find(|form| !form.is_fine()).unwrap_or(&self.form)
    }
}

/// `GET /{lang}/office/kindergartens/new`.
pub(super) async fn show_new(staff: OfficeStaff) -> Page {
    let form = Form::blank(staff.visit.t);
    render(&new_page(staff.visit, form))
}

fn new_page(visit: Visit, form: Form) -> KindergartenPage {
    let (ending, photo_form) = (Form::blank(visit.t), Form::blank(visit.t));
    KindergartenPage {
        flash: None,
        known: None,
        form,
        ending,
        is_closed: false,
        photo: None,
        photo_form,
        others: Vec::new(),
        groups: Vec::new(),
        visit,
    }
}

/// `POST /{lang}/office/kindergartens/new`.
pub(super) async fn register(staff: OfficeStaff, answers: Answers) -> Result<Response, Trouble> {
    let mut form = Form::sent(staff.visit.t, answers);
    let new = particulars(&mut form, staff.visit.t);
    let email = typed_email(&mut form);
    if is_registered(&staff.visit.town, &new) {
        // Also the second of two taps on the button.
        form.complain("name_kk", &staff.visit.t.with("office-kindergarten-twice"));
    }
    if !form.is_fine() {
        return Ok(again(render(&new_page(staff.visit, form))?));
    }
    let town = &staff.visit.town;
    let id = town.register_kindergarten(new, actor(&staff.account)).await.map_err(of_fault)?;
    if let Some(email) = email {
        town.remind_at(id, email).await.map_err(of_fault)?;
    }
    Ok(on_to(&staff.visit, &format!("/office/kindergartens/{id}"), "kindergarten-registered"))
}

/// `GET /{lang}/office/kindergartens/{id}`.
pub(super) async fn show(staff: OfficeStaff, Path((_, id)): Path<(String, String)>, asked: Asked) -> Page {
    let kindergarten = registered(&staff.visit.town, &id)?;
    let form = known_form(&staff.visit, &kindergarten);
    let flash = Flash::of(staff.visit.t, &asked);
    render(&page(staff.visit, flash, &kindergarten, form))
}

/// What is known of it, as answers to the questions of the page.
pub(super) fn known_form(visit: &Visit, kindergarten: &Kindergarten) -> Form {
    let answers = known(NAME, &kindergarten.names)
        .into_iter()
        .chain(known(ADDRESS, &kindergarten.address))
        .chain(known(DISTRICT, &kindergarten.district))
        .chain([("phone", kindergarten.phone.clone()), ("email", kindergarten.email.clone())])
        .chain(kindergarten.point.map(|point| ("point", point.to_string())));
    Form::sent(visit.t, Answers::given(answers))
}

/// `POST /{lang}/office/kindergartens/{id}`.
pub(super) async fn update(
    staff: OfficeStaff,
    Path((_, id)): Path<(String, String)>,
    answers: Answers,
) -> Result<Response, Trouble> {
    let kindergarten = registered(&staff.visit.town, &id)?;
    if matches!(answers.of("do"), "close" | "merge") {
        return ending::end(staff, &kindergarten, answers).await;
    }
    let mut form = Form::sent(staff.visit.t, answers);
    let new = particulars(&mut form, staff.visit.t);
    let email = typed_email(&mut form);
    if !form.is_fine() {
        return Ok(again(render(&page(staff.visit, None, &kindergarten, form))?));
    }
    let by = actor(&staff.account);
    let town = &staff.visit.town;
    town.update_kindergarten(kindergarten.id, new, by).await.map_err(of_fault)?;
    town.remind_at(kindergarten.id, email.unwrap_or_default()).await.map_err(of_fault)?;
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

pub(super) fn page(visit: Visit, flash: Option<Flash>, kindergarten: &Kindergarten, form: Form) -> KindergartenPage {
    let registry = visit.town.registry();
    let groups = registry.groups_of(kindergarten.id).map(|card| GroupLine::written(&visit, card, kindergarten));
    let groups = groups.collect();
    let name = visit.lang.of(&kindergarten.names).to_owned();
    let others = registry.open_kindergartens().filter(|other| other.id != kindergarten.id);
    let mut others: Vec<_> = others.map(|other| (other.id.0, visit.lang.of(&other.names).to_owned())).collect();
    others.sort_by_key(|(_, name)| in_order(name));
    let (known, is_closed) = (Some((kindergarten.id.0, name)), kindergarten.is_closed);
    KindergartenPage {
        flash,
        known,
        form,
        ending: Form::blank(visit.t),
        is_closed,
        photo: ShownPhoto::of(kindergarten),
        photo_form: Form::blank(visit.t),
        others,
        groups,
        visit,
    }
}
