### Страницы управления: дела, которые ждут решения, заявления.
office-menu-tasks = Дела
office-menu-calendar = Календарь
office-menu-publication = Публикация
office-menu-accounts = Сотрудники
office-menu-policy = Действующие правила
office-leave = Выйти

office-title = Дела, которые ждут решения
office-done-see = Открыть заявление { $sign }
office-search = Найти заявление
office-search-hint = Знак, номер, ИИН ребёнка, телефон, фамилия и имя ребёнка или родителя
office-search-do = Найти
office-search-empty = Напишите, что искать.
office-search-none = Ничего не найдено. Проверьте цифры: номер заявления из 10 цифр, ИИН из 12, знак из 8 букв и цифр. По имени ищите вместе с полной фамилией.
office-found-more = Заявлений много, показаны первые. Добавьте имя.
office-found = { $count ->
    [one] Найдено { $count } заявление
    [few] Найдено { $count } заявления
   *[many] Найдено { $count } заявлений
 }
office-waiting-none = Все дела рассмотрены. Новые появятся здесь.
office-queue = Очередь
office-pages = Страницы
office-page = Страница { $page } из { $pages }
office-page-before = Назад
office-page-next = Дальше
office-queue-general = { $year } г. р.
office-queue-correctional = { $year } г. р., коррекционная
office-words-said = Сообщили { $said } из { $all }.

office-application = Заявление
office-standing = Положение в очереди
office-status = Состояние
office-referral-until = Последний день направления: { $day }
office-place = Место в очереди
office-class = Класс
office-applied-at = Время заявления
office-grounds = Основания
office-grounds-none = Оснований в заявлении нет.
office-grounds-other = Другие основания
office-counts-until = по { $day }
office-messages = Сообщения семье
office-history = Что происходило
office-family = Ребёнок и семья
office-child = Ребёнок
office-born-on = Дата рождения
office-iin = ИИН
office-iin-none = ещё нет
office-guardian = Родитель или опекун
office-contact = Связь
office-met-by = Родителя принял в детском саду: { $by }
office-number = Номер заявления
office-legacy-number = Номер в прежней очереди
office-erased = Личные данные семьи удалены. История заявления в очереди сохраняется.

office-document-of = документ от { $day }
office-decided-at = решено { $at }
office-application-closed = Заявление закрыто, решения по основанию больше не принимаются.
office-confirm-title = Подтвердить
office-confirm-anew = Подтвердить по новому документу
office-confirm-gives = Это основание даёт категорию:
office-confirm-date-stays = Дата заявления не изменится.
office-confirm-conclusion = После подтверждения заявление встанет в коррекционную очередь с прежней датой.
office-confirm-do = Подтвердить
office-document-date = Дата документа
office-document-date-needed = Укажите дату документа.
office-document-date-future = Дата документа не может быть позже сегодняшней.
office-expiry = По какой день действует
office-expiry-hint = Если документ бессрочный, оставьте пустым. После этого дня основание само перестанет действовать.
office-expiry-past = Этот день уже прошёл. Просроченный документ подтвердить нельзя.
office-date-unread = Дату не удалось прочитать.
office-reject-title = Не принять
office-reject-means = Класс и дата заявления не изменятся. Семья увидит причину и сможет прислать или принести другой документ.
office-reject-do = Не принимать
office-revoke-title = Отозвать подтверждение
office-revoke-means = Если другого основания нет, заявление потеряет эту категорию, дата не изменится. Выданное направление остаётся, а доступ, полученный по этой категории, отзывается.
office-revoke-do = Отозвать
office-reason = Причина
office-choose-reason = Выберите причину.
office-decided-meanwhile = Пока страница была открыта, по этому делу уже приняли решение. Посмотрите, что изменилось, и решите заново, если нужно.
office-document-meanwhile = Пока страница была открыта, пришёл ещё один документ. Посмотрите его и решите после этого.

office-by-clock = Распорядок дня
office-by-family = Семья
office-by-kindergarten = Детский сад
office-by-office = Управление
office-by-administrator = Администратор
office-by-import = Перенос из прежней очереди

event-submitted = Заявление принято. Считается с { $at }.
event-ground-confirmed = Подтверждено: { $ground }.
event-ground-confirmed-until = Подтверждено: { $ground }. Последний день: { $day }.
event-ground-rejected = Не принято: { $ground }. Причина: { $reason }.
event-ground-revoked = Подтверждение отозвано: { $ground }. Причина: { $reason }.
event-ground-lapsed = Срок истёк: { $ground }.
event-access = Дан доступ к списку { $until }.
event-access-passed = Другие пропущены вперёд, место сохранено.
event-access-given-up = Доступ прекращён.
event-access-missed = Срок доступа прошёл, им не воспользовались. Место сохранено.
event-access-lapsed-after-recall = Срок доступа прошёл. В списке не осталось обещанных мест, поэтому пропущенным он не считается.
event-access-taken-back = Доступ отозван: категория или заключение больше не действуют.
event-access-queue-closed = Доступ прекращён: очередь закрылась по возрасту.
event-referral = Место выбрано, выдано направление: { $group }. Последний день: { $day }.
event-referral-standing = Выдано направление по списку, который семья составила заранее: { $group }. Последний день: { $day }.
event-referral-official = Выдано направление вне очереди: { $group }. Причина: { $reason }. Последний день: { $day }.
event-referral-extended = Срок направления продлён. Новый последний день: { $day }.
event-referral-declined = Отказ от направления.
event-referral-refused = Детский сад не принял направление. Причина: { $reason }.
event-referral-expired = Срок направления прошёл.
event-referral-withdrawn = Направление отозвано, потому что заявление закрыто.
event-stopped-until = Заявление остановлено и вернётся в очередь { $day }.
event-enrolled = Ребёнок зачислен в детский сад.
event-standing-choice = Заранее выбрано групп: { $count }.
event-paused = Заявление поставлено на паузу.
event-paused-missed = { $count ->
    [one] Заявление на паузе: не использован { $count } доступ подряд.
    [few] Заявление на паузе: не использованы { $count } доступа подряд.
   *[many] Заявление на паузе: не использовано { $count } доступов подряд.
 }
event-resumed = Заявление вернулось в очередь.
event-stop-ended = Остановка закончилась, заявление снова в очереди.
event-withdrawn = Семья отозвала заявление.
event-withdrawn-enrolled = Заявление закрыто: ребёнок зачислен по другому заявлению.
event-moved-away = Заявление закрыто. Причина: { $reason }.
event-expired = Заявление закрыто: очередь завершилась по возрасту.
event-year-corrected = Исправлен год рождения: { $queue }. Причина: { $reason }.
event-restored = Заявление открыто снова с прежней датой. Причина: { $reason }.
event-refused = Не выполнено: { $why }
event-task-refused = Непринятое направление рассмотрено: «{ $outcome }».
event-task-restored = Восстановленное заявление рассмотрено: «{ $outcome }».
event-task-undelivered = Недоставленные сообщения рассмотрены: «{ $outcome }».
event-first-opinion = Основание подтверждено первым из двух сотрудников: { $ground }. Нужно подтверждение другого сотрудника.
event-complaint = Обращение в управление: { $subject }.
event-complaint-passed = Жалоба передана руководителю ({ $subject }): { $why }.
event-complaint-answered = Семье дан ответ ({ $subject }).

done-ground-confirmed = Основание подтверждено. Место заявления в очереди пересчитано.
done-ground-rejected = Основание не принято. Семья увидит причину.
done-ground-revoked = Подтверждение отозвано. Место заявления в очереди пересчитано.
