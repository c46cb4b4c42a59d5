//! All texts, from the Fluent files in `locales/`. A page asks for a text by its key; no page holds words of its own.

use crate::Lang;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use std::fmt;
use std::sync::LazyLock;
use unic_langid::LanguageIdentifier;

#[cfg(test)]
mod tests;

macro_rules! files {
    ($lang:literal) => {
        &[
            include_str!(concat!("../locales/", $lang, "/site.ftl")),
            include_str!(concat!("../locales/", $lang, "/dates.ftl")),
            include_str!(concat!("../locales/", $lang, "/reasons.ftl")),
            include_str!(concat!("../locales/", $lang, "/refusals.ftl")),
            include_str!(concat!("../locales/", $lang, "/home.ftl")),
            include_str!(concat!("../locales/", $lang, "/bulletin.ftl")),
            include_str!(concat!("../locales/", $lang, "/queue.ftl")),
            include_str!(concat!("../locales/", $lang, "/kindergartens.ftl")),
            include_str!(concat!("../locales/", $lang, "/rules.ftl")),
            include_str!(concat!("../locales/", $lang, "/apply.ftl")),
            include_str!(concat!("../locales/", $lang, "/helping.ftl")),
            include_str!(concat!("../locales/", $lang, "/my.ftl")),
            include_str!(concat!("../locales/", $lang, "/documents.ftl")),
            include_str!(concat!("../locales/", $lang, "/letters.ftl")),
            include_str!(concat!("../locales/", $lang, "/choosing.ftl")),
            include_str!(concat!("../locales/", $lang, "/staff.ftl")),
            include_str!(concat!("../locales/", $lang, "/roles.ftl")),
            include_str!(concat!("../locales/", $lang, "/account.ftl")),
            include_str!(concat!("../locales/", $lang, "/views.ftl")),
            include_str!(concat!("../locales/", $lang, "/factors.ftl")),
            include_str!(concat!("../locales/", $lang, "/kindergarten.ftl")),
            include_str!(concat!("../locales/", $lang, "/policy.ftl")),
            include_str!(concat!("../locales/", $lang, "/groups.ftl")),
            include_str!(concat!("../locales/", $lang, "/tables.ftl")),
            include_str!(concat!("../locales/", $lang, "/cases.ftl")),
            include_str!(concat!("../locales/", $lang, "/exchange.ftl")),
            include_str!(concat!("../locales/", $lang, "/twins.ftl")),
            include_str!(concat!("../locales/", $lang, "/office.ftl")),
            include_str!(concat!("../locales/", $lang, "/tasks.ftl")),
            include_str!(concat!("../locales/", $lang, "/town.ftl")),
            include_str!(concat!("../locales/", $lang, "/photos.ftl")),
            include_str!(concat!("../locales/", $lang, "/statistics.ftl")),
            include_str!(concat!("../locales/", $lang, "/data.ftl")),
            include_str!(concat!("../locales/", $lang, "/reports.ftl")),
            include_str!(concat!("../locales/", $lang, "/calendar.ftl")),
            include_str!(concat!("../locales/", $lang, "/announcements.ftl")),
            include_str!(concat!("../locales/", $lang, "/towns.ftl")),
            include_str!(concat!("../locales/", $lang, "/own_wording.ftl")),
        ]
    };
}

fn files(lang: Lang) -> &'static [&'static str] {
    match lang {
        Lang::Kk => files!("kk"),
        Lang::Ru => files!("ru"),
        Lang::En => files!("en"),
    }
}

type Bundle = FluentBundle<FluentResource>;

static BUNDLES: LazyLock<[Bundle; 3]> = LazyLock::new(|| Lang::ALL.map(bundle));

/// Reads all texts at once, so that the first visitor does not wait for them.
pub(crate) fn read_all() {
    LazyLock::force(&BUNDLES);
}

fn bundle(lang: Lang) -> Bundle {
    let id: LanguageIdentifier = lang.code().parse().expect("our three codes are language tags");
    let mut bundle = Bundle::new_concurrent(vec![id]);
    // Directional marks would travel along when a number is copied out of a page.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(match lang {
        Lang::Kk | Lang::Ru => |value, _| grouped(value, 5, "\u{a0}"),
        Lang::En => |value, _| grouped(value, 4, ","),
    }));
    for file in files(lang) {
        let resource = FluentResource::try_new((*file).to_owned())
            .unwrap_or_else(|(_, faults)| panic!("a {lang} wording file does not parse: {faults:?}"));
        if let Err(faults) = bundle.add_resource(resource) {
            panic!("a {lang} text is given twice: {faults:?}");
        }
    }
    bundle
}

/// A whole number with its thousands apart, from so many digits on.
fn grouped(value: &FluentValue, digits_min: usize, apart: &str) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    let digits = format!("{:.0}", number.value);
    if digits.len() < digits_min {
        return Some(digits);
    }
    let first = digits.len() % 3;
    let (head, rest) = digits.split_at(first);
    let mut parts: Vec<&str> = if head.is_empty() { Vec::new() } else { vec![head] };
    parts.extend((0..rest.len() / 3).map(|nth| &rest[nth * 3..nth * 3 + 3]));
    Some(parts.join(apart))
}

/// The texts of one language.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wording {
    lang: Lang,
}

impl Wording {
    pub(crate) fn of(lang: Lang) -> Self {
        Self { lang }
    }

    /// A text without gaps to fill.
    pub(crate) fn text(self, key: impl AsRef<str>) -> String {
        self.with(key).to_string()
    }

    /// A text with gaps: `t.with("queue-count").set("count", 3)`.
    pub(crate) fn with(self, key: impl AsRef<str>) -> Phrase {
        Phrase { lang: self.lang, key: key.as_ref().to_owned(), gaps: FluentArgs::new() }
    }

    /// A whole number as it is written in this language.
    pub(crate) fn number(self, count: impl Gap) -> String {
        match (self.lang, count.value()) {
            (Lang::En, value) => grouped(&value, 4, ","),
            (_, value) => grouped(&value, 5, "\u{a0}"),
        }
        .unwrap_or_default()
    }

    /// The words of a text of one line as its file writes them, gaps and all; empty where there is none.
    pub(crate) fn line(self, key: &str) -> &'static str {
        let lines = files(self.lang).iter().flat_map(|file| file.lines());
        let mut found = lines.filter_map(|line| line.strip_prefix(key)?.strip_prefix(" = "));
        found.next().unwrap_or_default()
    }

    /// Whether there is such a text; for codes that come from an address.
    pub(crate) fn has(self, key: &str) -> bool {
        BUNDLES[self.lang as usize].has_message(key)
    }
}

/// A text whose gaps are being filled.
pub(crate) struct Phrase {
    lang: Lang,
    key: String,
    gaps: FluentArgs<'static>,
}

impl Phrase {
    /// Fills one gap.
    pub(crate) fn set(mut self, gap: &'static str, value: impl Gap) -> Self {
        self.gaps.set(gap, value.value());
        self
    }
}

impl fmt::Display for Phrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bundle = &BUNDLES[self.lang as usize];
        let Some(pattern) = bundle.get_message(&self.key).and_then(|message| message.value()) else {
            debug_assert!(false, "no {} text for {}", self.lang, self.key);
            tracing::error!(key = self.key, lang = self.lang.code(), "a text is missing");
            return f.write_str(&self.key);
        };
        let mut faults = Vec::new();
        let text = bundle.format_pattern(pattern, Some(&self.gaps), &mut faults);
        debug_assert!(faults.is_empty(), "{} text {}: {faults:?}", self.lang, self.key);
        f.write_str(&text)
    }
}

/// What can fill a gap. Counts are unsigned and written with their thousands apart; years are signed and never are.
pub(crate) trait Gap {
    fn value(&self) -> FluentValue<'static>;
}

impl<T: Gap + ?Sized> Gap for &T {
    fn value(&self) -> FluentValue<'static> {
        (**self).value()
    }
}

macro_rules! gaps {
    ($($count:ty),+; $($written:ty),+) => {
        $(impl Gap for $count {
            fn value(&self) -> FluentValue<'static> {
                FluentValue::from(*self)
            }
        })+
        $(impl Gap for $written {
            fn value(&self) -> FluentValue<'static> {
                FluentValue::from(self.to_string())
            }
        })+
    };
}

gaps!(u8, u32, u64, usize; i8, i16, i64, str, String, Phrase, Lang);
