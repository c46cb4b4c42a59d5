//! The kindergartens of the town, as the office keeps them.

use crate::answers::Asked;
use crate::flash::Flash;
use crate::rights::OfficeStaff;
use crate::visit::{Page, Visit, show as render};
use askama::Template;
use store::Word;

struct KindergartenLine {
    id: u32,
    name: String,
    district: String,
    groups: usize,
    capacity: u32,
    /// What it said today: the key of the words, and when.
    word: (&'static str, String),
}

#[derive(Template)]
#[template(path = "pages/office/kindergartens.html")]
struct KindergartensPage {
    flash: Option<Flash>,
    lines: Vec<KindergartenLine>,
    visit: Visit,
}

/// `GET /{lang}/office/kindergartens`.
pub(super) async fn show(staff: OfficeStaff, asked: Asked) -> Page {
    let visit = staff.visit;
    let said = visit.town.words_of_day(visit.today()).await?;
    let registry = visit.town.registry();
    let mut lines: Vec<_> = registry
        .open_kindergartens()
        .map(|kindergarten| {
            let time = |at| visit.t.time(visit.zone.time(at));
            let word = match said.get(&kindergarten.id) {
                Some(day) if day.word == Word::Reported => ("office-word-reported", time(day.at)),
                Some(day) => ("office-word-nothing", time(day.at)),
                None => ("office-word-none", String::new()),
            };
            KindergartenLine {
                id: kindergarten.id.0,
                name: visit.lang.of(&kindergarten.names).to_owned(),
                district: visit.lang.of(&kindergarten.district).to_owned(),
                groups: registry.groups_of(kindergarten.id).count(),
                capacity: registry.groups_of(kindergarten.id).map(|group| group.capacity).sum(),
                word,
            }
        })
        .collect();
    lines.sort_by(|a, b| (&a.district, &a.name).cmp(&(&b.district, &b.name)));
    render(&KindergartensPage { flash: Flash::of(visit.t, &asked), lines, visit })
}
