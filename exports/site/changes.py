"""What the entries since a mark change of the static site."""

import uuid
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from itertools import pairwise
from typing import Any

import orjson
from django.db.models import Q

from api.linked import filters_by
from api.query.ordering import sort_keys
from api.resources.base import ModelResource, resource_of, resources
from api.views.resolve import link_of
from archive.batches import in_batches
from archive.models import Entry, PublicRecord
from archive.models.entry import Action
from archive.registry import Document
from exports.snapshot import FILES

from .api import api_file
from .pages import file_of, path_of

MOST = 1000  # records; with more it is cheaper to compare the whole site


class Untold(Exception):
    """The entries do not say what changes: the whole site has to be compared."""


@dataclass(frozen=True)
class Versions:
    """The documents of a record since the mark, the one at the mark first. None: not public."""

    resource: ModelResource
    key: str
    documents: list[Document | None]

    @property
    def public(self) -> list[Document]:
        return [document for document in self.documents if document is not None]

    def differ(self, show: Any) -> bool:
        """Whether `show` says something else of one of them. The publicness differs, too."""
        outputs = [document and show(document) for document in self.documents]
        return any(one != other for one, other in pairwise(outputs))


@dataclass
class SiteChanges:
    """What is to be written again, and the files of pages that may be gone."""

    # The public records whose pages are to be made, by kind: those that show something changed.
    records: dict[str, set[uuid.UUID]] = field(default_factory=lambda: defaultdict(set))
    # Those whose documents changed. Their pages are made first.
    documents: dict[str, set[uuid.UUID]] = field(default_factory=lambda: defaultdict(set))
    withdrawn: set[str] = field(default_factory=set)  # the files of those that are not public
    former: set[str] = field(default_factory=set)  # the files that the others had
    standing: set[str] = field(default_factory=set)  # the files that they have
    # By kind, where records that changed stand in its list, or stood: the values of its order.
    lists: dict[str, list[list[Any]]] = field(default_factory=lambda: defaultdict(list))
    reordered: set[str] = field(default_factory=set)  # lists with another order or length
    # The places in the sitemap: records that stay where they are, and those that came or went.
    same_places: set[tuple[str, str]] = field(default_factory=set)
    moved_places: set[tuple[str, str]] = field(default_factory=set)
    has_files: bool = False
    has_addresses: bool = False

    @property
    def gone(self) -> set[str]:
        """The files that nothing takes the place of."""
        return self.withdrawn - self.standing

    @property
    def left(self) -> set[str]:
        """The files of records that are somewhere else now."""
        return self.former - self.standing


def changes_between(mark: int, end: int, now: datetime) -> SiteChanges:
    """What the entries after `mark`, up to `end`, change. Raises `Untold`."""
    changes, seen = SiteChanges(), Seen()
    uids = uids_between(mark, end)
    if len(uids) > MOST:
        raise Untold
    for uid, versions in versions_of(uids, mark, end):
        if versions.resource.kind == "site":
            raise Untold  # each page has its title and navigation
        add(changes, uid, versions)
        seen.add(uid, versions)
    for condition in seen.conditions():
        records = PublicRecord.objects.public(now).filter(condition)
        for kind, uid in records.values_list("kind", "uid"):
            changes.records[kind].add(uid)
    return changes


def public_records(mark: int, end: int, now: datetime) -> SiteChanges:
    """The records alone with an entry after `mark`, up to `end`. Of too many none."""
    changes, uids = SiteChanges(), uids_between(mark, end)
    for part in in_batches(uids if len(uids) <= MOST else ()):
        records = PublicRecord.objects.public(now).filter(uid__in=part).exclude(kind="site")
        for kind, uid in records.values_list("kind", "uid"):
            changes.documents[kind].add(uid)
    return changes


def uids_between(mark: int, end: int) -> list[uuid.UUID]:
    """One more than `MOST` when there are more."""
    entries = Entry.objects.filter(sequence__gt=mark, sequence__lte=end).order_by()
    return list(entries.values_list("uid", flat=True).distinct()[: MOST + 1])


def versions_of(uids: list[uuid.UUID], mark: int, end: int) -> Iterator[tuple[uuid.UUID, Versions]]:
    """The versions that a page may have been made of since `mark`. Raises `Untold`."""
    for part in in_batches(uids):
        numbers = Entry.objects.of_record_at(mark)
        at_mark = PublicRecord.objects.filter(uid__in=part).annotate(at_mark=numbers)
        first = [number for number in at_mark.values_list("at_mark", flat=True) if number]
        since = Q(uid__in=part, sequence__gt=mark, sequence__lte=end)
        entries: dict[uuid.UUID, list[Entry]] = defaultdict(list)
        for entry in Entry.objects.filter(since | Q(pk__in=first)).order_by("sequence"):
            entries[entry.uid].append(entry)
        for uid, own in entries.items():
            documents = [document_of(entry) for entry in own]
            if own[0].sequence > mark:
                documents.insert(0, None)
            yield uid, Versions(resource_of(own[-1].kind), own[-1].key, documents)


def document_of(entry: Entry) -> Document | None:
    if entry.action == Action.WITHDRAW:
        return None
    if entry.body is None:
        raise Untold  # it was redacted: nothing says where its page was
    return orjson.loads(entry.content)


def add(changes: SiteChanges, uid: uuid.UUID, versions: Versions) -> None:
    """Add what the record itself changes."""
    resource, kind = versions.resource, versions.resource.kind
    if (document := versions.documents[-1]) is not None:
        changes.standing |= files_of(resource, document)
        changes.documents[kind].add(uid)
    left = changes.withdrawn if document is None else changes.former
    for public in versions.public:
        left |= files_of(resource, public)
    if resource.is_listed:
        changes.lists[kind] += [[*rank_of(resource, document), uid] for document in versions.public]
        if versions.differ(lambda document: rank_of(resource, document)):
            changes.reordered.add(kind)
    keys = {(kind, document["key"]) for document in versions.public}
    if versions.differ(lambda document: document["key"]):
        changes.moved_places |= keys
    else:
        changes.same_places |= keys
    changes.has_files |= kind in FILES
    changes.has_addresses |= versions.differ(lambda document: (document["key"], path_of(document)))


def files_of(resource: ModelResource, document: Document) -> set[str]:
    return {file_of(path_of(document)), api_file(resource.plural, document["key"])}


def rank_of(resource: ModelResource, document: Document) -> list[Any]:
    """What the list of the kind is ordered by."""
    index = resource.index(document)
    keys = sort_keys(resource.default_ordering)[:-1]
    return [getattr(index, key.column) for key in keys]


@dataclass
class Seen:
    """Where something of the changed records is shown that is in no document of those pages."""

    keys: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))  # by kind
    above: set[str] = field(default_factory=set)  # paths
    moved: list[uuid.UUID] = field(default_factory=list)

    def add(self, uid: uuid.UUID, versions: Versions) -> None:
        resource = versions.resource
        indexes = [resource.index(document) for document in versions.public]
        if versions.differ(
            lambda document: (resource.summarise(document), resource.index(document).facets)
        ):
            for kind, names in lists_with(resource.kind):
                for index in indexes:
                    self.keys[kind].update(*(index.facets.get(name, ()) for name in names))
        if versions.differ(link_of):
            self.above |= {index.path for index in indexes if index.path}
        if versions.differ(path_of):
            self.moved.append(uid)

    def conditions(self) -> Iterator[Q]:
        yield Q(kind="site")  # home pages show what is new, and the day
        for kind, keys in self.keys.items():
            for part in in_batches(sorted(keys)):
                yield Q(kind=kind, key__in=part)
        for path in self.above:
            yield Q(path__startswith=path)
        for part in in_batches(self.moved):
            yield Q(dependencies__uid__in=part)


@cache
def lists_with(kind: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The pages that list records of `kind`: their kind, and the facets that name them."""
    return tuple(
        (other.kind, names)
        for other in resources()
        for resource, names, _filter in filters_by(other.kind)
        if resource.kind == kind
    )
