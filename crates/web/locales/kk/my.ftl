### my
