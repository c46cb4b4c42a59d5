### Groups of a kindergarten: seats, seats held back, birth years, closing.
group-link = Change the group
group-count-link = Say how many children and seats there are
group-figures = Attending: { $attending } · coming with a referral: { $referred } · places offered: { $offered } · held back: { $held } · free: { $free }
group-uncounted = The children have not been counted yet
group-uncounted-words = Write how many seats the group has and how many children attend it now. From then on free seats are counted for you.
group-capacity = Seats in all
group-attending = Children attending
group-referred = Coming with a referral
group-offered = Places offered
group-held = Seats held back
group-free = Free seats
group-count = Seats and children
group-count-hint = When a child leaves, nothing needs to be written here: report the vacant place on the page “Today” and the number goes down by itself. This part is for putting a number right.
group-capacity-label = How many seats does the group have?
group-attending-label = How many children attend it now?
group-count-do = Save the numbers
group-capacity-wrong = Write the number of seats: a whole number from 1 to { $count }.
group-attending-wrong = Write the number of children: a whole number from 0 to { $count }.
group-count-no-room = These numbers do not fit: besides the children attending, { $referred } come with a referral, { $offered } places are offered and { $held } seats are held back. Together they cannot be more than all seats.
group-hold = Hold seats back
group-hold-hint = Seats that no child can be given for some time. Everybody sees their number and the reason on the kindergarten’s page.
group-hold-reason = Reason
group-hold-seats = How many seats are held back for this reason?
group-hold-seats-hint = Write 0 to let go of the seats held for this reason.
group-hold-do = Save
group-seats-wrong = Write how many seats are held back: a whole number from 0 to { $count }.
group-hold-no-room = That many seats cannot be held back: { $count } are free.
group-count-first = First say how many seats and children there are.
group-card = Name, language and hours
group-card-do = Save
group-years = Birth years
group-years-legend = Children born in which years does the group take?
group-years-do = Save the years
group-years-needed = Choose at least one birth year.
group-years-in-use = A place for the year you took away is offered or taken by a referral now. First recall the offered place, enrol the child or wait until the referral ends.
group-close = Close the group
group-close-means = A closed group leaves the lists and cannot be opened again. What was recorded stays in the journal.
group-close-do = Close the group for good
group-close-in-use = The group cannot be closed yet: a place of it is offered or taken by a referral.
done-seats-counted = The numbers are saved.
done-seats-held = The seats held back are saved. Their number and the reason are recorded.
done-group-changed = The group’s particulars are saved.
done-group-years = The birth years are saved.
done-group-closed = The group is closed.

history-menu = History
history-title = What the kindergarten has done
history-none = The journal has no entries of this kindergarten yet.
history-entry = No. { $number } in the journal
history-newer = Later ones
history-older = Earlier ones
history-reported = { $group }, born in { $year }: { $count ->
    [one] { $count } place reported
   *[other] { $count } places reported
 }
history-recalled = { $group }, born in { $year }: { $count ->
    [one] { $count } place recalled
   *[other] { $count } places recalled
 }. Reason: { $reason }
history-counted = { $group }: { $capacity } seats in all, { $attending } children attending
history-held = { $group }: { $count ->
    [one] { $count } seat held back
   *[other] { $count } seats held back
 }. Reason: { $reason }
history-years = { $group }: for children born in { $years }
history-nothing = It was said that there were no places
history-name = { $group }: name changed from “{ $was }” to “{ $now }”
history-language = { $group }: language changed. Before: { $was }. Now: { $now }
history-hours = { $group }: hours changed. Before: { $was }. Now: { $now }
history-key-made = A key for the kindergarten’s own software was made
history-key-ended = A key for the kindergarten’s own software was ended
history-met = The parent came with the referral { $sign }
history-closed = { $group }: closed
history-enrolled = The child with the sign { $sign } was enrolled
history-extended = The referral { $sign } was extended. Last day: { $day }
history-refused = The referral { $sign } was refused. Reason: { $reason }

year-menu = New school year
year-title = Turning to the new school year
year-lead = Here you say which birth years each group takes from September on. The plan is saved first; you look at it and carry it out for all groups with one press.
year-plan = The plan
year-now = Now
year-then = In the new school year
year-attend = { $count ->
    [one] { $count } child
   *[other] { $count } children
 }
year-on-their-way = { $count ->
    [one] { $count } place offered or taken by a referral
   *[other] { $count } places offered or taken by referrals
 }
year-turn-means = All groups change at once, and the journal records it. Report vacant places on the page “Today” afterwards.
year-turn-do = Carry the plan out
year-change = Change the plan
year-capacity-label = Seats of the group in all
year-attending-label = How many children go on attending?
year-prepare-do = Save the plan
year-in-use = The plan was not carried out: a place for a year that one of the groups leaves is still offered or taken by a referral. Recall the offered place or wait until the referral ends.
year-no-room = The plan was not carried out: one of the groups has too few seats. Children attending, children with referrals, offered places and seats held back together cannot be more than all seats.
year-plan-changed = The plan has changed meanwhile. Look at it below and press again.
done-year-prepared = The plan is saved. Look at it and carry it out.
done-year-turned = All groups have turned to the new school year.

kindergarten-referrals-all = All referrals
reminder-subject = Report vacant places, { $until }
reminder-text = { $name } has said nothing about vacant places today. Next list: today, { $time }. If a place has become vacant, report it before that time; if not, press “No vacant places today”.

office-email = E-mail of the kindergarten
office-email-hint = If the kindergarten has said nothing today, a reminder comes here before the list is made. Nobody else is shown this address.
office-end = Merge or close the kindergarten
office-merge-means = When it is merged, all groups, offered places and referrals move to another kindergarten. The log-ins of this one are closed.
office-merge-into = In which kindergarten do the groups go on?
office-merge-nobody = Choose
office-merge-do = Merge
office-merge-choose = Choose the kindergarten in which the groups go on.
office-close-means = A kindergarten can be closed once none of its groups is open. It leaves the lists, its past is kept.
office-close-do = Close the kindergarten
office-close-groups-first = First close all groups of the kindergarten, or merge it with another one.
done-kindergarten-merged = The kindergartens are merged.
done-kindergarten-closed = The kindergarten is closed.
