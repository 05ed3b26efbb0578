"""The editions of a series in their order, with the gaps between them.

The newest version of an edition counts. So a number of a new draft is no gap.
"""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from django.db.models import Q, QuerySet

from cms.models import EventPage, SeriesPage
from cms.models.fields import LARGEST_NUMBER

# Up to so many missing numbers in a row have a line each. More numbers share one line.
LINES_OF_A_GAP = 10


@dataclass(frozen=True)
class TimelineEntry:
    """The place of one edition: by number, then date, then age."""

    pk: int
    series_id: int
    ordinal: int | None
    start: datetime.date | None

    @property
    def order(self) -> tuple:
        return (self.ordinal or 0, self.start or datetime.date.max, self.pk)


@dataclass(frozen=True)
class Gap:
    """One or more numbers between editions without a record."""

    first: int
    last: int

    def __str__(self) -> str:
        return f"No. {self.first}" if self.first == self.last else f"No. {self.first}–{self.last}"

    @property
    def count(self) -> int:
        return self.last - self.first + 1


def entries_of(events: QuerySet[EventPage]) -> list[TimelineEntry]:
    """The entries of `events`, in their order. Always two queries."""
    fields = ("pk", "series_id", "ordinal", "start")
    entries = {row[0]: TimelineEntry(*row) for row in events.values_list(*fields)}
    drafts = events.filter(has_unpublished_changes=True, latest_revision__isnull=False)
    planned = ("latest_revision__content__ordinal", "latest_revision__content__start")
    for pk, series_id, ordinal, start in drafts.values_list("pk", "series_id", *planned):
        entries[pk] = TimelineEntry(pk, series_id, as_number(ordinal), as_date(start))
    return sorted(entries.values(), key=attrgetter("order"))


def as_date(value: Any) -> datetime.date | None:
    """The date in a saved version: "2012-01-26". None for what is none."""
    try:
        return datetime.date.fromisoformat(value)
    except (TypeError, ValueError):
        return None


def as_number(value: Any) -> int | None:
    """The number in a saved version. None for what is none."""
    return value if isinstance(value, int) else None


def with_gaps(numbered: Iterable[TimelineEntry]) -> Iterator[TimelineEntry | Gap]:
    """The editions with a number, and the gaps between them."""
    before: int | None = None
    for entry in numbered:
        number = entry.ordinal or 0
        if before is not None and number > before + 1:
            yield from gaps_between(before, number)
        before = number
        yield entry


def gaps_between(before: int, after: int) -> Iterator[Gap]:
    first, last = before + 1, after - 1
    if last - first >= LINES_OF_A_GAP:
        yield Gap(first, last)
    else:
        yield from (Gap(number, number) for number in range(first, last + 1))


def missing_numbers(entries: Iterable[TimelineEntry]) -> int:
    """How many numbers between the first and the last have no record."""
    numbers = {entry.ordinal for entry in entries if entry.ordinal is not None}
    return max(numbers) - min(numbers) + 1 - len(numbers) if numbers else 0


def number_in_use(series: SeriesPage, number: int) -> str:
    """The title of the edition with `number`, published or in a draft. "" for a free number."""
    editions = series.editions.all()
    planned = [entry.pk for entry in entries_of(editions) if entry.ordinal == number]
    holder = editions.filter(Q(ordinal=number) | Q(pk__in=planned)).first()
    return holder.get_admin_display_title() if holder else ""


def next_number(series: SeriesPage) -> int | None:
    """The number after the highest one. None when no edition has a number."""
    editions = series.editions.all()
    numbers = [entry.ordinal for entry in entries_of(editions)]
    numbers += editions.values_list("ordinal", flat=True)
    highest = max((number for number in numbers if number is not None), default=None)
    return None if highest is None or highest >= LARGEST_NUMBER else highest + 1
