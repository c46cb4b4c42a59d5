### Pages of the office: cases that wait for a decision, applications.
office-menu-tasks = Cases
office-menu-calendar = Calendar
office-menu-publication = Publication
office-menu-accounts = Staff
office-menu-policy = Rules in force
office-leave = Log out

office-title = Cases waiting for a decision
office-done-see = See application { $sign }
office-search = Find an application
office-search-hint = Sign, number, the child's IIN, a phone, surname and first name of the child or the guardian
office-search-do = Find
office-search-empty = Write what to look for.
office-search-none = Nothing was found. Check the digits: a number has 10, an IIN has 12, a sign has 8 characters. By name, give the whole surname.
office-found-more = There are many; the first are shown. Add the first name.
office-found = { $count ->
    [one] { $count } application found
   *[other] { $count } applications found
 }
office-waiting-none = All cases are decided. New ones will appear here.
office-queue = Queue
office-pages = Pages
office-page = Page { $page } of { $pages }
office-page-before = Back
office-page-next = Next
office-queue-general = born in { $year }
office-queue-correctional = born in { $year }, correctional
office-words-said = { $said } of { $all } have said something.

office-application = Application
office-standing = Standing in the queue
office-status = Status
office-referral-until = Last day of the referral: { $day }
office-place = Place in the queue
office-class = Class
office-applied-at = Applied at
office-grounds = Grounds
office-grounds-none = The application claims no grounds.
office-grounds-other = Other grounds
office-counts-until = until { $day }
office-messages = Messages to the family
office-history = What happened
office-family = Child and family
office-child = Child
office-born-on = Born on
office-iin = IIN
office-iin-none = none yet
office-guardian = Parent or guardian
office-contact = Contact
office-met-by = Met the parent at the kindergarten: { $by }
office-number = Application number
office-legacy-number = Number in the older queue
office-erased = The family's personal data has been erased. The application's history in the queue is kept.

office-document-of = document of { $day }
office-decided-at = decided { $at }
office-application-closed = The application is closed; no more decisions are taken on the ground.
office-confirm-title = Confirm
office-confirm-anew = Confirm by a new document
office-confirm-gives = This ground gives the class:
office-confirm-date-stays = The date of application does not change.
office-confirm-conclusion = Once confirmed, the application stands in the correctional queue at its date.
office-confirm-do = Confirm
office-document-date = Date of the document
office-document-date-needed = Give the date of the document.
office-document-date-future = The document cannot be dated after today.
office-expiry = Last day on which it counts
office-expiry-hint = Leave empty if the document has no term. After this day the ground lapses by itself.
office-expiry-past = This day is over. A document that is out of date cannot be confirmed.
office-date-unread = The date could not be read.
office-reject-title = Do not accept
office-reject-means = The application's class and date do not change. The family sees the reason and can send or bring another document.
office-reject-do = Do not accept
office-revoke-title = Revoke the confirmation
office-revoke-means = Without another ground the application loses this class; its date does not change. A referral that was issued stays; an access given in this class is taken back.
office-revoke-do = Revoke
office-reason = Reason
office-choose-reason = Choose a reason.
office-decided-meanwhile = While this page was open, the case was decided. See what it is now, and decide again if need be.
office-document-meanwhile = While this page was open, another document came. Look at it, and decide then.

office-by-clock = Steps of the day
office-by-family = Family
office-by-kindergarten = Kindergarten
office-by-office = Office
office-by-administrator = Administrator
office-by-import = Taken over from the older queue

event-submitted = The application was taken. It counts from { $at }.
event-ground-confirmed = Confirmed: { $ground }.
event-ground-confirmed-until = Confirmed: { $ground }. Last day: { $day }.
event-ground-rejected = Not accepted: { $ground }. Reason: { $reason }.
event-ground-revoked = Confirmation revoked: { $ground }. Reason: { $reason }.
event-ground-lapsed = Lapsed: { $ground }.
event-access = Access to a list was given { $until }.
event-access-passed = Others were let pass; the place is kept.
event-access-given-up = The access ended.
event-access-missed = The access went unused; the place is kept.
event-access-lapsed-after-recall = The access went unused. Its list had no longer the places it had promised, so it does not count as missed.
event-access-taken-back = The access was taken back: the class or the conclusion no longer counts.
event-access-queue-closed = The access ended: the queue has reached its age.
event-referral = A place was chosen, a referral was issued: { $group }. Last day: { $day }.
event-referral-standing = A referral was issued by the family's list of wishes: { $group }. Last day: { $day }.
event-referral-official = A referral was issued outside the order: { $group }. Reason: { $reason }. Last day: { $day }.
event-referral-extended = The referral was extended. New last day: { $day }.
event-referral-declined = The referral was declined.
event-referral-refused = The kindergarten refused the referral. Reason: { $reason }.
event-referral-expired = The referral's term passed.
event-referral-withdrawn = The referral was withdrawn because the application was closed.
event-stopped-until = The application is stopped and returns to the queue on { $day }.
event-enrolled = The child was enrolled.
event-standing-choice = { $count ->
    [one] A list of { $count } group was stored.
   *[other] A list of { $count } groups was stored.
 }
event-paused = The application was paused.
event-paused-missed = { $count ->
    [one] The application was paused after { $count } unused access.
   *[other] The application was paused after { $count } unused accesses in a row.
 }
event-resumed = The application returned to the queue.
event-stop-ended = The stop is over, the application stands in the queue again.
event-withdrawn = The family withdrew the application.
event-withdrawn-enrolled = Closed: the child was enrolled through another application.
event-moved-away = The application was closed. Reason: { $reason }.
event-expired = Closed: the queue has reached its age.
event-year-corrected = The birth year was corrected: { $queue }. Reason: { $reason }.
event-restored = The application was opened again at its date. Reason: { $reason }.
event-refused = Not done: { $why }
event-task-refused = A refused referral was looked at: “{ $outcome }”.
event-task-restored = A restored application was looked at: “{ $outcome }”.
event-task-undelivered = Undelivered messages were looked at: “{ $outcome }”.
event-first-opinion = Confirmed { $ground } as the first of two officials. Another official must confirm it too.
event-complaint = Wrote to the department: { $subject }.
event-complaint-passed = Passed the complaint on to the head of the department ({ $subject }): { $why }.
event-complaint-answered = Answered the family ({ $subject }).

done-ground-confirmed = The ground is confirmed. The application's place in the queue has been counted anew.
done-ground-rejected = The ground was not accepted. The family sees the reason.
done-ground-revoked = The confirmation is revoked. The application's place in the queue has been counted anew.
