### Статистика.
percent = { $count } %
statistics-title = Статистика
statistics-lead = Кезекте болғанның бәрі осында саналған. Сандарды ешкім қолмен енгізбейді, олар журналдағы жазбалардан шығады.
statistics-periods = Кезең
statistics-by-day = Соңғы 31 күн
statistics-by-month = Айлар бойынша
statistics-period = { $first } – { $last }
statistics-period-one = { $name }
statistics-flow = Не болды
statistics-table = Осы сандар кестеде
statistics-day = Күні
statistics-month = Айы
statistics-told = { $title }: барлығы { $total }. Ең көбі { $most }: { $when }.
statistics-told-none = { $title }: болған жоқ.
statistics-most = ең көбі { $count }
statistics-none = Бұл кезеңде ешкім орын алған жоқ.

statistics-asked = Берілген өтініштер
statistics-asked-words = Кезекке тұрған балалар
statistics-offered = Жарияланған орындар
statistics-offered-words = Кешкі тізімге шыққан бос орындар
statistics-given = Берілген қолжетімділік
statistics-given-words = Тізімнен таңдау кезегі келген отбасылар
statistics-taken = Алынған орындар
statistics-taken-words = Жолдама берілген орындар
statistics-passed = Өткізіп жіберілген
statistics-passed-words = Отбасы бұл жолы таңдамады, өтініш күні сақталды
statistics-missed = Пайдаланылмаған
statistics-missed-words = Таңдау мерзімі өтіп кетті, өтініш күні сақталды
statistics-expired = Мерзімі өткен жолдамалар
statistics-expired-words = Бала мерзімінде қабылданбады
statistics-enrolled = Қабылданған балалар
statistics-enrolled-words = Балабақшамен шарт жасалды

statistics-ways = Орындар қалай алынды
statistics-ways-words = Алынған әр орын төрт жолдың біріне жатады.
statistics-way = Жолы
statistics-way-access = Кезегі келген отбасы таңдады
statistics-way-open = Бәріне ашық орынды бірінші болып алды
statistics-way-standing-choice = Отбасы алдын ала таңдап қойған
statistics-way-outside-order = Қызметкердің шешімімен, кезек ретінен тыс

statistics-ratio = Бірінші кезектегілердің үлесі
statistics-ratio-words = Екі санат та күтіп тұрғанда, ереже бойынша бірінші кезектегі { $first } балаға жалпы негіздегі { $ordinary } баладан келеді, яғни үлесі { $percent }. Мұнда тек сондай сәтте берілген қолжетімділік саналған. Сан аз болса немесе пайдаланылмаған қолжетімділік қайта берілсе, үлес аздап ауытқиды.
statistics-ratio-none = Бұл кезеңде екі санат қатар күткен кезекте қолжетімділік берілген жоқ.
statistics-queue = Туған жылы
statistics-share = Үлесі

statistics-waits = Қанша күтеді
statistics-waits-words = Қою жазылған сан ортасын көрсетеді: балалардың жартысы содан аз, жартысы содан көп күтті. Кезек ретінен тыс қабылданғандар саналмаған.
statistics-waiting = Қазір күтіп тұрғандар
statistics-longest = ең ұзағы { $span }
statistics-had-waited = Қабылданғандар қанша күткен

statistics-acts = Әдеттегі тәртіптен тыс шешімдер
statistics-acts-words = Қызметкердің мұндай шешімінің тізімнен алынған себебі болады, әрқайсысы осында саналады. Кезектегі орынды ешбір шешіммен белгілеуге болмайды.
statistics-acts-none = Мұндай шешім болған жоқ.
statistics-act = Шешім
statistics-reason = Себебі
statistics-times = Саны
statistics-act-correct_birth_year = Туған жылы түзетілді
statistics-act-move_away = Отбасы басқа жерге көшті
statistics-act-restore = Өтініш қалпына келтірілді
statistics-act-admit_outside_order = Кезек ретінен тыс жолдама берілді
statistics-exchanged = Осы кезеңде орнын алмастырған балалар жұбы: { $count }.
statistics-all = Барлық кезек
statistics-year = Жыл
