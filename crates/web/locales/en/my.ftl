### Pages of a family: find, my application, choosing a place, deeds.
find-title = Open an application
find-lead = Enter the number and the secret code from the receipt.
find-number = Application number
find-number-hint = 10 digits
find-code = Secret code
find-code-hint = 24 characters. Spaces, dashes and capitals do not matter
find-open = Open
find-wrong = The number and the code do not belong together. Check both on the receipt
find-filled = The number and the code were taken from the QR code. Press "Open".
find-by-hand = If you came by the QR code, type the number and the code yourself: they stand beside it on the receipt.
find-lost = If the number or the code is lost, come to the education department with your identity card.
find-apply = Not applied yet? Apply here

my-access = Your turn has come
my-access-words = The list still has { $places }. Choose { $until }. If you choose nothing, your date of application stays.
left-days = Time left: { $days ->
    [one] { $days } day
   *[other] { $days } days
 } { $hours } h
left-hours = Time left: { $hours } h { $minutes } min
my-choose = Choose a place
my-referral = Referral to a kindergarten
my-referral-issued = Issued on
my-referral-until = Last day it is valid
my-bring = What to bring
my-bring-identity = a parent's identity card
my-bring-birth = the child's birth certificate
my-bring-health = the child's health passport and certificate
my-bring-number = the application number
my-referral-then = When the kindergarten signs the contract, the child leaves the queue. If the term passes unused, the application is stopped for { $days ->
    [one] { $days } calendar day
   *[other] { $days } calendar days
 }. If you will not go, decline: your application is then back in the queue at once.
my-enrolled = The child is enrolled. Congratulations!
my-refused = The kindergarten refused the referral
my-refused-words = { $day }. Reason: { $reason }. The application is back in the queue at its old date.
my-stopped = The application is stopped for a while
my-stopped-words = The referral was not used. The application returns to the queue by itself on { $day }; the date of application stays.
my-paused = The application is paused
my-paused-words = While it is paused, no access is given. One tap brings you back to the queue at your old date.
my-paused-missed = { $count ->
    [one] { $count } access went unused in a row.
   *[other] { $count } accesses went unused in a row.
 }
my-withdrawn = The application is withdrawn
my-withdrawn-words = To stand in the queue again, apply anew. If this is a mistake, contact the education department.
my-expired = The queue is closed
my-expired-words = The queue of children born in { $year } is over: they go to school.
my-conclusion = The PMPC conclusion is needed
my-conclusion-words = Send a photo of it from here, or show it at the education department. Once it is confirmed, the application stands in the correctional queue at its old date.
my-place-title = Place in the queue
my-place = { $place } of { $total }
my-place-of = { $children } in this queue
my-place-on-return = If it stood in the queue now, its place would be { $place }.
my-front = In front
my-front-access = choosing a place now: { $count }
my-front-out_of_turn = out of turn: { $count }
my-front-first_priority = first priority: { $count }
my-front-ordinary = without privileges: { $count }
my-front-nobody = nobody, you are the first
my-see-queue = See the whole queue
my-outside = not in line
my-next = What happens next
my-next-you = If nothing changes, you get access: { $when }.
my-next-access = Time to choose
my-next-access-words = Then the places that are left open to all
my-next-bulletin = Next list
my-next-opening = Next opening
my-next-opening-words = The new list of your queue has { $places }. As many families as there are places get access
my-next-opening-none = No new places for your queue yet
my-next-return = Day of return to the queue
my-next-closes = Day the queue closes
my-open-places = Open to all in your queue now: { $places }.
my-see-places = See the places
my-grounds = Grounds and documents
my-ground-until = valid until { $day }
my-ground-reason = Reason: { $reason }
my-grounds-words = An official of the education department checks the document. The decision will appear here.
my-moves = Why your place changed
my-moves-none = The place has not changed so far.
my-moves-no-place = The application has no place in the queue yet.
my-cause-refused = The kindergarten refused the referral. Reason: { $reason }
chart-words = Since { $day }: best place { $best }, worst { $worst }, now { $now }.
my-moves-older = Earlier changes
my-data = Data of the application
my-to-receipt = Open the receipt
my-leave = Log out

own-applied = You applied
own-confirmed-out_of_turn = Your ground was confirmed: you stand out of turn now
own-confirmed-first_priority = Your ground was confirmed: you have first priority now
own-confirmed-ordinary = Your document was confirmed
own-ground_ended = Your ground counts no more
own-access_given = You got access to a list
own-access_ended = The access ended; you are back in line at your old date
own-place_taken = You took a place
own-referral_back = The referral came back; you are in line again at your old date
own-paused = The application was paused
own-came_back = The application came back to the queue
own-left = The application left the queue
own-official = An official corrected the application
own-rules = The rules changed
others-applied = { $count ->
    [one] { $count } child with an earlier date joined before you
   *[other] { $count } children with an earlier date joined before you
 }
others-confirmed-out_of_turn = { $count ->
    [one] { $count } out-of-turn child joined before you
   *[other] { $count } out-of-turn children joined before you
 }
others-confirmed-first_priority = { $count ->
    [one] { $count } first-priority child joined before you
   *[other] { $count } first-priority children joined before you
 }
others-confirmed-ordinary = { $count ->
    [one] { $count } child with a confirmed PMPC conclusion joined
   *[other] { $count } children with a confirmed PMPC conclusion joined
 }
others-ground_ended = { $count ->
    [one] The ground of { $count } child counts no more
   *[other] The grounds of { $count } children count no more
 }
others-access_given = A list opened and those in front got access
others-access_ended = { $count ->
    [one] { $count } family that chose no place came back to the queue
   *[other] { $count } families that chose no place came back to the queue
 }
others-place_taken = { $count ->
    [one] { $count } child before you took a place
   *[other] { $count } children before you took places
 }
others-referral_back = { $count ->
    [one] { $count } child with an unused referral came back to the queue
   *[other] { $count } children with unused referrals came back to the queue
 }
others-paused = { $count ->
    [one] { $count } application before you was paused
   *[other] { $count } applications before you were paused
 }
others-came_back = { $count ->
    [one] { $count } child came back to the queue
   *[other] { $count } children came back to the queue
 }
others-left = { $count ->
    [one] { $count } child before you left the queue
   *[other] { $count } children before you left the queue
 }
others-official = { $count ->
    [one] An official corrected { $count } application
   *[other] An official corrected { $count } applications
 }
others-rules = The rules of the queue changed

places-title = Choose a place
places-not-now = You cannot take a place now. The application: { $status }.
places-mine = Your list
places-mine-words = You can choose { $until }.
places-mine-none = All places of this list are taken or recalled. See the open places below.
places-open = Places open to all
places-open-words = First come, first served.
places-open-none = No place is open to all at the moment. Your place in the queue stays.
places-coming = New list
places-coming-words = Can be looked at only for now. Opens: { $when }.
places-others = Other families with access are choosing among { $places } more. What they leave opens here.
places-take = Take this place
places-look = More
places-next-opening = Next opening: { $when }.

claim-title = Take this place?
claim-means = What it means
claim-means-referral = You get a referral at once. Its last day: { $day }
claim-means-one = While you hold the referral, you cannot take another place
claim-means-access = Your access to the list is used up
claim-means-queue = While the referral is valid, the application does not stand in the queue, but its date stays. When the kindergarten signs the contract, the child leaves the queue
claim-means-decline = If you change your mind, decline the referral on the page “My application”: the application is back in the queue at once, at its old date. You lose nothing but this place
claim-means-unused = If you neither go nor decline, the application is stopped after the term for { $days ->
    [one] { $days } calendar day
   *[other] { $days } calendar days
 }
claim-take = Yes, take the place
claim-other = Other places

deed-pass = Let it pass this time
deed-pause = Pause the application
deed-resume = Come back to the queue
deed-decline = Decline the referral
deed-withdraw = Withdraw the application
deed-back = No, go back
means-pass-one = You choose no place from this list; your access ends.
means-pass-two = Your date of application stays, and you stand in front again for the next lists.
means-pass-three = It has no other consequence.
means-pause-one = When your turn comes, you are skipped: no access is given.
means-pause-two = Your date of application stays.
means-pause-three = You can come back on any day with one tap.
means-resume-one = You stand in the queue again at your old date of application.
means-resume-two = From the next opening on you can get access again.
means-decline-one = The referral ends and the place goes into the next list: you cannot get it back.
means-decline-two = You are back in the queue at once, at your old date of application.
means-decline-three = The application is not stopped because you declined.
means-withdraw-one = The child leaves the queue. An access or a referral, if there is one, ends too.
means-withdraw-two = A new application later stands at its new date.
means-withdraw-three = If you only need no place for now, pause the application instead.

done-applied = The application is accepted. The child stands in the queue.
done-claimed = The place is yours! The referral is below.
done-pass = Passed. Your date of application stays.
done-pause = The application is paused.
done-resume = Welcome back! You are in the queue again.
done-decline = You declined the referral. You are in the queue again.
done-withdraw = The application is withdrawn.
done-left = You are logged out. See you!
no-session = Enter the number and the secret code to go on.

find-to-code = Code lost, or a new phone? Get a one-time code
remember = Remember this device
remember-hint = For 90 days. Only if it is your own
lost-title = Get a one-time code
lost-lead = We send a code to the phone or e-mail address of the application.
lost-number = Application number, or the child's IIN
lost-number-hint = 10 or 12 digits
lost-contact = Phone or e-mail of the application
lost-contact-hint = for example 8 701 234 56 78
lost-send = Send a code
lost-back = Open with number and secret code
lost-fault-number = Enter the application number (10 digits) or the IIN (12 digits)
lost-fault-contact = Enter the whole phone number or e-mail address
code-title = Enter the code
code-lead = If what you wrote matches the application, a code is on its way. It is valid for 10 minutes and on this device only.
code-label = One-time code
code-hint = 8 characters. Spaces and capitals do not matter
code-confirm = Confirm
code-again = No code yet? Ask again
code-wrong = The code is wrong. { $left ->
    [one] { $left } try is left
   *[other] { $left } tries are left
 }
code-over = This code is no longer valid. Ask for a new one
contacts-title = Contacts
contacts-phone = Phone
contacts-email = E-mail
contacts-no-email = none given
contacts-new = New phone or e-mail
contacts-lead = We send a code to the new one. It counts once you enter the code, and the old one is told.
contacts-contact = New phone or e-mail
contacts-code-lead = A code was sent to that phone or e-mail address. It is valid for 10 minutes.
contacts-back = Back to my application
my-to-contacts = Change phone or e-mail
my-leave-all = Log out on all devices
done-contact = The contacts were changed. We told the old one.
done-came_back = Welcome back! Your secret code is on the receipt.
done-left_all = You are logged out on all devices.
done-renewed = You have a new secret code. The old one opens nothing any more.
receipt-renew = Has somebody else seen the code?
receipt-renew-words = Get a new one: the old one then opens the application to nobody. All helpers end as well.
receipt-renew-do = Get a new code

my-referral-pdf = Open the referral (PDF)
receipt-pdf = Open the receipt as PDF
paper-issuer = { $town }: education department
proof-title = Check of a referral
proof-valid = The referral is genuine and valid
proof-until = Last day: { $day }.
proof-used = The referral is genuine: the child was enrolled on it
proof-expired = The referral has expired
proof-cancelled = The referral was cancelled
proof-none = No such referral was issued
proof-none-words = The address was mistyped, or the paper is forged. Contact the education department.
proof-kindergarten = Kindergarten
proof-private = The child's name is not shown here: compare it with the paper.

contacts-too-many = Too many codes were asked for today. Try again tomorrow, or simply come to the kindergarten with the referral.
contacts-prove = Confirm your contact
contacts-prove-words = Your phone and e-mail are not confirmed yet. We send a code: once you enter it, the kindergarten to which you have a referral sees the child’s name and your phone.
contacts-prove-phone = Send a code to the phone
contacts-prove-email = Send a code to the e-mail address
my-unproved = Confirm your phone
my-unproved-words = Your phone is not confirmed yet, so the kindergarten does not see the child’s name and cannot call you. Confirm the phone with a code, or simply come with the referral.
my-to-prove = Confirm
done-proved = Your contact is confirmed.
