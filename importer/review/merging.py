"""Compare the facts of several sources: which agree, are new, or contradict each other."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from cms.vocabularies import Precision
from importer.models import ImportedPage

from .facts import LISTS, Evidence, Fields, Item, SourceFacts, identity


@dataclass(frozen=True)
class FactSource:
    """An imported page, or the existing event (`page` is None)."""

    label: str
    facts: SourceFacts
    page: ImportedPage | None = None

    @property
    def text(self) -> str:
        return self.page.text if self.page else ""

    @property
    def token(self) -> str:
        return f"page{self.page.pk}" if self.page else "event"


@dataclass
class FactVersion:
    """One version of a value, with the sources that state it and what each states."""

    fields: Fields
    stated: list[tuple[FactSource, Item]]
    part: Any = None
    is_filled: bool = False
    number: int = 1

    @property
    def sources(self) -> list[FactSource]:
        return [source for source, _ in self.stated]

    @property
    def evidence(self) -> list[tuple[FactSource, Evidence]]:
        return [(source, item.evidence) for source, item in self.stated if item.evidence]

    @property
    def pages(self) -> list[FactSource]:
        return [source for source in self.sources if source.page]

    @property
    def token(self) -> str:
        """The name of the version in the form. It stays the same when the editor compares the page
        with an event or with a second page, so that answers stay with their values."""
        token = self.pages[0].token if self.pages and not self.is_there else self.sources[0].token
        return token if self.number == 1 else f"{token}-{self.number}"

    @property
    def is_there(self) -> bool:
        """Whether the event has every field of it already."""
        return self.sources[0].page is None and not self.is_filled

    def take(self, source: FactSource, item: Item) -> None:
        """Add a source that agrees, and the fields that only this source states."""
        missing = [key for key in item.fields if _is_missing(self, key)]
        added = {key: item.fields[key] for key in missing if _stated(item.fields, key)}
        self.is_filled = self.is_filled or bool(added)
        self.fields = {**self.fields, **added}
        self.stated.append((source, item))


@dataclass
class Value:
    """One value of the event. Several versions of it contradict each other."""

    name: str
    key: str
    versions: list[FactVersion]


def compare(sources: list[FactSource]) -> tuple[list[Value], dict[str, list[FactSource]]]:
    """The values to decide on, and by name the pages that confirm values of the event.

    The existing event, if any, is the first of `sources`.
    """
    values: list[Value] = []
    agreed: dict[str, list[FactSource]] = {}
    for name, key, items in _by_value(sources):
        versions = _versions(name, items)
        if all(version.is_there for version in versions):
            stated = [source for source in versions[0].sources if source.page]
            agreed.setdefault(name, []).extend(stated)
        else:
            values.append(Value(name, key, versions))
    return values, agreed


def _by_value(
    sources: list[FactSource],
) -> Iterator[tuple[str, str, list[tuple[FactSource, Item]]]]:
    for name in dict.fromkeys(name for source in sources for name in source.facts.single):
        items = [
            (source, source.facts.single[name]) for source in sources if name in source.facts.single
        ]
        yield name, name, items
    for name in LISTS:
        items_by_identity: dict[tuple[str, ...], list[tuple[FactSource, Item]]] = {}
        for source in sources:
            for item in source.facts.listed[name]:
                items_by_identity.setdefault(identity(name, item.fields), []).append((source, item))
        for known_by, items in items_by_identity.items():
            digest = hashlib.blake2s("\n".join(known_by).encode(), digest_size=6).hexdigest()
            yield name, f"{name}-{digest}", items


def _versions(name: str, items: list[tuple[FactSource, Item]]) -> list[FactVersion]:
    versions: list[FactVersion] = []
    for source, item in items:
        same = next(
            (version for version in versions if _agree(name, version.fields, item.fields)), None
        )
        if same is None:
            part = next((item_there.part for _, item_there in items if item_there.part), None)
            versions.append(FactVersion(dict(item.fields), [(source, item)], part))
        elif source not in same.sources:
            same.take(source, item)
    tokens: set[str] = set()
    for version in versions:
        while version.token in tokens:
            version.number += 1
        tokens.add(version.token)
    return versions


def _agree(name: str, one: Fields, other: Fields) -> bool:
    """Whether two versions of a value can both be true. Their wording does not matter."""
    if name not in LISTS:
        return identity(name, one) == identity(name, other)
    return not any(
        _stated(one, key) and _stated(other, key) and _stated(one, key) != _stated(other, key)
        for key in one.keys() & other.keys()
        if not key.endswith("_stated") and key not in ("block", "text", "name", "label", "language")
    )


def _is_missing(version: FactVersion, key: str) -> bool:
    """Whether the version lacks `key`. Quotes, references and partners of an existing event are
    records of their own. A review adds nothing to them, only to the row of the event."""
    if version.sources[0].page is None and key not in version.fields:
        return False
    return not _stated(version.fields, key)


def _stated(fields: Fields, key: str) -> str:
    """The value of `key` in lower case. Empty when `fields` do not state it."""
    value = fields.get(key)
    return "" if value is None or value == Precision.NONE else str(value).casefold()
