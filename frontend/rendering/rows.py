"""Lists of records on a page: the lines, their groups, and the gaps between numbered editions."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from .words import Words


class ListRow(NamedTuple):
    """A line of a list: a record, or a gap in the numbers, with "" as `href`."""

    href: str
    title: str
    about: str = ""
    role: str = ""
    number: str = ""
    summary: str = ""
    picture: dict[str, Any] | None = None
    use: str = ""  # of the picture: "portrait", "logo"


Named = tuple[str, ListRow]
Group = tuple[str, list[ListRow]]


def runs(numbers: list[int]) -> str:
    """`[10, 13, 14]` as "10, 13–14"."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and spans[-1][1] == number - 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return ", ".join(span(first, last) for first, last in spans)


def span(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"


def timeline(editions: Iterable[tuple[int | None, ListRow]], words: Words) -> Iterator[ListRow]:
    """Editions by number, with each gap in its place."""
    before: int | None = None
    for ordinal, row in editions:
        if ordinal is not None:
            if before is not None and abs(ordinal - before) > 1:
                low, high = sorted((before, ordinal))
                missing = span(low + 1, high - 1)
                title = words.say("No. {number}: no record found", number=missing)
                yield ListRow("", title, number=missing)
            before = ordinal
        yield row if ordinal is None else row._replace(number=str(ordinal))


def grouped(rows: Iterable[Named]) -> list[Group]:
    """`rows`, each with its heading, as one list for each heading."""
    return [(name, [row for _name, row in group]) for name, group in groupby(rows, itemgetter(0))]
