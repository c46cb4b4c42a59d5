//! One sentence at the top of a page after an act: it was done, or why not. It travels as a code in the address, so that
//! a page opened again says the same and nothing has to be remembered.

use crate::answers::Asked;
use crate::wording::Wording;

/// What to say.
pub(crate) struct Flash {
    /// How the notice looks: `good` or `care`.
    pub(crate) look: &'static str,
    pub(crate) text: String,
}

impl Flash {
    /// `?done=code` says `done-code`, `?no=code` says `refusal-code`, or `no-code` where no rule refused. Unknown codes
    /// say nothing.
    pub(crate) fn of(t: Wording, asked: &Asked) -> Option<Self> {
        Self::said(t, asked, |_| true, &["refusal", "no"])
    }

    /// The same to a family, which is spoken to directly, and hears that something was done only where it is so.
    pub(crate) fn to_family(t: Wording, asked: &Asked, is_so: impl Fn(&str) -> bool) -> Option<Self> {
        Self::said(t, asked, is_so, &["family-refusal", "refusal", "no"])
    }

    fn said(t: Wording, asked: &Asked, is_so: impl Fn(&str) -> bool, refusals: &[&str]) -> Option<Self> {
        let words = |prefix: &str, code: &str| {
            let key = format!("{prefix}-{code}");
            (!code.is_empty() && t.has(&key)).then(|| t.text(key))
        };
        let done = asked.0.of("done");
        if let Some(text) = words("done", done).filter(|_| is_so(done)) {
            return Some(Self { look: "good", text });
        }
        let no = asked.0.of("no");
        refusals.iter().find_map(|prefix| words(prefix, no)).map(|text| Self { look: "care", text })
    }
}
