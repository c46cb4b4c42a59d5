### Тізімі жабық себептер, негіздер мен күйлер. Барлық беттерде бірдей аталады.
# Санат беретін негіздер.
ground-military = Әскери қызметшінің баласы
ground-special_state_body = Арнаулы мемлекеттік орган қызметкерінің баласы
ground-large_family = Көпбалалы отбасының баласы
ground-parent_disability = Мүгедектігі бар ата-ананың баласы
ground-no_parental_care = Ата-анасының қамқорлығынсыз қалған бала
ground-orphan = Жетім бала
ground-special_needs = Ерекше білім беру қажеттілігі бар бала
ground-teacher_child = Педагогтің баласы
ground-disabled_sibling = Отбасында мүгедектігі бар бала тәрбиеленеді
ground-conclusion = ПМПК қорытындысы
ground-erased = Негіз (деректер жойылған)

review-pending = Тексерілуде
review-confirmed = Расталды
review-rejected = Қабылданбады
review-revoked = Күші жойылды
review-lapsed = Мерзімі өтті

status-waiting = Кезекте тұр
status-access = Тізімнен таңдап жатыр
status-referred = Жолдама берілді
status-enrolled = Балабақшаға қабылданды
status-paused = Кідіртілген
status-stopped = Уақытша тоқтатылған
status-withdrawn = Қайтарып алынған
status-expired = Кезегі жабылған
status-no_conclusion = ПМПК қорытындысын күтуде

# Балабақша бос орынды неге қайтарып алады.
recall-reported_by_mistake = Қате хабарланған
recall-child_stays = Кетуі тиіс бала қалды
recall-repair = Топ жөндеуге жабылды
recall-no_staff = Топта тәрбиеші жоқ

# Балабақша жолдаманы неге қабылдамайды.
refuse-documents_incomplete = Құжаттар толық емес
refuse-documents_expired = Құжаттардың мерзімі өткен
refuse-medical = Медициналық себеп
refuse-other_group_needed = Балаға басқа топ керек

# Қызметкер негіз туралы неге осылай шешті.
ground-reason-document_proves = Құжат растайды
ground-reason-document_missing = Құжат көрсетілмеді
ground-reason-document_expired = Құжаттың мерзімі өткен
ground-reason-document_does_not_prove = Құжат бұл негізді растамайды
ground-reason-document_not_genuine = Құжат түпнұсқа емес
ground-reason-circumstance_ended = Негіз болған жағдай аяқталды
ground-reason-confirmed_by_mistake = Қате расталған

interruption-regrouping = Топтардың жыл сайынғы қайта құрылуы
interruption-outage = Қызмет жұмыс істемей қалды
interruption-emergency = Қаладағы төтенше жағдай

act-papers_corrected = Құжаттағы қате түзетілді
act-clerical_error = Қызметкердің қатесі түзетілді
act-family_moved = Отбасы көшті
act-closed_by_mistake = Өтініш қате жабылған
act-court_decision = Сот шешімі
act-employees_child = Осы балабақша қызметкерінің баласы
