//! A form as a page shows it: the answers given so far and what is wrong with which of them.

use crate::answers::Answers;
use crate::wording::{Phrase, Wording};
use std::borrow::Cow;
use store::CommandId;

/// One form on a page.
pub(crate) struct Form {
    pub(crate) t: Wording,
    answers: Answers,
    faults: Vec<(Cow<'static, str>, String)>,
    act: String,
}

impl Form {
    /// A form nobody has filled in yet. Its act has a fresh id, so that sending it twice does it once.
    pub(crate) fn blank(t: Wording) -> Self {
        Self { t, answers: Answers::default(), faults: Vec::new(), act: CommandId::random().to_string() }
    }

    /// A form with answers that are known already, as a new act.
    pub(crate) fn filled(t: Wording, answers: Answers) -> Self {
        Self { answers, ..Self::blank(t) }
    }

    /// A form that was sent: its answers and its act stay.
    pub(crate) fn sent(t: Wording, answers: Answers) -> Self {
        let act = answers.of("act").to_owned();
        Self { t, answers, faults: Vec::new(), act }
    }

    /// The same answers as a new act: after a refusal, which its act would only repeat.
    pub(crate) fn renew(&mut self) {
        self.act = CommandId::random().to_string();
    }

    /// A new form that says what was wrong with another one.
    pub(crate) fn with_faults_of(mut self, other: Self) -> Self {
        self.faults = other.faults;
        self
    }

    /// The answers.
    pub(crate) fn answers(&self) -> &Answers {
        &self.answers
    }

    /// The id of the act, for the hidden field.
    pub(crate) fn act(&self) -> &str {
        &self.act
    }

    /// The answer to a question, to be shown again.
    pub(crate) fn of(&self, name: &str) -> &str {
        self.answers.of(name)
    }

    /// Whether that choice was made.
    pub(crate) fn has(&self, name: &str, answer: &str) -> bool {
        self.answers.has(name, answer)
    }

    /// Says at a field what is wrong.
    pub(crate) fn complain(&mut self, field: &'static str, fault: &Phrase) {
        self.complain_in_words(field, fault.to_string());
    }

    /// The same at one of several fields, in words that are there already.
    pub(crate) fn complain_in_words(&mut self, field: impl Into<Cow<'static, str>>, fault: String) {
        self.faults.push((field.into(), fault));
    }

    /// Forgets what is wrong at fields that the page does not show.
    pub(crate) fn keep_faults(&mut self, is_shown: impl Fn(&str) -> bool) {
        self.faults.retain(|(field, _)| is_shown(field));
    }

    /// All that is wrong, in the order of the page.
    pub(crate) fn faults(&self) -> &[(Cow<'static, str>, String)] {
        &self.faults
    }

    /// What is wrong with one answer.
    pub(crate) fn fault(&self, field: &str) -> Option<&str> {
        self.faults.iter().find(|(wrong, _)| *wrong == field).map(|(_, fault)| fault.as_str())
    }

    /// Whether nothing is wrong.
    pub(crate) fn is_fine(&self) -> bool {
        self.faults.is_empty()
    }
}
