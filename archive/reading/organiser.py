"""Whose event it is, from how the page calls it: "This Wilton Park roundtable"."""

import re

from .page import Page
from .proposal import INFERRED, Found
from .subject import EVENT

POSSESSED = re.compile(
    rf"^(?:This|The latest|Our)\s+((?:[A-Z][\w’'&-]*\s+){{1,5}}?)(?:(?:expert|high-level|invitation[- ]only|virtual|annual|\w+-day)\s+)*{EVENT}\b"
)
NO_NAME = re.compile(
    r"^(?:Annual|Expert|International|Regional|Virtual|High|Second|Third|First|Human|Peace|\w+-[Dd]ay)\b"
)


def find_organiser(page: Page) -> Found | None:
    """The organiser that the event is called by; inferred, for the page does not say "by"."""
    for sentence in page.sentences:
        match = POSSESSED.match(page.text[sentence.start : sentence.end])
        if match and not NO_NAME.match(match.group(1)):
            name = " ".join(match.group(1).split())
            start = sentence.start + match.start(1)
            return Found(name, start, start + len(match.group(1).rstrip()), INFERRED, 0.75)
    return None
