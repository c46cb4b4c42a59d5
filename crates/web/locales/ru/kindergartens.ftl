### Детские сады.
kindergartens-title = Детские сады
kindergartens-lead = Заявление подаётся сразу во все детские сады города. Здесь их группы и свободные места.
kindergartens-groups = { $count ->
    [one] { $count } группа
    [few] { $count } группы
   *[many] { $count } групп
 }
kindergartens-vacant = { $count ->
    [one] { $count } свободное место
    [few] { $count } свободных места
   *[many] { $count } свободных мест
 }
kindergartens-all = Все детские сады
kindergartens-address = Адрес
kindergartens-phone = Телефон
kindergartens-group-list = Группы
kindergartens-born = Для детей { $years } года рождения
kindergartens-capacity = { $count ->
    [one] На { $count } ребёнка
   *[other] На { $count } детей
 }
kindergartens-correctional = Коррекционная группа
kindergartens-open = для всех: { $count }
kindergartens-early = по очереди: { $count }
kindergartens-published = в новом списке: { $count }
kindergartens-full = Свободных мест сейчас нет
kindergartens-word-today = Подтверждено детским садом сегодня в { $time }
kindergartens-word-earlier = Последнее сообщение детского сада: { $day }, { $time }
kindergartens-word-never = Детский сад ещё ничего не сообщал
kindergartens-held = { $count ->
    [one] { $count } место временно удержано
    [few] { $count } места временно удержаны
   *[many] { $count } мест временно удержано
 }. Причина: { $reason }
kindergartens-closed = Этот детский сад закрыт.
kindergartens-goes-on-in = Его группы теперь в другом детском саду:
