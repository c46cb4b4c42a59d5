//! What the town publishes as data: which tables there are, their columns, and what stands in them. Nobody's name, number or
//! ground is in any of them.
//!
//! A table has one address for ever, `/data/{kato}/{table}.csv` and `.json`; what grows has one for each year, of which a
//! past one no longer changes.

mod rows;

use crate::Site;
use crate::kept::keep_file;
use crate::sheet::{Cell, Sheet};
use crate::trouble::Trouble;
use admission::Kato;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use jiff::civil::Date;
use store::Town;

/// Under which terms anybody may use it.
pub(crate) const LICENCE: &str = "CC-BY-4.0";
pub(crate) const LICENCE_ADDRESS: &str = "https://creativecommons.org/licenses/by/4.0/";

/// The rows of a table; those of one year where it has one for each.
type Rows = fn(&Town, today: Date, year: i16) -> Vec<Vec<Cell>>;

/// Whether a table is one, or one for each year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Extent {
    Whole,
    ByYear,
}

/// One table.
pub(crate) struct Table {
    pub(crate) name: &'static str,
    pub(crate) columns: &'static [&'static str],
    pub(crate) extent: Extent,
    rows: Rows,
}

/// All tables, in the order in which they are described.
pub(crate) const TABLES: [Table; 8] = [
    Table {
        name: "queues",
        columns: &[
            "birth_year",
            "kind",
            "choosing",
            "out_of_turn",
            "first_priority",
            "ordinary",
            "published",
            "early",
            "open",
            "referred",
            "enrolled",
        ],
        extent: Extent::Whole,
        rows: rows::queues,
    },
    Table {
        name: "vacancies",
        columns: &["birth_year", "kind", "kindergarten", "group", "published", "early", "open"],
        extent: Extent::Whole,
        rows: rows::vacancies,
    },
    Table {
        name: "waits",
        columns: &[
            "birth_year",
            "kind",
            "class",
            "waiting",
            "waiting_days_median",
            "waiting_days_longest",
            "enrolled",
            "enrolled_days_median",
        ],
        extent: Extent::Whole,
        rows: rows::waits,
    },
    Table {
        name: "counts",
        columns: &[
            "day",
            "birth_year",
            "kind",
            "asked",
            "taken_over",
            "offered",
            "recalled",
            "access_out_of_turn",
            "access_first_priority",
            "access_ordinary",
            "ratio_first_priority",
            "ratio_ordinary",
            "passed",
            "missed",
            "dropped",
            "taken_access",
            "taken_open",
            "taken_standing_choice",
            "taken_outside_order",
            "declined",
            "refused",
            "expired",
            "enrolled",
            "withdrawn",
            "closed",
            "exchanged",
        ],
        extent: Extent::ByYear,
        rows: rows::counts,
    },
    Table {
        name: "bulletins",
        columns: &["day", "birth_year", "kind", "kindergarten", "group", "places"],
        extent: Extent::ByYear,
        rows: rows::bulletins,
    },
    Table {
        name: "kindergartens",
        columns: &[
            "kindergarten",
            "name_kk",
            "name_ru",
            "name_en",
            "address_kk",
            "address_ru",
            "address_en",
            "district_kk",
            "district_ru",
            "district_en",
            "phone",
            "latitude",
            "longitude",
        ],
        extent: Extent::Whole,
        rows: rows::kindergartens,
    },
    Table {
        name: "groups",
        columns: &[
            "group",
            "kindergarten",
            "name_kk",
            "name_ru",
            "name_en",
            "language",
            "kind",
            "birth_years",
            "hours",
            "capacity",
        ],
        extent: Extent::Whole,
        rows: rows::groups,
    },
    Table { name: "acts", columns: &["act", "reason", "count"], extent: Extent::Whole, rows: rows::acts },
];

/// How a table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Csv,
    Json,
}

/// A file of which there is one: a table, the year where it has one for each, and how it is written.
struct File {
    table: &'static Table,
    year: i16,
    format: Format,
}

impl File {
    /// `queues.csv`, `counts-2026.json`; `None` where there is no such file.
    fn named(name: &str, years: &[i16]) -> Option<Self> {
        let (name, format) = match name.rsplit_once('.')? {
            (name, "csv") => (name, Format::Csv),
            (name, "json") => (name, Format::Json),
            _ => return None,
        };
        let (name, year) = name.rsplit_once('-').map_or((name, None), |(name, year)| (name, Some(year)));
        let table = TABLES.iter().find(|table| table.name == name)?;
        match (table.extent, year) {
            (Extent::Whole, None) => Some(Self { table, year: 0, format }),
            (Extent::ByYear, Some(year)) => {
                let year = years.iter().copied().find(|known| known.to_string() == year)?;
                Some(Self { table, year, format })
            }
            _ => None,
        }
    }

    fn kind(&self) -> &'static str {
        match self.format {
            Format::Csv => "text/csv; charset=utf-8; header=present",
            Format::Json => "application/json",
        }
    }

    fn write(&self, site: &Site, town: &Town) -> String {
        let columns = self.table.columns;
        let mut sheet = match self.format {
            Format::Csv => Sheet::csv(columns),
            Format::Json => {
                let facts = [
                    ("table", self.table.name.to_owned()),
                    ("town", town.kato().to_string()),
                    ("licence", LICENCE.to_owned()),
                    ("licence_address", LICENCE_ADDRESS.to_owned()),
                    ("described_at", format!("{}/en/data#{}", site.address(), self.table.name)),
                ];
                Sheet::json(&facts, columns)
            }
        };
        let today = town.state().zone().day(site.store.clock().now());
        (self.table.rows)(town, today, self.year).iter().for_each(|row| sheet.row(row));
        sheet.finish()
    }
}

/// The years for which there are tables, the newest first. The present one is always there.
pub(crate) fn years(town: &Town, today: Date) -> Vec<i16> {
    let first = town.tally().days().first().map_or(today, |day| day.on);
    (first.year()..=today.year()).rev().collect()
}

/// `GET /data/{kato}/{file}`: the same for everybody, so that it needs no guard, and no language.
pub(crate) async fn show(
    State(site): State<Site>,
    Path((kato, name)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Trouble> {
    let kato: Kato = kato.parse().map_err(|()| Trouble::NotFound)?;
    let town = site.store.town(&kato).ok_or(Trouble::NotFound)?;
    let today = town.state().zone().day(site.store.clock().now());
    let file = File::named(&name, &years(&town, today)).ok_or(Trouble::NotFound)?;
    let kept_as = (format!("/data/{kato}/{name}"), file.kind());
    let is_csv = file.format == Format::Csv;
    let write = || Ok(file.write(&site, &town));
    let mut response = keep_file(&site, town.clone(), &headers, kept_as, write).await?;
    if is_csv {
        // A telephone keeps it instead of showing pages of figures.
        let saved_as = format!("attachment; filename=\"kezek-{kato}-{name}\"");
        let saved_as = HeaderValue::try_from(saved_as).map_err(Trouble::broken)?;
        response.headers_mut().insert(header::CONTENT_DISPOSITION, saved_as);
    }
    Ok(response)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn a_file_has_one_name_and_no_other() {
        let years = [2026, 2025];
        for name in ["queues.csv", "queues.json", "counts-2026.csv", "bulletins-2025.json"] {
            assert!(File::named(name, &years).is_some(), "{name}");
        }
        let wrong = [
            "queues",
            "queues.xml",
            "queues-2026.csv",
            "counts.csv",
            "counts-2024.csv",
            "counts-02026.csv",
            "",
            ".csv",
        ];
        for name in wrong {
            assert!(File::named(name, &years).is_none(), "{name}");
        }
    }

    #[test]
    fn no_table_and_no_column_of_a_table_is_named_twice() {
        assert_eq!(TABLES.iter().map(|table| table.name).collect::<BTreeSet<_>>().len(), TABLES.len());
        for table in &TABLES {
            assert_eq!(table.columns.iter().collect::<BTreeSet<_>>().len(), table.columns.len(), "{}", table.name);
        }
    }
}
