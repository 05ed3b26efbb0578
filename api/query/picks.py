"""Lists in an order that the request itself gives: as it names records, or at random."""

import hashlib
from collections.abc import Callable
from typing import Any

from django.db.models import Case, IntegerField, TextField, Value, When
from django.db.models.functions import MD5, Cast, Concat, Replace

from api.http.errors import Problem
from api.query.ordering import SortKey
from api.query.params import Number, Parameter

MAX_SAMPLE = 100
BATCHES = ("id", "key")
SAMPLE: dict[str, Parameter] = {
    "sample": Number("sample", "So many records at random, without pages.", most=MAX_SAMPLE),
    "seed": Parameter("seed", "Any word: the same one gives the same sample.", longest=100),
}


def picked_order(values: dict[str, list[Any]]) -> SortKey | None:
    """What a list is ordered by first, where the request picks its records."""
    if "sample" in values:
        return _at_random(values["seed"][0])
    if "ordering" in values:
        return None
    return next((_as_named(name, values[name][0]) for name in BATCHES if name in values), None)


def check_sample(values: dict[str, list[Any]]) -> None:
    """Refuse a sample that has no seed, or that pages or an order make no sense with."""
    if ("sample" in values) != ("seed" in values):
        parameter = "sample" if "sample" in values else "seed"
        raise _refused(
            parameter, "Give sample and seed together: the same seed gives the same sample."
        )
    for name in ("limit", "page", "cursor", "ordering"):
        if "sample" in values and name in values:
            raise _refused("sample", f"A sample has no pages and no order: leave {name} out.")


def _refused(name: str, detail: str) -> Problem:
    return Problem(400, "invalid_parameter", detail, errors=[{"parameter": name}])


def _as_named(name: str, names: tuple[str, ...]) -> SortKey:
    column = {"id": "uid"}.get(name, name)
    places = {value: place for place, value in enumerate(names)}
    cases = [When(**{column: value}, then=place) for value, place in places.items()]
    computed = Case(*cases, default=len(places), output_field=IntegerField())
    return SortKey("picked", False, lambda _of: computed, lambda row: places[str(row[column])])


def _at_random(seed: str) -> SortKey:
    """The same order on every database: SQLite keeps ids without their hyphens."""
    text = TextField()
    digits = Replace(Cast("uid", text), Value("-", text), Value("", text))
    computed = MD5(Concat(digits, Value(seed, text), output_field=text))
    return SortKey("picked", False, lambda _of: computed, _random_place(seed))


def _random_place(seed: str) -> Callable[[dict[str, Any]], str]:
    def place(row: dict[str, Any]) -> str:
        return hashlib.md5(f"{row['uid'].hex}{seed}".encode(), usedforsecurity=False).hexdigest()

    return place
