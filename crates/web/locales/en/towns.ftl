### Choosing a town, where one installation serves several.
towns-title = Choose your town
towns-lead = Each has a queue of its own. This browser remembers your choice; you can change it at the bottom of any page.
towns-another = Another town
