### Балабақшаның беттері: бүгінгі күн, орындар, жолдамалар.
kindergarten-menu-day = Бүгін
kindergarten-menu-referrals = Жолдамалар
kindergarten-leave = Шығу
kindergarten-leave-it = Артқа қайту

kindergarten-word-none = Бүгін әлі хабар бермедіңіз
kindergarten-word-ask = Келесі тізім: { $when }. Сол уақытқа дейін босаған орындарды хабарлаңыз немесе бүгін бос орын жоғын растаңыз.
kindergarten-word-nothing = Сағат { $time }: бүгін бос орын жоқ деп хабарладыңыз
kindergarten-word-reported = Сағат { $time }: бос орын хабарладыңыз
kindergarten-word-waiting = Келесі тізімге { $count } орын шығады: { $when }.
kindergarten-word-later = Орын босаса, кез келген уақытта төменде хабарлай аласыз.
kindergarten-nothing = Бүгін бос орын жоқ
kindergarten-suspended = Тізім шығару тоқтатылған
kindergarten-suspended-words = Тоқтатудың соңғы күні: { $day }. Хабарлаған орындарыңыз жоғалмайды, олар келесі тізімге шығады: { $when }.
kindergarten-expected = Жолдамамен { $count } бала келуі керек

kindergarten-groups = Топтар
kindergarten-no-groups = Балабақшада әзірге топ жоқ. Топты білім басқармасы ашады.
kindergarten-capacity = { $count } орындық
kindergarten-born = { $year } жылы туған балалар
kindergarten-ages = { $from }–{ $to } жас
kindergarten-ages-infants = 1 жасқа дейін
kindergarten-stage-none = Босаған орын жоқ
kindergarten-stage-reported = { $count } орын келесі тізімге шығады
kindergarten-stage-published = { $count } орын жарияланды
kindergarten-stage-early = { $count } орынды таңдап жатыр, { $until }
kindergarten-stage-open = { $count } орын бәріне ашық
kindergarten-stage-referred = { $count } жолдама берілді
kindergarten-stage-enrolled = Кезектен { $count } бала қабылданды

kindergarten-report-legend = Неше орын босады?
kindergarten-report = Хабарлау
kindergarten-report-more = 3 орыннан көп
kindergarten-report-more-label = Босаған орын саны
kindergarten-report-how-many = Босаған орын санын таңдаңыз: 1 мен { $count } аралығындағы бүтін сан.
kindergarten-report-full = Бұл топтың барлық орны қазірдің өзінде ұсынылған. Қате болса, алдымен артық орынды қайтарып алыңыз.
no-places-reported = Бүгін босаған орын хабарланған. «Бүгін бос орын жоқ» деу үшін алдымен сол орындарды қайтарып алыңыз.

kindergarten-recall-link = Орынды қайтарып алу
kindergarten-recall-title = Орынды қайтарып алу
kindergarten-recall-means = Қайтарып алмас бұрын
kindergarten-recall-public = Қайтарып алынған орындар тізімнен бірден жоғалады. Олардың саны мен себебін жеті күн бойы бәрі тізім бетінен көреді.
kindergarten-recall-order = Алдымен әлі жарияланбаған орындар алынады, содан кейін жарияланғандары, соңында ашық тұрғандары. Отбасы алып қойған орын қайтарылмайды.
kindergarten-recall-access = Тізімге қолжетімділігі бар отбасылар басқа орындардан таңдай береді. Олар қалған орындарды өз бетінен көреді.
kindergarten-recall-none = Мұнда қайтарып алатын орын жоқ: бәрін отбасылар алып қойған немесе орын хабарланбаған.
kindergarten-recall-places = Неше орынды қайтарып аласыз?
kindergarten-recall-places-hint = Ешкім алмаған { $count } орын бар.
kindergarten-recall-how-many = Қайтарып алатын орын санын жазыңыз.
kindergarten-recall-taken = Мұнша орынды қайтарып алу мүмкін емес. Ешкім алмаған { $count } орын қалды.
kindergarten-recall-reason = Себебі
kindergarten-recall-do = Қайтарып алу
kindergarten-choose-reason = Себебін таңдаңыз.

kindergarten-referrals-count = Балабақшаға { $count } бала келеді. Мерзімі жақындары алдымен тұр.
kindergarten-referrals-none = Қазір келетін бала жоқ.
kindergarten-referrals-none-words = Отбасы балабақшаңыздан орын таңдап, жолдама алғанда, баланың аты-жөні мен ата-анасының телефоны осында шығады.
kindergarten-valid-until = Соңғы күні: { $day }
kindergarten-extended = мерзімі ұзартылған
kindergarten-born-on = Туған күні
kindergarten-guardian = Ата-анасы немесе қамқоршысы
kindergarten-group = Топ
kindergarten-issued-on = Жолдама берілген күн
kindergarten-sign = Кезектегі белгісі
kindergarten-family-erased = Отбасының жеке деректері жойылған. Мәліметті білім басқармасынан сұраңыз.
kindergarten-referral-not-here = Мұндай жолдама тізімде жоқ: ол бойынша шешім қабылданған, отбасы одан бас тартқан немесе жолдама басқа балабақшаға берілген.

kindergarten-enrol = Қабылдау
kindergarten-enrol-title = Баланы қабылдау
kindergarten-enrol-means = Ата-анамен шарт жасалғаннан кейін ғана басыңыз. Бала кезектен шығады, оның басқа ашық өтініштері де жабылады.
kindergarten-enrol-do = Шарт жасалды, баланы қабылдау
kindergarten-refuse = Қабылдамау
kindergarten-refuse-title = Жолдаманы қабылдамау
kindergarten-refuse-means = Өтініш бұрынғы күнімен кезекке қайтады, ал орын келесі тізімге шығады. Отбасы себебін көреді, білім басқармасы да көреді.
kindergarten-refuse-reason = Неге қабылдамайсыз?
kindergarten-refuse-do = Жолдаманы қабылдамау
kindergarten-extend = Мерзімін ұзарту
kindergarten-extend-title = Жолдама мерзімін ұзарту
kindergarten-extend-means = Мерзімді бір-ақ рет ұзартуға болады. Отбасы жаңа күнді өз бетінен көреді.
kindergarten-extend-until = Жаңа соңғы күн
kindergarten-extend-hint = Ең кеш дегенде: { $day }.
kindergarten-extend-choose = Жаңа соңғы күнді таңдаңыз.
kindergarten-extend-over = Бұл жолдаманың мерзімі бұрын ұзартылған немесе ең ұзақ мерзімге берілген.
kindergarten-extend-do = Ұзарту

done-places-reported = Орын хабарланды. Қате болса, сол топтағы «Орынды қайтарып алу» сілтемесін басыңыз.
done-nothing-said = Рақмет! Бүгін бос орын жоғы белгіленді.
done-places-recalled = Орын қайтарып алынды. Саны мен себебі журналға жазылды.
done-child-enrolled = Бала қабылданды, енді ол кезекте тұрған жоқ.
done-referral-refused = Жолдама қабылданбады. Өтініш кезекке қайтты, орын келесі тізімге шығады.
done-referral-extended = Жолдама мерзімі ұзартылды.

kindergarten-unproved = Отбасы телефонын әлі растамаған, сондықтан баланың аты-жөні мен телефоны көрсетілмейді.
kindergarten-unproved-tag = телефоны расталмаған
kindergarten-met = Ата-ана жолдамамен келді
kindergarten-met-means = Түймені басқан соң баланың аты-жөні көрінеді. Кім басқаны жазылып қалады.
