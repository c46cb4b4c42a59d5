//! Random acts of a small town: who does what, said so loosely that most of it makes sense in whatever state it meets.

use crate::pairs::{PairAct, pair_act};
use admission::{Class, Kind};
use proptest::prelude::*;
use proptest::sample::select;

/// How an act finds its application.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Whom {
    /// Whether one for which the act makes sense is looked for first.
    pub(crate) fitting: bool,
    /// Which of those found, counted round.
    pub(crate) nth: usize,
}

/// How far the clock goes.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Wait {
    Minutes(i64),
    /// To the very instant of a coming step of the day.
    Steps(u32),
    Days(i64),
}

/// Which values of the policy change.
#[derive(Debug, Clone, Copy)]
pub(crate) enum PolicyAct {
    Ratio(u32, u32),
    Restarted(bool),
    AccessWorkingDays(u32),
    Times(i8, i8),
    ReferralWorkingDays(u32),
    StopListDays(u32),
    LeavesAtAge(u32),
    PauseAfterMissed(Option<u32>),
    StandingChoice { early: bool, open: bool },
    OutOfTurnConfirmations(u32),
}

/// What is wrong with a change of the policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WrongChange {
    /// One official both proposes and approves it.
    Alone,
    /// It was made for another policy.
    Outdated,
}

/// Most changes are right.
const WRONG_CHANGES: &[Option<WrongChange>] =
    &[None, None, None, None, None, None, Some(WrongChange::Alone), Some(WrongChange::Outdated)];

/// One act, before it is known whom it meets.
#[derive(Debug, Clone)]
pub(crate) enum Act {
    Wait(Wait),
    Submit {
        again: bool,
        child: u64,
        year: i64,
        kind: Kind,
        grounds: Vec<Option<Class>>,
        born: bool,
        days_earlier: i64,
    },
    Confirm {
        whom: Whom,
        ground: u8,
        days: Option<i64>,
    },
    EndGround {
        whom: Whom,
        ground: u8,
        revoked: bool,
    },
    Report {
        group: u32,
        year: i64,
        places: u64,
    },
    Recall {
        group: u32,
        year: i64,
        places: u64,
    },
    Claim {
        whom: Whom,
        group: u32,
    },
    Choose {
        whom: Whom,
        groups: Vec<u32>,
    },
    Decline(Whom),
    Refuse(Whom),
    Extend {
        whom: Whom,
        days: i64,
    },
    Enrol(Whom),
    Pass(Whom),
    Pause(Whom),
    Resume(Whom),
    Withdraw(Whom),
    CorrectYear {
        whom: Whom,
        year: i64,
    },
    Restore(Whom),
    MoveAway(Whom),
    Admit {
        whom: Whom,
        group: u32,
    },
    Policy(PolicyAct),
    Calendar {
        holidays: Vec<i64>,
        working: Vec<i64>,
    },
    EndSuspension(usize),
    Suspend {
        from: i64,
        days: i64,
    },
    ExtendWindows(u32),
    OpenGroup {
        group: u32,
        year: i64,
        kind: Kind,
    },
    Count {
        group: u32,
        capacity: u64,
        attending: u64,
    },
    Hold {
        group: u32,
        seats: u64,
        repair: bool,
    },
    ChangeGroup {
        group: u32,
        year: i64,
    },
    CloseGroup(u32),
    Turn {
        groups: Vec<u32>,
        year: i64,
        attending: u64,
    },
    Merge(u32, u32),
    Arrange {
        groups: Vec<u32>,
        year: i64,
        attending: u64,
    },
    ReportAll(Vec<(u32, i64, u64)>),
    Schedule {
        change: PolicyAct,
        days: i64,
        wrong: Option<WrongChange>,
    },
    CancelSchedule,
    Pair(PairAct),
    StepNotDue,
    FoundAgain,
}

pub(crate) fn whom() -> impl Strategy<Value = Whom> {
    (prop::bool::weighted(0.85), 0usize..40).prop_map(|(fitting, nth)| Whom { fitting, nth })
}

/// Of the years only 2019 is always closed; 2020 closes twelve days after the history begins.
fn year() -> impl Strategy<Value = i64> {
    select(&[2022i64, 2022, 2022, 2022, 2022, 2022, 2022, 2022, 2020, 2020, 2020, 2019])
}

/// Groups 0 to 2 are open from the start; the others only if they are opened.
fn group() -> impl Strategy<Value = u32> {
    select(&[0u32, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2, 2, 3, 4])
}

fn kind() -> impl Strategy<Value = Kind> {
    select(&[Kind::General, Kind::General, Kind::General, Kind::Correctional])
}

fn grounds() -> impl Strategy<Value = Vec<Option<Class>>> {
    const FIRST: Option<Class> = Some(Class::FirstPriority);
    const OUT: Option<Class> = Some(Class::OutOfTurn);
    const LISTS: &[&[Option<Class>]] =
        &[&[], &[], &[], &[FIRST], &[FIRST], &[FIRST], &[OUT], &[FIRST, OUT], &[OUT, FIRST], &[None]];
    select(LISTS).prop_map(<[_]>::to_vec)
}

fn wait() -> impl Strategy<Value = Wait> {
    prop_oneof![
        3 => (0i64..600).prop_map(Wait::Minutes),
        6 => (1u32..5).prop_map(Wait::Steps),
        2 => (1i64..7).prop_map(Wait::Days),
    ]
}

fn policy() -> impl Strategy<Value = PolicyAct> {
    prop_oneof![
        2 => (1u32..3, 1u32..4).prop_map(|(first, ordinary)| PolicyAct::Ratio(first, ordinary)),
        1 => any::<bool>().prop_map(PolicyAct::Restarted),
        1 => (1u32..4).prop_map(PolicyAct::AccessWorkingDays),
        2 => (0i8..24, 0i8..24).prop_map(|(publish, open)| PolicyAct::Times(publish, open)),
        1 => (0u32..6).prop_map(PolicyAct::ReferralWorkingDays),
        1 => (0u32..6).prop_map(PolicyAct::StopListDays),
        1 => (4u32..7).prop_map(PolicyAct::LeavesAtAge),
        2 => prop::option::of(1u32..3).prop_map(PolicyAct::PauseAfterMissed),
        2 => any::<(bool, bool)>().prop_map(|(early, open)| PolicyAct::StandingChoice { early, open }),
        1 => (1u32..3).prop_map(PolicyAct::OutOfTurnConfirmations),
    ]
}

fn submit() -> impl Strategy<Value = Act> {
    let earlier = select(&[0i64, 0, 0, 0, 0, 1, 30]);
    (prop::bool::weighted(0.05), 0u64..30, year(), kind(), grounds(), prop::bool::weighted(0.97), earlier).prop_map(
        |(again, child, year, kind, grounds, born, days_earlier)| Act::Submit {
            again,
            child,
            year,
            kind,
            grounds,
            born,
            days_earlier,
        },
    )
}

fn family() -> impl Strategy<Value = Act> {
    prop_oneof![
        8 => submit(),
        12 => (whom(), group()).prop_map(|(whom, group)| Act::Claim { whom, group }),
        3 => (whom(), prop::collection::vec(group(), 0..4)).prop_map(|(whom, groups)| Act::Choose { whom, groups }),
        3 => whom().prop_map(Act::Decline),
        4 => whom().prop_map(Act::Pass),
        3 => whom().prop_map(Act::Pause),
        3 => whom().prop_map(Act::Resume),
        2 => whom().prop_map(Act::Withdraw),
    ]
}

fn kindergarten() -> impl Strategy<Value = Act> {
    prop_oneof![
        8 => (group(), year(), 0u64..5).prop_map(|(group, year, places)| Act::Report { group, year, places }),
        3 => (group(), year(), 0u64..5).prop_map(|(group, year, places)| Act::Recall { group, year, places }),
        2 => whom().prop_map(Act::Refuse),
        4 => (whom(), 1i64..30).prop_map(|(whom, days)| Act::Extend { whom, days }),
        4 => whom().prop_map(Act::Enrol),
        2 => seats(),
    ]
}

fn seats() -> impl Strategy<Value = Act> {
    prop_oneof![
        6 => (group(), 0u64..12, 0u64..8).prop_map(|(group, capacity, attending)| Act::Count { group, capacity, attending }),
        4 => (group(), 0u64..4, any::<bool>()).prop_map(|(group, seats, repair)| Act::Hold { group, seats, repair }),
        2 => (group(), year()).prop_map(|(group, year)| Act::ChangeGroup { group, year }),
        1 => group().prop_map(Act::CloseGroup),
        2 => (prop::collection::vec(group(), 0..3), year(), 0u64..8)
            .prop_map(|(groups, year, attending)| Act::Turn { groups, year, attending }),
        1 => (0u32..3, 0u32..3).prop_map(|(one, other)| Act::Merge(one, other)),
        2 => (prop::collection::vec(0u32..6, 0..3), year(), 0u64..8)
            .prop_map(|(groups, year, attending)| Act::Arrange { groups, year, attending }),
        2 => prop::collection::vec((group(), year(), 0u64..4), 0..4).prop_map(Act::ReportAll),
    ]
}

fn office() -> impl Strategy<Value = Act> {
    let days = prop::option::weighted(0.5, -1i64..6);
    prop_oneof![
        10 => (whom(), 0u8..5, days).prop_map(|(whom, ground, days)| Act::Confirm { whom, ground, days }),
        6 => (whom(), 0u8..5, any::<bool>()).prop_map(|(whom, ground, revoked)| Act::EndGround { whom, ground, revoked }),
        3 => (whom(), year()).prop_map(|(whom, year)| Act::CorrectYear { whom, year }),
        3 => whom().prop_map(Act::Restore),
        1 => whom().prop_map(Act::MoveAway),
        3 => (whom(), group()).prop_map(|(whom, group)| Act::Admit { whom, group }),
        4 => policy().prop_map(Act::Policy),
        2 => (policy(), 0i64..5, select(WRONG_CHANGES))
            .prop_map(|(change, days, wrong)| Act::Schedule { change, days, wrong }),
        1 => Just(Act::CancelSchedule),
        1 => (prop::collection::vec(0i64..15, 0..4), prop::collection::vec(0i64..15, 0..4))
            .prop_map(|(holidays, working)| Act::Calendar { holidays, working }),
        1 => (0i64..10, -1i64..3).prop_map(|(from, days)| Act::Suspend { from, days }),
        2 => (0usize..4).prop_map(Act::EndSuspension),
        1 => (0u32..4).prop_map(Act::ExtendWindows),
        1 => (0u32..5, year(), kind()).prop_map(|(group, year, kind)| Act::OpenGroup { group, year, kind }),
    ]
}

/// A history: what happened in a town, one act after the other.
pub(crate) fn acts() -> impl Strategy<Value = Vec<Act>> {
    let act = prop_oneof![
        60 => wait().prop_map(Act::Wait),
        90 => family(),
        50 => kindergarten(),
        50 => office(),
        34 => pair_act(),
        1 => Just(Act::StepNotDue),
        1 => Just(Act::FoundAgain),
    ];
    prop::collection::vec(act, 1..120)
}
