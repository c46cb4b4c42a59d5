### Reasons from closed lists, grounds and states. They have the same name on every page.
# Grounds that give a class.
ground-military = Child of a serviceman
ground-special_state_body = Child of an employee of a special state body
ground-large_family = Child of a large family
ground-parent_disability = Child of parents with a disability
ground-no_parental_care = Child left without parental care
ground-orphan = Orphan
ground-special_needs = Child with special educational needs
ground-teacher_child = Child of a teacher
ground-disabled_sibling = The family raises a child with a disability
ground-conclusion = PMPC conclusion
ground-erased = Ground (data erased)

review-pending = Being checked
review-confirmed = Confirmed
review-rejected = Not accepted
review-revoked = Revoked
review-lapsed = Lapsed

status-waiting = Waiting in the queue
status-access = Choosing from a list
status-referred = Has a referral
status-enrolled = Enrolled in a kindergarten
status-paused = Paused
status-stopped = Stopped for a while
status-withdrawn = Withdrawn
status-expired = Queue closed
status-no_conclusion = Waiting for the PMPC conclusion

# Why a kindergarten recalls a vacated place.
recall-reported_by_mistake = Reported by mistake
recall-child_stays = The child who was to leave stays
recall-repair = The group is closed for repair
recall-no_staff = There is no teacher for the group

# Why a kindergarten refuses a referral.
refuse-documents_incomplete = Documents are missing
refuse-documents_expired = Documents are out of date
refuse-medical = A medical reason
refuse-other_group_needed = The child needs another group

# Why an official decided on a ground as they did.
ground-reason-document_proves = The document proves it
ground-reason-document_missing = No document was shown
ground-reason-document_expired = The document is out of date
ground-reason-document_does_not_prove = The document does not prove it
ground-reason-document_not_genuine = The document is not genuine
ground-reason-circumstance_ended = The circumstance has ended
ground-reason-confirmed_by_mistake = It was confirmed by mistake

interruption-regrouping = Yearly regrouping
interruption-outage = The service could not be reached
interruption-emergency = An emergency in the town

act-papers_corrected = A mistake in the papers was corrected
act-clerical_error = A clerk's mistake was mended
act-family_moved = The family moved
act-closed_by_mistake = The application was closed by mistake
act-court_decision = A court's decision
act-employees_child = The child of an employee of this kindergarten
