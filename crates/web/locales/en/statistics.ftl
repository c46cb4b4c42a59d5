### Statistics.
percent = { $count }%
statistics-title = Statistics
statistics-lead = All that happened in the queue, counted. Nobody types these figures in: they follow from the entries of the journal.
statistics-periods = Period
statistics-by-day = Last 31 days
statistics-by-month = By month
statistics-period = { $first } – { $last }
statistics-period-one = { $name }
statistics-flow = What happened
statistics-table = The same figures in a table
statistics-day = Day
statistics-month = Month
statistics-told = { $title }: { $total } in all. Most of them { $most }: { $when }.
statistics-told-none = { $title }: none.
statistics-most = max. { $count }
statistics-none = Nobody took a place in this time.

statistics-asked = Applications
statistics-asked-words = Children who joined the queue
statistics-offered = Places offered
statistics-offered-words = Vacant places in the evening lists
statistics-given = Accesses given
statistics-given-words = Families whose turn to choose had come
statistics-taken = Places taken
statistics-taken-words = Places for which a referral was issued
statistics-passed = Passed
statistics-passed-words = The family chose not to choose this time and kept its date
statistics-missed = Unused
statistics-missed-words = The time to choose ran out, the date was kept
statistics-expired = Referrals expired
statistics-expired-words = The child was not enrolled in time
statistics-enrolled = Children enrolled
statistics-enrolled-words = The contract with the kindergarten is signed

statistics-ways = How places were taken
statistics-ways-words = Each place was taken in one of four ways.
statistics-way = Way
statistics-way-access = Chosen by a family whose turn had come
statistics-way-open = Open to all, taken by who came first
statistics-way-standing-choice = Chosen by a family beforehand
statistics-way-outside-order = By an official's decision, outside the order

statistics-ratio = Share of first priority
statistics-ratio-words = While children of both classes wait, the rules give access to first priority and to those without privileges as { $first } : { $ordinary }, a share of { $percent }. Only such accesses are counted here. Where the numbers are small, or an unused access was given again, the share strays a little.
statistics-ratio-none = In this time no access was given in a queue in which both classes waited.
statistics-queue = Birth year
statistics-share = Share

statistics-waits = How long children wait
statistics-waits-words = In bold is the middle: half of the children waited less, half more. Those enrolled outside the order are not counted.
statistics-waiting = Waiting now
statistics-longest = longest { $span }
statistics-had-waited = How long those enrolled had waited

statistics-acts = Acts outside the ordinary course
statistics-acts-words = Such an act of an official has a reason from a closed list, and each is counted here. No act can set a place in the queue.
statistics-acts-none = There was no such act.
statistics-act = Act
statistics-reason = Reason
statistics-times = How often
statistics-act-correct_birth_year = Birth year corrected
statistics-act-move_away = Family moved away
statistics-act-restore = Application restored
statistics-act-admit_outside_order = Referral outside the order
statistics-exchanged = Pairs of children who exchanged their places in this time: { $count }.
statistics-all = All queues
statistics-year = Year
