"""Decide on the date of the event: what the rules read, against the signs of all dates of the page."""

import datetime
from dataclasses import replace

from cms.vocabularies import Precision
from importer.extract.page import ParsedPage
from importer.extract.proposal import Extraction
from importer.extract.words.events import NAMES_EVENT

from .compare import is_one_day, is_within, meaning
from .evidence import FAR_AHEAD_SURE, LIKELY, best_date, has_no_sign
from .find import find_date
from .lines import is_unread
from .patterns import DATE

# A report appears at most so long after the event.
LOOKS_BACK = datetime.timedelta(90)


def decide_date(page: ParsedPage) -> Extraction | None:
    """The date that the page states of its event. It is only likely when the signs say another date,
    or when it has signs alone: no line or sentence that the rules know."""
    stated = find_date(page)
    if stated is None and is_unread(page):
        return None
    weighed = best_date(page)
    if stated is None:
        return weighed
    if weighed is None:
        return _without_signs(page, stated)
    if stated.value["precision"] != Precision.DAY and weighed.value["precision"] == Precision.DAY:
        # "Bremerhaven, im August 1998" above a letter says when it was written.
        return weighed
    agree = meaning(weighed) == meaning(stated) or is_within(weighed.value, stated.value)
    if agree:
        return stated
    unsigned = has_no_sign(page, stated)
    in_data = any(one.start <= weighed.start < one.end for one in page.of_kind("data"))
    reports = not in_data and _reports(stated, weighed)
    ahead = weighed.confidence >= FAR_AHEAD_SURE or reports
    chosen = weighed if ahead and unsigned else stated
    return replace(chosen, confidence=min(chosen.confidence, LIKELY))


def _reports(stated: Extraction, weighed: Extraction) -> bool:
    """Whether the day of a line follows soon on days in the text: the page looks back on its event."""
    if not is_one_day(stated) or is_one_day(weighed) or weighed.value["precision"] != Precision.DAY:
        return False
    last = datetime.date.fromisoformat(weighed.value["end"])
    after = datetime.date.fromisoformat(stated.value["start"]) - last
    return datetime.timedelta(0) < after <= LOOKS_BACK


def _without_signs(page: ParsedPage, stated: Extraction) -> Extraction | None:
    """The date, only likely for a day alone in its line, which may be that of the page. It is none above the
    title of a page whose title and first sentence name no event."""
    block = page.block_at(stated.start)
    if not is_one_day(stated) or not DATE.fullmatch(page.text_of(block)):
        return stated
    title = next((one for one in page.content if one.level == 1), None)
    leads = [one for one in (title, page.first_sentence) if one is not None]
    named = any(NAMES_EVENT.search(page.text_of(one)) for one in leads)
    above = title is not None and stated.end <= title.start
    return None if above and not named else replace(stated, confidence=LIKELY)
