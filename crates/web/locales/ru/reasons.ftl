### Причины из закрытых списков, основания и состояния. На всех страницах они называются одинаково.
# Основания, которые дают класс.
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
