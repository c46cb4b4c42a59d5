### Слова, которые есть на всех страницах.
brand = Кезек
skip = К содержанию
languages = Язык
menu = Основные разделы
menu-bulletin = Свободные места
menu-queue = Очередь
menu-kindergartens = Детские сады
menu-rules = Правила
menu-my = Моё заявление
menu-kindergarten = Наш детский сад
menu-office = Управление
footer = Очередь считается одинаково для всех. Места распределяет не сотрудник, а правило, и у каждого изменения видна причина.
footer-staff = Сотрудникам
demo-label = Часы для показа
demo-clock = Показ: { $day }, { $time }
demo-hour = +1 час
demo-day = +1 день

kind-general = Обычная очередь
kind-correctional = Коррекционная очередь
class-out_of_turn = Вне очереди
class-first_priority = В первую очередь
class-ordinary = На общих основаниях
tuition-kk = На казахском языке
tuition-ru = На русском языке
tuition-en = На английском языке
hours-full_day = Полный день
hours-half_day = Полдня
hours-round_the_clock = Круглосуточно
places = { $count ->
    [one] { $count } место
    [few] { $count } места
   *[many] { $count } мест
 }
children = { $count ->
    [one] { $count } ребёнок
    [few] { $count } ребёнка
   *[many] { $count } детей
 }
children-born = Дети { $year } года рождения

trouble-home = На главную
trouble-bad-form = Не удалось прочитать данные
trouble-bad-form-words = Ничего не сохранено. Откройте страницу заново и заполните форму ещё раз.
trouble-forbidden = На эту страницу нет доступа
trouble-forbidden-words = Страница предназначена для другого сотрудника, или запрос пришёл с чужого сайта. Вернитесь на главную и войдите в нужный раздел.
trouble-not-found = Такой страницы нет
trouble-not-found-words = Возможно, в адресе ошибка или страницу перенесли.
trouble-method = Эта страница так не открывается
trouble-method-words = Это действие выполняется только кнопкой. Вернитесь на предыдущую страницу и нажмите её.
trouble-too-slow = Данные не дошли до конца
trouble-too-slow-words = Возможно, связь слабая. Отправьте ещё раз: одно и то же действие дважды не выполнится.
trouble-too-large = Отправлено слишком много текста
trouble-too-large-words = Ничего не сохранено. Сократите ответы и отправьте ещё раз.
trouble-too-many = Слишком много попыток войти
trouble-too-many-words = С этого адреса или под этим логином слишком много раз пытались войти. На место в очереди это не влияет.
trouble-too-many-documents = Слишком много файлов
trouble-too-many-documents-words = По этому заявлению или с этого адреса отправили слишком много файлов. Принятые раньше документы сохранены. На место в очереди это не влияет.
trouble-too-many-codes = Слишком много запросов кода
trouble-too-many-codes-words = С этого адреса слишком много раз запросили код. На место в очереди это не влияет.
trouble-too-many-complaints = Слишком много обращений
trouble-too-many-complaints-words = С этого адреса в управление писали слишком много раз. На ваше место в очереди это не влияет.
trouble-too-many-again = Повторите через { $minutes } мин.
trouble-broken = У нас что-то сломалось
trouble-broken-words = Вашей вины здесь нет. Попробуйте ещё раз через минуту-другую. Если не поможет, обратитесь в управление образования и назовите этот номер:
trouble-unavailable = Сервис ненадолго остановлен
trouble-unavailable-words = Обновите страницу через несколько секунд. Ваше место в очереди сохраняется.
trouble-busy = Сейчас слишком много запросов
trouble-busy-words = Ваш запрос не выполнен, ничего не изменилось. Ожидание не влияет ни на место в очереди, ни на доступ к списку.
trouble-busy-page-words = Страница пока не открывается. Ожидание не влияет ни на место в очереди, ни на доступ к списку.
trouble-busy-again = Через { $seconds } с нажмите кнопку: тот же самый запрос уйдёт ещё раз и выполнится только один раз.
trouble-unknown = Пока неизвестно, выполнен ли запрос
trouble-unknown-words = Ответ не пришёл, поэтому мы пока не знаем, выполнен ли ваш запрос. Место в очереди сохраняется.
trouble-unknown-again = Через { $seconds } с нажмите кнопку. Если запрос уже выполнен, вы увидите итог, если нет, он выполнится теперь. Дважды он не выполнится.
trouble-again = Отправить ещё раз
trouble-again-claim = За это время место может занять другая семья. Тогда вы увидите те места, которые остались.
trouble-by-hand = Через { $seconds } с вернитесь на предыдущую страницу и отправьте ещё раз.
trouble-reload = Обновите страницу через { $seconds } с.
trouble-no-town = Очередь здесь ещё не открыта
trouble-no-town-words = Служба работает, но город ещё не заведён. Администратор заводит его на сервере командой kezek found.
form-errors = Проверьте ответы
terms = { $tuition }, { $hours }
line-access = выбирают место: { $count }
line-out_of_turn = вне очереди: { $count }
line-first_priority = в первую очередь: { $count }
line-ordinary = на общих основаниях: { $count }
form-error-title = Ошибка
updated = Обновлено в { $time }.
opening-fair = Кто получит доступ, решает только место в очереди. Прийти раньше { $time } или обновлять страницу ничего не даёт.
footer-statistics = Статистика
footer-data = Открытые данные
