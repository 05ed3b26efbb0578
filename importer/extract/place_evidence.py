"""Weigh the places of a page: independent signs say which one is that of the event."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from .lines import is_organisation
from .name_chunks import HEAD_NOUN
from .page import ParsedPage
from .person_names import is_known_name
from .place_dates import places_beside_own_date
from .place_houses import exact, in_building, in_commas, joined, with_town
from .place_likely import likely_places
from .place_lines import labelled_places
from .place_marks import places_in_marks
from .place_sentences import places_in_sentences
from .places import (
    places_above_dates,
    places_below_dates,
    places_beneath_title,
    places_beside_dates,
    places_beside_hours,
    places_in_data,
)
from .proposal import Extraction
from .words.buildings import BUILDING, is_building
from .words.events import NAMES_EVENT
from .words.places import is_place, is_town

# In the order in which the value is taken when several say the same place.
WEIGHTS = {
    "label": 3.0,
    "marked": 2.5,
    "beside days": 2.0,
    "below days": 2.0,
    "above days": 1.0,
    "beneath title": 1.5,
    "in sentence": 1.5,
    "beside days in sentence": 1.0,
    "data": 2.0,
    "near days": 0.75,
    # What the name is.
    "house": 0.5,
    "town": 0.5,
    "body": -1.5,
    "person": -3.0,
    "event": -2.0,
    "postbox": -4.0,
    "organisation": -1.0,
}
# What another place has in the name, for the sources that read lines and no labels.
POSTBOX = re.compile(
    r"\b(?:P\.?\s?O\.?\s?Box|Postfach|B\.?P\.?\s\d|Apartado|Casella postale|Postbus)\b",
    re.IGNORECASE,
)
LEAST, SURE_FROM, MARGIN = 0.75, 3.5, 1.5
# "Faculty of Law" is a house, "Secretariat of the Network of Ombuds Institutions" is not.
MOST_IN_HOUSE = 5
SURE, LIKELY = 0.85, 0.75


@dataclass
class WeighedPlace:
    """A place, with the signs that the page gives for and against it."""

    place: Extraction
    signs: set[str] = field(default_factory=set)

    @property
    def weight(self) -> float:
        return sum(WEIGHTS[sign] for sign in self.signs)


def find_venue(page: ParsedPage, date: Extraction | None = None) -> Extraction | None:
    """The place with the most signs. None when the signs are few, or as many for another place. It is
    sure when several signs agree and no other place has nearly as many. `date`: the days of the event;
    a place beside other days is another place."""
    places = weighed_places(page, date)
    first, second = [*places, None, None][:2]
    if first is None or first.weight < LEAST:
        return None
    ahead = first.weight - (max(second.weight, 0.0) if second else 0.0)
    if ahead <= 0:
        whole = joined(page, first.place, [second.place]) if second else None
        return replace(whole, confidence=LIKELY) if whole else None
    others = [one.place for one in places[1:] if one.weight > 0]
    if whole := joined(page, first.place, others):
        return replace(whole, confidence=LIKELY)
    sure = first.weight >= SURE_FROM and ahead >= MARGIN
    return replace(first.place, confidence=SURE if sure else LIKELY)


def weighed_places(page: ParsedPage, date: Extraction | None) -> list[WeighedPlace]:
    """The different places of the page, those with the most signs first."""
    places: list[WeighedPlace] = []
    for sign, stated in _stated(page, date):
        place = replace(stated, value=in_commas(stated.value))
        same = next((one for one in places if _is_same(one.place.value, place.value)), None)
        if same is None:
            places.append(WeighedPlace(place, {sign} | _of_name(place.value)))
            continue
        same.signs.add(sign)
        wider = _is_part(same.place.value, place.value) or is_town(same.place.value)
        if wider and not is_town(place.value) and sign != "data":
            # "Geneva, Switzerland" beside the days is "Villa Moynier, Geneva" in a sentence.
            same.place = place
            same.signs |= _of_name(place.value)
    return sorted(places, key=lambda one: -one.weight)


def _stated(page: ParsedPage, date: Extraction | None) -> Iterator[tuple[str, Extraction]]:
    own = date.value if date else {}
    beside = [in_building(page, place) for place in places_beside_dates(page, own)]
    sources = {
        "label": with_town(list(labelled_places(page))),
        "marked": places_in_marks(page),
        "beside days": exact(page, beside),
        "below days": places_below_dates(page, own),
        "above days": places_above_dates(page, own),
        "beneath title": places_beneath_title(page),
        "in sentence": places_in_sentences(page),
        "beside days in sentence": places_beside_own_date(page, date),
        "data": places_in_data(page),
        "near days": [*likely_places(page, date), *places_beside_hours(page)],
    }
    for sign, places in sources.items():
        for place in places:
            yield sign, place


def _is_same(name: str, other: str) -> bool:
    """Whether the names are of one place: one has the other or its town, or they begin with the same house."""
    one, two = name.casefold().split(", "), other.casefold().split(", ")
    within = (is_town(name) and one[0] in two) or (is_town(other) and two[0] in one)
    contained = name.casefold() in other.casefold() or other.casefold() in name.casefold()
    return contained or within or (one[0] == two[0] and not is_place(one[0].title()))


def _is_part(name: str, other: str) -> bool:
    return name != other and name.casefold() in other.casefold()


def _of_name(name: str) -> set[str]:
    """What the name itself says."""
    first = name.split(", ", maxsplit=1)[0]
    signs = {
        "house": is_building(name),
        "town": any(is_town(part) for part in name.split(", ")),
        "body": bool(HEAD_NOUN.search(first)) and not BUILDING.search(name),
        "person": is_known_name(first) and not BUILDING.search(name),
        "event": bool(NAMES_EVENT.search(first)) and not BUILDING.search(first),
        "organisation": is_organisation(first) and len(first.split()) > MOST_IN_HOUSE,
        "postbox": bool(POSTBOX.search(name)),
    }
    return {sign for sign, holds in signs.items() if holds}
