"""The organiser in the name of the event: "This Wilton Park roundtable"."""

import re

from .organisations import TIME_WORD
from .page import ParsedPage
from .proposal import INFERRED, Extraction
from .words.events import EVENT

POSSESSED = re.compile(
    rf"^(?:This|The latest|Our)\s+((?:[A-Z][\w’'&-]*\s+){{1,5}}?)(?:(?:expert|high-level|invitation[- ]only|virtual|annual|\w+-day)\s+)*{EVENT}\b"
)
# Adjectives, times and themes that may stand before a word such as "meeting".
NO_NAME = re.compile(
    rf"\b(?:Annual|Expert|International|Regional|Virtual|Hybrid|High|First|Second|Third|Fourth|Fifth|Human|Peace|Security|Climate|Trade|Health|Energy|Economic|Political|Digital|Cyber"
    rf"|Nuclear|Global|World|European|African|Asian|Middle|Eastern|Western|Women|Youth|Ministerial|Parliamentary|Spring|Summer|Autumn|Winter|Working|Round|Final|Closing|Opening|Special|Public"
    rf"|\w+-[Dd]ay|{TIME_WORD})\b|\d"
)


def find_organiser(page: ParsedPage, title: str) -> Extraction | None:
    """The organiser in the name of the event. It is inferred, since the page does not say "by".
    A name that is also in the title is a theme."""
    for sentence in page.sentences:
        match = POSSESSED.match(page.text[sentence.start : sentence.end])
        if match and not NO_NAME.search(match.group(1)):
            name = " ".join(match.group(1).split())
            if any(word in title.split() for word in name.split()):
                continue
            start = sentence.start + match.start(1)
            return Extraction(name, start, start + len(match.group(1).rstrip()), INFERRED, 0.75)
    return None
