"""The rules of an event. Each function returns `{field: message}` for what is wrong."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

from django.db.models.functions import Upper

from cms.vocabularies import OrdinalBasis

from .identifier import Identifier

NUMBERS = range(32_768)  # the database has no others


class Others:
    """What `events` may not share with other records. One query asks for all of them."""

    def __init__(self, events: Sequence[Any]) -> None:
        self.events, self.model = events, type(events[0])

    def with_number(self, event: Any) -> str | None:
        """The title of another event with the number of `event` in its series."""
        twins = self._by_number[event.series_above().pk, event.ordinal]
        return next((title for pk, title in twins if pk != event.pk), None)

    def with_code(self, event: Any) -> str | None:
        """The title of another event, no translation of `event`, with its code."""
        twins = self._by_code[event.code.upper()]
        return next((title for key, title in twins if key != event.translation_key), None)

    def published_code(self, event: Any) -> str | None:
        """The code that `event` has, if it has ever been public with one."""
        return self._published_codes.get(event.pk)

    def owner_of_key(self, event: Any) -> Any:
        """The uid of the record, perhaps a deleted one, that has the key `event` wants."""
        return self._owners.get(event.wanted_key.upper())

    @cached_property
    def _by_number(self) -> dict[tuple, list[tuple]]:
        places = [(event.series_above(), event.ordinal) for event in self.events]
        places = [(series, number) for series, number in places if series and number in NUMBERS]
        events = self.model.objects.filter(
            series__in={series.pk for series, _number in places},
            ordinal__in={number for _series, number in places},
        )
        rows = events.order_by("pk").values_list("series", "ordinal", "pk", "title")
        return grouped(((series, number), twin) for series, number, *twin in rows)

    @cached_property
    def _by_code(self) -> dict[str, list[tuple]]:
        codes = {event.code.upper() for event in self.events if event.code}
        events = self.model.objects.annotate(folded=Upper("code")).filter(folded__in=codes)
        rows = events.order_by("pk").values_list("folded", "translation_key", "title")
        return grouped((code, twin) for code, *twin in rows)

    @cached_property
    def _published_codes(self) -> dict[int, str]:
        pks = [event.pk for event in self.events if event.pk]
        events = self.model.objects.filter(pk__in=pks, first_published_at__isnull=False)
        return dict(events.exclude(code="").values_list("pk", "code"))

    @cached_property
    def _owners(self) -> dict[str, Any]:
        keys = [event.wanted_key for event in self.events if event.code and event.locale_id]
        return Identifier.owners(self.model.kind, keys)


def grouped(rows: Iterable[tuple]) -> dict[Any, list]:
    groups: dict[Any, list] = defaultdict(list)
    for key, row in rows:
        groups[key].append(row)
    return groups


def ordinal_errors(event: Any, others: Others) -> dict[str, str]:
    if event.ordinal is None:
        if event.ordinal_basis == OrdinalBasis.INFERRED:
            message = "A number cannot be inferred while it is empty."
            return {"ordinal": message, "ordinal_basis": message}
        return {}
    if event.series_above() is None:
        return {"ordinal": "Only an event of a series can have a number."}
    twin = others.with_number(event)
    if twin is not None:
        return {"ordinal": f"“{twin}” already has this number in the series."}
    return {}


def code_errors(event: Any, others: Others) -> dict[str, str]:
    published = others.published_code(event)
    if published and published != event.code:
        return {"code": f"A published code is permanent. It stays {published}."}
    if not event.code:
        return {}
    twin = others.with_code(event)
    if twin is not None:
        return {"code": f"“{twin}” already has this code."}
    owner = others.owner_of_key(event) if event.locale_id else None
    if owner is not None and owner != event.uid:
        return {"code": "This code belonged to a deleted record. A code cannot be used twice."}
    return {}


def quote_errors(event: Any) -> dict[str, str]:
    """Quotes from an event whose rule hides names must not name the speaker."""
    if not event.hides_names or not event.pk:
        return {}
    named = [quote for quote in event.quotes_spoken.all() if quote.has_attribution]
    if not named:
        return {}
    return {
        "attribution_rule": "These quotes from this event have an attribution: "
        + "; ".join(f"“{quote}”" for quote in named)
        + ". Remove their attribution first, or choose another rule."
    }
