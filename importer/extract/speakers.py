"""Speakers of quotations that only a known name shows: behind an office in small letters, before a
colon, or by the surname alone."""

import re
from collections.abc import Iterator

from .attribution import SAYS
from .page import ParsedPage
from .person_names import (
    HAS_ROLE,
    HONORIFIC,
    PERSON_NAME,
    bare_name,
    is_known_name,
    office_and_name,
)
from .words.letters import UPPER

ARTICLE = r"(?:(?:die|der|das|le|la|el|il|lo|o|a|de|het|the)\s+|l[’'])"
# lembrou o arqueólogo Rui Brandão
BEHIND_OFFICE = re.compile(
    rf"^[,.]?\s*(?:{SAYS})\s+(?:{ARTICLE}\s*)?(?P<office>(?:[\w’'-]+\s+){{1,6}}?)(?P<name>{PERSON_NAME})(?=[,.;]|\s|$)"
)
# Pour Didier Onimus, maire de Vesoul, la priorité reste la fréquence : « … »
COLON = re.compile(r":\s*$")
NAMES = re.compile(PERSON_NAME)
OPENS = re.compile(
    r"^(?:Pour|Für|Para|Per|For|Selon|Según|Laut|Nach|Secondo|Segundo|Volgens|According to|As|And|Et|Und|Y|But|Mais|Aber|Pero|So)\s+"
)
SURNAME = rf"(?:{HONORIFIC})?(?P<surname>(?:(?:van|von|de|del|di|da)\s+){{0,2}}[{UPPER}][\w’'-]+)"
BY_SURNAME = (
    re.compile(rf"^[,.]?\s*(?:{SAYS})\s+{SURNAME}(?=[,.;]|\s+(?![{UPPER}])|$)"),
    re.compile(rf"^[,.]?\s*{SURNAME}\s+(?:{SAYS})\b"),
)
# Krüger sagte: „…“
SURNAME_BEFORE = re.compile(
    rf"(?:^|[.!?;,]\s+|\s(?:so|sagte|betonte|erklärte)\s){SURNAME}(?:\s+[a-zà-ÿ][\w’-]*){{0,6}}?\s*:\s*$"
)
SENTENCE = re.compile(r"(?<=[.!?”»“])\s+(?=[A-ZÀ-Ý„«“])")


def known_speaker(page: ParsedPage | None, before: str, after: str) -> tuple[str, str]:
    """The name of the speaker and the words before it. ("", "") when no name is sure.

    `before` and `after` are the text around the quotation in its paragraph."""
    behind = BEHIND_OFFICE.match(after)
    if behind and (is_known_name(behind["name"]) or HAS_ROLE.search(behind["office"])):
        return behind["name"], behind["office"].strip()
    sentence = SENTENCE.split(before)[-1]
    if COLON.search(sentence):
        known = [name for name in NAMES.findall(OPENS.sub("", sentence)) if is_known_name(name)]
        if len(known) == 1:
            return known[0], ""
    match = next(filter(None, (pattern.match(after) for pattern in BY_SURNAME)), None)
    match = match or SURNAME_BEFORE.search(sentence)
    full = _with_surname(page, match["surname"]) if match and page else set()
    return (full.pop(), "") if len(full) == 1 else ("", "")


def _with_surname(page: ParsedPage, surname: str) -> set[str]:
    """The known names on the page that end with `surname`."""
    ends = re.compile(rf"{PERSON_NAME}(?<=\s{re.escape(surname)})(?![\w-])")
    return set(_known(page, ends, surname))


def _known(page: ParsedPage, ends: re.Pattern[str], surname: str) -> Iterator[str]:
    names: dict[str, str] = {}
    for block in page.content:
        text = page.text[block.start : block.end]
        if surname not in text:
            continue
        for match in ends.finditer(text):
            name = " ".join(match.group().split())
            office, named = office_and_name(name)
            name = named if office and named else name
            if office or is_known_name(name):
                names.setdefault(bare_name(name), name)
    yield from names.values()
