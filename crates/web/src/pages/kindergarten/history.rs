//! What a kindergarten has done, newest first, with who did it: its own entries of the journal, and what it did beside them.

use crate::answers::Asked;
use crate::offer::hours_code;
use crate::rights::KindergartenStaff;
use crate::staff::spoken;
use crate::visit::{Page, Visit, show as render};
use admission::{Event, GroupId, ReferralEnd};
use askama::Template;
use jiff::Timestamp;
use std::cmp::Reverse;
use store::{Account, AccountId, GroupParticulars, KindergartenAct, Names, Registry, StaffEntry};

/// Entries on one page.
const PAGE_LENGTH: usize = 30;

/// One act in words.
struct Act {
    at: String,
    who: String,
    /// Its number in the journal; that there was nothing is no entry.
    entry: Option<u64>,
    words: Vec<String>,
}

#[derive(Template)]
#[template(path = "pages/kindergarten/history.html")]
struct HistoryPage {
    acts: Vec<Act>,
    page: usize,
    has_more: bool,
    visit: Visit,
}

/// `GET /{lang}/kindergarten/history?page=2`.
pub(super) async fn show(staff: KindergartenStaff, asked: Asked) -> Page {
    let visit = staff.visit;
    let page = asked.0.of("page").parse::<usize>().unwrap_or(1).clamp(1, 1000);
    let accounts = visit.site.store.accounts(visit.town.kato());
    let own: Vec<Account> = accounts.into_iter().filter(|it| it.kindergarten == Some(staff.kindergarten)).collect();
    let ids = own.iter().map(|account| account.id).collect();
    // One more than is shown tells whether there is another page.
    let mut entries = visit.town.acts_of(ids, PAGE_LENGTH + 1, (page - 1) * PAGE_LENGTH).await?;
    let has_more = entries.len() > PAGE_LENGTH;
    let behind = entries.get(PAGE_LENGTH).map_or(Timestamp::UNIX_EPOCH, |entry| entry.at);
    let until = match (page, entries.first()) {
        (1, _) => visit.now,
        (_, Some(entry)) => entry.at,
        // Behind the last page there is nothing.
        (_, None) => behind,
    };
    entries.truncate(PAGE_LENGTH);
    let registry = visit.town.registry();
    let mut acts: Vec<_> = entries.iter().map(|entry| (entry.at, act(&visit, &registry, &own, entry))).collect();
    for (at, by) in visit.town.times_of_nothing(staff.kindergarten, behind, until).await? {
        acts.push((at, beside(&visit, &own, (at, by), vec![visit.t.text("history-nothing")])));
    }
    for done in visit.town.done_at_kindergarten(staff.kindergarten, behind, until).await? {
        let line = beside(&visit, &own, (done.at, done.by), words_of_own(&visit, &registry, &done.act));
        acts.push((done.at, line));
    }
    acts.sort_by_key(|(at, _)| Reverse(*at));
    let acts = acts.into_iter().map(|(_, act)| act).collect();
    render(&HistoryPage { acts, page, has_more, visit })
}

fn act(visit: &Visit, registry: &Registry, own: &[Account], entry: &StaffEntry) -> Act {
    let who = own.iter().find(|account| account.id.0 == entry.by.id);
    let words = entry.events.iter().filter_map(|event| words(visit, registry, event));
    Act {
        at: visit.moment(entry.at),
        who: who.map(|account| account.display_name.clone()).unwrap_or_default(),
        entry: Some(entry.entry),
        words: words.collect(),
    }
}

/// What was done beside the journal.
fn beside(visit: &Visit, own: &[Account], (at, by): (Timestamp, AccountId), words: Vec<String>) -> Act {
    let who = own.iter().find(|account| account.id == by);
    Act {
        at: visit.moment(at),
        who: who.map(|account| account.display_name.clone()).unwrap_or_default(),
        entry: None,
        words,
    }
}

/// Each of the things that were changed, as it was and as it is.
fn words_of_own(visit: &Visit, registry: &Registry, act: &KindergartenAct) -> Vec<String> {
    let t = visit.t;
    match act {
        KindergartenAct::KeyMade => vec![t.text("history-key-made")],
        KindergartenAct::KeyEnded => vec![t.text("history-key-ended")],
        KindergartenAct::ParentMet { application } => {
            vec![t.with("history-met").set("sign", spoken(*application)).to_string()]
        }
        KindergartenAct::GroupKept { group, was, now } => {
            let card = registry.groups.get(group);
            let name = card.map_or_else(|| group.0.to_string(), |card| visit.lang.of(&card.names).to_owned());
            let language = |of: &GroupParticulars| t.text(format!("tuition-{}", of.language.code()));
            let hours = |of: &GroupParticulars| t.text(format!("hours-{}", hours_code(of.hours)));
            let pairs = [
                ("history-name", all_three(&was.names), all_three(&now.names)),
                ("history-language", language(was), language(now)),
                ("history-hours", hours(was), hours(now)),
            ];
            let changed = pairs.into_iter().filter(|(_, was, now)| was != now);
            let words = changed.map(|(key, was, now)| {
                t.with(key).set("group", name.as_str()).set("was", was).set("now", now).to_string()
            });
            words.collect()
        }
    }
}

fn all_three(names: &Names) -> String {
    format!("{} / {} / {}", names.kk, names.ru, names.en)
}

/// What happened, said to those who did it. What follows by itself from another act is left out.
fn words(visit: &Visit, registry: &Registry, event: &Event) -> Option<String> {
    let t = visit.t;
    let name = |group: &GroupId| {
        let card = registry.groups.get(group);
        card.map_or_else(|| group.0.to_string(), |card| visit.lang.of(&card.names).to_owned())
    };
    let about = |key: &str, group: &GroupId| t.with(key).set("group", name(group));
    let of = |key: &str, application: &admission::ApplicationId| t.with(key).set("sign", spoken(*application));
    let phrase = match event {
        Event::PlacesReported { group, birth_year, places } => {
            about("history-reported", group).set("year", *birth_year).set("count", *places)
        }
        Event::PlacesRecalled { group, birth_year, reported, published, early, open, reason, .. } => {
            let places = reported + published + open + early.iter().map(|(_, places)| places).sum::<u64>();
            let reason = t.text(format!("recall-{}", reason.code()));
            about("history-recalled", group).set("year", *birth_year).set("count", places).set("reason", reason)
        }
        Event::SeatsCounted { group, capacity, attending } => {
            about("history-counted", group).set("capacity", *capacity).set("attending", *attending)
        }
        Event::SeatsHeld { group, seats, reason } => {
            let reason = t.text(format!("hold-{}", reason.code()));
            about("history-held", group).set("count", *seats).set("reason", reason)
        }
        Event::GroupChanged { group, birth_years } => {
            let years: Vec<_> = birth_years.iter().map(ToString::to_string).collect();
            about("history-years", group).set("years", years.join(", "))
        }
        Event::GroupClosed { group } => about("history-closed", group),
        Event::ChildEnrolled { application } => of("history-enrolled", application),
        Event::ReferralExtended { application, valid_until } => {
            of("history-extended", application).set("day", t.date(*valid_until))
        }
        Event::ReferralEnded { application, cause: ReferralEnd::Refused(reason), .. } => {
            of("history-refused", application).set("reason", t.text(format!("refuse-{}", reason.code())))
        }
        _ => return None,
    };
    Some(phrase.to_string())
}

impl HistoryPage {
    fn newer(&self) -> Option<usize> {
        (self.page > 1).then(|| self.page - 1)
    }

    fn older(&self) -> Option<usize> {
        self.has_more.then(|| self.page + 1)
    }
}
