"""The sitemap: parts in the order of kinds and keys, and the list of the parts."""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property

import orjson
from django.db.models import Count

from api.sitemap import index, part
from archive.models import PublicRecord
from archive.registry import registry
from exports.snapshot import Snapshot
from exports.streaming.versions import RecordVersion

from .changes import SiteChanges
from .pages import File

SITEMAP_PREFIX = "sitemap-"
PART = 1000  # pages in one file: each entry of the log writes its part again


class SitemapFiles:
    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot

    @cached_property
    def counts(self) -> Counter[str]:
        """How many records of each kind there are."""
        records = PublicRecord.objects.public(self.snapshot.now).order_by().values_list("kind")
        return Counter(dict(records.annotate(Count("uid"))))

    @cached_property
    def numbers(self) -> range:
        """Those of the parts."""
        return range(1, -(-sum(self.counts.values()) // PART) + 1)

    @property
    def names(self) -> set[str]:
        return set(map(part_name, self.numbers))

    def files(self, numbers: Iterable[int]) -> Iterator[File]:
        """Some parts, and the list of the parts, which comes last."""
        for number in sorted(set(numbers) & set(self.numbers)):
            bodies = self.snapshot.bodies_of(self._versions_in(number))
            yield part_name(number), part(orjson.loads(body) for _key, body in bodies)
        yield "sitemap.xml", index(len(self.numbers))

    def numbers_of(self, changes: SiteChanges) -> set[int]:
        """The parts with records that changed, and those from the first that came or went."""
        numbers = set(map(self._number_of, changes.same_places))
        if changes.moved_places:
            numbers.update(
                range(min(map(self._number_of, changes.moved_places)), self.numbers.stop)
            )
        return numbers

    def _versions_in(self, number: int) -> Iterator[RecordVersion]:
        start, end = (number - 1) * PART, number * PART
        for resource in registry:
            count = self.counts[resource.kind]
            if start < count and end > 0:
                yield from self.snapshot.versions(resource.kind).part(max(start, 0), end)
            start, end = start - count, end - count

    def _number_of(self, record: tuple[str, str]) -> int:
        """Where the record of a kind and a key stands, or would stand."""
        kind, key = record
        place = self.snapshot.versions(kind).place_of(key)
        for resource in registry:
            if resource.kind == kind:
                break
            place += self.counts[resource.kind]
        return place // PART + 1


def part_name(number: int) -> str:
    return f"{SITEMAP_PREFIX}{number}.xml"
