//! A town with kindergartens that differ, and families that are logged in without a word of their own.

use crate::browser::{Browser, Page};
use crate::town::{BIRTH_YEAR, TestTown, found, office};
use admission::{ApplicationId, Command, GroupId, Kind};
use axum::Router;
use jiff::SignedDuration;
use jiff::civil::date;
use store::{
    Act, ChildNames, CommandId, Hours, Language, Names, NewApplication, NewGroup, NewKindergarten, Point, Who,
};
use web::Site;

/// Wednesday, 8 April 2026, 18:00 in the town: the list is published.
pub(crate) const WEDNESDAY_EVENING: &str = "2026-04-08T13:00:00Z";
/// Thursday 07:00: it opens.
pub(crate) const THURSDAY: &str = "2026-04-09T02:00:00Z";

/// A kindergarten with one group.
pub(crate) struct House {
    pub(crate) name: &'static str,
    pub(crate) district: &'static str,
    pub(crate) language: Language,
    pub(crate) hours: Hours,
    pub(crate) birth_year: i64,
    pub(crate) kind: Kind,
    pub(crate) point: Option<Point>,
}

impl Default for House {
    fn default() -> Self {
        Self {
            name: "Күн",
            district: "Орталық",
            language: Language::Kk,
            hours: Hours::FullDay,
            birth_year: BIRTH_YEAR,
            kind: Kind::General,
            point: None,
        }
    }
}

pub(crate) struct Fixture {
    pub(crate) town: TestTown,
    pub(crate) site: Router,
}

/// A family with its browser.
pub(crate) struct Family {
    pub(crate) id: ApplicationId,
    pub(crate) browser: Browser,
}

impl Family {
    pub(crate) async fn get(&mut self, path: &str) -> Page {
        self.browser.get(path).await
    }

    /// Presses a button of the form on a page: its act, and what the button says.
    pub(crate) async fn send(&mut self, path: &str, act: &str, fields: &[(&str, &str)]) -> Page {
        self.browser.post(path, &[&[("act", act)], fields].concat()).await
    }
}

fn three(name: &str) -> Names {
    Names { kk: name.to_owned(), ru: name.to_owned(), en: name.to_owned() }
}

impl Fixture {
    pub(crate) async fn new() -> Self {
        let town = found().await;
        let site = web::router(Site::new(town.store.clone()).excusing_second_factors().over_plain_loopback());
        Self { town, site }
    }

    /// A town with these kindergartens besides its first one.
    pub(crate) async fn with<const COUNT: usize>(houses: [House; COUNT]) -> (Self, [GroupId; COUNT]) {
        let fixture = Self::new().await;
        let mut groups = [GroupId(0); COUNT];
        for (group, house) in groups.iter_mut().zip(houses) {
            *group = fixture.opens(house).await;
        }
        (fixture, groups)
    }

    pub(crate) async fn opens(&self, house: House) -> GroupId {
        let new = NewKindergarten {
            names: three(house.name),
            address: three("Абай көшесі, 5"),
            phone: "+77010000002".to_owned(),
            district: three(house.district),
            point: house.point,
        };
        let kindergarten = self.town.town.register_kindergarten(new, office()).await.unwrap();
        let group = NewGroup {
            kindergarten,
            names: three("Бөбек"),
            language: house.language,
            kind: house.kind,
            birth_years: vec![house.birth_year],
            hours: house.hours,
            capacity: 20,
        };
        self.town.town.open_group(group, office(), CommandId::random()).await.unwrap().unwrap()
    }

    /// A family applies, and logs in.
    pub(crate) async fn family(&self, name: &str) -> Family {
        let child = ChildNames { surname: "Сейітова".to_owned(), name: name.to_owned(), patronymic: None };
        let new = NewApplication {
            child,
            iin: None,
            born_on: date(2021, 5, 17),
            guardian: "Сейітова Дана".to_owned(),
            phone: "+77015550101".parse().unwrap(),
            email: None,
            kind: Kind::General,
            grounds: Vec::new(),
            language: Language::Kk,
            earlier: None,
            legacy_number: None,
        };
        let id = self.town.town.submit_application(new, CommandId::random()).await.unwrap().unwrap().application;
        Family { id, browser: self.log_in(id).await }
    }

    /// A browser of that family.
    pub(crate) async fn log_in(&self, family: ApplicationId) -> Browser {
        let who = Who::Family(self.town.town.kato().clone(), family);
        let token = self.town.store.open_session(who, SignedDuration::from_hours(1000)).await.unwrap();
        let mut browser = Browser::new(&self.site);
        browser.cookies.insert("kezek".to_owned(), token.as_str().to_owned());
        browser
    }

    pub(crate) async fn act(&self, command: Command) {
        let act = Act { command, by: office(), command_id: CommandId::random() };
        self.town.town.act(act).await.unwrap().outcome.unwrap();
    }

    pub(crate) async fn reports(&self, group: GroupId, places: u64) {
        self.act(Command::ReportPlaces { group, birth_year: BIRTH_YEAR, places }).await;
    }

    /// Moves the clock, and lets the steps run that are due.
    pub(crate) async fn move_to(&self, at: &str) {
        self.town.store.clock().move_to(at.parse().unwrap());
        self.town.store.catch_up().await.unwrap();
    }

    /// The ranked list of a family.
    pub(crate) fn ranked(&self, family: &Family) -> Vec<GroupId> {
        self.town.town.state().standing_choice(family.id).to_vec()
    }

    pub(crate) fn referred_to(&self, family: &Family) -> Option<GroupId> {
        let state = self.town.town.state();
        state.application(family.id).unwrap().referral().map(|referral| referral.group)
    }
}

/// What a page says, without its tags, one space between words.
pub(crate) fn words(html: &str) -> String {
    let mut text = String::new();
    for (at, part) in html.split('<').enumerate() {
        let part = if at == 0 { part } else { part.split_once('>').map_or("", |(_, text)| text) };
        text.push(' ');
        text.push_str(part);
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The rows of the tables of a page, in words.
pub(crate) fn rows(page: &Page) -> Vec<String> {
    let rows = page.text.split("<tr>").skip(1).filter_map(|rest| rest.split_once("</tr>"));
    rows.map(|(row, _)| words(row)).collect()
}
