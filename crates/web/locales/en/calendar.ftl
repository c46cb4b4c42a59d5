### The calendar: the name and the legal source of each day, and until when it is confirmed.
workdays-title = Calendar of working days
calendar-lead = Terms are counted in working days. Here are the days that differ from the ordinary week, with their names and legal sources.
calendar-to = Open the calendar
calendar-confirmed = The calendar is confirmed; the last confirmed day is { $day }.
calendar-unconfirmed = The calendar of today is not confirmed yet.
source-law = Law
source-decree = Decree of the Government
source-order = Order
office-calendar-alarm = The calendar of the next { $days ->
    [one] { $days } day
   *[other] { $days } days
} is not confirmed.
office-day-set = Set a day
office-day-becomes = What the day is
office-day-ordinary = Ordinary day
office-day-ordinary-hint = Struck off the list; a source is asked for here, too
office-day-ordinary-already = This is an ordinary day already.
office-day-name = Name
office-day-change = Change
office-source = Legal source
office-source-needed = Choose what kind of act of law it is.
office-source-number = Number of the act of law
office-source-number-needed = Write its number, { $count ->
    [one] { $count } character
   *[other] { $count } characters
} at most.
office-source-date = Date of the act of law
office-source-date-needed = Write its date.
office-source-address = Address where it is published
office-source-address-hint = Such as https://adilet.zan.kz/kaz/docs/Z010000267_. May be left empty.
office-source-address-wrong = An address begins with https:// or http:// and has no spaces.
office-source-missing = no source given
office-calendar-confirm = Confirm the calendar
office-confirm-means = Compare days off and worked weekends with the acts that were published, then confirm the span. We remind you in time when the next days are not confirmed.
office-calendar-confirm-do = Confirm
office-confirm-span = The last day is not before the first, and the span is no longer than two and a half years.
office-confirmed-shipped = the calendar that comes with the program
done-day-amended = The calendar has been amended.
done-day-noted = The name and the source of the day have been written.
done-calendar-confirmed = The calendar is confirmed.

interruption-look = See what would change
interruption-touches = What would change
interruption-evenings = Evenings without a list: { $count }.
interruption-held-back = Places reported by now that will wait: { $count }.
interruption-windows-stay = Windows that are running keep their end. Lists: { $count }.
interruption-window = Lists: { $lists }, families choosing: { $families }. Old end: { $until }. New end: { $longer }.
office-suspensions = Suspensions
office-extensions = Extensions
office-extension = Extended by days: { $days }, lists: { $lists }
