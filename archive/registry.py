"""Which kinds of record have a public document, and how it is made. The API registers them."""

import uuid
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Model

from .keys import Keys
from .visibility import Visibility

Document = dict[str, Any]


@dataclass(frozen=True)
class Index:
    """What lists know of a document: how it sorts and what it can be filtered by."""

    title: str = ""
    series: str = ""
    ordinal: int | None = None
    start: date | None = None
    end: date | None = None
    path: str = ""
    facets: dict[str, set[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Rendering:
    """The document of one record, and the uids of all records that it was made from."""

    uid: uuid.UUID
    object_id: int
    document: Document
    dependencies: frozenset[uuid.UUID]
    expires_at: datetime | None = None


class Resource(ABC):
    """One kind of record: `kind` as in a link's `type`, `plural` as in its address."""

    kind: str
    plural: str
    model: type[Model]
    # No other document shows these fields. A change of them alone concerns no other record.
    own: frozenset[str] = frozenset({"meta"})

    @abstractmethod
    def render(
        self, object_ids: Sequence[int], visibility: Visibility, keys: Keys
    ) -> list[Rendering]:
        """The documents of the public ones among `object_ids`.

        The number of queries does not depend on how many there are. `meta.published_at` and
        `meta.first_published_at` are None: the log fills them in.
        """

    def prepare(self, object_ids: Sequence[int]) -> None:
        """Do what `render` needs and takes long. It runs before the lock of the log is taken."""
        return

    @abstractmethod
    def summarise(self, document: Document) -> Document:
        """The item of `document` in lists."""

    @abstractmethod
    def words(self, document: Document) -> str:
        """The text of `document` that can be searched, beside its title."""

    def searched_file(self, document: Document) -> str | None:
        """The SHA-256 of the PDF whose text is searched with `document`."""
        return None

    @abstractmethod
    def index(self, document: Document) -> Index:
        """How lists sort and filter `document`."""

    @abstractmethod
    def columns(self) -> tuple[str, ...]:
        """The columns of a table of whole documents, in order: see `api.formats.csv_codec`."""

    def touches(self, document: Document) -> Iterable[uuid.UUID]:
        """The records that are computed from `document`, beside those that depend on its uid."""
        return ()


class Registry:
    """The table of all public resources, in the order in which they are listed."""

    def __init__(self) -> None:
        self._by_kind: dict[str, Resource] = {}
        self._by_model: dict[type[Model], Resource] = {}

    def register(self, resource: Resource) -> None:
        if resource.kind in self._by_kind:
            raise ValueError(f"The kind {resource.kind} is registered twice.")
        self._by_kind[resource.kind] = resource
        self._by_model[resource.model] = resource

    def __iter__(self) -> Iterator[Resource]:
        return iter(self._by_kind.values())

    def __getitem__(self, kind: str) -> Resource:
        return self._by_kind[kind]

    def of_model(self, model: type[Model]) -> Resource | None:
        """The resource of `model`, or None when its records have no document."""
        return self._by_model.get(model)

    def identities(self) -> Iterator[tuple[str, int]]:
        """`(kind, object id)` of every record, public or not."""
        for resource in self:
            for pk in resource.model._default_manager.values_list("pk", flat=True):
                yield resource.kind, pk


registry = Registry()
