//! A small town: numbered families, two groups of 2023 and one of 2022, and sentences instead of the interface.

use admission::{
    ActReason, ApplicationId, Birth, Calendar, ChildId, Class, Command, Earlier, Event, Ground, GroundReason, GroupId,
    Kind, KindergartenId, Policy, QueueId, Refusal, RefuseReason, Status, Territory,
};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};

/// The two groups of 2023.
pub(crate) const SUN: u32 = 1;
pub(crate) const ASH: u32 = 2;
/// A group of 2022.
pub(crate) const ELM: u32 = 3;
/// A correctional group of 2023.
pub(crate) const OAK: u32 = 4;

/// Status, class and position of a family.
pub(crate) type Standing = (Status, Class, Option<u64>);

/// The town at some instant.
pub(crate) struct Town {
    pub(crate) state: Territory,
    now: Timestamp,
}

/// Checks how family 1 stands, after what is given and what then happens.
pub(crate) fn check(story: &str, given: impl FnOnce(&mut Town), when: impl FnOnce(&mut Town), then: Standing) {
    let mut town = Town::new();
    given(&mut town);
    when(&mut town);
    assert_eq!(town.standing(1), then, "{story}");
}

/// The day of such a text as `2026-03-02`.
pub(crate) fn day(text: &str) -> Date {
    text.parse().expect("a date")
}

impl Town {
    /// Founded on Monday 2 March 2026 at 08:00, five hours ahead of UTC, under the usual policy.
    pub(crate) fn new() -> Self {
        Self::under(Policy::default())
    }

    pub(crate) fn under(policy: Policy) -> Self {
        let mut town = Self { state: Territory::default(), now: "2026-03-02T03:00:00Z".parse().expect("an instant") };
        let (policy, calendar) = (Box::new(policy), Calendar::default());
        town.does(&Command::FoundTerritory { zone: "+05:00".to_owned(), policy, calendar });
        let groups = [(SUN, 2023, Kind::General), (ASH, 2023, Kind::General), (ELM, 2022, Kind::General)];
        for (group, year, kind) in groups.into_iter().chain([(OAK, 2023, Kind::Correctional)]) {
            let (group, kindergarten) = (GroupId(group), KindergartenId(1));
            town.does(&Command::OpenGroup { group, kindergarten, birth_years: vec![year], kind });
        }
        town
    }

    /// Moves the clock to a local time such as `2026-03-02 09:00:00`; all steps due by then run.
    pub(crate) fn at(&mut self, local: &str) -> &mut Self {
        let local: DateTime = local.parse().expect("a local time");
        self.now = self.state.zone().instant(local.date(), local.time());
        while self.state.run_due_step(self.now).is_some() {}
        self
    }

    pub(crate) fn ask(&mut self, command: &Command) -> Result<Vec<Event>, Refusal> {
        self.state.decide(self.now, command)
    }

    /// Something that is not refused.
    pub(crate) fn does(&mut self, command: &Command) -> &mut Self {
        let outcome = self.ask(command);
        assert!(outcome.is_ok(), "{command:?} was refused: {outcome:?}");
        self
    }

    /// A family applies for 2023 with one ground of that class, not confirmed yet.
    pub(crate) fn family(&mut self, number: u64, class: Class) -> &mut Self {
        self.applies(number, 2023, Kind::General, class, None)
    }

    pub(crate) fn applies(
        &mut self,
        number: u64,
        birth_year: i64,
        kind: Kind,
        class: Class,
        earlier: Option<Timestamp>,
    ) -> &mut Self {
        self.does(&Command::SubmitApplication {
            application: ApplicationId(number),
            child: ChildId(number),
            birth_year,
            birth: Birth::Past,
            kind,
            grounds: if class == Class::Ordinary { Vec::new() } else { vec![Some(class)] },
            earlier: earlier.map(|applied_at| Earlier { applied_at }),
        })
    }

    /// The only claimed ground of a family is confirmed, with its last day if it has one.
    pub(crate) fn confirmed(&mut self, family: u64, last_day: Option<&str>) -> &mut Self {
        self.confirmed_as(family, Ground::Claimed(0), last_day)
    }

    pub(crate) fn confirmed_as(&mut self, family: u64, ground: Ground, last_day: Option<&str>) -> &mut Self {
        let (application, expires_on) = (ApplicationId(family), last_day.map(day));
        let reason = GroundReason::DocumentProves;
        let confirm =
            Command::ConfirmGround { application, ground, reason, document_on: None, expires_on, officials: None };
        self.does(&confirm)
    }

    pub(crate) fn reported(&mut self, group: u32, places: u64) -> &mut Self {
        let birth_year = if group == ELM { 2022 } else { 2023 };
        self.does(&Command::ReportPlaces { group: GroupId(group), birth_year, places })
    }

    pub(crate) fn claims(&mut self, family: u64, group: u32) -> &mut Self {
        self.does(&Command::ClaimPlace { application: ApplicationId(family), group: GroupId(group) })
    }

    pub(crate) fn enrols(&mut self, family: u64) -> &mut Self {
        self.does(&Command::EnrolChild { application: ApplicationId(family) })
    }

    pub(crate) fn pauses(&mut self, family: u64) -> &mut Self {
        self.does(&Command::PauseApplication { application: ApplicationId(family) })
    }

    pub(crate) fn withdraws(&mut self, family: u64) -> &mut Self {
        self.does(&Command::WithdrawApplication { application: ApplicationId(family) })
    }

    pub(crate) fn refused_by_kindergarten(&mut self, family: u64) -> &mut Self {
        let reason = RefuseReason::Medical;
        self.does(&Command::RefuseReferral { application: ApplicationId(family), reason })
    }

    pub(crate) fn restores(&mut self, family: u64) -> Result<Vec<Event>, Refusal> {
        let reason = ActReason::ClosedByMistake;
        self.ask(&Command::RestoreApplication { application: ApplicationId(family), reason })
    }

    pub(crate) fn chooses(&mut self, family: u64, groups: &[u32]) -> Result<Vec<Event>, Refusal> {
        let groups = groups.iter().copied().map(GroupId).collect();
        self.ask(&Command::StoreStandingChoice { application: ApplicationId(family), groups })
    }

    pub(crate) fn standing(&self, family: u64) -> Standing {
        let id = ApplicationId(family);
        let application = self.state.application(id).expect("the family has applied");
        (application.status(), application.class(), self.state.position(id))
    }

    pub(crate) fn status(&self, family: u64) -> Status {
        self.standing(family).0
    }

    /// The group that a family is referred to.
    pub(crate) fn referred_to(&self, family: u64) -> Option<u32> {
        let application = self.state.application(ApplicationId(family))?;
        application.referral().map(|referral| referral.group.0)
    }

    /// The queue of a birth year as people see it, by family.
    pub(crate) fn order(&self, birth_year: i64) -> Vec<u64> {
        let queue = QueueId { birth_year, kind: Kind::General };
        self.state.order(queue, 0).map(|application| application.id().0).collect()
    }

    /// Reported, published, early and open places of general 2023.
    pub(crate) fn places(&self) -> (u64, u64, u64, u64) {
        let queue = self.state.queue(QueueId { birth_year: 2023, kind: Kind::General });
        let places = queue.map(admission::Queue::places).unwrap_or_default();
        (places.reported, places.published, places.early_total(), places.open)
    }
}
