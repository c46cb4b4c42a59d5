//! The three languages of the pages. Kazakh is the first.

use std::fmt;
use std::str::FromStr;

/// A language of the pages.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Lang {
    /// Қазақша.
    #[default]
    Kk,
    /// Русский.
    Ru,
    /// English.
    En,
}

impl Lang {
    /// All languages, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Kk, Self::Ru, Self::En];

    /// The code in addresses and in `lang` attributes.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Kk => "kk",
            Self::Ru => "ru",
            Self::En => "en",
        }
    }

    /// What the language calls itself.
    #[must_use]
    pub fn own_name(self) -> &'static str {
        match self {
            Self::Kk => "Қазақша",
            Self::Ru => "Русский",
            Self::En => "English",
        }
    }

    /// The same where there is little room.
    #[must_use]
    pub fn short_name(self) -> &'static str {
        match self {
            Self::Kk => "Қаз",
            Self::Ru => "Рус",
            Self::En => "Eng",
        }
    }

    /// The language of an address: its first step, if that is one of ours.
    #[must_use]
    pub fn of_path(path: &str) -> Option<Self> {
        path.strip_prefix('/')?.split('/').next()?.parse().ok()
    }

    /// The best language for an `Accept-Language` header; Kazakh where the browser asks for none of ours.
    #[must_use]
    pub fn wished(header: &str) -> Self {
        let mut best = (Self::Kk, 0.0);
        for wish in header.split(',') {
            let (tag, quality) = wish.split_once(';').unwrap_or((wish, "q=1"));
            let quality = quality.split_once('=').map_or("0", |(_, quality)| quality);
            let Ok(lang) = tag.trim().get(..2).unwrap_or_default().to_ascii_lowercase().parse() else { continue };
            let quality: f32 = quality.trim().parse().unwrap_or(0.0);
            if quality > best.1 {
                best = (lang, quality);
            }
        }
        best.0
    }

    /// The name of a thing that bears one in each language.
    #[must_use]
    pub fn of(self, names: &store::Names) -> &str {
        match self {
            Self::Kk => &names.kk,
            Self::Ru => &names.ru,
            Self::En => &names.en,
        }
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Lang {
    type Err = ();

    fn from_str(code: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|lang| lang.code() == code).ok_or(())
    }
}

impl From<Lang> for store::Language {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::Kk => Self::Kk,
            Lang::Ru => Self::Ru,
            Lang::En => Self::En,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_browser_chooses_and_kazakh_is_the_default() {
        assert_eq!(Lang::wished(""), Lang::Kk);
        assert_eq!(Lang::wished("de-DE,de;q=0.9"), Lang::Kk);
        assert_eq!(Lang::wished("ru-RU,ru;q=0.9,en;q=0.8"), Lang::Ru);
        assert_eq!(Lang::wished("de,en;q=0.7,kk;q=0.9"), Lang::Kk);
        assert_eq!(Lang::wished("de, ru; q=0.5, kk; q=0.9"), Lang::Kk);
        assert_eq!(Lang::wished("de, en ; q = 0.5, ru ;q=0.9, kk; q=0.1"), Lang::Ru);
        assert_eq!(Lang::wished("en-US"), Lang::En);
        assert_eq!(Lang::wished("ю"), Lang::Kk);
    }

    #[test]
    fn an_address_begins_with_its_language() {
        assert_eq!(Lang::of_path("/ru/queue/2022"), Some(Lang::Ru));
        assert_eq!(Lang::of_path("/de"), None);
        assert_eq!(Lang::of_path("/"), None);
    }
}
