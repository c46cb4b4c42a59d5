### kindergartens
