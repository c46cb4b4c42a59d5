### Страницы детского сада: сегодняшний день, места, направления.
kindergarten-menu-day = Сегодня
kindergarten-menu-referrals = Направления
kindergarten-leave = Выйти
kindergarten-leave-it = Вернуться назад

kindergarten-word-none = Сегодня вы ещё ничего не сообщили
kindergarten-word-ask = Следующий список: { $when }. Сообщите до этого времени об освободившихся местах или подтвердите, что их сегодня нет.
kindergarten-word-nothing = { $time }: вы сообщили, что свободных мест сегодня нет
kindergarten-word-reported = { $time }: вы сообщили о свободных местах
kindergarten-word-waiting = { $count ->
    [one] В следующий список выйдет { $count } место: { $when }.
    [few] В следующий список выйдут { $count } места: { $when }.
   *[many] В следующий список выйдет { $count } мест: { $when }.
 }
kindergarten-word-later = Если место освободится, сообщите о нём ниже в любое время.
kindergarten-nothing = Сегодня свободных мест нет
kindergarten-suspended = Публикация списков приостановлена
kindergarten-suspended-words = Последний день приостановки: { $day }. Места, о которых вы сообщили, не пропадут и выйдут в следующем списке: { $when }.
kindergarten-expected = { $count ->
    [one] По направлению должен прийти { $count } ребёнок
    [few] По направлениям должны прийти { $count } ребёнка
   *[many] По направлениям должны прийти { $count } детей
 }

kindergarten-groups = Группы
kindergarten-no-groups = В детском саду пока нет групп. Их открывает управление образования.
kindergarten-capacity = { $count ->
    [one] на { $count } место
    [few] на { $count } места
   *[many] на { $count } мест
 }
kindergarten-born = дети { $year } года рождения
kindergarten-ages = { $to ->
    [one] { $from }–{ $to } год
    [few] { $from }–{ $to } года
   *[many] { $from }–{ $to } лет
 }
kindergarten-ages-infants = до 1 года
kindergarten-stage-none = Освободившихся мест нет
kindergarten-stage-reported = { $count ->
    [one] { $count } место выйдет в следующий список
    [few] { $count } места выйдут в следующий список
   *[many] { $count } мест выйдет в следующий список
 }
kindergarten-stage-published = { $count ->
    [one] { $count } место опубликовано
    [few] { $count } места опубликованы
   *[many] { $count } мест опубликовано
 }
kindergarten-stage-early = { $count ->
    [one] { $count } место выбирают по очереди { $until }
    [few] { $count } места выбирают по очереди { $until }
   *[many] { $count } мест выбирают по очереди { $until }
 }
kindergarten-stage-open = { $count ->
    [one] { $count } место открыто для всех
    [few] { $count } места открыты для всех
   *[many] { $count } мест открыто для всех
 }
kindergarten-stage-referred = { $count ->
    [one] { $count } направление выдано
    [few] { $count } направления выданы
   *[many] { $count } направлений выдано
 }
kindergarten-stage-enrolled = { $count ->
    [one] { $count } ребёнок принят из очереди
    [few] { $count } ребёнка приняты из очереди
   *[many] { $count } детей принято из очереди
 }

kindergarten-report-legend = Сколько мест освободилось?
kindergarten-report = Сообщить
kindergarten-report-more = Больше 3 мест
kindergarten-report-more-label = Число освободившихся мест
kindergarten-report-how-many = Выберите, сколько мест освободилось: целое число от 1 до { $count }.
kindergarten-report-full = Все места этой группы уже предложены. Если это ошибка, сначала отзовите лишние.
no-places-reported = О свободных местах уже сообщено. Чтобы сказать «сегодня мест нет», сначала отзовите их.

kindergarten-recall-link = Отозвать место
kindergarten-recall-title = Отозвать место
kindergarten-recall-means = Прежде чем отозвать
kindergarten-recall-public = Отозванные места сразу исчезают из списка. Их число и причину семь дней видят все на странице списка.
kindergarten-recall-order = Сначала отзываются ещё не опубликованные места, затем опубликованные, в последнюю очередь открытые. Место, которое семья уже взяла, отозвать нельзя.
kindergarten-recall-access = Семьи с доступом к списку смогут выбрать другие места. Сколько мест осталось, они увидят на своей странице.
kindergarten-recall-none = Отзывать нечего: все места уже взяли семьи, или о местах не сообщали.
kindergarten-recall-places = Сколько мест отозвать?
kindergarten-recall-places-hint = { $count ->
    [one] Никем не взято { $count } место.
    [few] Никем не взяты { $count } места.
   *[many] Никем не взято { $count } мест.
 }
kindergarten-recall-how-many = Напишите, сколько мест отозвать.
kindergarten-recall-taken = { $count ->
    [one] Столько мест отозвать нельзя. Никем не взято { $count } место.
    [few] Столько мест отозвать нельзя. Никем не взяты { $count } места.
   *[many] Столько мест отозвать нельзя. Никем не взято { $count } мест.
 }
kindergarten-recall-reason = Причина
kindergarten-recall-do = Отозвать
kindergarten-choose-reason = Выберите причину.

kindergarten-referrals-count = { $count ->
    [one] К вам направлен { $count } ребёнок.
    [few] К вам направлены { $count } ребёнка. Первыми стоят те, у кого срок заканчивается раньше.
   *[many] К вам направлено { $count } детей. Первыми стоят те, у кого срок заканчивается раньше.
 }
kindergarten-referrals-none = Сейчас никто не направлен.
kindergarten-referrals-none-words = Когда семья выберет ваше место и получит направление, здесь появятся имя ребёнка и телефон родителя.
kindergarten-valid-until = Последний день: { $day }
kindergarten-extended = срок продлён
kindergarten-born-on = Дата рождения
kindergarten-guardian = Родитель или опекун
kindergarten-group = Группа
kindergarten-issued-on = Направление выдано
kindergarten-sign = Знак в очереди
kindergarten-family-erased = Личные данные семьи удалены. За сведениями обратитесь в управление образования.
kindergarten-referral-not-here = Такого направления в списке нет: по нему уже принято решение, семья от него отказалась или оно выдано в другой детский сад.

kindergarten-enrol = Принять
kindergarten-enrol-title = Принять ребёнка
kindergarten-enrol-means = Нажимайте только после того, как с родителем подписан договор. Ребёнок выйдет из очереди, другие его открытые заявления закроются.
kindergarten-enrol-do = Договор подписан, принять
kindergarten-refuse = Не принять
kindergarten-refuse-title = Не принять направление
kindergarten-refuse-means = Заявление вернётся в очередь с прежней датой, а место выйдет в следующий список. Причину увидят семья и управление образования.
kindergarten-refuse-reason = Почему вы не принимаете ребёнка?
kindergarten-refuse-do = Не принять направление
kindergarten-extend = Продлить срок
kindergarten-extend-title = Продлить срок направления
kindergarten-extend-means = Срок можно продлить только один раз. Новую дату семья увидит на своей странице.
kindergarten-extend-until = Новый последний день
kindergarten-extend-hint = Самое позднее: { $day }.
kindergarten-extend-choose = Выберите новый последний день.
kindergarten-extend-over = Срок этого направления уже продлевали, или оно выдано на самый долгий срок.
kindergarten-extend-do = Продлить

done-places-reported = Сообщение принято. Если это ошибка, нажмите «Отозвать место» у этой группы.
done-nothing-said = Спасибо! Отмечено, что свободных мест сегодня нет.
done-places-recalled = Места отозваны. Их число и причина записаны в журнал.
done-child-enrolled = Ребёнок принят и больше не стоит в очереди.
done-referral-refused = Направление не принято. Заявление вернулось в очередь, место выйдет в следующий список.
done-referral-extended = Срок направления продлён.

kindergarten-unproved = Семья ещё не подтвердила телефон, поэтому имя ребёнка и телефон не показаны.
kindergarten-unproved-tag = телефон не подтверждён
kindergarten-met = Родитель пришёл с направлением
kindergarten-met-means = После этого вы увидите имя ребёнка. Кто нажал кнопку, останется в записи.
