"""Places behind a label, and the lines of an address below the name of a house."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .dates.patterns import DATE
from .lines import is_labelled
from .name_chunks import HEAD_NOUN
from .page import Block, ParsedPage, is_line
from .person_names import is_known_name
from .place_names import ONLINE, PLACE_NAME, ROOM, RUBRIC
from .proposal import Extraction
from .words.buildings import BUILDING
from .words.events import NAMES_EVENT
from .words.labels import VENUE_LABEL, label_of
from .words.letters import UPPER
from .words.places import is_place, is_town

# 12 Mill Street, Worcester; Newbury RG14 5BD; Baltimore, MD, 21230; 75007 Paris; rue du Port 14
NUMBERED = re.compile(
    rf"\d{{1,5}}[a-z]?,?\s+(?:(?:bis|ter),?\s+)?(?:(?:rue|avenue|boulevard|place|quai|allée|chemin|impasse|cours)\s|[{UPPER}]).{{2,80}}"
    rf"|[{UPPER}][\w’' .-]{{2,40}},?\s+\d{{1,4}}[a-z]?(?:,\s.{{2,60}})?"
    rf"|[{UPPER}][\w’' .-]{{2,40}},?\s+(?:[A-Z]{{1,2}}\d[A-Z\d]?\s*\d[A-Z]{{2}}|[A-Z]{{2}},?\s+\d{{5}}(?:-\d{{4}})?)(?:,?\s.{{2,40}})?"
)
NAMED = re.compile(r"[^\W\d]{2}")
ONLINE_TOO = re.compile(r"\s+(?:and|&|/|\+|und|et|y)\s+online$", re.IGNORECASE)
IN_BRACKETS = re.compile(r"\s*\([^()]{2,40}\)")
MAP = re.compile(
    r"\s*[(\[](?:view |show )?(?:map|google maps?)[)\]]\s*$|\s*\+\s*google maps?\s*$"
    r"|(?-i:\s+(?:(?:view |show )?(?:on )?maps?|directions|kaart|karte|stadtplan|anfahrt|routebeschrijving|plattegrond|voir le plan|plan d[’']accès|ver mapa|mappa|mapa))\s*$",
    re.IGNORECASE,
)
# 📅 5 October 2019 🕒 10.00 📍 Sala conferenze, Palazzo Podestarile
PIN = re.compile(r"📍\s*(?P<place>[^📅🗓🕒🕘⏰🎟💶☎✉🔗|]{3,120})")
NO_ADDRESS = re.compile(r"https?:|www\.|@|\+\d|\b(?:tel|phone|fax|e-?mail)\b|[?!;]", re.IGNORECASE)
STREET_NAMED = re.compile(
    r"(?:[A-ZÀ-Ý][\w’'.-]*\s+){1,3}(?:Road|Street|Lane|Avenue|Square|Place|Terrace|Row|Quay|Gate|Way|Hill|Drive|Close|Crescent|Mews|Yard)"
    r"|(?:Rue|Avenue|Boulevard|Place|Quai|Calle|Plaza|Paseo|Avenida|Via|Piazza|Viale|Corso|Rua|Praça|Largo)\s+[\w’' .-]{2,40}|[A-ZÄÖÜ][\wäöüß-]+(?:straße|strasse|platz|allee|gasse|weg|straat|plein|laan|gracht)"
)
POSTCODE = re.compile(r"^[A-ZÀ-Ý][\w’' .-]{2,40},?\s+[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b")
STREET = re.compile(r"\d{1,5}[a-z]?,?\s+\S")
MOST_LINES, MOST_IN_TOWN, MOST_IN_STREET = 4, 4, 2
# Dannenberg, 29451; 1204 Genève, Suisse
TOWN_CODE = re.compile(
    rf"[{UPPER}][\w’' .-]{{2,40}},?\s+\d{{4,6}}(?:,\s[{UPPER}][\w’' .-]{{2,40}})?"
)
# Lorient, France (56100)
CODE_BEHIND = re.compile(r"\s*\(\d{4,6}\)$")
NO_TOWN = re.compile(
    r"(?:free|admission|entry|cost|price|tickets?|gratis|kostenlos|eintritt|entrée|entrada|ingresso|toegang|fee|accessible|capacity)\b",
    re.IGNORECASE,
)
BEFORE_TOWN = ("in", "of", "de", "en", "à", "di", "a", "von", "zu", "te", "em", "at", "nach")


@dataclass(frozen=True)
class Place:
    """A name with its address, and where it ends on the page."""

    value: str
    end: int


def labelled_places(page: ParsedPage) -> Iterator[Extraction]:
    waiting = False
    for block in page.content:
        line = page.text[block.start : block.end]
        if pin := PIN.search(line):
            name = pin["place"].strip(" ,.")
            start = block.start + pin.start("place")
            yield Extraction(name, start, start + len(name), confidence=0.95)
            continue
        label = label_of(line)
        venue = label if label and label.field == VENUE_LABEL else None
        if ONLINE.fullmatch(line[venue.end :].strip() if venue else line.strip()):
            waiting = False
            continue
        is_value = waiting and not label and is_line(line) and not is_labelled(line)
        if (venue and venue.end < len(line)) or is_value:
            start = block.start + (venue.end if venue else 0)
            name = page.text[start : block.end].strip()
            if (is_value and RUBRIC.fullmatch(name)) or not NAMED.search(name):
                # "Venue" and "More" are words of a menu.
                waiting = False
                continue
            whole = with_address(page, block, name)
            yield Extraction(whole.value, start, whole.end, confidence=0.95)
        waiting = bool(venue and venue.end == len(line))


def is_place_line(line: str) -> bool:
    """Whether the line is a place with its room or its street: "MSH des Alpes, 1221 avenue Centrale,
    Grenoble"."""
    parts = ONLINE_TOO.sub("", IN_BRACKETS.sub("", line)).split(", ")
    return all(
        re.fullmatch(PLACE_NAME, part) or NUMBERED.fullmatch(part) or ROOM.fullmatch(part)
        for part in parts
    )


def with_address(page: ParsedPage, block: Block, name: str) -> Place:
    """The name with the lines below it that are its street, town or country."""
    parts, end = [MAP.sub("", name).rstrip(" ,")], block.end
    below = page.below(block)
    while below is not None and len(parts) < MOST_LINES and _continues(page, below, parts[-1]):
        parts.append(MAP.sub("", page.text_of(below)).rstrip(" ,"))
        end = below.end
        below = page.below(below)
    return Place(", ".join(parts), end)


def _continues(page: ParsedPage, block: Block, above: str) -> bool:
    """Whether the line is a part of an address: it has a number, or is a town or a country. Below a
    street, every name of few words is a town."""
    line = MAP.sub("", page.text_of(block)).rstrip(" ,")
    if block.kind not in ("paragraph", "item") or not is_line(line) or label_of(line):
        return False
    if NO_ADDRESS.search(line) or DATE.search(line) or is_labelled(line):
        return False
    if _is_address(line) or (
        ROOM.fullmatch(line) and BUILDING.match(line) and not NAMES_EVENT.search(line)
    ):
        return True
    town = re.fullmatch(PLACE_NAME, line) and len(line.split()) <= MOST_IN_TOWN
    # "520 College Ave., Easton, PA" has its town already.
    street = STREET.match(above) and above.count(", ") < MOST_IN_STREET
    return bool(town and (street or _is_named_as_place(page, line))) and not (
        is_known_name(line)
        or HEAD_NOUN.search(line)
        or NAMES_EVENT.search(line)
        or RUBRIC.match(line)
        or NO_TOWN.match(line)
    )


def _is_address(line: str) -> bool:
    """Whether the line is a town, or a street or a house with a number or a town."""
    parts = re.split(r",\s+", CODE_BEHIND.sub("", line))
    in_town = (
        len(parts) > 1
        and is_place(parts[-1])
        and all(re.fullmatch(PLACE_NAME, part) for part in parts)
    )
    shaped = (NUMBERED.fullmatch(line), STREET_NAMED.fullmatch(line), TOWN_CODE.fullmatch(line))
    return any(shaped) or in_town or is_town(line) or bool(POSTCODE.search(line))


def _is_named_as_place(page: ParsedPage, line: str) -> bool:
    """Whether the page says "in" or "of" with this name elsewhere: it is a town of which no list knows."""
    return any(f" {word} {line}" in page.text for word in BEFORE_TOWN)
