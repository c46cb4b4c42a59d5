### How the office keeps the town: kindergartens, calendar, publication, staff, rules.
office-name = Name
office-name-needed = Write the name.
office-name-long = { $count ->
    [one] Too long: { $count } character at most.
   *[other] Too long: { $count } characters at most.
 }
office-in-kk = In Kazakh
office-in-ru = In Russian
office-in-en = In English
office-in-en-hint = If the English one is left empty, the Kazakh one is shown.
office-address = Address
office-district = District
office-district-hint = Leave empty if the town has no districts.
office-phone = Phone
office-phone-wrong = Write the whole number, for example: 8 7172 12 34 56.
office-point = Point on the map
office-point-hint = Latitude and longitude, for example: 51.128207, 71.430420. They can be copied from any map application. If left empty, the kindergarten is not on the map.
office-point-wrong = Write latitude and longitude in degrees, for example: 51.128207, 71.430420.
office-point-abroad = The point must lie in Kazakhstan. Check that latitude stands first, then longitude.
office-save = Save
office-choose = Choose one.
office-groups = Groups
office-seats = Seats
office-word = Word of today
office-word-reported = { $time }: places reported
office-word-nothing = { $time }: nothing today
office-word-none = silent
office-kindergartens-none = No kindergarten is registered yet.
office-kindergarten-new = Register a kindergarten
office-kindergarten-register = Register
office-kindergarten-twice = A kindergarten of that name and address is registered already.
office-kindergarten-public = The page that families see
office-particulars = Particulars
office-groups-none = There are no groups yet.
office-born = born { $years }
office-group-new = Open a group
office-group-open = Open the group
office-group-means = The kind of an open group does not change: families choose by it. The kindergarten turns the birth years itself each year.
office-group-years = Birth years of the children
office-group-years-hint = Tick several years for a group of mixed ages.
office-group-years-needed = Tick one birth year at least.
office-group-kind = Kind
office-kind-general = General
office-kind-correctional = Correctional, with a PMPC conclusion
office-group-language = Language
office-group-hours = Hours
office-group-capacity = Seats
office-capacity-wrong = Write a whole number from 1 to { $count }.
done-kindergarten-registered = The kindergarten is registered. Now open its groups.
done-kindergarten-changed = The particulars are saved.
done-group-opened = The group is open. The kindergarten can now report places.

office-calendar-of = Calendar of { $year }
office-calendar-means = Windows and referrals are counted in working days. When the calendar is amended, terms that are already running end on the same day as before; new ones are counted by the new calendar.
office-calendar-days = Special days
office-calendar-none = No special days have been entered for this year.
office-years = Years
office-day = Day
office-day-needed = Choose the day.
office-day-holiday = Day off
office-day-worked = Working day
office-day-worked-hint = A Saturday or Sunday that was declared a working day
office-day-today = Today
office-day-no-weekend = { $day } is no weekend. Only a Saturday or Sunday can become a working day.
office-weekday-1 = Mo
office-weekday-2 = Tu
office-weekday-3 = We
office-weekday-4 = Th
office-weekday-5 = Fr
office-weekday-6 = Sa
office-weekday-7 = Su
office-month-1 = January
office-month-2 = February
office-month-3 = March
office-month-4 = April
office-month-5 = May
office-month-6 = June
office-month-7 = July
office-month-8 = August
office-month-9 = September
office-month-10 = October
office-month-11 = November
office-month-12 = December

office-publication-title = Publication and windows
office-next-bulletin = Next list: { $when }.
office-span = { $first } – { $last }
office-suspension-over = over
office-suspension-stands = stands
office-suspension-end = End it early
office-suspend-title = Suspend publication
office-suspend-means = On these days kindergartens report places as usual, but no list is published. The places are published when the suspension is over. Everybody sees the reason. A suspension can be ended early.
office-suspend-first = First day
office-suspend-last = Last day
office-suspend-past = It cannot begin before today.
office-suspend-do = Suspend
office-extend-title = Extend windows
office-extend-means = For days on which the service could not be reached, extend for everybody alike. Families see the new end; the reason stays in the journal.
office-windows = { $count ->
    [one] Families are choosing from { $count } list now.
   *[other] Families are choosing from { $count } lists now.
 }
office-windows-none = Nobody is choosing from a list now, so there is nothing to extend.
office-windows-until = { $count ->
    [one] { $count } list { $until }
   *[other] { $count } lists { $until }
 }
office-extend-days = By how many calendar days
office-extend-days-wrong = Write a whole number from 1 to { $count }.
office-extend-do = Extend all
done-publication-suspended = Publication is suspended. Families and kindergartens see it on their pages.
done-suspension-ended = The suspension has ended. The next bulletin comes out at its time.
done-windows-extended = All windows have been extended.

office-account-new = Add staff
office-account-create = Add
office-account-name = Name
office-account-name-hint = Colleagues see this name in the history of decisions.
office-account-name-needed = Write the name.
office-account-state = Log-in
office-account-is-open = open
office-account-is-closed = closed
office-account-kindergarten = Kindergarten
office-account-kindergarten-hint = Only for staff of a kindergarten
office-account-kindergarten-needed = Choose the kindergarten.
office-account-unknown = There is no such account.
office-account-own = This is your own log-in. Only another administrator can close it.
office-account-close = Close the log-in
office-account-close-means = They are logged out at once and cannot log in again. Their decisions stay in the history.
office-account-close-do = Close
office-account-closed-words = This log-in is closed.
office-role = Role
office-role-kindergarten = Kindergarten
office-role-kindergarten-may = Answers for the kindergarten in full: reports places, enrols children, keeps the groups
office-role-deputy = Deputy at a kindergarten
office-role-deputy-may = Reports and recalls places, sees the referrals; does not enrol and changes no group
office-role-clerk = Clerk
office-role-clerk-may = Takes applications from paper, finds and corrects them, registers kindergartens and groups; confirms no ground
office-role-verifier = Verifier
office-role-verifier-may = Decides on grounds and PMPC conclusions
office-role-head = Head of the department
office-role-head-may = Approves changes of the rules, sees everything, may decide in place of clerk and verifier
office-role-auditor = Auditor
office-role-auditor-may = Reads every page of the office and changes nothing
office-role-administrator = Administrator
office-role-administrator-may = Keeps log-ins, calendar and publication, proposes changes of the rules
office-login = Login
office-login-hint = Without spaces, for example: balapan-12
office-login-unfit = The login is empty, too long, or has spaces.
office-login-taken = Somebody has that login. Choose another.
office-password-short = { $count ->
    [one] The password is too short: { $count } character at least.
   *[other] The password is too short: { $count } characters at least.
 }
office-password-long = The password is too long.
office-password-common = This password is easily guessed. Think of another.
done-account-closed = The log-in is closed.

office-days = { $count ->
    [one] { $count } calendar day
   *[other] { $count } calendar days
 }
office-working-days = { $count ->
    [one] { $count } working day
   *[other] { $count } working days
 }
policy-title = Rules in force
policy-lead = The queue is counted with these values. They are the same for every family.
policy-order = Order of the queue
policy-ratio = Ratio
policy-ratio-is = { $first } of first priority to { $ordinary } without privileges
policy-pattern = How the pattern goes
policy-pattern-carried = On from day to day
policy-pattern-restarted = Anew every day
policy-age = When a queue closes
policy-age-is = { $count ->
    [one] On 1 September of the year in which the child turns { $count }
   *[other] On 1 September of the year in which the child turns { $count }
 }
policy-two = Who confirms the out-of-turn class
policy-two-is = { $count ->
    [1] one official
   *[other] two different officials
 }
policy-pause = When an access goes unused
policy-pause-none = Nothing happens, the place is kept
policy-pause-is = { $count ->
    [one] After { $count } time the application is paused
   *[other] After { $count } times in a row the application is paused
 }
policy-day = The day
policy-publish = The list is published at
policy-open = The list opens at
policy-window = Window for choosing in order
policy-referrals = Referral
policy-referral = Term after the day of issue
policy-referral-max = Longest term when extended
policy-stop = Stop after an unused referral
policy-choice = Choosing beforehand
policy-choice-early = Carried out when access opens
policy-choice-open = Carried out when a place opens to all
policy-yes = Yes
policy-no = No
policy-grounds = Grounds
policy-grounds-words = A ground gives its class only once it is confirmed.
