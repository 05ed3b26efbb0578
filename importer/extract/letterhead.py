"""The letterhead above the title of a text: "VILLE DE LYON", "Direction de la communication", and below
them "COMMUNIQUÉ DE PRESSE"."""

import re

from .dates.patterns import DATE
from .lines import is_organisation
from .name_chunks import HEAD_NOUN
from .words.events import NAMES_EVENT

# The kinds of papers that a body heads with its name.
PAPER = re.compile(
    r"(?:(?:press|news|media)\s+(?:release|information|advisory|statement|notice|alert)|communiqué(?:\s+de\s+presse)?|presse(?:mitteilung|information|meldung|erklärung|dienst)|medienmitteilung|nota\s+de\s+(?:prensa|imprensa)|comunicado(?:\s+de\s+(?:prensa|imprensa))?|comunicato(?:\s+stampa)?|persbericht|einladung|invitation|invitación|invito|convite|uitnodiging)"
    r"(?:\s+(?:n|no|nr|nº|n°|num)?\.?\s*\d{1,4}(?:\s*[/-]\s*\d{2,4})?)?(?:\s+(?:del|dell[’']|vom|du|of|de|van|do|,))?",
    re.IGNORECASE,
)
# The part of a body that writes its papers.
OFFICE = re.compile(
    r"(?:press|news|media|communications?|public affairs)\s+(?:office|service|team|department|desk)|(?:direction|service|cabinet|pôle)\s+(?:de\s+(?:la\s+)?|du\s+)?(?:communication|presse)|ufficio\s+(?:stampa|comunicazione)|(?:gabinete|oficina|departamento|área|dirección|servicio)\s+de\s+(?:prensa|comunicación|imprensa|comunicação)|pressestelle|pressereferat|presse-?\s*und\s+öffentlichkeitsarbeit|(?:persdienst|afdeling communicatie)",
    re.IGNORECASE,
)
OF_TOWN = re.compile(
    r"(?:ville|ciudad|città|stadt|gemeinde|commune|comune|town|city|municipality|municipio|région|región|regione|province|provincia|county)\s+(?:(?:of|de|di|du|des|del|d[’'])\s*)?\S+(?:\s\S+){0,2}",
    re.IGNORECASE,
)
MOST_LINES, MOST_WORDS, FEWEST_IN_HEADLINE, LONGEST = 8, 9, 5, 150


def letterhead_length(lines: list[str]) -> int:
    """The number of lines at the top up to the one that names the kind of paper, if those above it name
    a body and its parts."""
    for number, line in enumerate(lines[:MOST_LINES]):
        if is_paper(line):
            body = any(_names_body(above) for above in lines[:number])
            if body and all(map(_may_be_above, lines[:number])):
                return number + 1
            return number + 1 if number == 1 and _is_headline(lines[number + 1 :]) else 0
    return 0


def _is_headline(below: list[str]) -> bool:
    """Whether the next line is a title of its own, and no day and no sentence: the only line above the
    kind of paper is the name of who writes it."""
    line = below[0] if below else ""
    return (
        len(line) <= LONGEST
        and FEWEST_IN_HEADLINE <= len(line.split()) <= MOST_WORDS * 2
        and not line.endswith((".", ":", ";"))
        and not DATE.search(line)
    )


def is_paper(line: str) -> bool:
    """Whether the line is only the kind of paper, its number and its day."""
    if len(line) > LONGEST:
        return False
    date = DATE.search(line)
    bare = f"{line[: date.start()]} {line[date.end() :]}" if date else line
    return bool(PAPER.fullmatch(bare.strip(" |–—-,:")))


def _names_body(line: str) -> bool:
    named = is_organisation(line) or OF_TOWN.fullmatch(line) or OFFICE.fullmatch(line)
    return bool(named or (HEAD_NOUN.search(line.title()) and line.isupper()))


def _may_be_above(line: str) -> bool:
    title = re.search(r"[?:«“„]", line) or NAMES_EVENT.search(line)
    return len(line.split()) <= MOST_WORDS and (not title or _names_body(line))
