### Календарь: название и правовое основание каждого дня, до какого дня календарь подтверждён.
workdays-title = Календарь рабочих дней
calendar-lead = Сроки считаются в рабочих днях. Здесь дни, которые отличаются от обычной недели, с названием и правовым основанием.
calendar-to = Открыть календарь
calendar-confirmed = Календарь подтверждён, последний подтверждённый день: { $day }.
calendar-unconfirmed = Календарь на сегодня ещё не подтверждён.
source-law = Закон
source-decree = Постановление Правительства
source-order = Приказ
office-calendar-alarm = Календарь на { $days ->
    [one] ближайший { $days } день
    [few] ближайшие { $days } дня
   *[many] ближайшие { $days } дней
} не подтверждён.
office-day-set = Назначить день
office-day-becomes = Какой это день
office-day-ordinary = Обычный день
office-day-ordinary-hint = Вычёркивается из списка; основание нужно и здесь
office-day-ordinary-already = Это и так обычный день.
office-day-name = Название
office-day-change = Изменить
office-source = Правовое основание
office-source-needed = Выберите вид документа.
office-source-number = Номер документа
office-source-number-needed = Напишите номер документа, не длиннее { $count ->
    [one] { $count } знака
   *[other] { $count } знаков
}.
office-source-date = Дата документа
office-source-date-needed = Напишите дату документа.
office-source-address = Адрес, где опубликован документ
office-source-address-hint = Например, https://adilet.zan.kz/rus/docs/Z010000267_. Можно оставить пустым.
office-source-address-wrong = Адрес начинается с https:// или http:// и пишется без пробелов.
office-source-missing = основание не указано
office-calendar-confirm = Подтвердить календарь
office-confirm-means = Сверьте выходные и рабочие субботы и воскресенья с опубликованными документами и подтвердите срок. Если ближайшие дни не подтверждены, мы напомним заранее.
office-calendar-confirm-do = Подтвердить
office-confirm-span = Последний день не раньше первого, а весь срок не длиннее двух с половиной лет.
office-confirmed-shipped = календарь, с которым поставляется программа
done-day-amended = Календарь изменён.
done-day-noted = Название и основание дня записаны.
done-calendar-confirmed = Календарь подтверждён.

interruption-look = Посмотреть, что изменится
interruption-touches = Что изменится
interruption-evenings = Вечеров без списка: { $count }.
interruption-held-back = Мест, о которых уже сообщили и которые подождут: { $count }.
interruption-windows-stay = Идущие сроки выбора не меняются. Списков: { $count }.
interruption-window = Списков: { $lists }, выбирающих семей: { $families }. Прежний конец: { $until }. Новый: { $longer }.
office-suspensions = Приостановки
office-extensions = Продления
office-extension = Продлено на дней: { $days }, списков: { $lists }
