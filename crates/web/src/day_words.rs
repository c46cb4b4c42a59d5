//! What is said of the days of the calendar: their source in words, and until when they are confirmed.

use crate::visit::Visit;
use crate::wording::Wording;
use jiff::ToSpan;
use jiff::civil::Date;
use store::{LegalSource, SourceKind};

/// So many days ahead the calendar must be confirmed: a window and a referral of the longest term end within them.
pub const CONFIRMED_AHEAD_DAYS: u32 = 90;

/// The act of law behind a day, as a page names it.
pub(crate) struct SourceLine {
    /// «Закон, № 267, 13 декабря 2001 года».
    pub(crate) words: String,
    /// Where it is published; empty where nobody said so.
    pub(crate) address: String,
}

impl SourceLine {
    pub(crate) fn of(t: Wording, source: &LegalSource) -> Self {
        let mut words = t.text(format!("source-{}", code(source.kind)));
        if !source.number.is_empty() {
            words = format!("{words}, № {}", source.number);
        }
        if let Some(day) = source.dated_on {
            words = format!("{words}, {}", t.date(day));
        }
        Self { words, address: source.address.clone() }
    }
}

/// As a form says it.
pub(crate) fn code(kind: SourceKind) -> &'static str {
    match kind {
        SourceKind::Law => "law",
        SourceKind::Decree => "decree",
        SourceKind::Order => "order",
    }
}

impl Visit {
    /// The last day until which the calendar is confirmed from today on.
    pub(crate) fn confirmed_until(&self) -> Option<Date> {
        self.town.registry().confirmed_until(self.today())
    }

    /// «Календарь подтверждён до 31 декабря 2026 года включительно», or that it is not.
    pub(crate) fn confirmed_line(&self) -> String {
        match self.confirmed_until() {
            Some(day) => self.t.with("calendar-confirmed").set("day", self.t.date(day)).to_string(),
            None => self.t.text("calendar-unconfirmed"),
        }
    }

    /// Whether some of the next days are not confirmed.
    pub(crate) fn is_calendar_unconfirmed(&self) -> bool {
        let needed = self.today().saturating_add(i64::from(CONFIRMED_AHEAD_DAYS).days());
        self.confirmed_until().is_none_or(|day| day < needed)
    }
}
