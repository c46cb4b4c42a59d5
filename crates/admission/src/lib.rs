//! The rules of the queue: what may happen, what follows, who stands where. Pure: no clock, no chance, no I/O, no words
//! for people. The same code serves families, rehearses a policy and verifies the past.
//!
//! A [`Territory`] is the state of one town, a cache of its journal. [`Territory::decide`] takes a [`Command`] at an
//! instant and answers with [`Event`]s or a [`Refusal`]; [`Territory::apply`] repeats events without asking anything.

mod application;
mod calendar;
mod chronicle;
mod class;
mod command;
mod decide;
mod event;
mod exchange;
mod explain;
mod hindsight;
mod identifier;
mod ids;
mod index;
mod order;
mod policy;
mod preview;
mod queue;
mod reason;
mod refusal;
mod seating;
mod seats;
mod step;
mod tally;
mod territory;
mod twins;
mod zone;

pub use application::{Application, Referral};
pub use calendar::Calendar;
pub use chronicle::{AccessFate, Chronicle, GivenReferral, Grant, OpenedList, OutsideAct, ReferralFate, SlotUsed};
pub use class::{Class, Kind, QueueId, Status};
pub use command::{
    Birth, Command, Earlier, Ground, GroupChange, GroupOpening, GroupTurn, PlacesReport, SeatCount, TimesFrom,
    TwoOfficials,
};
pub use decide::{EXCHANGE_WISH_KINDERGARTENS_MAX, STANDING_CHOICE_GROUPS_MAX};
pub use event::{
    AccessEnd, AfterReferral, Choice, Event, GroundEnd, GroupPlaces, PauseCause, ReferralEnd, Source, WithdrawCause,
};
pub use explain::{Cause, Move, Watch};
pub use hindsight::{Hindsight, PastOpening, Reach};
pub use identifier::{Iin, IinFault, Kato, Phone, Sex};
pub use ids::{ApplicationId, ChildId, GroupId, KindergartenId, NotASign};
pub use order::{Slots, Waiting};
pub use policy::{Pattern, Policy};
pub use preview::{QueuePreview, Shift};
pub use queue::{List, Offer, Queue};
pub use reason::{ActReason, ExchangeReason, GroundReason, HoldReason, InterruptionReason, RecallReason, RefuseReason};
pub use refusal::Refusal;
pub use seating::{GroupSeats, Seating};
pub use step::{Step, StepKind};
pub use tally::{Bulletin, ByRatio, Counts, DayCounts, Published, Tally, Waited, Way};
pub use territory::{Group, Recall, Territory};
pub use zone::Zone;
