### Статистика.
percent = { $count } %
statistics-title = Статистика
statistics-lead = Здесь посчитано всё, что произошло в очереди. Числа никто не вписывает вручную: они получаются из записей журнала.
statistics-periods = Период
statistics-by-day = Последние 31 день
statistics-by-month = По месяцам
statistics-period = { $first } – { $last }
statistics-period-one = { $name }
statistics-flow = Что произошло
statistics-table = Эти числа в таблице
statistics-day = День
statistics-month = Месяц
statistics-told = { $title }: всего { $total }. Больше всего { $most }: { $when }.
statistics-told-none = { $title }: не было.
statistics-most = макс. { $count }
statistics-none = За это время никто не занял место.

statistics-asked = Подано заявлений
statistics-asked-words = Дети, вставшие в очередь
statistics-offered = Объявлено мест
statistics-offered-words = Свободные места из вечерних списков
statistics-given = Дано доступов
statistics-given-words = Семьи, чья очередь выбирать подошла
statistics-taken = Занято мест
statistics-taken-words = Места, на которые выдано направление
statistics-passed = Пропущено
statistics-passed-words = Семья решила не выбирать в этот раз, дата заявления сохранилась
statistics-missed = Не использовано
statistics-missed-words = Срок выбора прошёл, дата заявления сохранилась
statistics-expired = Истекло направлений
statistics-expired-words = Ребёнка не зачислили в срок
statistics-enrolled = Зачислено детей
statistics-enrolled-words = Договор с детским садом подписан

statistics-ways = Как занимали места
statistics-ways-words = Каждое занятое место относится к одному из четырёх путей.
statistics-way = Путь
statistics-way-access = Выбрала семья, чья очередь подошла
statistics-way-open = Занято первым из открытых для всех
statistics-way-standing-choice = Семья выбрала заранее
statistics-way-outside-order = По решению сотрудника, вне порядка очереди

statistics-ratio = Доля первоочередников
statistics-ratio-words = Когда ждут дети обеих категорий, по правилам первоочередники и дети на общих основаниях получают доступ в отношении { $first } : { $ordinary }, то есть доля первых { $percent }. Здесь посчитаны только такие доступы. При малых числах и там, где неиспользованный доступ дали снова, доля немного отклоняется.
statistics-ratio-none = За это время не было доступов в очередях, где ждали обе категории.
statistics-queue = Год рождения
statistics-share = Доля

statistics-waits = Сколько ждут
statistics-waits-words = Жирным показана середина: половина детей ждала меньше, половина больше. Зачисленные вне порядка очереди не считаются.
statistics-waiting = Ждут сейчас
statistics-longest = дольше всех { $span }
statistics-had-waited = Сколько ждали зачисленные

statistics-acts = Решения вне обычного порядка
statistics-acts-words = У такого решения сотрудника есть причина из закрытого списка, и каждое посчитано здесь. Назначить место в очереди нельзя никаким решением.
statistics-acts-none = Таких решений не было.
statistics-act = Решение
statistics-reason = Причина
statistics-times = Сколько раз
statistics-act-correct_birth_year = Исправлен год рождения
statistics-act-move_away = Семья переехала
statistics-act-restore = Заявление восстановлено
statistics-act-admit_outside_order = Направление вне порядка очереди
statistics-exchanged = Пар детей, обменявшихся местами за это время: { $count }.
statistics-all = Все очереди
statistics-year = Год
