### Тізімі жабық себептер, негіздер мен күйлер. Барлық беттерде бірдей аталады.
# Санат беретін негіздер.
ground-military = Әскери қызметшінің баласы
ground-special_state_body = Арнаулы мемлекеттік орган қызметкерінің баласы
ground-large_family = Көпбалалы отбасының баласы
ground-parent_disability = Мүгедектігі бар ата-ананың баласы
ground-no_parental_care = Ата-анасының қамқорлығынсыз қалған бала
ground-orphan = Жетім бала
ground-special_needs = Ерекше білім беру қажеттіліктері бар бала
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

# Ереже неге рұқсат бермеді.
refusal-duplicate_group = Мұндай топ бұрыннан бар.
refusal-duplicate_application = Мұндай өтініш бұрыннан бар.
refusal-unknown_application = Мұндай өтініш жоқ.
refusal-closed = Өтініш жабылған: бала қабылданған, өтініш қайтарып алынған немесе кезектің мерзімі біткен.
refusal-unknown_ground = Бұл қалада мұндай негіз қолданылмайды.
refusal-not_claimed = Өтініште мұндай негіз көрсетілмеген.
refusal-not_of_age = Баланың жасы бұл кезекке сәйкес келмейді.
refusal-duplicate_child = Бұл деректермен өтініш қабылданбады. Бала кезекте тұр немесе балабақшаға қабылданған болуы мүмкін.
refusal-already_enrolled = Бұл деректермен өтініш қабылданбады. Бала кезекте тұр немесе балабақшаға қабылданған болуы мүмкін.
refusal-already_referred = Бұл өтініш бойынша жолдама берілген.
refusal-paused = Өтініш кідіртілген. Орын алу үшін алдымен кезекке қайтыңыз.
refusal-stopped = Жолдама пайдаланылмағандықтан, өтініш уақытша тоқтатылған. Мерзімі біткенде ол өзі кезекке қайтады.
refusal-enrolled = Бала балабақшаға қабылданған.
refusal-withdrawn = Өтініш қайтарып алынған.
refusal-expired = Бұл туған жылдың кезегі жабылған.
refusal-unknown_group = Мұндай топ жоқ.
refusal-wrong_queue = Бұл топ басқа жастағы балаларға немесе басқа кезекке арналған.
refusal-conclusion_required = Түзеу тобына ПМПК қорытындысы расталуы керек.
refusal-access_required = Бұл орынды әзірге тізімге қолжетімділігі бар отбасылар ғана таңдай алады.
refusal-not_open_yet = Бұл орын жарияланды, бірақ әлі ашылған жоқ. Таңдау таңғы тізім ашылғанда басталады.
refusal-no_place = Бұл топта бос орын қалмады.
refusal-no_referral = Қолданыстағы жолдама жоқ.
refusal-no_access = Қазір тізімге қолжетімділік жоқ.
refusal-not_waiting = Өтініш қазір кезекте тұрған жоқ.
refusal-not_paused = Өтініш кідіртілмеген.
refusal-not_closed = Өтініш жабылмаған.
refusal-already_extended = Жолдама мерзімі бұрын ұзартылған. Оны бір-ақ рет ұзартуға болады.
refusal-term_out_of_range = Жаңа мерзім бұрынғысынан кеш және рұқсат етілген соңғы күннен аспауы керек.
refusal-not_enrolled = Бала балабақшаға қабылданбаған.
refusal-different_queues = Екі өтініш екі бөлек кезекте: балалардың туған жылы немесе кезек түрі әртүрлі.
refusal-same_group = Екі бала да бір топқа барады.
refusal-no_match = Отбасылардың тілегі бір-біріне сай келмейді.
refusal-no_wish = Орын алмастыру тілегі жоқ.
refusal-not_agreed = Бұл алмасуға екі отбасы да келіскен жоқ.
refusal-already_joined = Өтініштердің бірі басқа өтінішпен біріктірілген.
refusal-not_joined = Өтініштер егіз ретінде біріктірілмеген.
refusal-joined_twins = Өтініш егізінің өтінішімен біріктірілген: екі орын бірге алынады.
refusal-twins_apart = Екі топ екі бөлек балабақшада.
refusal-not_suspended = Мұндай тоқтату жоқ немесе ол аяқталған.
refusal-wrong_span = Соңғы күн бірінші күннен бұрын тұр.
refusal-wrong_choice = Тізімде топ екі рет аталған немесе топ тым көп.
refusal-already_founded = Бұл аумақ бұрыннан бар.
refusal-not_due = Бұл қадамның уақыты келген жоқ.
refusal-no_room = Топта мұнша орын жоқ.
refusal-second_official_needed = Бұл санат екі бөлек қызметкер растағанда ғана беріледі.
refusal-same_official = Өзгерісті ұсынған және мақұлдаған екі бөлек қызметкер болуы керек.
refusal-already_scheduled = Ереженің басқа өзгерісі жоспарланып қойған. Алдымен ол қолданылсын немесе алынып тасталсын.
refusal-policy_outdated = Ұсыныс жасалғаннан бері ереже өзгерген. Қазіргі мәндермен қайта ұсыныңыз.
refusal-nothing_scheduled = Жоспарланған өзгеріс жоқ.
refusal-group_in_use = Бұл топтың орны қазір ұсынылған немесе жолдамамен берілген.

hold-repair = Жөндеу жүріп жатыр
hold-no_staff = Тәрбиеші жетпейді
hold-sanitary_norm = Санитарлық норма бойынша азайтылған
hold-court_order = Сот шешімі бойынша
