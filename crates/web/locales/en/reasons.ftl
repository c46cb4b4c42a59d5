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

# Why a rule said no.
refusal-duplicate_group = There is such a group already.
refusal-duplicate_application = There is such an application already.
refusal-unknown_application = There is no such application.
refusal-closed = The application is closed: the child is enrolled, it was withdrawn, or its queue has reached its age.
refusal-unknown_ground = This town knows no such ground.
refusal-not_claimed = The application does not claim that ground.
refusal-not_of_age = The child's age does not fit this queue.
refusal-duplicate_child = No application was taken with these data. The child may already stand in the queue or be enrolled.
refusal-already_enrolled = No application was taken with these data. The child may already stand in the queue or be enrolled.
refusal-already_referred = This application already has a referral.
refusal-paused = The application is paused. To take a place, return to the queue first.
refusal-stopped = The application is stopped for a while, because a referral went unused. It returns to the queue by itself when the time is over.
refusal-enrolled = The child is already enrolled.
refusal-withdrawn = The application was withdrawn.
refusal-expired = The queue of this birth year has closed.
refusal-unknown_group = There is no such group.
refusal-wrong_queue = This group is for children of another age or of another queue.
refusal-conclusion_required = A correctional group needs a confirmed PMPC conclusion.
refusal-access_required = For now this place is for families with access to its list.
refusal-not_open_yet = The place is published but not open yet. Choosing begins when the list opens in the morning.
refusal-no_place = This group has no vacant place left.
refusal-no_referral = There is no valid referral.
refusal-no_access = There is no access to a list now.
refusal-not_waiting = The application does not stand in the queue now.
refusal-not_paused = The application is not paused.
refusal-not_closed = The application is not closed.
refusal-already_extended = The referral was extended before. It can be extended only once.
refusal-term_out_of_range = The new last day must be after the old one and not after the last day allowed.
refusal-not_enrolled = The child is not enrolled.
refusal-different_queues = The two applications stand in different queues: another birth year, or another kind.
refusal-same_group = Both children go to the same group.
refusal-no_match = The wishes of the two families do not fit each other.
refusal-no_wish = There is no wish to exchange.
refusal-not_agreed = Not both families have agreed to this exchange.
refusal-already_joined = One of the applications is joined with another already.
refusal-not_joined = The applications are not joined as twins.
refusal-joined_twins = The application is joined with its twin’s: both places are taken together.
refusal-twins_apart = The two groups are in different kindergartens.
refusal-not_suspended = There is no such suspension, or it is over.
refusal-wrong_span = The last day stands before the first.
refusal-wrong_choice = A group is named twice, or there are too many groups.
refusal-already_founded = This territory exists already.
refusal-not_due = It is not yet time for this step.
refusal-no_room = The group has not so many seats.
refusal-second_official_needed = This class is given only once two different officials have confirmed.
refusal-same_official = Two different officials must propose and approve a change.
refusal-already_scheduled = Another change of the rules is scheduled. It has to come or be cancelled first.
refusal-policy_outdated = The rules have changed since this was proposed. Propose it again with the present values.
refusal-nothing_scheduled = No change is scheduled.
refusal-group_in_use = A place of this group is offered or taken by a referral now.

hold-repair = Under repair
hold-no_staff = A teacher is missing
hold-sanitary_norm = Fewer children by the sanitary norm
hold-court_order = Ordered by a court
