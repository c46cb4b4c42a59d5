//! The truth of Kezek: journals, the one writing thread, people's sealed data, staff and sessions. The only crate with SQL.
//!
//! A [`Store`] serves several [`Town`]s. What is asked of a queue goes through [`Town::act`] and is answered after it is
//! durable; what is read comes from memory. Names, numbers and contacts are sealed and never reach a journal.

mod accounts;
mod applicants;
mod attempts;
mod body;
mod change;
mod clock;
mod code;
mod column;
mod command_id;
mod core;
mod database;
mod day_words;
mod desk;
mod devices;
mod documents;
mod duty;
mod entry;
mod fault;
mod helping;
mod hexadecimal;
mod hints;
mod history;
mod inbox;
mod journal;
mod key;
mod messages;
mod moment;
mod news;
mod notice;
mod number;
mod one_time;
mod opening;
mod outbox;
mod password;
mod past;
mod people;
mod proof;
mod registry;
mod replay;
mod reviews;
mod rows_of;
mod sealed;
mod seen;
mod sequencer;
mod sessions;
mod sql;
mod store;
mod submission;
mod touched;
mod town;
mod work;

pub use accounts::{Account, AccountFault, AccountId, NewAccount, StaffRole};
pub use attempts::{Limit, TooOften};
pub use clock::Clock;
pub use code::{NotACode, SecretCode};
pub use command_id::{CommandId, NotACommandId};
pub use database::{Database, make_data_directory};
pub use day_words::{DayWord, Word};
pub use devices::{DEVICES_MAX, Device, DeviceId};
pub use documents::{
    Added, DOCUMENTS_OF_APPLICATION_MAX, DOCUMENTS_OF_GROUND_MAX, Document, DocumentId, NewDocument, OpenedDocument,
};
pub use entry::{Act, Actor, Done, Recorded, Role};
pub use fault::Fault;
pub use helping::{HELPERS_MAX, Helper, HelperFault, HelperId, NewHelper, Relation};
pub use history::{DatedMove, HistoryItem};
pub use key::{Created, MasterKey};
pub use messages::{Channel, Fate, Message, Tried};
pub use moment::{Moment, NotAMoment};
pub use notice::Occasion;
pub use number::{NotANumber, Number};
pub use one_time::{CODE_TRIES_MAX, CodeRequest, CodeTried, Contact, NamedBy};
pub use password::PASSWORD_CHARACTERS_MIN;
pub use people::{Applicant, ChildNames, ClaimedGround, Language, NewApplication, Receipt};
pub use proof::IssuedReferral;
pub use registry::{GroupCard, Hours, Kindergarten, NewGroup, NewKindergarten, NotAPoint, Point, Registry};
pub use replay::{journal_bodies, replay};
pub use reviews::{Review, ReviewDecision, ReviewFilter, ReviewState, Verdict};
pub use scheduling::Class as WritingClass;
pub use sessions::{Session, SessionToken, Who};
pub use store::Store;
pub use town::{Names, NewTown, Town};
