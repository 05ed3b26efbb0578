"""Dates with the precision of their source.

`reduced` has the days, months and years of ISO 8601. `extended` has what the Extended Date/Time
Format adds: approximate and uncertain dates, open spans, seasons, decades and separate days. `edtf`
reads that format.
"""
