//! What is remembered between a question and its answer: of a log-in that is not complete, of a factor that is being set up. It is
//! kept on the server, sealed, for minutes.

use crate::Departure;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A question to a device that keeps passkeys.
#[derive(Clone, Serialize, Deserialize)]
pub struct Question {
    /// For the browser, as JSON.
    pub options: String,
    /// For whoever hears the answer: used once, and shown to nobody.
    pub state: String,
}

/// What was begun.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// The first step was right, the second is due.
    Second {
        /// For who has passkeys.
        passkey: Option<Question>,
    },
    /// A factor is being set up: an app with this secret, or a passkey.
    SetUp {
        /// The secret, which counts once a code shows that the app has it.
        secret: Vec<u8>,
        /// Where the site can have passkeys.
        passkey: Option<Question>,
    },
    /// Somebody was sent to the city's identity provider.
    Provider {
        /// What must come back.
        departure: Departure,
        /// In which language they go on.
        lang: String,
    },
}

impl Step {
    /// To be kept.
    #[must_use]
    pub fn written(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("texts and bytes are always JSON")
    }

    /// As it was kept; `None` for anything else.
    #[must_use]
    pub fn read(text: &[u8]) -> Option<Self> {
        serde_json::from_slice(text).ok()
    }
}

impl fmt::Debug for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Step(…)")
    }
}

impl fmt::Debug for Question {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Question(…)")
    }
}
