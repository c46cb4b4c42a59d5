//! Texts with placeholders, into which values are put so that they cannot break out of their place.

use crate::SettingsFault;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What stays as it is in an address or a form (RFC 3986, unreserved).
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// What a template may ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slot {
    Phone,
    Text,
    Sender,
    Login,
    Password,
    Id,
}

impl Slot {
    const ALL: [(&'static str, Self); 6] = [
        ("phone", Self::Phone),
        ("text", Self::Text),
        ("sender", Self::Sender),
        ("login", Self::Login),
        ("password", Self::Password),
        ("id", Self::Id),
    ];
}

/// How a value is written where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Escaping {
    /// In an address or a form.
    Percent,
    /// Between the quotation marks of JSON.
    Json,
    /// In a header, which takes no value of a message.
    Nothing,
}

/// A text that was read once, so that a fault in it is found at the start.
#[derive(Clone)]
pub(super) struct Template {
    pieces: Vec<Piece>,
    escaping: Escaping,
}

#[derive(Clone)]
enum Piece {
    Fixed(String),
    Slot(Slot),
}

impl Template {
    /// Reads the text. A brace that is followed by small letters and a brace is a placeholder; any other is itself.
    pub(super) fn read(setting: &'static str, text: &str, escaping: Escaping) -> Result<Self, SettingsFault> {
        let mut pieces = Vec::new();
        let mut fixed = String::new();
        let mut rest = text;
        while let Some(start) = rest.find('{') {
            let (before, brace) = rest.split_at(start);
            fixed.push_str(before);
            let name = brace[1..].split('}').next().unwrap_or_default();
            let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase());
            if !is_name || brace.len() < name.len() + 2 {
                fixed.push('{');
                rest = &brace[1..];
                continue;
            }
            let slot = Slot::ALL.iter().find(|(known, _)| *known == name).map(|(_, slot)| *slot);
            let slot = slot.ok_or_else(|| SettingsFault::new(setting, format!("{{{name}}} is no placeholder")))?;
            pieces.push(Piece::Fixed(std::mem::take(&mut fixed)));
            pieces.push(Piece::Slot(slot));
            rest = &brace[name.len() + 2..];
        }
        fixed.push_str(rest);
        pieces.push(Piece::Fixed(fixed));
        Ok(Self { pieces, escaping })
    }

    /// Whether it asks for that.
    pub(super) fn asks_for(&self, slot: Slot) -> bool {
        self.pieces.iter().any(|piece| matches!(piece, Piece::Slot(asked) if *asked == slot))
    }

    /// The text with its values.
    pub(super) fn fill<'a>(&self, value: impl Fn(Slot) -> &'a str) -> String {
        self.pieces
            .iter()
            .map(|piece| match piece {
                Piece::Fixed(text) => text.clone(),
                Piece::Slot(slot) => self.escaping.write(value(*slot)),
            })
            .collect()
    }
}

impl Escaping {
    fn write(self, value: &str) -> String {
        match self {
            Self::Percent => utf8_percent_encode(value, RESERVED).to_string(),
            Self::Json => {
                let quoted = serde_json::Value::from(value).to_string();
                quoted[1..quoted.len() - 1].to_owned()
            }
            Self::Nothing => value.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Escaping, Slot, Template};

    fn filled(text: &str, escaping: Escaping, value: &str) -> String {
        Template::read("url", text, escaping).expect("the template is good").fill(|_| value)
    }

    #[test]
    fn a_value_cannot_break_out_of_its_place() {
        assert_eq!(
            filled("/?to={text}&x=1", Escaping::Percent, "a&b=c d+#/ә"),
            "/?to=a%26b%3Dc%20d%2B%23%2F%D3%99&x=1"
        );
        let body = filled(r#"{"t": "{text}"}"#, Escaping::Json, "\"}, \\ \n ә");
        let read: serde_json::Value = serde_json::from_str(&body).expect("it is JSON");
        assert_eq!(read["t"], "\"}, \\ \n ә");
    }

    #[test]
    fn a_value_that_looks_like_a_placeholder_is_a_value() {
        assert_eq!(filled("{text}", Escaping::Json, "{password}"), "{password}");
    }

    #[test]
    fn braces_of_json_are_themselves() {
        for text in ["{}", "{", "}{", r#"{"a": {"b": {"c": 1}}}"#, "{Phone}", "{phone"] {
            assert_eq!(filled(text, Escaping::Json, "x"), text);
        }
    }

    #[test]
    fn a_mistyped_placeholder_is_told_at_the_start() {
        let fault = Template::read("url", "https://example.kz/?to={phon}", Escaping::Percent).err();
        assert_eq!(fault.expect("it is none").to_string(), "url: {phon} is no placeholder");
        let template = Template::read("url", "{phone}", Escaping::Percent).expect("it is one");
        assert!(template.asks_for(Slot::Phone) && !template.asks_for(Slot::Text));
    }
}
