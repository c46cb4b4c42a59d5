### Kindergartens.
kindergartens-title = Kindergartens
kindergartens-lead = An application is for every kindergarten of the city at once. Here are their groups and vacant places.
kindergartens-groups = { $count ->
    [one] { $count } group
   *[other] { $count } groups
 }
kindergartens-vacant = { $count ->
    [one] { $count } vacant place
   *[other] { $count } vacant places
 }
kindergartens-all = All kindergartens
kindergartens-address = Address
kindergartens-phone = Telephone
kindergartens-group-list = Groups
kindergartens-born = For children born in { $years }
kindergartens-capacity = { $count ->
    [one] For { $count } child
   *[other] For { $count } children
 }
kindergartens-correctional = Correctional group
kindergartens-open = open to all: { $count }
kindergartens-early = in order: { $count }
kindergartens-published = in the new list: { $count }
kindergartens-full = No vacant place now
kindergartens-word-today = Confirmed today at { $time } by the kindergarten
kindergartens-word-earlier = Last word of the kindergarten: { $day }, { $time }
kindergartens-word-never = The kindergarten has said nothing yet
kindergartens-held = { $count ->
    [one] { $count } seat held back for now
   *[other] { $count } seats held back for now
 }. Reason: { $reason }
kindergartens-closed = This kindergarten has closed.
kindergartens-goes-on-in = Its groups are now in another one:
