//! What a person filled in: names and values of a form, trimmed, kept so that the page can show them again.

use crate::trouble::Trouble;
use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use std::borrow::Cow;
use std::convert::Infallible;
use store::CommandId;

/// The answers of one form, in the order of the page.
#[derive(Debug, Clone, Default)]
pub(crate) struct Answers(Vec<(String, String)>);

impl Answers {
    /// Reads `a=b&c=d`.
    ///
    /// # Errors
    /// Where the bytes are not UTF-8 or a percent sign stands alone: half-read answers are worse than none.
    pub(crate) fn read(form: &[u8]) -> Result<Self, Trouble> {
        let pairs = form.split(|&byte| byte == b'&').filter(|pair| !pair.is_empty());
        let answers = pairs.map(|pair| {
            let (name, value) = halves(pair);
            Some((decoded(name)?.into_owned(), decoded(value)?.trim().to_owned()))
        });
        answers.collect::<Option<_>>().map(Self).ok_or(Trouble::BadForm)
    }

    /// Answers that are known already, to be shown and changed.
    pub(crate) fn given(known: impl IntoIterator<Item = (&'static str, String)>) -> Self {
        Self(known.into_iter().map(|(name, answer)| (name.to_owned(), answer)).collect())
    }

    /// The answer to one question; empty where there is none.
    pub(crate) fn of(&self, name: &str) -> &str {
        self.0.iter().find(|(asked, _)| asked == name).map_or("", |(_, answer)| answer)
    }

    /// All answers to a question that takes several.
    pub(crate) fn all(&self, name: &str) -> Vec<&str> {
        self.0.iter().filter(|(asked, _)| asked == name).map(|(_, answer)| answer.as_str()).collect()
    }

    /// Whether a box is ticked or an answer given.
    pub(crate) fn has(&self, name: &str, answer: &str) -> bool {
        self.0.iter().any(|(asked, given)| asked == name && given == answer)
    }

    /// Whether the form has such a question.
    pub(crate) fn is_asked(&self, name: &str) -> bool {
        self.0.iter().any(|(asked, _)| asked == name)
    }

    /// Names and answers as they came.
    pub(crate) fn in_order(&self) -> &[(String, String)] {
        &self.0
    }

    /// The hidden id of the act, by which a repeated POST is known.
    ///
    /// # Errors
    /// Where it is missing or garbled: the form is not one of ours.
    pub(crate) fn command_id(&self) -> Result<CommandId, Trouble> {
        self.of("act").parse().map_err(|_| Trouble::BadForm)
    }
}

/// The answer to one question of a form, without reading the others; where nothing is written in percent signs, without
/// a copy.
///
/// # Errors
/// Where it is missing, or no text.
pub(crate) fn answer<'a>(form: &'a [u8], name: &str) -> Result<Cow<'a, str>, Trouble> {
    let mut pairs = form.split(|&byte| byte == b'&').map(halves);
    let found = pairs.find(|(asked, _)| decoded(asked).is_some_and(|asked| asked == name));
    found.and_then(|(_, answer)| decoded(answer)).ok_or(Trouble::BadForm)
}

fn halves(pair: &[u8]) -> (&[u8], &[u8]) {
    match pair.iter().position(|&byte| byte == b'=') {
        Some(at) => (&pair[..at], &pair[at + 1..]),
        None => (pair, &pair[..0]),
    }
}

fn decoded(text: &[u8]) -> Option<Cow<'_, str>> {
    let decoded = if text.iter().any(|byte| matches!(byte, b'+' | b'%')) {
        Cow::Owned(String::from_utf8(without_signs(text)?).ok()?)
    } else {
        Cow::Borrowed(std::str::from_utf8(text).ok()?)
    };
    // A zero byte is in no name and no number; some programs end their texts at it.
    Some(decoded).filter(|text| !text.contains('\0'))
}

fn without_signs(text: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.iter();
    while let Some(&byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let mut digit = || char::from(*rest.next()?).to_digit(16);
                u8::try_from(digit()? * 16 + digit()?).ok()?
            }
            plain => plain,
        });
    }
    Some(bytes)
}

impl<S: Send + Sync> FromRequest<S> for Answers {
    type Rejection = Trouble;

    async fn from_request(request: Request, state: &S) -> Result<Self, Trouble> {
        let body =
            Bytes::from_request(request, state).await.map_err(|rejection| Trouble::of_status(rejection.status()))?;
        Self::read(&body)
    }
}

/// The questions of an address: `?page=2&kind=correctional`.
#[derive(Debug, Clone, Default)]
pub(crate) struct Asked(pub(crate) Answers);

impl<S: Send + Sync> FromRequestParts<S> for Asked {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let query = parts.uri.query().unwrap_or_default();
        Ok(Self(Answers::read(query.as_bytes()).unwrap_or_default()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_read_as_they_were_typed_but_for_spaces_around_them() {
        let answers = Answers::read("name=+%D3%98%D1%81%D0%B5%D0%BB+&ground=a&ground=b&empty=".as_bytes()).unwrap();
        assert_eq!(answers.of("name"), "Әсел");
        assert_eq!(answers.all("ground"), ["a", "b"]);
        assert_eq!((answers.of("empty"), answers.of("unknown")), ("", ""));
    }

    #[test]
    fn one_answer_is_read_without_the_others() {
        let form = b"%FF=1&act=7-8&gr%6Fup=%31%32";
        assert_eq!(answer(form, "act").unwrap(), "7-8");
        assert_eq!(answer(form, "group").unwrap(), "12");
        assert!(answer(form, "a").is_err());
    }

    #[test]
    fn bytes_that_are_no_text_are_refused_whole() {
        for form in ["a=%FF", "a=%", "a=%4", "a=%zz", "a=%00"] {
            assert!(Answers::read(form.as_bytes()).is_err(), "{form}");
            assert!(answer(form.as_bytes(), "a").is_err(), "{form}");
        }
        assert!(Answers::read(b"a=\xff").is_err());
    }
}
