//! Open data: which tables there are, what each column means, at which addresses they stay, and under which terms.

use crate::open_data::{Extent, LICENCE_ADDRESS, TABLES, Table, years};
use crate::visit::{Page, Visit, show as render};
use askama::Template;

/// A column with what it means.
struct Column {
    name: &'static str,
    words: String,
}

/// A table with the addresses of its files.
struct Described {
    name: &'static str,
    title: String,
    words: String,
    /// Without the ending: the addresses of its years, the newest first, or its only one; each with its name.
    files: Vec<(String, String)>,
    columns: Vec<Column>,
}

#[derive(Template)]
#[template(path = "pages/public/data.html")]
struct DataPage {
    tables: Vec<Described>,
    licence: &'static str,
    visit: Visit,
}

/// `GET /{lang}/data`.
pub(super) async fn show(visit: Visit) -> Page {
    let years = years(&visit.town, visit.today());
    let tables = TABLES.iter().map(|table| described(&visit, table, &years)).collect();
    render(&DataPage { tables, licence: LICENCE_ADDRESS, visit })
}

fn described(visit: &Visit, table: &Table, years: &[i16]) -> Described {
    let (t, name) = (visit.t, table.name);
    let address = format!("{}/data/{}/{name}", visit.site.address(), visit.town.kato());
    let files = match table.extent {
        Extent::Whole => vec![(address, name.to_owned())],
        Extent::ByYear => years.iter().map(|year| (format!("{address}-{year}"), format!("{name}-{year}"))).collect(),
    };
    let column = |name: &&'static str| Column { name, words: t.text(format!("data-column-{name}")) };
    Described {
        name,
        title: t.text(format!("data-table-{name}")),
        words: t.text(format!("data-about-{name}")),
        files,
        columns: table.columns.iter().map(column).collect(),
    }
}
