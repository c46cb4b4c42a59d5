### Бос орындар тізімі.
bulletin-title = Бос орындар тізімі
bulletin-lead = Мұнда қаладағы барлық бос орындар көрсетілген. Әр орын үш кезеңнен өтеді.
bulletin-suspended = Жаңа тізімдер уақытша шықпайды. Себебі: { $reason }. Соңғы күні: { $day }.
bulletin-none-planned = тоқтатылған
bulletin-kindergarten = Балабақша
bulletin-group = Топ
bulletin-terms = Тілі мен уақыты
bulletin-places = Бос орын
bulletin-published = Жаңа тізім
bulletin-look = Тек көруге болады
bulletin-published-words = Ашылуы: { $when }. Оған дейін ешкім орын ала алмайды.
bulletin-early = Кезегі келгендер таңдап жатыр
bulletin-in-order = Кезек бойынша
bulletin-early-words = Бұл орындарды қолжетімділігі бар отбасылар { $until } таңдайды. Қалғаны бәріне ашылады.
bulletin-open = Бәріне ашық орындар
bulletin-to-all = Кім бірінші үлгерсе
bulletin-open-words = Осы кезекте күтіп тұрған кез келген отбасы орынды қазір ала алады.
bulletin-open-none = Қазір бәріне ашық орын жоқ.

bulletin-recalled = Қайтарып алынған орындар
bulletin-recalled-words = Соңғы жеті күнде балабақшалар қайтарып алған орындар және оның себебі.
bulletin-recalled-why = Себебі мен күні
bulletin-recalled-count = Қайтарылған орын
