"""Dates in English forms: 03/04/2016 is the third of April to most readers of English."""

from django.conf.locale.en import formats

DATE_INPUT_FORMATS = [format_ for format_ in formats.DATE_INPUT_FORMATS if "/" not in format_]
DATETIME_INPUT_FORMATS = [
    format_ for format_ in formats.DATETIME_INPUT_FORMATS if "/" not in format_
]
