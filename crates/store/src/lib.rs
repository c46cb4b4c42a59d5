//! The truth of Kezek: journals, the one writing thread, people's sealed data, staff and sessions. The only crate with SQL.
//!
//! A [`Store`] serves several [`Town`]s. What is asked of a queue goes through [`Town::act`] and is answered after it is
//! durable; what is read comes from memory. Names, numbers and contacts are sealed and never reach a journal.

mod account_acts;
mod account_recovery;
mod accounts;
mod announcements;
mod api_keys;
mod applicants;
mod attempts;
mod body;
mod casework;
mod change;
mod clock;
mod code;
mod column;
mod command_id;
mod complaints;
mod core;
mod database;
mod day_notes;
mod day_words;
mod delivery_reports;
mod desk;
mod devices;
mod documents;
mod duty;
mod entry;
mod extensions;
mod external_ids;
mod factors;
mod fault;
mod helping;
mod hexadecimal;
mod hints;
mod history;
mod inbox;
mod journal;
mod key;
mod kindergarten_acts;
mod messages;
mod moment;
mod name_index;
mod news;
mod notice;
mod number;
mod one_time;
mod opening;
mod outbox;
mod own_sessions;
mod own_wording;
mod password;
mod past;
mod past_order;
mod people;
mod proof;
mod proposals;
mod reached;
mod record;
mod registry;
mod reminders;
mod replay;
mod reviews;
mod rows_of;
mod sealed;
mod seen;
mod sequencer;
mod sessions;
mod setup;
mod sql;
mod staff_entries;
mod steps;
mod store;
mod submission;
mod tables;
mod tasks;
mod touched;
mod town;
mod twins;
mod views;
mod work;
mod year_plan;

pub use account_acts::{AccountAct, DoneToAccount};
pub use account_recovery::{AskedRecovery, Confirmed, RECOVERY_HOURS, RecoveryFault, RecoverySecret, WaitingRecovery};
pub use accounts::{Account, AccountFault, AccountId, NewAccount, StaffRole};
pub use announcements::{Announcement, Level, NewAnnouncement};
pub use api_keys::{API_KEYS_MAX, ApiKey, ApiKeyId};
pub use attempts::{Limit, TooOften};
pub use casework::Paper;
pub use clock::Clock;
pub use code::{NotACode, SecretCode};
pub use command_id::{CommandId, NotACommandId};
pub use complaints::{
    ANSWER_CHARACTERS_MAX, COMPLAINT_CHARACTERS_MAX, COMPLAINTS_OPEN_MAX, Complaint, ComplaintFault, ComplaintId,
    ComplaintSubject, OpenedComplaint, PassReason,
};
pub use database::{Database, make_data_directory};
pub use day_notes::{Confirmation, DayKind, DayNote, LegalSource, SourceKind};
pub use day_words::{DayWord, Word};
pub use delivery_reports::Reported;
pub use devices::{DEVICES_MAX, Device, DeviceId};
pub use documents::{
    Added, DOCUMENTS_OF_APPLICATION_MAX, DOCUMENTS_OF_GROUND_MAX, Document, DocumentId, NewDocument, OpenedDocument,
};
pub use entry::{Act, Actor, Done, Recorded, Role};
pub use extensions::Extension;
pub use external_ids::{EXTERNAL_ID_CHARACTERS_MAX, ExternalId};
pub use factors::{Factor, FactorFault, FactorKind, Factors, Needed, NewFactor, RECOVERY_CODES, RecoveryCode};
pub use fault::Fault;
pub use helping::{HELPERS_MAX, Helper, HelperFault, HelperId, NewHelper, Relation};
pub use history::{DatedMove, HistoryItem};
pub use key::{Created, MasterKey};
pub use kindergarten_acts::{DoneAtKindergarten, KindergartenAct};
pub use messages::{Channel, Fate, Message, Tried};
pub use moment::{Moment, NotAMoment};
pub use notice::Occasion;
pub use number::{NotANumber, Number};
pub use one_time::{CODE_TRIES_MAX, CodeRequest, CodeTried, Contact, NamedBy};
pub use own_sessions::{Ended, OpenSession};
pub use own_wording::OwnWording;
pub use password::PASSWORD_CHARACTERS_MIN;
pub use past_order::{OrderLine, PastOrder, order_at};
pub use people::{Applicant, ChildNames, ClaimedGround, Language, NewApplication, Receipt};
pub use proof::IssuedReferral;
pub use proposals::{Proposal, ProposalState};
pub use record::{Decision, Record, Said};
pub use registry::{
    GroupCard, GroupParticulars, Hours, Kindergarten, NewGroup, NewKindergarten, NewPhoto, NotAPoint, PhotoCard,
    PhotoSign, Point, Registry,
};
pub use reminders::Reminder;
pub use replay::{journal_bodies, replay};
pub use reviews::{FirstOpinion, Review, ReviewDecision, ReviewFilter, ReviewState, Verdict};
pub use scheduling::Class as WritingClass;
pub use sessions::{Session, SessionToken, Who};
pub use setup::{Setup, SetupCode, SetupFault};
pub use staff_entries::StaffEntry;
pub use steps::{BegunStep, StepToken};
pub use store::Store;
pub use tables::{GroupsTable, Owner};
pub use tasks::{ClosedTask, FollowUp, Releasing, TaskKey, TaskKind, TaskOutcome, TaskOwner, Undelivered};
pub use town::{Names, NewTown, Town};
pub use twins::TwinsFault;
pub use views::{RecordView, ViewFilter, ViewPurpose};
