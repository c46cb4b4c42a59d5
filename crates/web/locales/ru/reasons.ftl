### Причины из закрытых списков, основания и состояния. На всех страницах они называются одинаково.
# Основания, которые дают категорию.
ground-military = Ребёнок военнослужащего
ground-special_state_body = Ребёнок сотрудника специального государственного органа
ground-large_family = Ребёнок из многодетной семьи
ground-parent_disability = Ребёнок родителей с инвалидностью
ground-no_parental_care = Ребёнок, оставшийся без попечения родителей
ground-orphan = Ребёнок-сирота
ground-special_needs = Ребёнок с особыми образовательными потребностями
ground-teacher_child = Ребёнок педагога
ground-disabled_sibling = В семье воспитывается ребёнок с инвалидностью
ground-conclusion = Заключение ПМПК
ground-erased = Основание (данные удалены)

review-pending = На проверке
review-confirmed = Подтверждено
review-rejected = Не принято
review-revoked = Отозвано
review-lapsed = Срок истёк

status-waiting = Стоит в очереди
status-access = Выбирает из списка
status-referred = Выдано направление
status-enrolled = Зачислен в детский сад
status-paused = На паузе
status-stopped = Временно остановлено
status-withdrawn = Отозвано
status-expired = Очередь закрыта
status-no_conclusion = Ждёт заключения ПМПК

# Почему детский сад отзывает свободное место.
recall-reported_by_mistake = Сообщили по ошибке
recall-child_stays = Ребёнок, который уходил, остаётся
recall-repair = Группа закрыта на ремонт
recall-no_staff = В группе нет воспитателя

# Почему детский сад не принимает направление.
refuse-documents_incomplete = Не хватает документов
refuse-documents_expired = Документы просрочены
refuse-medical = Медицинская причина
refuse-other_group_needed = Ребёнку нужна другая группа

# Почему сотрудник решил об основании именно так.
ground-reason-document_proves = Документ подтверждает
ground-reason-document_missing = Документ не показан
ground-reason-document_expired = Документ просрочен
ground-reason-document_does_not_prove = Документ этого не подтверждает
ground-reason-document_not_genuine = Документ не подлинный
ground-reason-circumstance_ended = Обстоятельство больше не действует
ground-reason-confirmed_by_mistake = Подтверждено по ошибке

interruption-regrouping = Ежегодное переформирование групп
interruption-outage = Сервис не работал
interruption-emergency = Чрезвычайная ситуация в городе

act-papers_corrected = Исправлена ошибка в документах
act-clerical_error = Исправлена ошибка сотрудника
act-family_moved = Семья переехала
act-closed_by_mistake = Заявление закрыто по ошибке
act-court_decision = Решение суда
act-employees_child = Ребёнок сотрудника этого детского сада

# Почему правило не позволило.
refusal-duplicate_group = Такая группа уже есть.
refusal-duplicate_application = Такое заявление уже есть.
refusal-unknown_application = Такого заявления нет.
refusal-closed = Заявление закрыто: ребёнок зачислен, заявление отозвано или очередь завершилась по возрасту.
refusal-unknown_ground = В этом городе такого основания нет.
refusal-not_claimed = В заявлении такое основание не указано.
refusal-not_of_age = Возраст ребёнка не подходит для этой очереди.
refusal-duplicate_child = С этими данными заявление не принято. Возможно, ребёнок уже стоит в очереди или зачислен в детский сад.
refusal-already_enrolled = С этими данными заявление не принято. Возможно, ребёнок уже стоит в очереди или зачислен в детский сад.
refusal-already_referred = По этому заявлению уже выдано направление.
refusal-paused = Заявление на паузе. Чтобы взять место, сначала вернитесь в очередь.
refusal-stopped = Заявление временно остановлено, потому что направление не использовали. Когда срок пройдёт, оно само вернётся в очередь.
refusal-enrolled = Ребёнок уже зачислен в детский сад.
refusal-withdrawn = Заявление отозвано.
refusal-expired = Очередь этого года рождения закрыта.
refusal-unknown_group = Такой группы нет.
refusal-wrong_queue = Эта группа для детей другого возраста или для другой очереди.
refusal-conclusion_required = Для коррекционной группы нужно подтверждённое заключение ПМПК.
refusal-access_required = Это место пока могут выбрать только семьи, у которых есть доступ к списку.
refusal-not_open_yet = Место опубликовано, но ещё не открыто. Выбирать можно с утра, когда откроется список.
refusal-no_place = В этой группе не осталось свободных мест.
refusal-no_referral = Действующего направления нет.
refusal-no_access = Сейчас доступа к списку нет.
refusal-not_waiting = Заявление сейчас не стоит в очереди.
refusal-not_paused = Заявление не на паузе.
refusal-not_closed = Заявление не закрыто.
refusal-already_extended = Срок направления уже продлевали. Это можно сделать только один раз.
refusal-term_out_of_range = Новый срок должен быть позже прежнего и не позже последнего разрешённого дня.
refusal-not_enrolled = Ребёнок не зачислен в детский сад.
refusal-different_queues = Заявления стоят в разных очередях: у детей разный год рождения или вид очереди.
refusal-same_group = Оба ребёнка ходят в одну группу.
refusal-no_match = Пожелания семей не подходят друг другу.
refusal-no_wish = Пожелания об обмене нет.
refusal-not_agreed = На этот обмен согласны не обе семьи.
refusal-already_joined = Одно из заявлений уже объединено с другим.
refusal-not_joined = Заявления не объединены как близнецы.
refusal-joined_twins = Заявление объединено с заявлением близнеца: два места занимаются вместе.
refusal-twins_apart = Группы находятся в разных детских садах.
refusal-not_suspended = Такой приостановки нет, или она уже закончилась.
refusal-wrong_span = Последний день стоит раньше первого.
refusal-wrong_choice = Группа названа дважды, или групп слишком много.
refusal-already_founded = Эта территория уже есть.
refusal-not_due = Время этого шага ещё не пришло.
refusal-no_room = В группе нет столько мест.
refusal-second_official_needed = Эта категория присваивается, только когда её подтвердили два разных сотрудника.
refusal-same_official = Предложить и одобрить изменение должны два разных сотрудника.
refusal-already_scheduled = Уже запланировано другое изменение правил. Сначала оно должно вступить в силу или быть отменено.
refusal-policy_outdated = С тех пор как сделано предложение, правила изменились. Предложите заново с нынешними значениями.
refusal-nothing_scheduled = Запланированного изменения нет.
refusal-group_in_use = Место этой группы сейчас предложено или выдано по направлению.

hold-repair = Идёт ремонт
hold-no_staff = Не хватает воспитателя
hold-sanitary_norm = Уменьшено по санитарной норме
hold-court_order = По решению суда
