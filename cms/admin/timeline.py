"""The editions of a series in their order, with the numbers of which there is no record.

An edition stands here as its newest version has it: a number that an editor gave to a draft a
minute ago is no gap.
"""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from cms.models import EventPage, SeriesPage
from cms.models.fields import LARGEST_NUMBER

# As many missing numbers in a row have a line each; more of them share one.
LINES_OF_A_GAP = 10


@dataclass(frozen=True)
class Place:
    """Where one edition stands: by number, then date, then age."""

    pk: int
    series_id: int
    ordinal: int | None
    start: datetime.date | None

    @property
    def order(self) -> tuple:
        return (self.ordinal or 0, self.start or datetime.date.max, self.pk)


@dataclass(frozen=True)
class Gap:
    """Numbers between known ones that no record has: one, or a long run of them."""

    first: int
    last: int

    def __str__(self) -> str:
        return f"No. {self.first}" if self.first == self.last else f"No. {self.first}–{self.last}"

    @property
    def count(self) -> int:
        return self.last - self.first + 1


def places(events: QuerySet[EventPage]) -> list[Place]:
    """The place of each of `events`, in their order: two queries, however many there are."""
    fields = ("pk", "series_id", "ordinal", "start")
    found = {row[0]: Place(*row) for row in events.values_list(*fields)}
    drafts = events.filter(has_unpublished_changes=True, latest_revision__isnull=False)
    planned = ("latest_revision__content__ordinal", "latest_revision__content__start")
    for pk, series_id, ordinal, start in drafts.values_list("pk", "series_id", *planned):
        found[pk] = Place(pk, series_id, ordinal, as_date(start))
    return sorted(found.values(), key=lambda place: place.order)


def as_date(value: Any) -> datetime.date | None:
    """A date as a saved version writes it: "2012-01-26"."""
    return datetime.date.fromisoformat(value) if value else None


def with_gaps(numbered: Iterable[Place]) -> Iterator[Place | Gap]:
    """The editions that have a number, and between them what is missing."""
    before: int | None = None
    for place in numbered:
        number = place.ordinal or 0
        if before is not None and number > before + 1:
            yield from gaps_between(before, number)
        before = number
        yield place


def gaps_between(before: int, after: int) -> Iterator[Gap]:
    first, last = before + 1, after - 1
    if last - first >= LINES_OF_A_GAP:
        yield Gap(first, last)
    else:
        yield from (Gap(number, number) for number in range(first, last + 1))


def missing_numbers(found: Iterable[Place]) -> int:
    """How many numbers between the first and the last have no record."""
    numbers = {place.ordinal for place in found if place.ordinal is not None}
    return max(numbers) - min(numbers) + 1 - len(numbers) if numbers else 0


def number_in_use(series: SeriesPage, number: int) -> str:
    """The title of the edition that has `number`, in public or in its draft; or nothing."""
    editions = series.editions.all()
    planned = [place.pk for place in places(editions) if place.ordinal == number]
    holder = editions.filter(Q(ordinal=number) | Q(pk__in=planned)).first()
    return holder.get_admin_display_title() if holder else ""


def next_number(series: SeriesPage) -> int | None:
    """The number after the highest; None where no edition has one."""
    editions = series.editions.all()
    numbers = [place.ordinal for place in places(editions)]
    numbers += editions.values_list("ordinal", flat=True)
    highest = max((number for number in numbers if number is not None), default=None)
    return None if highest is None or highest >= LARGEST_NUMBER else highest + 1
