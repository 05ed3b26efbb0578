"""OAI-PMH 2.0: the archive for harvesters, from the newest entries of the log.

    arguments  what is asked for, and whether it may be asked for so
    tokens     where a list goes on: a number of the log, signed, and nothing kept here
    sets       series, themes and years
    items      the records of an answer, in a number of queries that does not depend on how many
    formats    oai_dc and oai_datacite, both from DataCite's record of the document
    answers    the XML around them
    verbs      the six questions
    view       the address

A list follows the numbers of the log. What is changed while it is harvested comes again at its new
place, later in the same list, so that nothing is missed however long a harvest takes.
"""
