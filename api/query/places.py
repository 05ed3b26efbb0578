"""Places within a box of coordinates, as `bbox` of a map says it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any

from api.query.conditions import All, AnyOf, Condition, HasBetween
from api.query.params import Parameter, Refused

# The facets of a place, and how far its coordinates go from zero.
LATITUDE, LONGITUDE = "latitude", "longitude"
FARTHEST = {LATITUDE: 90, LONGITUDE: 180}
STEP = Decimal("0.000001")  # a place is stated no closer
NUMBER = "-?[0-9]{1,3}([.][0-9]{1,15})?"
BBOX_PATTERN = f"{NUMBER}(,{NUMBER}){{3}}"


@dataclass(frozen=True)
class Box(Parameter):
    """West, south, east and north, in degrees, with commas between them."""

    longest: int = 100

    def read(self, value: str) -> tuple[Decimal, Decimal, Decimal, Decimal]:
        if not re.fullmatch(BBOX_PATTERN, value):
            raise Refused("Give west, south, east and north in degrees: 5.9,45.8,10.5,47.8.")
        west, south, east, north = map(Decimal, value.split(","))
        if max(abs(west), abs(east)) > FARTHEST[LONGITUDE]:
            raise Refused("West and east, the first and the third, lie between -180 and 180.")
        if max(abs(south), abs(north)) > FARTHEST[LATITUDE]:
            raise Refused("South and north, the second and the fourth, lie between -90 and 90.")
        if south > north:
            raise Refused("The second is the south, and lies not beyond the fourth, the north.")
        return west, south, east, north

    @property
    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": f"^{BBOX_PATTERN}$", "maxLength": self.longest}


BBOX = Box(
    "bbox",
    "Within this box on the map: west, south, east and north in degrees, with commas between them. "
    "West may be greater than east: then the box lies across the meridian of 180 degrees.",
)


def within_box(values: list[Any], _others: Mapping[str, list[Any]]) -> Condition:
    west, south, east, north = values[0]
    half = FARTHEST[LONGITUDE]
    spans = [(west, east)] if west <= east else [(west, half), (-half, east)]
    beside = AnyOf(tuple(_between(LONGITUDE, Decimal(a), Decimal(b)) for a, b in spans))
    return All((_between(LATITUDE, south, north), beside))


def _between(name: str, least: Decimal, most: Decimal) -> Condition:
    return HasBetween(
        name,
        _sortable(name, least.quantize(STEP, ROUND_CEILING)),
        _sortable(name, most.quantize(STEP, ROUND_FLOOR)),
    )


def coordinates_of(document: Mapping[str, Any]) -> dict[str, list[str]]:
    """The facets of a document with a latitude and a longitude."""
    return {
        name: [_sortable(name, Decimal(str(document[name])).quantize(STEP))]
        for name in FARTHEST
        if document[name] is not None
    }


def _sortable(name: str, degrees: Decimal) -> str:
    """Digits that sort as text as the numbers do: "052200000" for 52.2 degrees of longitude."""
    return f"{int((degrees + FARTHEST[name]) / STEP):09}"
