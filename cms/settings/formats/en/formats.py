"""Dates in English forms: 03/04/2016 is the third of April to most readers of English."""

from django.conf.locale.en import formats

DATE_INPUT_FORMATS = [each for each in formats.DATE_INPUT_FORMATS if "/" not in each]
DATETIME_INPUT_FORMATS = [each for each in formats.DATETIME_INPUT_FORMATS if "/" not in each]
