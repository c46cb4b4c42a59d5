//! The towns of this installation: a visitor chooses one, and the browser remembers it.

use crate::answers::Asked;
use crate::visit::{Page, Visit, show as render};
use askama::Template;

struct TownLine {
    name: String,
    address: String,
    kindergartens: usize,
}

#[derive(Template)]
#[template(path = "pages/public/towns.html")]
struct TownsPage {
    towns: Vec<TownLine>,
    visit: Visit,
}

/// `GET /{lang}/towns?to=/apply`.
pub(super) async fn show(visit: Visit, asked: Asked) -> Page {
    let to = asked.0.of("to");
    // Only a page of ours, and nothing that a page could be made to say.
    let is_ours = to.starts_with('/') && to.chars().all(|it| it.is_ascii_alphanumeric() || "/-.".contains(it));
    let to = if is_ours && !to.contains("//") { to } else { "" };
    let line = |town: std::sync::Arc<store::Town>| TownLine {
        name: visit.lang.of(town.names()).to_owned(),
        address: format!("{}?town={}", visit.to(to), town.kato()),
        kindergartens: town.registry().open_kindergartens().count(),
    };
    let mut towns: Vec<_> = visit.site.store.territories().into_iter().map(line).collect();
    towns.sort_by(|a, b| a.name.cmp(&b.name));
    render(&TownsPage { towns, visit })
}
