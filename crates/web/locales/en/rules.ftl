### The rules in plain words.
rules-title = Rules of the queue
rules-lead = The rules are the same for all. Here they stand in plain words; the numbers are those in force in the city now.
rules-who = Who can apply
rules-who-words = A parent or guardian, from the child's birth on, at any time of the year. An application is for every kindergarten of the city at once. The queue of a birth year closes on 1 September of the year in which its children turn { $age }.
rules-order = Who stands behind whom
rules-order-words = First the children out of turn, by the time they applied. After them, over and over: { $first } with first priority, then { $ordinary } without privileges. This pattern does not begin anew each day; it goes on from where it stopped yesterday.
rules-order-moves = A place can move forwards and backwards. Backwards, for instance, when a child with a confirmed privilege joins. The page "My application" gives the cause of every change.
rules-grounds = Grounds for a privilege
rules-two = A ground that gives the out-of-turn class is confirmed by two different officials.
rules-grounds-words = You state a ground in the application; an official checks the document and confirms it. Until then the application stands without privileges. The date of application never changes.
rules-day = How a day goes
rules-day-report = All day
rules-day-report-words = Kindergartens report vacated places, or say "nothing today".
rules-day-publish = the list comes out
rules-day-publish-words = All reported places are published. Until { $open } they can be looked at but not taken, so that everybody has time to think.
rules-day-open = the list opens
rules-day-open-words = As many families as there are places, from the front of the queue, get access. They choose at any hour within { $days ->
    [one] { $days } working day
   *[other] { $days } working days
 }.
rules-day-after = When that time is over
rules-day-after-words = Places that are left open to every family of that queue: first come, first served.
rules-burn = The queue does not burn
rules-burn-words = If you choose nothing, you lose nothing: the date of application stays, you have let others pass and stand in front again. You can pause the application and come back with one tap.
rules-missed = After { $count ->
    [one] { $count } unused access
   *[other] { $count } unused accesses in a row
 } the application pauses by itself. One tap brings it back.
rules-referral = Referral
rules-referral-words = When you take a place, the referral is issued at once. It is valid for { $days ->
    [one] { $days } working day
   *[other] { $days } working days
 } after the day of issue. The kindergarten can extend it once, to { $most ->
    [one] { $most } calendar day
   *[other] { $most } calendar days
 } in all. If you decline it, you return to the queue at your old date, and the place goes into the next list.
rules-stop = If the term passes unused, the application is stopped for { $days ->
    [one] { $days } calendar day
   *[other] { $days } calendar days
 }, then returns to the queue by itself.
rules-fair = Why this can be trusted
rules-fair-words = No official can move an application: there is no such button. The place is counted anew each time, and every act stays in a journal from which nothing can be removed.
