"""The organisation whose page it is: "This Harrow Park dialogue", "© Harrow Park"."""

import re

from importer.extract.organisations import split_names
from importer.extract.page import ParsedPage
from importer.extract.words.events import EVENT

from .triggers import ON_OCCASION, TOGETHER

NAME = r"(?:[A-Z][\w’'&-]*\s+){0,3}[A-Z][\w’'&-]*"
OF_THIS = re.compile(rf"\b(?:[Tt]his|[Oo]ur)\s+({NAME})\s+(?:[\w-]+\s+){{0,3}}?{EVENT}\b")
STATED = re.compile(
    rf"(?:©\s*(?:\d{{4}}\s+)?|[Aa]bout\s+)({NAME})|^({NAME})(?:’s|'s)?\s+(?:reference number|reports?\s+are)\b"
)


def owner_of(page: ParsedPage) -> str:
    """The name, or "" when the page does not show it."""
    for block in page.blocks:
        text = page.text[block.start : block.end]
        if match := OF_THIS.search(text) or STATED.search(text):
            return str(next(group for group in match.groups() if group))
    return _first_subject(page)


def _first_subject(page: ParsedPage) -> str:
    """The first of several subjects, when it has no article and the next one has: "Harrow Park, the
    Lake Trust and UNHCR are convening …"."""
    for sentence in page.sentences:
        text = page.text[sentence.start : sentence.end]
        names = split_names(text)
        if ON_OCCASION.match(text):
            continue
        if len(names) > 1 and TOGETHER.match(text, names[-1].end) and names[0].start == 0:
            return names[0].name if text[names[1].start - 4 : names[1].start] == "the " else ""
    return ""
