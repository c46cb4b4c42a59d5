### Choosing a place: filter, distance, map, comparison, choosing in advance.
filter-title = Filter the groups
filter-language = Language of instruction
filter-hours = Hours
filter-district = District
filter-any = Any
filter-show = Show
filter-clear = Show all
filter-found = Showing { $shown } of { $all } groups.
filter-none = No place matches the filter.
places-more = { $count ->
    [one] Show { $count } more kindergarten
   *[other] Show { $count } more kindergartens
 }

near-sort = Nearest first
near-words = Where you are is known to this device only: it is not sent anywhere and not kept.
near-done = The kindergartens are sorted by distance (in a straight line).
near-failed = Where you are could not be found out. Try choosing a district.
near-far = About { $distance } km from you
map-see = See on a map
map-phone = Map on this telephone
map-yandex = Yandex Maps

compare-title = Compare two groups
compare-link = Compare
compare-lead = Choose two groups to compare.
compare-same = This is one and the same group. Choose two different ones.
compare-few = It takes at least two groups with places to compare.
compare-first = First group
compare-second = Second group
compare-mine = in your list: { $count }
compare-children = For whom
compare-then = Next

lost-words = These places are free now. One tap and the place is yours at once. Last day of the referral: { $day }. Declining the referral costs nothing but that place.
lost-none = No place that you could take is free now.
lost-take = Take at once

choice-title = Choosing in advance
choice-short = rank the groups you want, and when your turn comes, a place is taken for you.
choice-lead = Rank the groups you want. When your turn comes, a place is taken for you: no need to wait for { $time } by the telephone.
choice-not-here = Choosing in advance is not in use in this city.
choice-access = You have access now, and this ranking does not count for it: choose a place yourself. The ranking counts for your next access.
choice-sleeps = The application: { $status }. Until it is back in the queue, the ranking is not carried out.
choice-yours = Your ranking
choice-empty = The ranking is empty: nothing is taken for you.
choice-up = Up
choice-down = Down
choice-remove = Remove
choice-clear = Clear the ranking
choice-how = How it is carried out
choice-when = At the moment a list opens and you get access. In the order of the queue: the rankings of those in front come first
choice-first = A place is taken in the first group of your ranking that has one
choice-nothing = If none of them has a place, nothing is taken: you keep the access
choice-referral = If a place is taken, you get a referral for { $days ->
    [one] { $days } working day
   *[other] { $days } working days
 }. If you will not go, decline it: you lose nothing but that place
choice-unused = If the referral's term passes unused, the application is stopped for { $days ->
    [one] { $days } calendar day
   *[other] { $days } calendar days
 }
choice-change = Until then you can change or clear the ranking at any time. Should the application come back to the queue later, the ranking is carried out again
choice-open-not = Places open to all are not taken by the ranking: first come, first served
choice-open-too = In this city places that are open to all in the morning are taken by the ranking too
choice-add-title = Add a group
choice-add-words = Here are all groups for your child, also those without a vacant place now.
choice-no-other = There is nothing to add.
choice-add = Add
choice-full = The ranking is full: it holds { $count } groups at most.
choice-pages = Pages of groups
my-choice = Choosing in advance: { $count ->
    [one] { $count } group
   *[other] { $count } groups
 }
my-referral-by-choice = This place was taken by your choice in advance.
done-choice = The ranking is saved.
done-choice_empty = The ranking is cleared.

week-title = What would have happened last week
week-words = The lists that opened in the last seven days, worked out again from the journal with the ranking you have now.
week-nothing = No list opened for your queue in the last seven days.
week-taken = With this ranking you would have been given a place. Day: { $day }. Group: { $group }.
week-none = With this ranking you would have been given no place last week.
week-no-list = The ranking is empty, so nothing would have been taken.
week-day = Day
week-places = Places in the list
week-place = Your place in the queue
week-what = What would have happened
week-groups = Of your ranking, these had places: { $groups }
week-would-take = A place would have been taken: { $group }
week-outside = The application was not in the queue then
week-held = You had access to an earlier list, and the ranking is carried out only at the moment access is given
week-too-far = Access did not reach you
week-access = You got access
week-access-none = You got access, but the groups of your ranking had no places
week-access-gone = You got access, but these places went by the rankings of those in front
week-after = By then you would have held a referral
week-note = This is no forecast: the places and the queue change every day.
