### Cases: acts of officials outside the ordinary course, and applications on paper.
cases-acts = Acts of officials
cases-act-correct = Correct the birth date
cases-act-restore = Restore the application
cases-act-move = Note a move to another territory
cases-act-admit = Issue a referral outside the order
cases-act-extend = Extend the referral
cases-means-correct = The child’s birth date is corrected. If the year changes, the application moves to the queue of that year. The date of application stays.
cases-means-restore = The closed application returns to the queue at its old date.
cases-means-move = The application is closed here because the family now lives in another territory. If there is a referral, its place goes into the next list.
cases-means-admit = The child is referred outside the order, to a place that was in no list. This is allowed only on a ground that the law names.
cases-means-extend = The last day of the referral moves to a later day. It can be done once, and not beyond the term that the rules set from the day of issue. The family sees the new date on its own page.
cases-counted = The act is recorded without names; everybody sees its number and reason on the page of statistics. Nobody can set a place in the queue by hand.
cases-do-correct = Correct the date
cases-do-restore = Restore
cases-do-move = Close the application
cases-do-admit = Issue the referral
cases-do-extend = Extend the term
cases-born-on = True birth date
cases-born-future = A birth date cannot lie in the future.
cases-born-iin = The IIN says that the child was born on { $day }. Check the IIN first.
cases-group = Kindergarten and group
cases-group-hint = Groups with free seats that take children of this queue.
cases-choose = Choose
cases-choose-group = Choose a group.
cases-free = { $count ->
    [one] { $count } free seat
   *[other] { $count } free seats
 }
cases-reason = Reason
cases-paper = Application on paper No. { $number }, received { $at }
done-act-correct = The birth date is corrected.
done-act-restore = The application is restored.
done-act-move = The application is closed because of the move.
done-act-admit = The referral outside the order is issued.
done-act-extend = The referral is extended.

intake-menu = Paper application
intake-title = Take an application from paper
intake-lead = The application counts from the time at which the paper was received. The family gets a number and a secret code like everybody.
intake-paper-title = The paper
intake-paper = Registration number of the paper
intake-paper-needed = Write the registration number of the paper, at most { $count } characters.
intake-received-on = Received on
intake-received-time = Received at
intake-time-needed = Write the time, such as 09:40.
intake-future = A paper cannot have been received in the future. Check the date and the time.
intake-too-old = A paper as old as this cannot be taken. The earliest date is { $day }.
intake-consent = The paper holds a signed consent to the processing of personal data
intake-do = Take the application
intake-taken = The application is taken
intake-taken-lead = Print this page and hand it to the family. The secret code is shown nowhere else.
intake-number = Number of the application
intake-code = Secret code
intake-counts-from = The application counts from
intake-taken-words = With the number and the secret code the family sees its application from any telephone. The code is not for strangers.
intake-next = Next paper
