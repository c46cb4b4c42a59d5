### Home.
home-title = An open queue for kindergarten
home-lead = You apply from your phone in a few minutes. You always see where your child stands, why the number changed and what comes next.
home-apply = Apply
home-find = Open my application
home-counts = { $children } in the queue now, { $kindergartens } in the city.
home-kindergartens = { $count ->
    [one] { $count } kindergarten
   *[other] { $count } kindergartens
 }
home-today = Vacant places
home-published = In the new list (opens: { $opens })
home-early = Families whose turn it is are choosing
home-open = Open to all
home-next = Next list: { $when }.
home-to-bulletin = See the list of vacant places
home-how = How the queue moves
home-line = { $total } in this queue now. The first of them stand like this:
home-pattern = Children out of turn stand first. After them, over and over: { $first } with first priority, then { $ordinary } without privileges.
home-to-queue = See the queues of all birth years
home-way = From application to kindergarten
home-way-apply = You apply
home-way-apply-words = No account and no digital signature. You get a number and a secret code. The application stands in the queue for every kindergarten of the city.
home-way-bulletin = { $time }: the list of vacant places comes out
home-way-bulletin-words = Kindergartens report which places have become free. Until { $time } the next morning everybody can see the list, and nobody can take a place.
home-way-access = { $time }: those in front choose
home-way-access-words = As many families as there are places, from the front of the queue, get access for { $days ->
    [one] { $days } working day
   *[other] { $days } working days
 }. Places they leave open to all: first come, first served.
home-way-referral = You get a referral
home-way-referral-words = It is valid for { $days ->
    [one] { $days } working day
   *[other] { $days } working days
 }. You bring the documents to the kindergarten and sign the contract. If you choose nothing, your place in the queue does not burn.
home-to-rules = Read the rules in full
