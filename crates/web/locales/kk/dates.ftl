### Күн мен уақыт.
date = { $year } жылғы { $day } { $month }
day = { $day } { $month }, { $weekday }
moment = { $date }, сағат { $time }
soon = { $day }, сағат { $time }
# Сағаттың жалғауы оның аталуына байланысты: үшке, алтыға, жетіге.
until = { $day }, сағат { $hour ->
    [3] { $time }-ке
    [4] { $time }-ке
    [5] { $time }-ке
    [6] { $time }-ға
    [9] { $time }-ға
    [10] { $time }-ға
    [13] { $time }-ке
    [14] { $time }-ке
    [15] { $time }-ке
    [16] { $time }-ға
    [19] { $time }-ға
    [20] { $time }-ға
    [23] { $time }-ке
   *[other] { $time }-ге
 } дейін
today = бүгін
tomorrow = ертең
yesterday = кеше
month-1 = қаңтар
month-2 = ақпан
month-3 = наурыз
month-4 = сәуір
month-5 = мамыр
month-6 = маусым
month-7 = шілде
month-8 = тамыз
month-9 = қыркүйек
month-10 = қазан
month-11 = қараша
month-12 = желтоқсан
weekday-1 = дүйсенбі
weekday-2 = сейсенбі
weekday-3 = сәрсенбі
weekday-4 = бейсенбі
weekday-5 = жұма
weekday-6 = сенбі
weekday-7 = жексенбі
day-of-month = { $day } { $month }
month-of-year = { $year } жылғы { $month }
month-alone-1 = қаңтар
month-alone-2 = ақпан
month-alone-3 = наурыз
month-alone-4 = сәуір
month-alone-5 = мамыр
month-alone-6 = маусым
month-alone-7 = шілде
month-alone-8 = тамыз
month-alone-9 = қыркүйек
month-alone-10 = қазан
month-alone-11 = қараша
month-alone-12 = желтоқсан
span-days = { $count } күн
span-months = { $count } ай
