//! The steps of applying: one thing at a time, which answers each asks for, and which of them comes next.

use crate::answers::Answers;
use crate::trouble::Trouble;

/// One step, in the order in which they come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    /// The child's names.
    Child,
    /// Birth date and IIN.
    Birth,
    /// The general queue or the correctional one.
    Kind,
    /// Claimed grounds.
    Grounds,
    /// The guardian, and how to reach them.
    Guardian,
    /// The language in which the family is written to.
    Language,
    /// Consent to the processing of all this.
    Consent,
    /// All answers once more, and the button that sends them.
    Check,
}

impl Step {
    pub(super) const ALL: [Self; 8] = [
        Self::Child,
        Self::Birth,
        Self::Kind,
        Self::Grounds,
        Self::Guardian,
        Self::Language,
        Self::Consent,
        Self::Check,
    ];

    /// Its name in forms and in keys of texts.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Child => "child",
            Self::Birth => "birth",
            Self::Kind => "kind",
            Self::Grounds => "grounds",
            Self::Guardian => "guardian",
            Self::Language => "language",
            Self::Consent => "consent",
            Self::Check => "check",
        }
    }

    fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.code() == code)
    }

    /// Counted from one, as people do.
    pub(super) fn number(self) -> usize {
        self as usize + 1
    }

    /// The names of the answers asked for here.
    fn fields(self) -> &'static [&'static str] {
        match self {
            Self::Child => &["surname", "name", "patronymic"],
            Self::Birth => &["born_day", "born_month", "born_year", "iin", "no_iin"],
            Self::Kind => &["kind"],
            Self::Grounds => &["ground"],
            Self::Guardian => &["guardian", "phone", "email"],
            Self::Language => &["language"],
            Self::Consent => &["consent"],
            Self::Check => &[],
        }
    }

    /// Whether that answer is asked for here.
    pub(super) fn asks(self, field: &str) -> bool {
        self.fields().contains(&field)
    }

    /// The step that asks for an answer.
    pub(super) fn asking(field: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.asks(field))
    }

    fn after(self) -> Self {
        Self::ALL.get(self.number()).copied().unwrap_or(Self::Check)
    }

    fn before(self) -> Self {
        (self as usize).checked_sub(1).map_or(Self::Child, |at| Self::ALL[at])
    }
}

/// Which button was pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Go {
    /// To the next step; on the last one, send.
    On,
    /// To the step before.
    Back,
    /// Nowhere: the same step in another language, or as it was kept on the device.
    Here,
    /// To a step that is to be changed.
    To(Step),
}

/// A button pressed at a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Press {
    at: Step,
    go: Go,
    changing: bool,
}

/// What a press leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    /// That step is shown.
    Show(Step, Mode),
    /// That step is shown with what is wrong there.
    Mend(Step, Mode),
    /// The application is sent.
    Send,
}

/// Where a step leads when it is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// To the next one.
    Forward,
    /// To the check, from which it was opened to be changed.
    Change,
}

impl Press {
    /// What the form says. A form that names no step brings all answers at once.
    ///
    /// # Errors
    /// Where it names a step or a way that we do not have.
    pub(super) fn of(answers: &Answers) -> Result<Self, Trouble> {
        let at = match answers.of("step") {
            "" => Step::Check,
            code => Step::of_code(code).ok_or(Trouble::BadForm)?,
        };
        let go = match answers.of("go") {
            "" => Go::On,
            "back" => Go::Back,
            "here" => Go::Here,
            code => Go::To(Step::of_code(code).ok_or(Trouble::BadForm)?),
        };
        Ok(Self { at, go, changing: answers.of("then") == Step::Check.code() })
    }

    /// What comes next, where `wrong` are the steps with a wrong or missing answer. Nobody reaches the check, or is held up
    /// at a step, by an answer of another one.
    pub(super) fn leads_to(self, wrong: &[Step]) -> Next {
        let mode = if self.changing { Mode::Change } else { Mode::Forward };
        let to = match self.go {
            Go::Here => return Self::shown(self.at, mode, wrong),
            Go::Back => return Next::Show(self.at.before(), Mode::Forward),
            Go::To(step) => return Self::shown(step, Mode::Change, wrong),
            Go::On if self.at != Step::Check && wrong.contains(&self.at) => return Next::Mend(self.at, mode),
            Go::On if self.changing => Step::Check,
            Go::On => self.at.after(),
        };
        if self.at == Step::Check && wrong.is_empty() { Next::Send } else { Self::shown(to, mode, wrong) }
    }

    fn shown(step: Step, mode: Mode, wrong: &[Step]) -> Next {
        match wrong.iter().min() {
            Some(&first) if step == Step::Check => Next::Mend(first, Mode::Change),
            _ => Next::Show(step, mode),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leads_to(form: &str, wrong: &[Step]) -> Next {
        Press::of(&Answers::read(form.as_bytes()).unwrap()).unwrap().leads_to(wrong)
    }

    #[test]
    fn each_step_leads_to_the_next_one_and_back() {
        for pair in Step::ALL.windows(2) {
            let (one, next) = (pair[0], pair[1]);
            let code = one.code();
            assert_eq!(leads_to(&format!("step={code}"), &[]), Next::Show(next, Mode::Forward));
            let back = format!("step={}&go=back", next.code());
            assert_eq!(leads_to(&back, &[next]), Next::Show(one, Mode::Forward), "no wrong answer holds anybody here");
        }
        assert_eq!(leads_to("step=child&go=back", &[]), Next::Show(Step::Child, Mode::Forward));
    }

    #[test]
    fn a_wrong_answer_is_mended_where_it_is_asked_for_and_nowhere_else() {
        let wrong = [Step::Birth, Step::Consent];
        assert_eq!(leads_to("step=birth", &wrong), Next::Mend(Step::Birth, Mode::Forward));
        assert_eq!(leads_to("step=kind", &wrong), Next::Show(Step::Grounds, Mode::Forward));
        assert_eq!(leads_to("step=consent", &[Step::Birth]), Next::Mend(Step::Birth, Mode::Change));
        assert_eq!(leads_to("step=check", &wrong), Next::Mend(Step::Birth, Mode::Change));
        assert_eq!(leads_to("step=birth&go=here", &wrong), Next::Show(Step::Birth, Mode::Forward));
    }

    #[test]
    fn a_changed_answer_leads_back_to_the_check() {
        assert_eq!(leads_to("step=check&go=kind", &[]), Next::Show(Step::Kind, Mode::Change));
        assert_eq!(leads_to("step=kind&then=check", &[]), Next::Show(Step::Check, Mode::Change));
        assert_eq!(leads_to("step=kind&then=check&go=here", &[]), Next::Show(Step::Kind, Mode::Change));
        assert_eq!(leads_to("step=kind&then=check", &[Step::Kind]), Next::Mend(Step::Kind, Mode::Change));
    }

    #[test]
    fn only_the_check_sends_and_only_what_is_right() {
        for form in ["step=check", ""] {
            assert_eq!(leads_to(form, &[]), Next::Send, "{form}");
            assert_ne!(leads_to(form, &[Step::Consent]), Next::Send, "{form}");
        }
        for step in &Step::ALL[..7] {
            assert_ne!(leads_to(&format!("step={}&then=check", step.code()), &[]), Next::Send);
        }
    }

    #[test]
    fn a_step_that_is_none_is_no_form_of_ours() {
        for form in ["step=payment", "go=away", "step=child&go=child-2"] {
            assert!(Press::of(&Answers::read(form.as_bytes()).unwrap()).is_err(), "{form}");
        }
    }
}
