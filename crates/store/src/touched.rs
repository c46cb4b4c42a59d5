//! What an entry touches: applications it names and queues whose order it can change.

use admission::{ApplicationId, Command, Event, Kind, QueueId, Territory};

/// What one entry touches.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Touched {
    /// Applications named by the command or an event, ascending.
    pub(crate) applications: Vec<ApplicationId>,
    /// Queues in which something changed, ascending.
    pub(crate) queues: Vec<QueueId>,
    /// Whether every queue is touched.
    pub(crate) everywhere: bool,
    /// Applications that came into another queue, which brings their past along.
    pub(crate) moved: Vec<(ApplicationId, QueueId)>,
}

impl Touched {
    /// What an entry touches, from the state after it and the queue in which its application stood before.
    pub(crate) fn by(
        after: &Territory,
        asked_of: Option<ApplicationId>,
        was_in: Option<QueueId>,
        events: &[Event],
    ) -> Self {
        let mut touched = Self::default();
        touched.applications.extend(asked_of.filter(|&id| after.application(id).is_some()));
        for event in events {
            touched.add(after, event);
        }
        if !touched.moved.is_empty() {
            touched.queues.extend(was_in);
        }
        touched.applications.sort_unstable();
        touched.applications.dedup();
        touched.queues.sort_unstable();
        touched.queues.dedup();
        touched
    }

    fn add(&mut self, after: &Territory, event: &Event) {
        match queue_named(after, event) {
            Scope::Everywhere => self.everywhere = true,
            Scope::Queue(queue) => {
                self.queues.push(queue);
            }
            Scope::Applications | Scope::Nothing => {}
        }
        if let Event::BirthYearCorrected { application, queue, .. } = event {
            self.moved.push((*application, *queue));
        }
        for_each_application(event, |id| {
            self.applications.push(id);
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
        | Event::SuspensionEnded { .. }
        | Event::PolicyScheduled { .. }
        | Event::ScheduledPolicyCancelled { .. }
        | Event::GroupOpened { .. }
        | Event::GroupChanged { .. }
        | Event::GroupClosed { .. }
        | Event::GroupMoved { .. }
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
        Event::StepRan { .. } | Event::SeatsCounted { .. } | Event::SeatsHeld { .. } => Scope::Nothing,
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
        | Event::ApplicationRestored { .. }
        | Event::ExchangeWished { .. }
        | Event::ExchangeWishEnded { .. }
        | Event::ExchangeAgreed { .. }
        | Event::ExchangeRefused { .. }
        | Event::TwinsJoined { .. }
        | Event::TwinsParted { .. }
        | Event::PlacesExchanged { .. } => Scope::Applications,
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
        | Event::ApplicationRestored { application, .. }
        | Event::ExchangeWished { application, .. }
        | Event::ExchangeWishEnded { application } => each(*application),
        Event::ExchangeAgreed { application, with } => [*application, *with].into_iter().for_each(each),
        Event::ExchangeRefused { applications, .. }
        | Event::PlacesExchanged { applications, .. }
        | Event::TwinsJoined { applications }
        | Event::TwinsParted { applications } => {
            applications.iter().copied().for_each(each);
        }
        Event::ListOpened { granted, .. } => granted.iter().copied().for_each(each),
        Event::TerritoryFounded { .. }
        | Event::PolicyChanged { .. }
        | Event::CalendarAmended { .. }
        | Event::PublicationSuspended { .. }
        | Event::SuspensionEnded { .. }
        | Event::WindowExtended { .. }
        | Event::PolicyScheduled { .. }
        | Event::ScheduledPolicyCancelled { .. }
        | Event::GroupOpened { .. }
        | Event::GroupChanged { .. }
        | Event::GroupClosed { .. }
        | Event::GroupMoved { .. }
        | Event::SeatsCounted { .. }
        | Event::SeatsHeld { .. }
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
pub(crate) fn asked_of(command: &Command) -> Option<ApplicationId> {
    match command {
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
        | Command::AdmitOutsideOrder { application, .. }
        | Command::WishExchange { application, .. }
        | Command::EndExchangeWish { application }
        | Command::AgreeToExchange { application, .. }
        | Command::PartTwins { application } => Some(*application),
        // What becomes of two is said by the event; a refusal stands in the past of the first.
        Command::ExchangePlaces { applications: [one, _] }
        | Command::RefuseExchange { applications: [one, _], .. }
        | Command::JoinTwins { applications: [one, _] }
        | Command::ClaimForTwins { applications: [one, _], .. } => Some(*one),
        Command::FoundTerritory { .. }
        | Command::ChangePolicy { .. }
        | Command::AmendCalendar { .. }
        | Command::SuspendPublication { .. }
        | Command::EndSuspension { .. }
        | Command::ExtendWindows { .. }
        | Command::SchedulePolicy { .. }
        | Command::CancelScheduledPolicy
        | Command::OpenGroup { .. }
        | Command::ChangeGroup { .. }
        | Command::CloseGroup { .. }
        | Command::CountSeats { .. }
        | Command::HoldSeats { .. }
        | Command::TurnYear { .. }
        | Command::ArrangeGroups { .. }
        | Command::ReportAllPlaces { .. }
        | Command::MergeKindergarten { .. }
        | Command::ReportPlaces { .. }
        | Command::RecallPlaces { .. }
        | Command::RunStep { .. } => None,
    }
}

const EVERYWHERE: u8 = 1;

/// As bytes for a column: whether everywhere; how many queues and which; how many moves and which; applications to the end.
impl Touched {
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let mut bytes =
            Vec::with_capacity(9 + 9 * self.queues.len() + 17 * self.moved.len() + 8 * self.applications.len());
        bytes.push(if self.everywhere { EVERYWHERE } else { 0 });
        put_count(&mut bytes, self.queues.len());
        self.queues.iter().for_each(|&queue| put_queue(&mut bytes, queue));
        put_count(&mut bytes, self.moved.len());
        for &(application, queue) in &self.moved {
            bytes.extend(application.0.to_le_bytes());
            put_queue(&mut bytes, queue);
        }
        self.applications.iter().for_each(|application| bytes.extend(application.0.to_le_bytes()));
        bytes
    }

    /// `None` if the bytes were never written here.
    pub(crate) fn from_bytes(mut bytes: &[u8]) -> Option<Self> {
        let [flags] = take(&mut bytes)?;
        let mut touched = Self { everywhere: flags & EVERYWHERE != 0, ..Self::default() };
        for _ in 0..take_count(&mut bytes)? {
            touched.queues.push(take_queue(&mut bytes)?);
        }
        for _ in 0..take_count(&mut bytes)? {
            let application = ApplicationId(u64::from_le_bytes(take(&mut bytes)?));
            touched.moved.push((application, take_queue(&mut bytes)?));
        }
        while !bytes.is_empty() {
            touched.applications.push(ApplicationId(u64::from_le_bytes(take(&mut bytes)?)));
        }
        Some(touched)
    }
}

fn put_count(bytes: &mut Vec<u8>, count: usize) {
    bytes.extend(u32::try_from(count).unwrap_or(u32::MAX).to_le_bytes());
}

fn put_queue(bytes: &mut Vec<u8>, queue: QueueId) {
    bytes.extend(queue.birth_year.to_le_bytes());
    bytes.push(u8::from(queue.kind == Kind::Correctional));
}

fn take<const N: usize>(bytes: &mut &[u8]) -> Option<[u8; N]> {
    let (taken, rest) = bytes.split_first_chunk()?;
    *bytes = rest;
    Some(*taken)
}

fn take_count(bytes: &mut &[u8]) -> Option<u32> {
    take(bytes).map(u32::from_le_bytes)
}

fn take_queue(bytes: &mut &[u8]) -> Option<QueueId> {
    let birth_year = i64::from_le_bytes(take(bytes)?);
    let [kind] = take(bytes)?;
    Some(QueueId { birth_year, kind: if kind == 0 { Kind::General } else { Kind::Correctional } })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_reads_back_and_nothing_else_does() {
        let queue = |birth_year, kind| QueueId { birth_year, kind };
        let touched = Touched {
            applications: vec![ApplicationId(1), ApplicationId(u64::MAX >> 4)],
            queues: vec![queue(2022, Kind::General), queue(2023, Kind::Correctional)],
            everywhere: true,
            moved: vec![(ApplicationId(1), queue(2023, Kind::Correctional))],
        };
        let bytes = touched.to_bytes();
        assert_eq!(Touched::from_bytes(&bytes), Some(touched));
        assert_eq!(Touched::from_bytes(&Touched::default().to_bytes()), Some(Touched::default()));
        assert_eq!(Touched::from_bytes(&bytes[..bytes.len() - 1]), None);
        assert_eq!(Touched::from_bytes(&[]), None);
    }
}
