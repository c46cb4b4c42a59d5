//! What an entry touches: applications it names and queues whose order it can change.

use admission::{ApplicationId, Command, Event, QueueId, Territory};
use std::collections::BTreeSet;

/// What one entry touches.
#[derive(Debug, Default)]
pub(crate) struct Touched {
    /// Applications named by the command or an event.
    pub(crate) applications: BTreeSet<ApplicationId>,
    /// Queues in which something changed.
    pub(crate) queues: BTreeSet<QueueId>,
    /// Whether every queue is touched.
    pub(crate) everywhere: bool,
    /// Applications that came into another queue, which brings their past along.
    pub(crate) moved: Vec<(ApplicationId, QueueId)>,
}

impl Touched {
    /// What an entry touches, from the state after it and the queue in which its application stood before.
    pub(crate) fn by(after: &Territory, command: &Command, was_in: Option<QueueId>, events: &[Event]) -> Self {
        let mut touched = Self::default();
        touched.applications.extend(asked_of(command).filter(|&id| after.application(id).is_some()));
        for event in events {
            touched.add(after, event);
        }
        if !touched.moved.is_empty() {
            touched.queues.extend(was_in);
        }
        touched
    }

    fn add(&mut self, after: &Territory, event: &Event) {
        match queue_named(after, event) {
            Scope::Everywhere => self.everywhere = true,
            Scope::Queue(queue) => {
                self.queues.insert(queue);
            }
            Scope::Applications | Scope::Nothing => {}
        }
        if let Event::BirthYearCorrected { application, queue, .. } = event {
            self.moved.push((*application, *queue));
        }
        for_each_application(event, |id| {
            self.applications.insert(id);
            self.queues.extend(queue_of(after, id));
        });
    }
}

/// How far an event reaches by itself, its applications apart.
pub(crate) enum Scope {
    Everywhere,
    Queue(QueueId),
    /// Only the queues of the applications it names.
    Applications,
    Nothing,
}

/// The queue in which an application stands.
pub(crate) fn queue_of(territory: &Territory, id: ApplicationId) -> Option<QueueId> {
    territory.application(id).map(|application| territory.queue_of(application).id())
}

/// How far an event reaches by itself.
pub(crate) fn queue_named(territory: &Territory, event: &Event) -> Scope {
    match event {
        Event::TerritoryFounded { .. }
        | Event::PolicyChanged { .. }
        | Event::CalendarAmended { .. }
        | Event::PublicationSuspended { .. }
        | Event::GroupOpened { .. }
        | Event::BulletinPublished { .. }
        | Event::BulletinSuspended { .. }
        | Event::PatternsRestarted => Scope::Everywhere,
        Event::WindowExtended { queue, .. }
        | Event::ListOpenedToAll { queue, .. }
        | Event::ListOpened { queue, .. }
        | Event::ApplicationSubmitted { queue, .. }
        | Event::BirthYearCorrected { queue, .. } => Scope::Queue(*queue),
        Event::PlacesReported { group, birth_year, .. } | Event::PlacesRecalled { group, birth_year, .. } => {
            match territory.groups().get(group) {
                Some(known) => Scope::Queue(QueueId { birth_year: *birth_year, kind: known.kind }),
                None => Scope::Nothing,
            }
        }
        Event::StepRan { .. } => Scope::Nothing,
        Event::GroundConfirmed { .. }
        | Event::GroundEnded { .. }
        | Event::AccessEnded { .. }
        | Event::PlaceClaimed { .. }
        | Event::ReferralExtended { .. }
        | Event::ReferralEnded { .. }
        | Event::ChildEnrolled { .. }
        | Event::StandingChoiceStored { .. }
        | Event::ApplicationPaused { .. }
        | Event::ApplicationResumed { .. }
        | Event::StopEnded { .. }
        | Event::ApplicationWithdrawn { .. }
        | Event::ApplicationExpired { .. }
        | Event::ApplicationRestored { .. } => Scope::Applications,
    }
}

/// Every application that an event names.
pub(crate) fn for_each_application(event: &Event, mut each: impl FnMut(ApplicationId)) {
    match event {
        Event::ApplicationSubmitted { application, .. }
        | Event::GroundConfirmed { application, .. }
        | Event::GroundEnded { application, .. }
        | Event::AccessEnded { application, .. }
        | Event::PlaceClaimed { application, .. }
        | Event::ReferralExtended { application, .. }
        | Event::ReferralEnded { application, .. }
        | Event::ChildEnrolled { application }
        | Event::StandingChoiceStored { application, .. }
        | Event::ApplicationPaused { application, .. }
        | Event::ApplicationResumed { application }
        | Event::StopEnded { application }
        | Event::ApplicationWithdrawn { application, .. }
        | Event::ApplicationExpired { application }
        | Event::BirthYearCorrected { application, .. }
        | Event::ApplicationRestored { application, .. } => each(*application),
        Event::ListOpened { granted, .. } => granted.iter().copied().for_each(each),
        Event::TerritoryFounded { .. }
        | Event::PolicyChanged { .. }
        | Event::CalendarAmended { .. }
        | Event::PublicationSuspended { .. }
        | Event::WindowExtended { .. }
        | Event::GroupOpened { .. }
        | Event::PlacesReported { .. }
        | Event::PlacesRecalled { .. }
        | Event::StepRan { .. }
        | Event::BulletinPublished { .. }
        | Event::BulletinSuspended { .. }
        | Event::ListOpenedToAll { .. }
        | Event::PatternsRestarted => {}
    }
}

/// The application that a command is about, if it is about one.
pub(crate) fn asked_of(command: &Command) -> impl Iterator<Item = ApplicationId> {
    let application = match command {
        Command::SubmitApplication { application, .. }
        | Command::ConfirmGround { application, .. }
        | Command::RejectGround { application, .. }
        | Command::RevokeGround { application, .. }
        | Command::ClaimPlace { application, .. }
        | Command::StoreStandingChoice { application, .. }
        | Command::DeclineReferral { application }
        | Command::RefuseReferral { application, .. }
        | Command::ExtendReferral { application, .. }
        | Command::EnrolChild { application }
        | Command::PassAccess { application }
        | Command::PauseApplication { application }
        | Command::ResumeApplication { application }
        | Command::WithdrawApplication { application }
        | Command::CorrectBirthYear { application, .. }
        | Command::RestoreApplication { application, .. }
        | Command::MoveAway { application, .. }
        | Command::AdmitOutsideOrder { application, .. } => Some(*application),
        Command::FoundTerritory { .. }
        | Command::ChangePolicy { .. }
        | Command::AmendCalendar { .. }
        | Command::SuspendPublication { .. }
        | Command::ExtendWindows { .. }
        | Command::OpenGroup { .. }
        | Command::ReportPlaces { .. }
        | Command::RecallPlaces { .. }
        | Command::RunStep { .. } => None,
    };
    application.into_iter()
}
