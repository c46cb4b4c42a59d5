### Pages of a kindergarten: its day, its places, its referrals.
kindergarten-menu-day = Today
kindergarten-menu-referrals = Referrals
kindergarten-leave = Log out
kindergarten-leave-it = Go back

kindergarten-word-none = You have said nothing yet today
kindergarten-word-ask = Next list: { $when }. Until then, report the places that have become vacant or confirm that there are none today.
kindergarten-word-nothing = { $time }: you said that there are no vacant places today
kindergarten-word-reported = { $time }: you reported vacant places
kindergarten-word-waiting = { $count ->
    [one] { $count } place goes into the next list: { $when }.
   *[other] { $count } places go into the next list: { $when }.
 }
kindergarten-word-later = If a place becomes vacant, report it below at any time.
kindergarten-nothing = No vacant places today
kindergarten-suspended = Publication is suspended
kindergarten-suspended-words = Last day without a list: { $day }. The places you report are kept and go into the next list: { $when }.
kindergarten-expected = { $count ->
    [one] { $count } child is expected with a referral
   *[other] { $count } children are expected with referrals
 }

kindergarten-groups = Groups
kindergarten-no-groups = The kindergarten has no groups yet. The education department opens them.
kindergarten-capacity = { $count ->
    [one] { $count } seat
   *[other] { $count } seats
 }
kindergarten-born = children born in { $year }
kindergarten-ages = aged { $from }–{ $to }
kindergarten-ages-infants = under 1
kindergarten-stage-none = No vacant places
kindergarten-stage-reported = { $count ->
    [one] { $count } place goes into the next list
   *[other] { $count } places go into the next list
 }
kindergarten-stage-published = { $count ->
    [one] { $count } place published
   *[other] { $count } places published
 }
kindergarten-stage-early = { $count ->
    [one] { $count } place being chosen in order, { $until }
   *[other] { $count } places being chosen in order, { $until }
 }
kindergarten-stage-open = { $count ->
    [one] { $count } place open to all
   *[other] { $count } places open to all
 }
kindergarten-stage-referred = { $count ->
    [one] { $count } referral issued
   *[other] { $count } referrals issued
 }
kindergarten-stage-enrolled = { $count ->
    [one] { $count } child enrolled from the queue
   *[other] { $count } children enrolled from the queue
 }

kindergarten-report-legend = How many places have become vacant?
kindergarten-report = Report
kindergarten-report-more = More than 3 places
kindergarten-report-more-label = Number of vacant places
kindergarten-report-how-many = Choose how many places have become vacant: a whole number from 1 to { $count }.
kindergarten-report-full = All seats of this group are already offered. If that is a mistake, recall the surplus first.
no-places-reported = Places have already been reported. To say that there are none today, recall them first.

kindergarten-recall-link = Recall places
kindergarten-recall-title = Recall places
kindergarten-recall-means = Before you recall
kindergarten-recall-public = Recalled places leave the list at once. For seven days everybody sees their number and the reason on the page of the list.
kindergarten-recall-order = Places that are not yet published go first, then published ones, open ones last. A place that a family has taken cannot be recalled.
kindergarten-recall-access = Families with access to the list can still choose other places. Their page shows what is left.
kindergarten-recall-none = There is nothing to recall: families have taken all places, or none were reported.
kindergarten-recall-places = How many places do you recall?
kindergarten-recall-places-hint = { $count ->
    [one] { $count } place has not been taken by anybody.
   *[other] { $count } places have not been taken by anybody.
 }
kindergarten-recall-how-many = Write how many places you recall.
kindergarten-recall-taken = { $count ->
    [one] That many cannot be recalled. { $count } place has not been taken by anybody.
   *[other] That many cannot be recalled. { $count } places have not been taken by anybody.
 }
kindergarten-recall-reason = Reason
kindergarten-recall-do = Recall
kindergarten-choose-reason = Choose a reason.

kindergarten-referrals-count = { $count ->
    [one] { $count } child is coming to you.
   *[other] { $count } children are coming to you. Those whose term ends first come first.
 }
kindergarten-referrals-none = Nobody is on the way now.
kindergarten-referrals-none-words = Once a family chooses your place and has a referral, the child's name and the parent's phone appear here.
kindergarten-valid-until = Last day: { $day }
kindergarten-extended = term extended
kindergarten-born-on = Born on
kindergarten-guardian = Parent or guardian
kindergarten-group = Group
kindergarten-issued-on = Referral issued on
kindergarten-sign = Sign in the queue
kindergarten-family-erased = The family's personal data has been erased. Ask the education department.
kindergarten-referral-not-here = There is no such referral in the list: it has been decided already, the family declined it, or it was issued to another kindergarten.

kindergarten-enrol = Enrol
kindergarten-enrol-title = Enrol the child
kindergarten-enrol-means = Press only after the contract with the parent is signed. The child leaves the queue, and its other open applications are closed.
kindergarten-enrol-do = The contract is signed, enrol
kindergarten-refuse = Refuse
kindergarten-refuse-title = Refuse the referral
kindergarten-refuse-means = The application returns to the queue at its date, and the place goes into the next list. The family and the education department see the reason.
kindergarten-refuse-reason = Why do you refuse?
kindergarten-refuse-do = Refuse the referral
kindergarten-extend = Extend
kindergarten-extend-title = Extend the referral
kindergarten-extend-means = A referral can be extended only once. The family sees the new date on its own page.
kindergarten-extend-until = New last day
kindergarten-extend-hint = At the latest: { $day }.
kindergarten-extend-choose = Choose the new last day.
kindergarten-extend-over = This referral was extended before, or was issued for the longest term there is.
kindergarten-extend-do = Extend

done-places-reported = The places are reported. If that was a mistake, press “Recall places” at that group.
done-nothing-said = Thank you! It is noted that there are no vacant places today.
done-places-recalled = The places are recalled. Their number and the reason are recorded.
done-child-enrolled = The child is enrolled and no longer stands in the queue.
done-referral-refused = The referral was refused. The application is back in the queue, the place goes into the next list.
done-referral-extended = The referral has been extended.

kindergarten-unproved = The family has not confirmed its phone yet, so the child’s name and the phone are not shown.
kindergarten-unproved-tag = phone not confirmed
kindergarten-met = The parent is here with the referral
kindergarten-met-means = You will then see the child’s name. Who pressed the button is kept on record.
