### Список свободных мест.
bulletin-title = Список свободных мест
bulletin-lead = Здесь все свободные места города. Каждое место проходит три этапа.
bulletin-suspended = Новые списки временно не выходят. Причина: { $reason }. Последний день перерыва: { $day }.
bulletin-none-planned = приостановлен
bulletin-kindergarten = Детский сад
bulletin-group = Группа
bulletin-terms = Язык и время
bulletin-places = Мест
bulletin-published = Новый список
bulletin-look = Можно только смотреть
bulletin-published-words = Откроется: { $when }. До этого занять место не может никто.
bulletin-early = Выбирают те, чья очередь подошла
bulletin-in-order = По очереди
bulletin-early-words = Эти места выбирают семьи с доступом, { $until }. Что останется, откроется для всех.
bulletin-open = Открыто для всех
bulletin-to-all = Кто первый успел
bulletin-open-words = Место может занять прямо сейчас любая семья, которая ждёт в этой очереди.
bulletin-open-none = Сейчас мест, открытых для всех, нет.

bulletin-recalled = Отозванные места
bulletin-recalled-words = Сколько мест детские сады отозвали за последние семь дней и почему.
bulletin-recalled-why = Причина и день
bulletin-recalled-count = Отозвано мест
