//! Closed lists of reasons. There is no "other": a reason that is missing here is added here, and counted in public.

use serde::{Deserialize, Serialize};

macro_rules! reasons {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $code:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name {
            $($(#[$variant_doc])* #[serde(rename = $code)] $variant,)+
        }

        impl $name {
            /// The whole list, in the order in which it is offered.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The code as written in the journal and in forms.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// The reason of that code, if the list has it.
            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|reason| reason.code() == code)
            }
        }
    };
}

reasons! {
    /// Why a kindergarten recalls places that nobody has taken (rules, 5).
    RecallReason {
        /// Reported by mistake.
        ReportedByMistake = "reported_by_mistake",
        /// The child who was to leave stays.
        ChildStays = "child_stays",
        /// The group is closed for repair.
        Repair = "repair",
        /// There is no teacher for the group.
        NoStaff = "no_staff",
    }
}

reasons! {
    /// Why seats of a group are held back from the queue (rules, 12, 9: public).
    HoldReason {
        /// The room is under repair.
        Repair = "repair",
        /// There is no teacher for so many children.
        NoStaff = "no_staff",
        /// The sanitary norm allows fewer children for now.
        SanitaryNorm = "sanitary_norm",
        /// A court ordered it.
        CourtOrder = "court_order",
    }
}

reasons! {
    /// Why a kindergarten refuses a referral (rules, 8).
    RefuseReason {
        /// Documents are missing.
        DocumentsIncomplete = "documents_incomplete",
        /// Documents are out of date.
        DocumentsExpired = "documents_expired",
        /// A medical reason.
        Medical = "medical",
        /// The child needs another group.
        OtherGroupNeeded = "other_group_needed",
    }
}

reasons! {
    /// Why an official decided on a ground or a conclusion as they did (rules, 3).
    GroundReason {
        /// The document proves it.
        DocumentProves = "document_proves",
        /// No document was shown.
        DocumentMissing = "document_missing",
        /// The document is out of date.
        DocumentExpired = "document_expired",
        /// The document does not prove it.
        DocumentDoesNotProve = "document_does_not_prove",
        /// The document is not genuine.
        DocumentNotGenuine = "document_not_genuine",
        /// The circumstance has ended.
        CircumstanceEnded = "circumstance_ended",
        /// It was confirmed by mistake.
        ConfirmedByMistake = "confirmed_by_mistake",
    }
}

reasons! {
    /// Why publication is suspended or running windows are extended (rules, 5).
    InterruptionReason {
        /// The yearly regrouping of 1 to 31 August.
        Regrouping = "regrouping",
        /// The service could not be reached.
        Outage = "outage",
        /// An emergency in the town.
        Emergency = "emergency",
    }
}

reasons! {
    /// Why the office does not confirm an exchange of places to which both families agreed (rules, 9).
    ExchangeReason {
        /// One of the families did not confirm its consent when it was asked.
        ConsentNotConfirmed = "consent_not_confirmed",
        /// One of the children attends the group no more.
        ChildHasLeft = "child_has_left",
        /// The other group does not suit the age or the health of a child.
        GroupUnsuitable = "group_unsuitable",
    }
}

reasons! {
    /// Why an official acts outside the ordinary course (rules, 9).
    ActReason {
        /// A mistake in the papers was corrected.
        PapersCorrected = "papers_corrected",
        /// A clerk's mistake was mended.
        ClericalError = "clerical_error",
        /// The family moved.
        FamilyMoved = "family_moved",
        /// Withdrawn or closed by mistake.
        ClosedByMistake = "closed_by_mistake",
        /// A court decided.
        CourtDecision = "court_decision",
        /// The child of an employee of that kindergarten.
        EmployeesChild = "employees_child",
    }
}
