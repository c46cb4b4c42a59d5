### kindergarten
