"""OAI-PMH 2.0: the archive for harvesters, from the newest entries of the log.

    arguments  the arguments of a request, and their checks
    tokens     resumption tokens: a signed number of the log, without state on the server
    sets       series, themes and years
    items      the records of an answer, in a constant number of queries
    formats    oai_dc and oai_datacite, both from DataCite's record of the document
    answers    the XML around them
    verbs      the six verbs
    view       the endpoint

A list follows the numbers of the log. A record that changes during a harvest comes again later in
the same list. So a harvest misses nothing, however long it takes.
"""
