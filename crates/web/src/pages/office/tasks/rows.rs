//! The rows of the list: what each task is, whose, since when and until when.

use super::{PAGE_LENGTH, address, ground_name, queue_name, silence};
use crate::line::{class_key, class_look};
use crate::staff::spoken;
use crate::trouble::Trouble;
use crate::visit::Visit;
use admission::{Application, ApplicationId, Calendar, Event, Ground, KindergartenId};
use jiff::civil::Date;
use std::collections::BTreeMap;
use store::{
    Account, Channel, Complaint, Document, FollowUp, Review, ReviewFilter, TaskKey, TaskKind, TaskOwner, Undelivered,
};

/// Working days within which a ground is decided.
const DECIDE_WORKING_DAYS: u32 = 5;

/// Working days within which an official looks at what went wrong for a family.
const LOOK_WORKING_DAYS: u32 = 3;

/// The role of the head, as a key.
const HEAD: &str = "office-role-head";

/// One task in the list.
pub(crate) struct TaskRow {
    pub(crate) key: TaskKey,
    pub(crate) what: String,
    /// Where it is done.
    pub(crate) address: String,
    /// The sign of the application, or nothing where it is about a kindergarten.
    pub(crate) sign: Option<String>,
    pub(crate) note: String,
    pub(crate) class: Option<(&'static str, &'static str)>,
    pub(crate) since: Option<Date>,
    pub(crate) due: Date,
    pub(crate) is_overdue: bool,
    pub(crate) owner: Option<String>,
    /// Whose it is as long as nobody has taken it, as the key of a role.
    pub(crate) role_key: &'static str,
    pub(crate) is_mine: bool,
}

impl TaskRow {
    /// Whether only the head does it.
    pub(crate) fn is_for_head(&self) -> bool {
        self.role_key == HEAD
    }

    /// The address of the task itself: whose it is, and how it is closed.
    pub(crate) fn own_address(&self) -> String {
        let TaskKey { kind, part, .. } = self.key;
        format!("/office/tasks/{}/{}/{part}", kind.code(), subject_of(self.key))
    }
}

/// A subject as it stands in an address: a sign, or the number of a kindergarten.
pub(crate) fn subject_of(key: TaskKey) -> String {
    match key.kind {
        TaskKind::Silent => key.subject.to_string(),
        _ => ApplicationId(key.subject).to_string(),
    }
}

/// The task of an address.
pub(crate) fn key_of(kind: &str, subject: &str, part: &str) -> Option<TaskKey> {
    let kind = TaskKind::from_code(kind)?;
    let subject = match kind {
        TaskKind::Silent => subject.parse().ok()?,
        _ => subject.parse::<ApplicationId>().ok()?.0,
    };
    Some(TaskKey { kind, subject, part: part.parse().ok()? })
}

/// Which ground of an application, as part of a task.
pub(crate) fn part_of(ground: Ground) -> i64 {
    match ground {
        Ground::Claimed(place) => i64::from(place),
        _ => -1,
    }
}

/// How many tasks of a kind wait.
pub(super) async fn count(visit: &Visit, kind: TaskKind) -> Result<usize, Trouble> {
    Ok(match kind {
        TaskKind::Ground => visit.town.review_count(true).await?,
        TaskKind::Refused | TaskKind::Restored => visit.town.follow_ups(kind).await?.len(),
        TaskKind::Undelivered => visit.town.undelivered().await?.len(),
        TaskKind::Complaint => visit.town.open_complaints().await?.len(),
        TaskKind::Silent => silence::all(visit).await?.len(),
        TaskKind::Exchange => visit.town.state().agreed_exchanges().len(),
    })
}

/// The tasks of one page.
pub(super) async fn of_page(
    visit: &Visit,
    account: &Account,
    kind: TaskKind,
    page: usize,
) -> Result<Vec<TaskRow>, Trouble> {
    let offset = (page - 1) * PAGE_LENGTH;
    let desk = Desk::of(visit, account, kind).await?;
    if kind == TaskKind::Ground {
        let filter = ReviewFilter { pending_only: true, limit: PAGE_LENGTH, offset };
        return desk.grounds(&visit.town.reviews(filter).await?).await;
    }
    Ok(desk.all().await?.into_iter().skip(offset).take(PAGE_LENGTH).collect())
}

/// The tasks of a kind that an account has taken.
pub(super) async fn mine(visit: &Visit, account: &Account, kind: TaskKind) -> Result<Vec<TaskRow>, Trouble> {
    let desk = Desk::of(visit, account, kind).await?;
    if kind != TaskKind::Ground {
        return Ok(desk.all().await?.into_iter().filter(|row| row.is_mine).collect());
    }
    let mine: Vec<_> = desk.owners.iter().filter(|(_, owner)| owner.account == account.id).map(|(&of, _)| of).collect();
    let mut reviews = Vec::new();
    for (application, part) in mine {
        let application = ApplicationId(application);
        let documents = visit.town.documents_of(application).await?;
        let of_application = visit.town.reviews_of(application).await?.into_iter();
        reviews.extend(of_application.filter(|it| part_of(it.ground) == part && waits(it, &documents)));
    }
    reviews.sort_by_key(|review| review.since);
    desk.grounds(&reviews).await
}

/// Whether a ground waits for the office: undecided, or with documents that came after the decision.
fn waits(review: &Review, documents: &[Document]) -> bool {
    let is_new = |document: &&Document| document.ground == review.ground && !document.is_decided;
    review.decided_at.is_none() || documents.iter().any(|document| is_new(&document))
}

/// One task, if it still waits.
pub(crate) async fn found(visit: &Visit, account: &Account, key: TaskKey) -> Result<Option<TaskRow>, Trouble> {
    let desk = Desk::of(visit, account, key.kind).await?;
    let rows = match key.kind {
        TaskKind::Ground => {
            let reviews = visit.town.reviews_of(ApplicationId(key.subject)).await?;
            let of_key = reviews.into_iter().filter(|review| part_of(review.ground) == key.part);
            desk.grounds(&of_key.collect::<Vec<_>>()).await?
        }
        _ => desk.all().await?,
    };
    Ok(rows.into_iter().find(|row| row.key == key))
}

/// What the rows of one kind need besides themselves.
struct Desk<'a> {
    visit: &'a Visit,
    account: &'a Account,
    kind: TaskKind,
    owners: BTreeMap<(u64, i64), TaskOwner>,
    calendar: Calendar,
}

/// What only the kind of a task knows.
struct Particulars {
    part: i64,
    what: String,
    address: String,
    since: Option<Date>,
    due: Date,
}

impl<'a> Desk<'a> {
    async fn of(visit: &'a Visit, account: &'a Account, kind: TaskKind) -> Result<Self, Trouble> {
        let owners = visit.town.task_owners(kind).await?;
        let calendar = visit.town.state().calendar().clone();
        Ok(Self { visit, account, kind, owners, calendar })
    }

    async fn all(&self) -> Result<Vec<TaskRow>, Trouble> {
        let town = &self.visit.town;
        Ok(match self.kind {
            TaskKind::Ground => Vec::new(),
            TaskKind::Refused | TaskKind::Restored => {
                town.follow_ups(self.kind).await?.iter().map(|one| self.follow_up(one)).collect()
            }
            TaskKind::Undelivered => town.undelivered().await?.iter().map(|one| self.undelivered(one)).collect(),
            TaskKind::Complaint => town.open_complaints().await?.iter().map(|one| self.complaint(one)).collect(),
            TaskKind::Silent => silence::all(self.visit).await?.iter().map(|one| self.silent(one)).collect(),
            TaskKind::Exchange => self.exchanges().await?,
        })
    }

    async fn grounds(&self, reviews: &[Review]) -> Result<Vec<TaskRow>, Trouble> {
        let mut rows = Vec::new();
        for review in reviews {
            let mut since = review.since;
            if review.decided_at.is_some() {
                // Decided before: it waits since its last document came.
                let documents = self.visit.town.documents_of(review.application).await?;
                let of_ground = documents.iter().filter(|document| document.ground == review.ground);
                since = of_ground.map(|document| document.uploaded_at).max().unwrap_or(since);
            }
            let since = self.visit.zone.day(since);
            let mut row = self.of_application(
                review.application,
                Particulars {
                    part: part_of(review.ground),
                    what: self.ground_of(review),
                    address: address(review),
                    since: Some(since),
                    due: self.calendar.working_days_after(since, DECIDE_WORKING_DAYS),
                },
            );
            let state = self.visit.town.state();
            let class = state.application(review.application).and_then(|it| it.class_of(review.ground));
            row.class = class.map(|class| (class_key(class), class_look(class)));
            rows.push(row);
        }
        Ok(rows)
    }

    fn ground_of(&self, review: &Review) -> String {
        let name = ground_name(self.visit, review);
        if review.first.is_none() {
            return name;
        }
        self.visit.t.with("tasks-second-awaited").set("ground", name).to_string()
    }

    fn follow_up(&self, one: &FollowUp) -> TaskRow {
        let since = self.visit.zone.day(one.since);
        let part = one.entry.cast_signed();
        let what = self.visit.t.text(format!("tasks-what-{}", self.kind.code()));
        self.to_look_at(one.application, part, what, since)
    }

    fn undelivered(&self, one: &Undelivered) -> TaskRow {
        let since = self.visit.zone.day(one.since);
        let key = if one.channel == Channel::Sms { "tasks-what-sms" } else { "tasks-what-email" };
        self.to_look_at(one.application, one.message.cast_signed(), self.visit.t.text(key), since)
    }

    fn to_look_at(&self, application: ApplicationId, part: i64, what: String, since: Date) -> TaskRow {
        let key = TaskKey { kind: self.kind, subject: application.0, part };
        let address = format!("/office/tasks/{}/{}/{part}", self.kind.code(), subject_of(key));
        let due = self.calendar.working_days_after(since, LOOK_WORKING_DAYS);
        self.of_application(application, Particulars { part, what, address, since: Some(since), due })
    }

    fn complaint(&self, one: &Complaint) -> TaskRow {
        let subject = self.visit.t.text(format!("complaint-subject-{}", one.subject.code()));
        let what = if one.passed.is_some() {
            self.visit.t.with("tasks-complaint-passed").set("subject", subject).to_string()
        } else {
            subject
        };
        let address = format!("/office/complaints/{}/{}", one.application, one.id.0);
        let since = Some(self.visit.zone.day(one.asked_at));
        let particulars = Particulars { part: one.id.0.cast_signed(), what, address, since, due: one.due_on };
        let row = self.of_application(one.application, particulars);
        // What was passed on is the head's.
        if one.passed.is_some() { TaskRow { role_key: HEAD, ..row } } else { row }
    }

    /// Exchanges wait since the second family agreed.
    async fn exchanges(&self) -> Result<Vec<TaskRow>, Trouble> {
        let agreed = self.visit.town.state().agreed_exchanges();
        let mut rows = Vec::with_capacity(agreed.len());
        for [one, other] in agreed {
            let mut since = None;
            for id in [one, other] {
                let history = self.visit.town.history(id).await?;
                let is_agreement = |event: &Event| matches!(event, Event::ExchangeAgreed { .. });
                let agreed = history.iter().filter(|item| item.outcome.iter().flatten().any(is_agreement));
                let at = agreed.map(|item| item.at).max();
                since = since.max(at);
            }
            let since = since.map_or(self.visit.today(), |at| self.visit.zone.day(at));
            let due = self.calendar.working_days_after(since, LOOK_WORKING_DAYS);
            let what = self.visit.t.text("tasks-what-exchange");
            let (part, address) = (other.0.cast_signed(), "/office/exchanges".to_owned());
            rows.push(self.of_application(one, Particulars { part, what, address, since: Some(since), due }));
        }
        rows.sort_by_key(|row| row.since);
        Ok(rows)
    }

    fn silent(&self, one: &silence::Silence) -> TaskRow {
        let registry = self.visit.town.registry();
        let name = registry.kindergartens.get(&one.kindergarten).map(|it| self.visit.lang.of(&it.names).to_owned());
        let part = one.since.map_or(0, |day| i64::from(day.strftime("%Y%m%d").to_string().parse::<u32>().unwrap_or(0)));
        let note = match one.since {
            Some(_) => self.visit.t.with("tasks-silent-days").set("days", one.working_days).to_string(),
            None => self.visit.t.text("tasks-silent-ever"),
        };
        let KindergartenId(number) = one.kindergarten;
        let key = TaskKey { kind: self.kind, subject: u64::from(number), part };
        let due = one.since.unwrap_or(self.visit.today());
        let address = format!("/office/tasks/{}/{number}/{part}", self.kind.code());
        let what = name.unwrap_or_default();
        self.row(key, (None, note), Particulars { part, what, address, since: one.since, due })
    }

    fn of_application(&self, id: ApplicationId, particulars: Particulars) -> TaskRow {
        let key = TaskKey { kind: self.kind, subject: id.0, part: particulars.part };
        let state = self.visit.town.state();
        let queue = |application: &Application| queue_name(self.visit, state.queue_of(application).id());
        let queue = state.application(id).map(queue).unwrap_or_default();
        self.row(key, (Some(spoken(id)), queue), particulars)
    }

    fn row(&self, key: TaskKey, (sign, note): (Option<String>, String), particulars: Particulars) -> TaskRow {
        let owner = self.owners.get(&(key.subject, key.part)).map(|owner| owner.account);
        let name = owner.and_then(|id| self.visit.site.store.account(id)).map(|account| account.display_name);
        let Particulars { what, address, since, due, .. } = particulars;
        TaskRow {
            key,
            what,
            address,
            sign,
            note,
            class: None,
            since,
            due,
            is_overdue: due < self.visit.today(),
            is_mine: owner == Some(self.account.id),
            role_key: if self.kind == TaskKind::Ground { "office-role-verifier" } else { "office-role-clerk" },
            owner: name,
        }
    }
}
