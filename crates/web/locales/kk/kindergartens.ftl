### Балабақшалар.
kindergartens-title = Балабақшалар
kindergartens-lead = Өтініш қаладағы барлық балабақшаға бірден беріледі. Мұнда олардың топтары мен бос орындары көрсетілген.
kindergartens-groups = { $count } топ
kindergartens-vacant = { $count } бос орын
kindergartens-all = Барлық балабақшалар
kindergartens-address = Мекенжайы
kindergartens-phone = Телефоны
kindergartens-group-list = Топтар
kindergartens-born = { $years } жылы туған балаларға
kindergartens-capacity = { $count } балаға арналған
kindergartens-correctional = Түзеу тобы
kindergartens-open = бәріне ашық: { $count }
kindergartens-early = кезек бойынша: { $count }
kindergartens-published = жаңа тізімде: { $count }
kindergartens-full = Қазір бос орын жоқ
