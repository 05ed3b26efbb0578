"""Finding records of all kinds by their names, with accents, slips and another order of words."""
