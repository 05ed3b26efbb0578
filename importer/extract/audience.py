"""The audience and the cadence of the event, in the words of the page."""

import re

from .page import ParsedPage, Span
from .proposal import Extraction
from .title_match import OTHER_EVENT
from .words.events import EVENT

PEOPLE = re.compile(
    r"\b(?:policy[- ]?makers|practitioners|experts|academics|scholars|students|officials|diplomats|judges|lawyers|journalists|representatives|researchers|activists|leaders"
    r"|parliamentarians|ministers|scientists|teachers|historians|archivists|librarians|donors|advocates|prosecutors|negotiators|professionals)\b",
    re.IGNORECASE,
)
FOR = re.compile(
    r"\b(?:from the perspectives? of|(?:is |was )?(?:aimed|directed) at|(?:is |was )?intended for|brings? together|brought together|will gather|gathers|gathered|bringing together)\s+"
    r"(?P<who>[^.;:()“”]{4,160}?)(?=[.;:(]|,?\s+to\b|\s+(?:who|with a view)\b|$)",
    re.IGNORECASE,
)
SUBJECT = re.compile(rf"\b(?:this|the|our)\s+(?:[\w’'-]+\s+){{0,5}}?{EVENT}\b", re.IGNORECASE)
CADENCE = re.compile(
    r"\b(?:annual|biennial|biannual|triennial|yearly|quarterly|monthly)\b", re.IGNORECASE
)


def find_audience(page: ParsedPage) -> Extraction | None:
    """The audience, such as "policy-makers and practitioners", from the first sentence about it."""
    for sentence in page.sentences:
        text = page.text[sentence.start : sentence.end]
        match = FOR.search(text)
        before = text[: match.start()] if match else ""
        if match and SUBJECT.search(before) and not OTHER_EVENT.search(before):
            who = match["who"].rstrip(" ,")
            if PEOPLE.search(who):
                start = sentence.start + match.start("who")
                audience = " ".join(who.split())
                return Extraction(audience, start, start + len(who), confidence=0.8)
    return None


def find_cadence(page: ParsedPage, *named: Extraction | None) -> Extraction | None:
    """The cadence, such as "annual", from the words of `named`: the series or the ordinal."""
    for name_or_number in filter(None, named):
        match = CADENCE.search(page.text, name_or_number.start, name_or_number.end)
        if match:
            cadence = page.text_of(Span(*match.span())).casefold()
            return Extraction(cadence, *match.span(), confidence=0.9)
    return None
