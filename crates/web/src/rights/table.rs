//! The table of rights: in what capacities people come, what pages do or show, and who may do it.
//!
//! `docs/roles.md` is this table in print, and `/office/roles` shows it to staff; a test compares them.

/// In what capacity somebody comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// Anybody, without a log-in.
    Visitor,
    /// A family, with the number and code of one application.
    Family,
    /// A helper whom a family named, with the number and a code of their own.
    Helper,
    /// Whoever answers for one kindergarten.
    Kindergarten,
    /// Stands in at a kindergarten for what is due every day.
    Deputy,
    /// A clerk of the education department.
    Clerk,
    /// An official who decides on grounds.
    Verifier,
    /// The head of the education department.
    Head,
    /// Reads what the office reads and changes nothing.
    Auditor,
    /// An administrator of the town.
    Administrator,
}

impl Role {
    /// Every role, in the order of the printed table.
    pub(crate) const ALL: [Self; 10] = [
        Self::Visitor,
        Self::Family,
        Self::Helper,
        Self::Kindergarten,
        Self::Deputy,
        Self::Clerk,
        Self::Verifier,
        Self::Head,
        Self::Auditor,
        Self::Administrator,
    ];

    /// Its word in keys of texts.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Visitor => "visitor",
            Self::Family => "family",
            Self::Helper => "helper",
            Self::Kindergarten => "kindergarten",
            Self::Deputy => "deputy",
            Self::Clerk => "clerk",
            Self::Verifier => "verifier",
            Self::Head => "head",
            Self::Auditor => "auditor",
            Self::Administrator => "administrator",
        }
    }

    /// Whether it speaks for a kindergarten.
    pub(crate) fn is_of_kindergarten(self) -> bool {
        matches!(self, Self::Kindergarten | Self::Deputy)
    }

    /// Whether it works in the education department.
    pub(crate) fn is_of_office(self) -> bool {
        matches!(self, Self::Clerk | Self::Verifier | Self::Head | Self::Auditor | Self::Administrator)
    }

    /// Whether it has a log-in of its own.
    pub(crate) fn is_staff(self) -> bool {
        self.is_of_kindergarten() || self.is_of_office()
    }
}

/// What a page does or shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Right {
    /// Read what is public.
    ReadPublic,
    /// Apply for a place.
    Apply,
    /// Log in, or out.
    LogIn,
    /// See the application one comes for, and do for it what belongs to the queue.
    OwnApplication,
    /// What is the family's alone: its contacts, its secret code, its helpers, other applications, and to leave for good.
    OwnAccount,
    /// A staff log-in of one's own: its password and open sessions.
    OwnLogIn,
    /// Read which role may do what.
    SeeRoles,
    /// Report and recall places of one's kindergarten.
    ReportPlaces,
    /// See the referrals to one's kindergarten.
    SeeReferrals,
    /// Enrol, refuse, extend.
    HandleReferrals,
    /// Count the seats of one's groups, hold some back, change and close groups, turn the year.
    KeepGroups,
    /// See what waits for the office, applications with their documents, and the kindergartens.
    SeeOffice,
    /// Take a task over, hand it back, close it.
    HandleTasks,
    /// Find an application by what a person at the desk says.
    FindApplications,
    /// Take applications from paper; correct, restore, move, admit outside the order.
    CaseWork,
    /// Decide on grounds and PMPC conclusions.
    DecideReviews,
    /// Register kindergartens and groups.
    RegisterKindergartens,
    /// Read reports and take them away.
    ReadReports,
    /// See the rules in force, and proposed ones with their preview.
    SeePolicy,
    /// Propose another policy, cancel one that is scheduled.
    ProposePolicy,
    /// Approve or reject another official's proposed policy, withdraw an own one. Nobody approves an own one.
    ApprovePolicy,
    /// See how the town is kept: its calendar, publication, and the list of staff.
    SeeKeeping,
    /// Amend the calendar.
    AmendCalendar,
    /// Suspend publication, extend windows.
    SuspendPublication,
    /// Announce something to everybody, and word messages.
    Announce,
    /// Give and close log-ins, and remove a colleague's second factors.
    ManageAccounts,
    /// Confirm that a colleague who cannot log in is who they say. Nobody confirms for themselves.
    ConfirmRecovery,
    /// See who of the staff has seen whose personal data.
    SeeViews,
}

impl Right {
    /// Every right, in the order of the printed table.
    pub(crate) const ALL: [Self; 28] = [
        Self::ReadPublic,
        Self::Apply,
        Self::LogIn,
        Self::OwnApplication,
        Self::OwnAccount,
        Self::OwnLogIn,
        Self::SeeRoles,
        Self::ReportPlaces,
        Self::SeeReferrals,
        Self::HandleReferrals,
        Self::KeepGroups,
        Self::SeeOffice,
        Self::HandleTasks,
        Self::FindApplications,
        Self::CaseWork,
        Self::DecideReviews,
        Self::RegisterKindergartens,
        Self::ReadReports,
        Self::SeePolicy,
        Self::ProposePolicy,
        Self::ApprovePolicy,
        Self::SeeKeeping,
        Self::AmendCalendar,
        Self::SuspendPublication,
        Self::Announce,
        Self::ManageAccounts,
        Self::ConfirmRecovery,
        Self::SeeViews,
    ];

    /// Its word in keys of texts.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::ReadPublic => "read_public",
            Self::Apply => "apply",
            Self::LogIn => "log_in",
            Self::OwnApplication => "own_application",
            Self::OwnAccount => "own_account",
            Self::OwnLogIn => "own_log_in",
            Self::SeeRoles => "see_roles",
            Self::ReportPlaces => "report_places",
            Self::SeeReferrals => "see_referrals",
            Self::HandleReferrals => "handle_referrals",
            Self::KeepGroups => "keep_groups",
            Self::SeeOffice => "see_office",
            Self::HandleTasks => "handle_tasks",
            Self::FindApplications => "find_applications",
            Self::CaseWork => "case_work",
            Self::DecideReviews => "decide_reviews",
            Self::RegisterKindergartens => "register_kindergartens",
            Self::ReadReports => "read_reports",
            Self::SeePolicy => "see_policy",
            Self::ProposePolicy => "propose_policy",
            Self::ApprovePolicy => "approve_policy",
            Self::SeeKeeping => "see_keeping",
            Self::AmendCalendar => "amend_calendar",
            Self::SuspendPublication => "suspend_publication",
            Self::Announce => "announce",
            Self::ManageAccounts => "manage_accounts",
            Self::ConfirmRecovery => "confirm_recovery",
            Self::SeeViews => "see_views",
        }
    }
}

/// The whole table.
///
/// A deputy does what is due every day and undoes it in the evening of the same day; what counts for months stays with
/// whoever answers for the kindergarten. Who takes an application in does not confirm its grounds. The head stands in for
/// both, as the second official or in a town of few. Who keeps the accounts touches no family's case.
pub(crate) fn may(role: Role, right: Right) -> bool {
    use Role::{Administrator, Auditor, Clerk, Deputy, Family, Head, Helper, Kindergarten, Verifier};
    match right {
        Right::ReadPublic | Right::Apply | Right::LogIn => true,
        Right::OwnApplication => matches!(role, Family | Helper),
        Right::OwnAccount => role == Family,
        Right::OwnLogIn | Right::SeeRoles => role.is_staff(),
        Right::ReportPlaces | Right::SeeReferrals => matches!(role, Kindergarten | Deputy),
        Right::HandleReferrals | Right::KeepGroups => role == Kindergarten,
        Right::SeeOffice | Right::ReadReports | Right::SeePolicy => role.is_of_office(),
        Right::HandleTasks | Right::FindApplications => matches!(role, Clerk | Verifier | Head),
        Right::CaseWork => matches!(role, Clerk | Head),
        Right::DecideReviews => matches!(role, Verifier | Head),
        Right::RegisterKindergartens => matches!(role, Clerk | Administrator),
        Right::ApprovePolicy | Right::ConfirmRecovery => matches!(role, Head | Administrator),
        Right::SeeKeeping | Right::SeeViews => matches!(role, Head | Auditor | Administrator),
        Right::ProposePolicy
        | Right::AmendCalendar
        | Right::SuspendPublication
        | Right::Announce
        | Right::ManageAccounts => role == Administrator,
    }
}
