"""Join the name of a house or a room with its town, which the page states elsewhere."""

import re
from dataclasses import replace

from .lines import is_labelled
from .page import ParsedPage, is_line
from .place_lines import is_place_line
from .place_sentences import places_in_sentences
from .proposal import Extraction
from .words.buildings import BUILDING, is_building
from .words.labels import label_of
from .words.places import is_place


def with_town(places: list[Extraction]) -> list[Extraction]:
    """The house with its town, when each has a label: "Venue: Old Mill", "City: Bath"."""
    if len(places) != 2:
        return places
    house, town = sorted(places, key=lambda place: is_place(place.value))
    if not is_place(town.value) or is_place(house.value) or town.value in house.value:
        return places
    return [replace(house, value=f"{house.value}, {town.value}")]


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
