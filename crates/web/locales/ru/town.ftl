### Как управление ведёт город: детские сады, календарь, публикация, сотрудники, правила.
office-name = Название
office-name-needed = Напишите название.
office-name-long = { $count ->
    [one] Слишком длинно: не больше { $count } знака.
   *[many] Слишком длинно: не больше { $count } знаков.
 }
office-in-kk = По-казахски
office-in-ru = По-русски
office-in-en = По-английски
office-in-en-hint = Если английское оставить пустым, будет показано казахское.
office-address = Адрес
office-district = Район
office-district-hint = Если город не делится на районы, оставьте пустым.
office-phone = Телефон
office-phone-wrong = Напишите телефон полностью, например: 8 7172 12 34 56.
office-point = Место на карте
office-point-hint = Широта и долгота, например: 51.128207, 71.430420. Их можно скопировать из любого приложения с картами. Если оставить пустым, детского сада не будет на карте.
office-point-wrong = Напишите широту и долготу в градусах, например: 51.128207, 71.430420.
office-point-abroad = Точка должна лежать в Казахстане. Проверьте, что сначала стоит широта, потом долгота.
office-save = Сохранить
office-choose = Выберите одно из значений.
office-groups = Группы
office-seats = Мест
office-word = Сообщение за сегодня
office-word-reported = { $time }: есть места
office-word-nothing = { $time }: мест нет
office-word-none = молчит
office-kindergartens-none = Детские сады пока не зарегистрированы.
office-kindergarten-new = Зарегистрировать детский сад
office-kindergarten-register = Зарегистрировать
office-kindergarten-twice = Детский сад с таким названием и адресом уже зарегистрирован.
office-kindergarten-public = Страница, которую видят семьи
office-particulars = Сведения
office-groups-none = Групп пока нет.
office-born = { $years } г. р.
office-group-new = Открыть группу
office-group-open = Открыть группу
office-group-means = Вид открытой группы не меняется: по нему семьи выбирают место. Годы рождения каждый год меняет сам детский сад.
office-group-years = Годы рождения детей
office-group-years-hint = В разновозрастной группе отметьте несколько лет.
office-group-years-needed = Отметьте хотя бы один год рождения.
office-group-kind = Вид
office-kind-general = Обычная
office-kind-correctional = Коррекционная, по заключению ПМПК
office-group-language = Язык воспитания
office-group-hours = Время работы
office-group-capacity = Сколько мест
office-capacity-wrong = Напишите целое число от 1 до { $count }.
done-kindergarten-registered = Детский сад зарегистрирован. Теперь откройте его группы.
done-kindergarten-changed = Сведения сохранены.
done-group-opened = Группа открыта. Теперь детский сад может сообщать о местах.

office-calendar-of = Календарь на { $year } год
office-calendar-means = Срок выбора и срок направления считаются в рабочих днях. Если изменить календарь, уже начавшиеся сроки закончатся в прежний день, а новые посчитаются по новому календарю.
office-calendar-days = Особые дни
office-calendar-none = На этот год особых дней не внесено.
office-years = Годы
office-day = День
office-day-needed = Выберите день.
office-day-holiday = Выходной
office-day-worked = Рабочий день
office-day-worked-hint = Суббота или воскресенье, объявленные рабочими
office-day-today = Сегодня
office-day-no-weekend = { $day }: это не выходной. Рабочими объявляют только субботу или воскресенье.
office-weekday-1 = Пн
office-weekday-2 = Вт
office-weekday-3 = Ср
office-weekday-4 = Чт
office-weekday-5 = Пт
office-weekday-6 = Сб
office-weekday-7 = Вс
office-month-1 = Январь
office-month-2 = Февраль
office-month-3 = Март
office-month-4 = Апрель
office-month-5 = Май
office-month-6 = Июнь
office-month-7 = Июль
office-month-8 = Август
office-month-9 = Сентябрь
office-month-10 = Октябрь
office-month-11 = Ноябрь
office-month-12 = Декабрь

office-publication-title = Публикация списков и сроки выбора
office-next-bulletin = Следующий список: { $when }.
office-span = { $first } – { $last }
office-suspension-over = закончилась
office-suspension-stands = действует
office-suspension-end = Завершить досрочно
office-suspend-title = Приостановить публикацию
office-suspend-means = В эти дни детские сады сообщают о местах как обычно, но список не выходит. Места выйдут, когда приостановка закончится. Причину увидят все. Приостановку можно завершить досрочно.
office-suspend-first = Первый день
office-suspend-last = Последний день
office-suspend-past = Начать раньше сегодняшнего дня нельзя.
office-suspend-do = Приостановить
office-extend-title = Продлить сроки выбора
office-extend-means = За дни, когда сервис не работал, продлите сроки всем одинаково. Семьи увидят новый срок, причина останется в журнале.
office-windows = { $count ->
    [one] Сейчас идёт выбор по { $count } списку.
   *[many] Сейчас идёт выбор по { $count } спискам.
 }
office-windows-none = Сейчас выбор ни по одному списку не идёт, продлевать нечего.
office-windows-until = { $count ->
    [one] { $count } список { $until }
    [few] { $count } списка { $until }
   *[many] { $count } списков { $until }
 }
office-extend-days = На сколько календарных дней
office-extend-days-wrong = Напишите целое число от 1 до { $count }.
office-extend-do = Продлить всем
done-publication-suspended = Публикация приостановлена. Семьи и детские сады увидят это на своих страницах.
done-suspension-ended = Приостановка завершена. Следующий список выйдет в своё время.
done-windows-extended = Все сроки выбора продлены.

office-account-new = Добавить сотрудника
office-account-create = Добавить
office-account-name = Фамилия и имя
office-account-name-hint = Коллеги увидят это имя в истории решений.
office-account-name-needed = Напишите фамилию и имя.
office-account-state = Вход
office-account-is-open = открыт
office-account-is-closed = закрыт
office-account-kindergarten = Детский сад
office-account-kindergarten-hint = Только для сотрудника детского сада
office-account-kindergarten-needed = Выберите детский сад.
office-account-unknown = Такого сотрудника нет.
office-account-own = Это ваш собственный вход. Закрыть его может только другой администратор.
office-account-close = Закрыть вход
office-account-close-means = Сотрудник сразу выйдет из системы и больше не войдёт. Его решения останутся в истории.
office-account-close-do = Закрыть
office-account-closed-words = Вход этого сотрудника закрыт.
office-role = Роль
office-role-kindergarten = Детский сад
office-role-kindergarten-may = Полностью отвечает за детский сад: сообщает о местах, зачисляет детей, ведёт группы
office-role-deputy = Заместитель в детском саду
office-role-deputy-may = Сообщает о местах и отзывает их, видит направления; не зачисляет и не меняет группы
office-role-clerk = Специалист
office-role-clerk-may = Принимает заявления на бумаге, ищет и исправляет их, регистрирует детские сады и группы; основания не подтверждает
office-role-verifier = Проверяющий основания
office-role-verifier-may = Решает по основаниям и заключениям ПМПК
office-role-head = Руководитель управления
office-role-head-may = Утверждает изменения правил, видит всё, может решать за специалиста и проверяющего
office-role-auditor = Аудитор
office-role-auditor-may = Читает все страницы управления и ничего не меняет
office-role-administrator = Администратор
office-role-administrator-may = Ведёт входы сотрудников, календарь и публикацию, предлагает изменения правил
office-login = Логин
office-login-hint = Без пробелов, например: balapan-12
office-login-unfit = Логин пустой, слишком длинный или с пробелами.
office-login-taken = Такой логин уже есть. Выберите другой.
office-password-short = { $count ->
    [one] Пароль слишком короткий: нужен хотя бы { $count } знак.
    [few] Пароль слишком короткий: нужно хотя бы { $count } знака.
   *[many] Пароль слишком короткий: нужно хотя бы { $count } знаков.
 }
office-password-long = Пароль слишком длинный.
office-password-common = Такой пароль легко угадать. Придумайте другой.
done-account-closed = Вход закрыт.

office-days = { $count ->
    [one] { $count } календарный день
    [few] { $count } календарных дня
   *[many] { $count } календарных дней
 }
office-working-days = { $count ->
    [one] { $count } рабочий день
    [few] { $count } рабочих дня
   *[many] { $count } рабочих дней
 }
policy-title = Действующие правила
policy-lead = Очередь считается по этим значениям. Для всех семей они одинаковы.
policy-order = Порядок очереди
policy-ratio = Соотношение
policy-ratio-is = { $first } в первую очередь на { $ordinary } на общих основаниях
policy-pattern = Как идёт чередование
policy-pattern-carried = Продолжается изо дня в день
policy-pattern-restarted = Каждый день начинается сначала
policy-age = Когда очередь закрывается
policy-age-is = { $count ->
    [one] 1 сентября года, в котором ребёнку исполняется { $count } год
    [few] 1 сентября года, в котором ребёнку исполняется { $count } года
   *[many] 1 сентября года, в котором ребёнку исполняется { $count } лет
 }
policy-two = Кто подтверждает категорию «вне очереди»
policy-two-is = { $count ->
    [1] один сотрудник
   *[other] два разных сотрудника
 }
policy-pause = Если доступом не воспользовались
policy-pause-none = Ничего не происходит, место сохраняется
policy-pause-is = { $count ->
    [one] После { $count } раза подряд заявление ставится на паузу
   *[many] После { $count } раз подряд заявление ставится на паузу
 }
policy-day = Распорядок дня
policy-publish = Список публикуется в
policy-open = Список открывается в
policy-window = Срок выбора по очереди
policy-referrals = Направление
policy-referral = Срок после дня выдачи
policy-referral-max = Самый долгий срок с продлением
policy-stop = Остановка после неиспользованного направления
policy-choice = Выбор заранее
policy-choice-early = Исполняется, когда открывается доступ
policy-choice-open = Исполняется, когда место открывается для всех
policy-yes = Да
policy-no = Нет
policy-grounds = Основания
policy-grounds-words = Основание даёт категорию только после подтверждения.
