//! How tests apply: at once, with all answers, where only the application matters; or step by step, as a family does.

use crate::browser::{Browser, Page};

/// A girl born on 10 March 2021.
pub(crate) const IIN: &str = "210310600107";

/// The answers of a whole application, with some of them changed. The last step of the form sends nothing else.
pub(crate) fn answers<'a>(act: &'a str, changed: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut answers = vec![
        ("act", act),
        ("step", "check"),
        ("surname", "Әлиева"),
        ("name", "Аружан"),
        ("born_day", "10"),
        ("born_month", "3"),
        ("born_year", "2021"),
        ("iin", IIN),
        ("kind", "general"),
        ("guardian", "Әлиева Сәуле"),
        ("phone", "8 701 234 56 78"),
        ("language", "kk"),
        ("consent", "yes"),
    ];
    for &(name, value) in changed {
        answers.retain(|(known, _)| *known != name);
        answers.push((name, value));
    }
    answers
}

/// Applies at once.
pub(crate) async fn apply(browser: &mut Browser, changed: &[(&str, &str)]) -> Page {
    let act = browser.get("/kk/apply").await.act();
    browser.post("/kk/apply", &answers(&act, changed)).await
}

/// What a family answers at each step, in their order.
pub(crate) const STEPS: [(&str, &[(&str, &str)]); 7] = [
    ("child", &[("surname", "Әлиева"), ("name", "Аружан")]),
    ("birth", &[("born_day", "10"), ("born_month", "03"), ("born_year", "2021"), ("iin", "2103 1060 0107")]),
    ("kind", &[]),
    ("grounds", &[("ground", "large_family")]),
    ("guardian", &[("guardian", "Әлиева Сәуле"), ("phone", "+7 (701) 234-56-78")]),
    ("language", &[("language", "ru")]),
    ("consent", &[("consent", "yes")]),
];

/// A family with the form before it.
pub(crate) struct Journey {
    pub(crate) browser: Browser,
    pub(crate) page: Page,
    lang: &'static str,
}

impl Journey {
    pub(crate) async fn begin(mut browser: Browser, lang: &'static str) -> Self {
        let page = browser.get(&format!("/{lang}/apply")).await;
        Self { browser, page, lang }
    }

    /// The step before the family.
    pub(crate) fn step(&self) -> String {
        self.page.answer("step")
    }

    /// Fills in and presses the button that goes on.
    pub(crate) async fn go_on(&mut self, filled: &[(&str, &str)]) {
        self.press(filled, None).await;
    }

    /// Fills in and presses a button: `back`, or the step to be changed. A family that has answers to several choices of one
    /// name gives all of them.
    pub(crate) async fn press(&mut self, filled: &[(&str, &str)], button: Option<&str>) {
        let mut form = self.page.fields();
        form.retain(|(name, _)| !filled.iter().any(|(changed, _)| changed == name));
        form.extend(filled.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        form.extend(button.map(|go| ("go".to_owned(), go.to_owned())));
        let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        self.page = self.browser.post(&format!("/{}/apply", self.lang), &form).await;
    }

    /// Presses the name of a language.
    pub(crate) async fn speak(&mut self, lang: &'static str) {
        self.lang = lang;
        self.press(&[], Some("here")).await;
    }

    /// Answers everything from where the family is up to that step.
    pub(crate) async fn up_to(&mut self, last: &str) {
        let now = self.step();
        for (step, filled) in
            STEPS.into_iter().skip_while(|(step, _)| *step != now).take_while(|(step, _)| *step != last)
        {
            assert_eq!(self.step(), step, "{}", self.page.text);
            self.go_on(filled).await;
        }
        assert_eq!(self.step(), last, "{}", self.page.text);
    }
}
