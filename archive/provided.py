"""What exports need of the API, which imports this package: it hands it in when it starts."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from archive.models import Entry, Record

if TYPE_CHECKING:
    from archive.export.source import Source

Files = Iterator[tuple[str, bytes]]


@dataclass
class Provided:
    """What the API knows.

    `shown`: which of some versions may be shown now (invariant 7), by their numbers.
    `public_html`: rich text as it is stored, with no more than readers get of it; it asks whether
    `("page", 12)` is public. `schemas`: the JSON Schema of each kind. `picture_sizes`: the filter
    specifications of the sizes in which documents offer pictures. `mirror`: the API as files, for
    the origin where they will stand (None: the API's own), when there is an API.
    """

    shown: Callable[[list[tuple[Record, Entry]], datetime], set[int]] = field(init=False)
    public_html: Callable[[str, Callable[[str, int], bool]], str] = field(init=False)
    schemas: Callable[[], dict[str, dict[str, Any]]] = field(init=False)
    picture_sizes: frozenset[str] = field(init=False)
    mirror: "Callable[[Source, str | None], Files] | None" = None


provided = Provided()
