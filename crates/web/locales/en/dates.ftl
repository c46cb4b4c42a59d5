### Days and times.
date = { $day } { $month } { $year }
day = { $weekday }, { $day } { $month }
moment = { $date }, { $time }
soon = { $day }, { $time }
until = until { $time }, { $day }
today = today
tomorrow = tomorrow
yesterday = yesterday
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday
day-of-month = { $day } { $month }
month-of-year = { $month } { $year }
month-alone-1 = January
month-alone-2 = February
month-alone-3 = March
month-alone-4 = April
month-alone-5 = May
month-alone-6 = June
month-alone-7 = July
month-alone-8 = August
month-alone-9 = September
month-alone-10 = October
month-alone-11 = November
month-alone-12 = December
span-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
 }
span-months = { $count ->
    [one] { $count } month
   *[other] { $count } months
 }
