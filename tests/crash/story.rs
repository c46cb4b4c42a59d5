//! One family: it applies, takes a place, and asks again whenever the answer was torn off.

use crate::stage::Stage;
use crate::town::{Town, child};
use crate::visitor::{Answer, Visitor};
use admission::GroupId;
use std::io;
use std::net::SocketAddr;
use std::sync::mpsc::Sender;
use store::CommandId;

/// One family in so many wants a place in the group that has few.
const LAST_PLACES_WANTED_BY_ONE_IN: usize = 5;

/// The way to the server, wherever it is.
struct Line<'a> {
    stage: &'a Stage,
    start: usize,
    address: Option<SocketAddr>,
    retries: usize,
}

impl Line<'_> {
    /// Asks until there is a whole answer. A server that is gone is waited for, and asked the very same again.
    fn ask(&mut self, mut question: impl FnMut(SocketAddr) -> io::Result<Answer>) -> Answer {
        loop {
            let address = match self.address {
                Some(address) => address,
                None => {
                    let (start, address) = self.stage.server_after(self.start);
                    self.start = start;
                    *self.address.insert(address)
                }
            };
            match question(address) {
                Ok(answer) => return answer,
                Err(trouble) => {
                    self.stage.note(&trouble);
                    self.address = None;
                    self.retries += 1;
                }
            }
        }
    }
}

/// What one family did and was told.
pub(crate) struct Story {
    application: Vec<(&'static str, String)>,
    claim: CommandId,
    /// Place of the wanted group in the town's list.
    wanted: usize,
    visitor: Visitor,
    claim_answer: String,
    pub(crate) number: String,
    pub(crate) code: String,
    /// Acts of this family whose answer was torn off.
    pub(crate) retries: usize,
}

impl Story {
    fn begin(town: &Town, serial: usize) -> Self {
        let (born_on, iin) = child(town.birth_year, serial);
        let application = vec![
            ("act", CommandId::random().to_string()),
            ("step", "check".to_owned()),
            ("surname", "Сынақов".to_owned()),
            ("name", "Бала".to_owned()),
            ("born_day", born_on.day().to_string()),
            ("born_month", born_on.month().to_string()),
            ("born_year", born_on.year().to_string()),
            ("iin", iin),
            ("guardian", "Сынақова Ана".to_owned()),
            ("phone", format!("8701555{serial:04}")),
            ("kind", "general".to_owned()),
            ("language", "kk".to_owned()),
            ("consent", "yes".to_owned()),
        ];
        Self {
            application,
            claim: CommandId::random(),
            wanted: usize::from(serial.is_multiple_of(LAST_PLACES_WANTED_BY_ONE_IN)),
            visitor: Visitor::of(serial),
            claim_answer: String::new(),
            number: String::new(),
            code: String::new(),
            retries: 0,
        }
    }

    /// The group where the family was told that it has a place, if it was.
    pub(crate) fn taken(&self, town: &Town) -> Option<GroupId> {
        self.claim_answer.ends_with("done=claimed").then(|| town.groups[self.wanted])
    }

    fn apply(&self, line: &mut Line<'_>) -> (Visitor, String, String) {
        // Its cookies are gone, too: the answer that brought them was torn.
        let mut visitor = self.visitor.without_cookies();
        let form: Vec<(&str, &str)> = self.application.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let answer = line.ask(|server| visitor.post(server, "/kk/apply", &form));
        let led_to = answer.location.split('?').next();
        assert_eq!((answer.status, led_to), (303, Some("/kk/my/receipt")), "{}", answer.body);
        let receipt = line.ask(|server| visitor.get(server, "/kk/my/receipt"));
        assert_eq!(receipt.status, 200, "the receipt is not there after it was promised");
        let mut codes = receipt.body.split("class=\"code\">").skip(1).filter_map(|rest| rest.split('<').next());
        let (Some(number), Some(code)) = (codes.next(), codes.next()) else { panic!("{}", receipt.body) };
        (visitor, number.to_owned(), code.to_owned())
    }

    fn take_place(&mut self, line: &mut Line<'_>, town: &Town) -> String {
        let (act, group) = (self.claim.to_string(), town.groups[self.wanted].to_string());
        let visitor = &mut self.visitor;
        let answer = line.ask(|server| visitor.post(server, "/kk/my/claim", &[("act", &act), ("group", &group)]));
        assert_eq!(answer.status, 303, "{}", answer.body);
        let known = ["/kk/my?done=claimed", "/kk/my/places?no=no_place"];
        assert!(known.contains(&answer.location.as_str()), "taking a place led to {}", answer.location);
        answer.location
    }

    /// Sends everything once more. The answers are what they were the first time.
    fn repeat(&mut self, line: &mut Line<'_>, town: &Town) {
        let (_, number, code) = self.apply(line);
        assert_eq!((&number, &code), (&self.number, &self.code), "the same application got another receipt");
        let answer = self.take_place(line, town);
        assert_eq!(answer, self.claim_answer, "the same wish got another answer");
    }

    /// [`Story::repeat`] on a server that stays.
    pub(crate) fn tell_again(&mut self, stage: &Stage, town: &Town) {
        self.repeat(&mut Line { stage, start: 0, address: None, retries: 0 }, town);
    }
}

/// Every so many-th family of the town, one after the other, until the last server.
pub(crate) fn live(stage: &Stage, town: &Town, first: usize, every: usize, answered: &Sender<()>) -> Vec<Story> {
    let mut line = Line { stage, start: 0, address: None, retries: 0 };
    let mut stories: Vec<Story> = Vec::new();
    for serial in (first..).step_by(every) {
        if stage.is_closing() {
            break;
        }
        let (start, retries) = (line.start, line.retries);
        let mut story = Story::begin(town, serial);
        (story.visitor, story.number, story.code) = story.apply(&mut line);
        // Nobody listens any more once the killing is over.
        let _ = answered.send(());
        story.claim_answer = story.take_place(&mut line, town);
        let _ = answered.send(());
        story.retries = line.retries - retries;
        if let Some(before) = stories.last_mut().filter(|_| line.start > start) {
            before.repeat(&mut line, town);
        }
        stories.push(story);
    }
    stories
}
