"""Decide on the date of the event: what the rules read, against the signs of all dates of the page."""

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
    chosen = (
        weighed if weighed.confidence >= FAR_AHEAD_SURE and has_no_sign(page, stated) else stated
    )
    return replace(chosen, confidence=min(chosen.confidence, LIKELY))


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
