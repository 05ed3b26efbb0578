"""Join the name of a house or a room with its town, which the page states elsewhere."""

import re
from collections.abc import Iterator
from dataclasses import replace

from .dates.patterns import DATE
from .lines import is_labelled
from .page import ParsedPage, is_line
from .place_lines import is_place_line
from .place_names import NO_PLACE
from .place_sentences import places_in_sentences
from .proposal import Extraction
from .words.buildings import BUILDING, is_building
from .words.labels import label_of
from .words.places import is_place

DASHED = re.compile(r"\s+[-–—]\s+(?=[^\W\d])")
BRACKETED = re.compile(r"\s*\(([A-ZÀ-Ý][a-zà-ÿ][a-zà-ÿ’' -]{2,30})\)$")
LABEL_BEFORE = re.compile(
    r"(?:Place|Location|Venue|Where|Lieu|Ort|Lugar|Luogo|Locatie)\s+(?=[A-ZÀ-Ý])"
)
TOWN = r"(?P<town>[A-ZÀ-Ý][\w’-]+(?:[ -][A-ZÀ-Ý][\w’-]+){0,2}(?:,\s+[A-ZÀ-Ý][a-zà-ÿ]+)?)"
TOWN_BEHIND = re.compile(rf",?\s+(?:in|na|no|à|en|em|a|te|zu)\s+{TOWN}(?=[,.;)]|\s[a-z]|$)")
TOWN_BEFORE = re.compile(rf"\bin\s+{TOWN},\s+at\s+(?:the\s+)?$")
# Montrevault, le 4 octobre 2021
TOWN_OF_DAY = re.compile(
    rf"{TOWN},\s+(?i:(?:le|den|el|il|lì|a)\s+)?{DATE.pattern}(?:\W*$|\.?\s*[–—-]{{1,2}}\s)"
)
FEWEST_IN_ADDRESS, MOST_ABOVE = 3, 8


def with_town(places: list[Extraction]) -> list[Extraction]:
    """The house with its town, when each has a label: "Venue: Old Mill", "City: Bath"."""
    if len(places) != 2:
        return places
    house, town = sorted(places, key=lambda place: is_place(place.value))
    if not is_place(town.value) or is_place(house.value) or town.value in house.value:
        return places
    return [replace(house, value=f"{house.value}, {town.value}")]


def in_commas(name: str) -> str:
    """`"Salle Monnerville, Palais du Luxembourg, Paris"` for "Salle Monnerville – Palais du Luxembourg
    (Paris)"."""
    label = LABEL_BEFORE.match(name)
    name = (
        name[label.end() :]
        if label and all(map(is_place, name[label.end() :].split(", ")))
        else name
    )
    parted = DASHED.sub(", ", name)
    return BRACKETED.sub(r", \1", parted) if is_building(parted) else parted


def joined(page: ParsedPage, place: Extraction, others: list[Extraction]) -> Extraction | None:
    """The house with its town, when the page states one in one place and the other in another. None when
    several fit."""
    if _is_only_town(place.value):
        houses = [one for one in others if is_building(one.value) and not _has_town(one.value)]
        house = houses[0] if len({one.value for one in houses}) == 1 else None
        return replace(house, value=f"{house.value}, {place.value}") if house else None
    if not is_building(place.value) or _has_town(place.value):
        return None
    towns = {one.value for one in others if _is_only_town(one.value)} | set(
        _beside(page, place.value)
    )
    if (town := _of_dateline(page)) and not towns:
        towns = {town}
    towns = {one for one in towns if not any(one in other and one != other for other in towns)}
    return replace(place, value=f"{place.value}, {towns.pop()}") if len(towns) == 1 else None


def _beside(page: ParsedPage, house: str) -> Iterator[str]:
    """The towns that a sentence states with the house: "in Anzone, Italy, at Villa Mirador", "no Teatro
    Faialense, na Horta"."""
    for sentence in page.sentences:
        text = page.text[sentence.start : sentence.end]
        place = text.find(house)
        if place >= 0:
            behind = TOWN_BEHIND.match(text, place + len(house))
            before = TOWN_BEFORE.search(text[:place])
            yield from (
                match["town"]
                for match in (behind, before)
                if match and not NO_PLACE.match(match["town"])
            )


def _of_dateline(page: ParsedPage) -> str:
    """The town of the line with the day of a release, if the title names it, too."""
    above = (block for block in page.content[:MOST_ABOVE] if block.level != 1)
    towns = (TOWN_OF_DAY.match(page.text, block.start, block.end) for block in above)
    named = {match["town"] for match in towns if match and match["town"] in page.title}
    return named.pop() if len(named) == 1 else ""


def _is_only_town(name: str) -> bool:
    parts = name.split(", ")
    return (
        len(parts) < FEWEST_IN_ADDRESS and is_place(parts[-1]) and not any(map(is_building, parts))
    )


def _has_town(name: str) -> bool:
    return any(is_place(part) or re.search(r"\d", part) for part in name.split(", "))


def exact(page: ParsedPage, towns: list[Extraction]) -> list[Extraction]:
    """The house in a sentence about the event instead of the only town beside its date: "in Room XVII,
    Palais des Nations", below "Geneva, 27 November 2014"."""
    town = towns[0].value if len({place.value for place in towns}) == 1 else ""
    if not town or not all(is_place(part) for part in re.split(r",\s+", town)):
        return towns
    houses = [place for place in places_in_sentences(page) if is_building(place.value)]
    if len({place.value for place in houses}) != 1:
        return towns
    name, own = houses[0].value, town.split(", ")[0]
    return [replace(houses[0], value=name if own in name else f"{name}, {town}")]


def in_building(page: ParsedPage, place: Extraction) -> Extraction:
    """The town beside the date with the house or room in the next line: "Palais des Nations, Geneva"."""
    below = page.below(page.block_at(place.start))
    name = page.text_of(below).rstrip(" ,") if below else ""
    if (
        below is None
        or below.level == 1
        or BUILDING.search(place.value)
        or not (is_building(name) and (is_place_line(name) or BUILDING.match(name)))
        or not is_line(name)
        or label_of(name)
        or is_labelled(name)
    ):
        return place
    towns = [part for part in re.split(r",\s+", place.value) if part not in name]
    return Extraction(", ".join([name, *towns]), place.start, below.end, confidence=0.75)
