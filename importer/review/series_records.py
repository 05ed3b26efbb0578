"""The records that the editions of a series use already."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from cms.models import (
    Appearance,
    EventPage,
    EventQuote,
    EventReference,
    Partner,
    Partnership,
    Person,
    Quote,
    Reference,
    SeriesPage,
    Venue,
)
from cms.models.record import Record


class SeriesRecords:
    """Tell whether an edition of `series` uses a record. Without a series none does."""

    def __init__(self, series: SeriesPage | None = None) -> None:
        self.series = series
        self.keys: dict[type[Record], set[int | None]] = {}

    def __contains__(self, record: Any) -> bool:
        model = type(record)
        if model not in self.keys:
            self.keys[model] = set(self._keys(model)) if self.series else set()
        return record.pk in self.keys[model]

    def _keys(self, model: type[Record]) -> Iterable[int | None]:
        events: QuerySet = EventPage.objects.filter(series=self.series)
        uses: dict[type[Record], list[tuple[QuerySet, str]]] = {
            Partner: [(_parts(Partnership, events), "partner"), (events, "organiser")],
            Person: [(_parts(Appearance, events), "person")],
            Quote: [(_parts(EventQuote, events), "quote")],
            Reference: [(_parts(EventReference, events), "reference")],
            Venue: [(events, "venue")],
        }
        for rows, name in uses[model]:
            yield from rows.values_list(f"{name}_id", flat=True)


def _parts(model: type, events: QuerySet) -> QuerySet:
    return model._default_manager.filter(event__in=events)  # type: ignore[attr-defined]
