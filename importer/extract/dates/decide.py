"""Decide on the date of the event: what the rules read, against the signs of all dates of the page."""

from dataclasses import replace

from cms.vocabularies import Precision
from importer.extract.page import ParsedPage
from importer.extract.proposal import Extraction

from .compare import is_within, meaning
from .evidence import LIKELY, best_date
from .find import find_date
from .lines import is_unread


def decide_date(page: ParsedPage) -> Extraction | None:
    """The date that the page states of its event. It is only likely when the signs say another date,
    or when it has signs alone: no line or sentence that the rules know."""
    stated = find_date(page)
    if stated is None and is_unread(page):
        return None
    weighed = best_date(page)
    if stated is None or weighed is None:
        return stated or weighed
    if stated.value["precision"] != Precision.DAY and weighed.value["precision"] == Precision.DAY:
        # "Bremerhaven, im August 1998" above a letter says when it was written.
        return weighed
    agree = meaning(weighed) == meaning(stated) or is_within(weighed.value, stated.value)
    return stated if agree else replace(stated, confidence=min(stated.confidence, LIKELY))
