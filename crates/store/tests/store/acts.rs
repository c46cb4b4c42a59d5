//! Random acts of a small town, for laws that hold whatever people do.

use admission::{
    ActReason, ApplicationId, Birth, ChildId, Class, Command, Ground, GroundReason, GroupId, InterruptionReason, Kind,
    KindergartenId, RecallReason, RefuseReason,
};
use jiff::SignedDuration;
use proptest::prelude::*;

/// One thing that happens: an act, after so much time.
#[derive(Debug, Clone)]
pub(crate) struct Happening {
    pub(crate) later: SignedDuration,
    pub(crate) command: Command,
}

const APPLICATIONS: u64 = 20;

fn application() -> impl Strategy<Value = ApplicationId> {
    (1..=APPLICATIONS).prop_map(ApplicationId)
}

fn birth_year() -> impl Strategy<Value = i64> {
    2021i64..=2022
}

/// Every fifth is the correctional application of a child that has a general one as well.
fn kind_of(application: ApplicationId) -> Kind {
    if application.0.is_multiple_of(5) { Kind::Correctional } else { Kind::General }
}

fn child_of(application: ApplicationId) -> ChildId {
    ChildId(application.0 - u64::from(application.0.is_multiple_of(5)))
}

fn submission() -> impl Strategy<Value = Command> {
    (application(), birth_year()).prop_map(|(application, birth_year)| Command::SubmitApplication {
        application,
        child: child_of(application),
        birth_year,
        birth: Birth::Past,
        kind: kind_of(application),
        grounds: vec![Some(Class::FirstPriority), Some(Class::OutOfTurn)],
        earlier: None,
    })
}

fn of_one() -> impl Strategy<Value = Command> {
    (application(), 0u8..10, 1u32..=3, 0u8..2, birth_year()).prop_map(
        |(application, what, group, place, birth_year)| {
            let ground = match kind_of(application) {
                Kind::Correctional if place == 0 => Ground::Conclusion,
                _ => Ground::Claimed(place),
            };
            let reason = GroundReason::DocumentProves;
            match what {
                0 => Command::ConfirmGround {
                    application,
                    ground,
                    reason,
                    document_on: None,
                    expires_on: None,
                    officials: None,
                },
                1 => Command::RevokeGround { application, ground, reason },
                2 | 3 => Command::ClaimPlace { application, group: GroupId(group) },
                4 => Command::PassAccess { application },
                5 => Command::PauseApplication { application },
                6 => Command::ResumeApplication { application },
                7 => Command::DeclineReferral { application },
                8 => Command::CorrectBirthYear { application, birth_year, reason: ActReason::PapersCorrected },
                _ => Command::RefuseReferral { application, reason: RefuseReason::Medical },
            }
        },
    )
}

fn rare() -> impl Strategy<Value = Command> {
    (application(), 0u8..6, 1u32..=3).prop_map(|(application, what, group)| match what {
        0 => Command::EnrolChild { application },
        1 => Command::WithdrawApplication { application },
        2 => Command::RestoreApplication { application, reason: ActReason::ClosedByMistake },
        3 => Command::ExtendWindows { days: 1, reason: InterruptionReason::Outage },
        4 => Command::StoreStandingChoice { application, groups: vec![GroupId(group)] },
        _ => Command::AdmitOutsideOrder { application, group: GroupId(group), reason: ActReason::CourtDecision },
    })
}

fn places() -> impl Strategy<Value = Command> {
    (1u32..=3, birth_year(), 1u64..3, prop::bool::weighted(0.2)).prop_map(|(group, birth_year, places, recalled)| {
        let group = GroupId(group);
        if recalled {
            return Command::RecallPlaces { group, birth_year, places, reason: RecallReason::NoStaff };
        }
        Command::ReportPlaces { group, birth_year, places }
    })
}

fn command() -> impl Strategy<Value = Command> {
    prop_oneof![4 => submission(), 8 => of_one(), 1 => rare(), 4 => places()]
}

/// The groups that the acts name.
pub(crate) fn groups() -> Vec<Command> {
    let group = |number, kind| Command::OpenGroup {
        group: GroupId(number),
        kindergarten: KindergartenId(number),
        birth_years: vec![2021, 2022],
        kind,
    };
    vec![group(1, Kind::General), group(2, Kind::General), group(3, Kind::Correctional)]
}

/// What happens in a small town within some days.
pub(crate) fn happenings() -> impl Strategy<Value = Vec<Happening>> {
    let minutes = prop_oneof![10 => Just(0i64), 5 => 1i64..600, 1 => 600i64..4000];
    let one = (minutes, command()).prop_map(|(minutes, command)| {
        let later = SignedDuration::from_mins(minutes);
        Happening { later, command }
    });
    prop::collection::vec(one, 1..120)
}
