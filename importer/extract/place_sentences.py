"""Places in sentences: "The seminar takes place in Piran"."""

import re
from collections.abc import Iterator

from .dates.patterns import DATE
from .dates.wording import HAPPENS
from .organisations import ADJECTIVE
from .page import ParsedPage
from .place_names import NO_PLACE, PLACE_NAME, is_venue
from .proposal import Extraction
from .title_match import ANNOUNCES, HOLDS, OTHER_EVENT, is_own

AT = re.compile(
    rf"\b(?P<at>at|in|à|au|aux|en|a|al|alla|im|am|an der|no|na|nel|nella|presso|bij)\s+(?:(?:el|la|los|las|il|lo|der|dem|het|de)\s+|l[’'])?({PLACE_NAME})"
)
# With these verbs the sentence is not English, where nouns have capital letters without being places.
ABROAD = re.compile(
    r"\b(?:statt|findet|fand|veranstaltet|lädt|lieu|tiendra|tiendront|tenu|déroule\w*|celebr\w+|tendrá|tuvo|realiz\w+)\b",
    re.IGNORECASE,
)
# "en Quito del 7 al 9 de septiembre"
TO_DAY_BEHIND = re.compile(r"\s+(?:del?|du|vom|dal|from|am|el|le|il|den|op|on|em)\s+\d.*$")
# … in partnership with the Dyes Group at Lake University: the body is there, and not the event.
OF_UNIVERSITY = re.compile(r"\b(?:University|College|Universit\w+|Institut\w*|Hochschule)\b")
WITH = re.compile(r"\b(?:with|by|mit|von|avec|par|con|por|met|door)\s[^,;]{3,80}$")
CUT = re.compile(rf"\s+{ADJECTIVE}")
HOLDS_THEN = re.compile(rf"\b{HOLDS}\b", re.IGNORECASE)
THEN_DATE = re.compile(
    rf"\s+for\s+(?=[A-Z])|,\s+(?={DATE.pattern})|\s+in\s+\d{{4}}\b", re.IGNORECASE
)


def _may_be_at(match: re.Match[str], *, abroad: bool) -> bool:
    """Whether the words behind "at" or "in" can be a place."""
    name = TO_DAY_BEHIND.sub("", match.group(2))
    # "aux Archives départementales": the name goes on.
    if NO_PLACE.match(name) or CUT.match(match.string, match.end()):
        return False
    english = match["at"] in ("at", "in") and not abroad
    return english or is_venue(name)


def _verb(text: str, place: int) -> int:
    """Where the verb begins: "The Summer School in Refugee Law takes place in Piran"."""
    verb = HOLDS_THEN.search(text, place) or HAPPENS.search(text, place)
    return verb.start() if verb else place


def _session(page: ParsedPage) -> re.Pattern[str]:
    """How a sentence begins on the session that is the page's title: "The seventh session will"."""
    title = next((page.text_of(block) for block in page.content if block.level == 1), "")
    name = re.match(r"(?:the\s+)?([\w-]+\s+session)\b", title, re.IGNORECASE)
    return re.compile(rf"the\s+{name[1]}\s" if name else "(?!)", re.IGNORECASE)


def places_in_sentences(page: ParsedPage) -> Iterator[Extraction]:
    opening = _session(page)
    for sentence in page.sentences:
        text = page.text[sentence.start : sentence.end]
        announces = sentence in page.opening and ANNOUNCES.search(text)
        happens = announces or (
            HAPPENS.search(text) if is_own(text) or opening.match(text) else None
        )
        if not happens or OTHER_EVENT.search(text[: happens.end()]):
            continue
        match = next(
            (
                candidate
                for candidate in AT.finditer(text, _verb(text, happens.start()))
                if _may_be_at(candidate, abroad=bool(ABROAD.search(text)))
            ),
            None,
        )
        if match and not re.search(
            r"[,;] (?:which|who|that)\b|\bto [a-z]", text[happens.end() : match.start()]
        ):
            if OF_UNIVERSITY.search(match.group(2)) and WITH.search(text[: match.start()]):
                continue
            name = TO_DAY_BEHIND.sub("", match.group(2))
            name = re.sub(r"^the\s+|[.,]+$", "", name)
            name = THEN_DATE.split(name)[0]
            start = sentence.start + match.start(2) + match.group(2).find(name)
            yield Extraction(name, start, start + len(name), confidence=0.8)
