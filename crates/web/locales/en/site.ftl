### Words that stand on every page.
brand = Kezek
skip = Skip to the content
languages = Language
menu = Main sections
menu-bulletin = Vacant places
menu-queue = Queue
menu-kindergartens = Kindergartens
menu-rules = Rules
menu-my = My application
menu-kindergarten = Our kindergarten
menu-office = Office
footer = The queue is counted the same way for every family. Places are given by rule, not by an official, and every change shows its cause.
footer-staff = For staff
demo-label = Demonstration clock
demo-clock = Demo: { $day }, { $time }
demo-hour = +1 hour
demo-day = +1 day

kind-general = General queue
kind-correctional = Correctional queue
class-out_of_turn = Out of turn
class-first_priority = First priority
class-ordinary = Without privileges
tuition-kk = In Kazakh
tuition-ru = In Russian
tuition-en = In English
hours-full_day = Full day
hours-half_day = Half day
hours-round_the_clock = Day and night
places = { $count ->
    [one] { $count } place
   *[other] { $count } places
 }
children = { $count ->
    [one] { $count } child
   *[other] { $count } children
 }
children-born = Children born in { $year }

trouble-home = Go to the home page
trouble-bad-form = We could not read what was sent
trouble-bad-form-words = Nothing was saved. Open the page again and fill in the form once more.
trouble-forbidden = This page is not open to you
trouble-forbidden-words = It is meant for other staff, or the request came from another site. Go to the home page and enter the section you need.
trouble-not-found = There is no such page
trouble-not-found-words = The address may be mistyped, or the page has moved.
trouble-method = This page does not open like this
trouble-method-words = This is done only by pressing a button. Go back to the page before and press it there.
trouble-too-slow = The data did not arrive in full
trouble-too-slow-words = The connection may be weak. Send it again: the same act is never done twice.
trouble-too-large = Too much text was sent
trouble-too-large-words = Nothing was saved. Shorten the answers and send them again.
trouble-too-many = Too many attempts to log in
trouble-too-many-words = There were too many attempts to log in from this address or with this login. It does not affect your place in the queue.
trouble-too-many-documents = Too many files
trouble-too-many-documents-words = Too many files were sent for this application or from this address. Documents that were accepted before are kept. It does not affect your place in the queue.
trouble-too-many-codes = Too many requests for a code
trouble-too-many-codes-words = Codes were asked for too many times from this address. It does not affect your place in the queue.
trouble-too-many-complaints = Too many letters to the department
trouble-too-many-complaints-words = The department was written to too many times from this address. It does not affect your place in the queue.
trouble-too-many-again = Try again in { $minutes } min.
trouble-broken = Something broke on our side
trouble-broken-words = It is not your fault. Try again in a minute or two. If it still fails, tell the education department this number:
trouble-unavailable = The service is paused for a moment
trouble-unavailable-words = Reload the page in a few seconds. Your place in the queue is kept.
trouble-busy = Too many requests at this moment
trouble-busy-words = Your request was not carried out and nothing has changed. Waiting affects neither your place in the queue nor your access to the list.
trouble-busy-page-words = The page cannot be opened just now. Waiting affects neither your place in the queue nor your access to the list.
trouble-busy-again = Press the button in { $seconds } seconds: the very same request is sent again and carried out only once.
trouble-unknown = It is not known yet whether the request was carried out
trouble-unknown-words = No answer came, so we do not know yet whether your request was carried out. Your place in the queue is kept.
trouble-unknown-again = Press the button in { $seconds } seconds. If the request was carried out already, you will see the result; if not, it is carried out now. It is never done twice.
trouble-again = Send it again
trouble-again-claim = Another family may take this place in the meantime. You will then see the places that are left.
trouble-by-hand = In { $seconds } seconds, go back to the page before and send it again.
trouble-reload = Reload the page in { $seconds } seconds.
trouble-no-town = No queue has been opened here yet
trouble-no-town-words = The service is running, but no town has been founded in it. An administrator does that on the server with the command kezek found.
form-errors = Please check your answers
terms = { $tuition }, { $hours }
line-access = choosing a place: { $count }
line-out_of_turn = out of turn: { $count }
line-first_priority = first priority: { $count }
line-ordinary = without privileges: { $count }
form-error-title = Error
updated = Updated at { $time }.
opening-fair = Who gets access is decided by the place in the queue alone. Coming before { $time } or reloading the page gives no advantage.
footer-statistics = Statistics
footer-data = Open data
