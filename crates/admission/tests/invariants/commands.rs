//! What a loosely said act asks for in the state that it meets.

use crate::acts::{Act, PolicyAct, Whom, WrongChange};
use crate::history::Town;
use admission::{
    ActReason, Application, ApplicationId, Birth, Calendar, ChildId, Class, Command, Earlier, Ground, GroundReason,
    GroupChange, GroupId, GroupOpening, GroupTurn, HoldReason, InterruptionReason, Kind, KindergartenId, Pattern,
    PlacesReport, Policy, RecallReason, RefuseReason, SeatCount, Status, Step, StepKind, Territory, TimesFrom,
    TwoOfficials,
};
use jiff::Span;
use jiff::civil::{Date, Time};

impl Town {
    fn day(&self, days: i64) -> Date {
        self.state.zone().day(self.now) + Span::new().days(days)
    }

    /// The application that an act means: one that fits if there is one and it is asked for, else any; sometimes nobody.
    pub(crate) fn find(&self, whom: Whom, fits: impl Fn(&Application) -> bool) -> ApplicationId {
        let all: Vec<&Application> = self.state.applications().collect();
        let fitting: Vec<&Application> = all.iter().copied().filter(|it| whom.fitting && fits(it)).collect();
        let among = if fitting.is_empty() { all } else { fitting };
        if !whom.fitting && whom.nth == 0 {
            return ApplicationId(999);
        }
        among[whom.nth % among.len()].id()
    }

    fn find_status(&self, whom: Whom, statuses: &[Status]) -> ApplicationId {
        self.find(whom, |it| statuses.contains(&it.status()))
    }

    pub(crate) fn command(&self, act: &Act) -> Command {
        use Status::{Access, Expired, Paused, Referred, Stopped, Waiting, Withdrawn};
        match act {
            Act::Wait(_) | Act::StepNotDue => {
                let step = Step { due: self.now, kind: StepKind::Opening, on: self.day(40) };
                Command::RunStep { step }
            }
            Act::Submit { again, child, year, kind, grounds, born, days_earlier } => Command::SubmitApplication {
                application: ApplicationId(self.state.application_count() as u64 - u64::from(*again)),
                child: ChildId(*child),
                birth_year: *year,
                birth: if *born { Birth::Past } else { Birth::Future },
                kind: *kind,
                grounds: grounds.clone(),
                earlier: (*days_earlier > 0)
                    .then(|| Earlier { applied_at: self.now - Span::new().hours(24 * days_earlier) }),
            },
            Act::Confirm { whom, ground, days } => {
                let (application, ground) = self.ground(*whom, *ground);
                let expires_on = days.map(|days| self.day(days));
                let reason = GroundReason::DocumentProves;
                // One of three is confirmed by one official alone, whatever the policy asks for.
                let officials = (!whom.nth.is_multiple_of(3)).then_some(TwoOfficials { first: 1, second: 2 });
                Command::ConfirmGround { application, ground, reason, document_on: None, expires_on, officials }
            }
            Act::EndGround { whom, ground, revoked } => {
                let (application, ground) = self.ground(*whom, *ground);
                let reason = GroundReason::CircumstanceEnded;
                if *revoked {
                    Command::RevokeGround { application, ground, reason }
                } else {
                    Command::RejectGround { application, ground, reason }
                }
            }
            Act::Report { group, year, places } => {
                Command::ReportPlaces { group: GroupId(*group), birth_year: *year, places: *places }
            }
            Act::Recall { group, year, places } => Command::RecallPlaces {
                group: GroupId(*group),
                birth_year: *year,
                places: *places,
                reason: RecallReason::ChildStays,
            },
            Act::Claim { whom, group } => {
                let statuses: &[Status] = match whom.nth % 12 {
                    0 | 4 | 8 => &[Waiting],
                    5 => &[Stopped],
                    _ => &[Access],
                };
                Command::ClaimPlace { application: self.find_status(*whom, statuses), group: GroupId(*group) }
            }
            Act::Choose { whom, groups } => Command::StoreStandingChoice {
                application: self.find_status(*whom, &[Waiting, Access]),
                groups: groups.iter().copied().map(GroupId).collect(),
            },
            Act::Decline(whom) => Command::DeclineReferral { application: self.find_status(*whom, &[Referred]) },
            Act::Refuse(whom) => Command::RefuseReferral {
                application: self.find_status(*whom, &[Referred]),
                reason: RefuseReason::Medical,
            },
            Act::Extend { whom, days } => Command::ExtendReferral {
                application: self.find_status(*whom, &[Referred]),
                valid_until: self.day(*days),
            },
            Act::Enrol(whom) => Command::EnrolChild { application: self.find_status(*whom, &[Referred]) },
            Act::Pass(whom) => Command::PassAccess { application: self.find_status(*whom, &[Access]) },
            Act::Pause(whom) => Command::PauseApplication { application: self.find_status(*whom, &[Waiting, Access]) },
            Act::Resume(whom) => Command::ResumeApplication { application: self.find_status(*whom, &[Paused]) },
            Act::Withdraw(whom) => Command::WithdrawApplication {
                application: self.find_status(*whom, &[Waiting, Access, Referred, Paused, Stopped]),
            },
            Act::CorrectYear { whom, year } => Command::CorrectBirthYear {
                application: self.find_status(*whom, &[Waiting, Access, Paused, Stopped]),
                birth_year: *year,
                reason: ActReason::PapersCorrected,
            },
            Act::Restore(whom) => Command::RestoreApplication {
                application: self.find_status(*whom, &[Withdrawn, Expired]),
                reason: ActReason::ClosedByMistake,
            },
            Act::MoveAway(whom) => Command::MoveAway {
                application: self.find_status(*whom, &[Waiting, Access, Referred]),
                reason: ActReason::FamilyMoved,
            },
            Act::Admit { whom, group } => Command::AdmitOutsideOrder {
                application: self.find_status(*whom, &[Waiting, Access, Paused, Stopped]),
                group: GroupId(*group),
                reason: ActReason::CourtDecision,
            },
            Act::Policy(change) => {
                let policy = Box::new(changed(self.state.policy(), *change));
                Command::ChangePolicy { policy, times_from: TimesFrom::NextDay }
            }
            Act::Schedule { change, days, wrong } => {
                let mut replaces = Box::new(self.state.policy().clone());
                replaces.stop_list_days += u32::from(*wrong == Some(WrongChange::Outdated));
                let policy = Box::new(changed(self.state.policy(), *change));
                let approved_by = if *wrong == Some(WrongChange::Alone) { 1 } else { 2 };
                let effective_on = self.day(*days);
                Command::SchedulePolicy { policy, replaces, effective_on, proposed_by: 1, approved_by }
            }
            Act::CancelSchedule => Command::CancelScheduledPolicy,
            Act::Calendar { holidays, working } => {
                let dates = |days: &[i64]| days.iter().map(|&days| self.day(days)).collect();
                let calendar = Calendar { holidays: dates(holidays), working_weekends: dates(working) };
                Command::AmendCalendar { calendar }
            }
            Act::Suspend { from, days } => {
                let (first, last) = (self.day(*from), self.day(from + days));
                Command::SuspendPublication { first, last, reason: InterruptionReason::Regrouping }
            }
            Act::EndSuspension(nth) => {
                let known = self.state.suspensions().get(*nth).map(|&(first, last, _)| (first, last));
                let (first, last) = known.unwrap_or((self.day(0), self.day(9)));
                Command::EndSuspension { first, last }
            }
            Act::ExtendWindows(days) => Command::ExtendWindows { days: *days, reason: InterruptionReason::Outage },
            Act::OpenGroup { group, year, kind } => open_group(*group, &[*year], *kind),
            Act::Count { .. }
            | Act::Hold { .. }
            | Act::ChangeGroup { .. }
            | Act::CloseGroup(_)
            | Act::Turn { .. }
            | Act::Arrange { .. }
            | Act::ReportAll(_)
            | Act::Merge(..) => of_groups(&self.state, act),
            Act::Pair(act) => self.pair_command(*act),
            Act::FoundAgain => first_commands().remove(0),
        }
    }

    fn ground(&self, whom: Whom, ground: u8) -> (ApplicationId, Ground) {
        let ground = match ground {
            0 | 1 => Ground::Claimed(ground),
            2 | 3 => Ground::Conclusion,
            _ if whom.nth.is_multiple_of(2) => Ground::Unknown,
            _ => Ground::Unclaimed,
        };
        let fits = |it: &Application| {
            let correctional = self.state.queue_of(it).id().kind == Kind::Correctional;
            it.status().is_open() && (it.class_of(ground).is_some() || ground == Ground::Conclusion && correctional)
        };
        (self.find(whom, fits), ground)
    }
}

fn of_groups(state: &Territory, act: &Act) -> Command {
    match act {
        Act::Count { group, capacity, attending } => {
            Command::CountSeats { group: GroupId(*group), capacity: *capacity, attending: *attending }
        }
        Act::Hold { group, seats, repair } => {
            let reason = if *repair { HoldReason::Repair } else { HoldReason::NoStaff };
            Command::HoldSeats { group: GroupId(*group), seats: *seats, reason }
        }
        Act::ChangeGroup { group, year } => Command::ChangeGroup { group: GroupId(*group), birth_years: vec![*year] },
        Act::Turn { groups, year, attending } => {
            let turns = groups.iter().map(|&group| GroupTurn {
                group: GroupId(group),
                birth_years: vec![*year, *year],
                capacity: 8,
                attending: *attending,
            });
            Command::TurnYear { kindergarten: KindergartenId(0), turns: turns.collect() }
        }
        Act::Arrange { groups, year, attending } => {
            let seats = Some(SeatCount { capacity: 6, attending: *attending });
            let (known, new): (Vec<GroupId>, Vec<GroupId>) =
                groups.iter().map(|&group| GroupId(group)).partition(|group| state.groups().contains_key(group));
            let birth_years = vec![*year, *year];
            let openings = new.into_iter().map(|group| {
                let kindergarten = KindergartenId(group.0 / 2);
                let birth_years = birth_years.clone();
                GroupOpening { group, kindergarten, birth_years, kind: Kind::General, seats }
            });
            let changes = known.into_iter().map(|group| {
                let birth_years = group.0.is_multiple_of(2).then(|| birth_years.clone());
                GroupChange { group, birth_years, seats }
            });
            Command::ArrangeGroups { openings: openings.collect(), changes: changes.collect() }
        }
        Act::ReportAll(reports) => {
            let report = |&(group, birth_year, places)| PlacesReport { group: GroupId(group), birth_year, places };
            Command::ReportAllPlaces { reports: reports.iter().map(report).collect() }
        }
        Act::Merge(one, other) => {
            Command::MergeKindergarten { kindergarten: KindergartenId(*one), into: KindergartenId(*other) }
        }
        Act::CloseGroup(group) => Command::CloseGroup { group: GroupId(*group) },
        _ => unreachable!("the others are about applications and the town"),
    }
}

fn changed(policy: &Policy, change: PolicyAct) -> Policy {
    let mut policy = policy.clone();
    match change {
        PolicyAct::Ratio(first, ordinary) => (policy.first_priority, policy.ordinary) = (first, ordinary),
        PolicyAct::Restarted(true) => policy.pattern = Pattern::Restarted,
        PolicyAct::Restarted(false) => policy.pattern = Pattern::Carried,
        PolicyAct::AccessWorkingDays(days) => policy.access_working_days = days,
        PolicyAct::Times(publish, open) => {
            policy.publish_at = Time::constant(publish, 0, 0, 0);
            policy.open_at = Time::constant(open, 0, 0, 0);
        }
        PolicyAct::ReferralWorkingDays(days) => policy.referral_working_days = days,
        PolicyAct::StopListDays(days) => policy.stop_list_days = days,
        PolicyAct::LeavesAtAge(years) => policy.leaves_at_age = years,
        PolicyAct::PauseAfterMissed(missed) => policy.pause_after_missed = missed,
        PolicyAct::StandingChoice { early, open } => {
            (policy.standing_choice_early, policy.standing_choice_open) = (early, open);
        }
        PolicyAct::OutOfTurnConfirmations(count) => policy.out_of_turn_confirmations = count,
    }
    policy
}

fn open_group(group: u32, birth_years: &[i64], kind: Kind) -> Command {
    let (group, kindergarten) = (GroupId(group), KindergartenId(group / 2));
    Command::OpenGroup { group, kindergarten, birth_years: birth_years.to_vec(), kind }
}

/// A town with three groups and fourteen families, some of them with confirmed grounds and two of them served, before chance takes over.
pub(crate) fn first_commands() -> Vec<Command> {
    let (policy, calendar) = (Box::new(Policy::default()), Calendar::default());
    let mut commands = vec![
        Command::FoundTerritory { zone: "+05:00".to_owned(), policy, calendar },
        open_group(0, &[2020, 2022], Kind::General),
        open_group(1, &[2022], Kind::General),
        open_group(2, &[2022], Kind::Correctional),
    ];
    for number in 0..14u64 {
        let ground = [Class::Ordinary, Class::FirstPriority, Class::Ordinary, Class::OutOfTurn][number as usize % 4];
        let kind = if (9..12).contains(&number) { Kind::Correctional } else { Kind::General };
        let application = ApplicationId(number);
        commands.push(Command::SubmitApplication {
            application,
            child: ChildId(number),
            birth_year: if number == 4 || number == 5 { 2020 } else { 2022 },
            birth: Birth::Past,
            kind,
            grounds: vec![Some(ground)],
            earlier: None,
        });
        let ground = if kind == Kind::Correctional { Ground::Conclusion } else { Ground::Claimed(0) };
        let reason = GroundReason::DocumentProves;
        commands.push(Command::ConfirmGround {
            application,
            ground,
            reason,
            document_on: None,
            expires_on: None,
            officials: None,
        });
    }
    // Two children who go to different groups already: only enrolled ones can exchange their places.
    for (application, group) in [(ApplicationId(0), GroupId(0)), (ApplicationId(1), GroupId(1))] {
        let reason = ActReason::EmployeesChild;
        commands.push(Command::AdmitOutsideOrder { application, group, reason });
        commands.push(Command::EnrolChild { application });
    }
    commands
}
