### The bulletin.
bulletin-title = Vacant places
bulletin-lead = All vacant places of the city. Each place goes through three stages.
bulletin-suspended = No new lists come out for a while. Reason: { $reason }. Last day of the pause: { $day }.
bulletin-none-planned = suspended
bulletin-kindergarten = Kindergarten
bulletin-group = Group
bulletin-terms = Language and hours
bulletin-places = Places
bulletin-published = New list
bulletin-look = Can be looked at only
bulletin-published-words = Opens: { $when }. Nobody can take a place before.
bulletin-early = Those whose turn it is are choosing
bulletin-in-order = In order
bulletin-early-words = Families with access choose among these places { $until }. What is left opens to all.
bulletin-open = Open to all
bulletin-to-all = First come, first served
bulletin-open-words = Any family waiting in this queue can take a place right now.
bulletin-open-none = No place is open to all at the moment.

bulletin-recalled = Recalled places
bulletin-recalled-words = How many places kindergartens took back in the last seven days, and why.
bulletin-recalled-why = Reason and day
bulletin-recalled-count = Places recalled
