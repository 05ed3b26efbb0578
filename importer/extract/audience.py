"""For whom the event is, and how often one like it is held, in the words of the page."""

import re

from .page import Page, Span
from .proposal import Found
from .title_match import EVENT, OTHER

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


def find_audience(page: Page) -> Found | None:
    """ "policy-makers and practitioners", of the first own sentence that says it."""
    for sentence in page.sentences:
        text = page.text[sentence.start : sentence.end]
        match = FOR.search(text)
        before = text[: match.start()] if match else ""
        if match and SUBJECT.search(before) and not OTHER.search(before):
            who = match["who"].rstrip(" ,")
            if PEOPLE.search(who):
                start = sentence.start + match.start("who")
                words = " ".join(who.split())
                return Found(words, start, start + len(who), confidence=0.8)
    return None


def find_cadence(page: Page, *named: Found | None) -> Found | None:
    """ "annual", when the name of the series or the number of the event says it."""
    for found in filter(None, named):
        match = CADENCE.search(page.text, found.start, found.end)
        if match:
            words = page.words(Span(*match.span())).casefold()
            return Found(words, *match.span(), confidence=0.9)
    return None
