"""Laying what several sources say side by side: what agrees, what is new, what contradicts."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from cms.vocabularies import Precision
from importer.models import Reading

from .facts import LISTS, Evidence, Fields, Item, Said, identity


@dataclass(frozen=True)
class Source:
    """A page that was read, or the event that is there already (`reading` is None)."""

    label: str
    said: Said
    reading: Reading | None = None

    @property
    def text(self) -> str:
        return self.reading.text if self.reading else ""

    @property
    def token(self) -> str:
        return f"page{self.reading.pk}" if self.reading else "event"


@dataclass
class Version:
    """One way to state a value, with all the sources that state it so."""

    fields: Fields
    sources: list[Source]
    evidence: list[tuple[Source, Evidence]] = field(default_factory=list)
    part: Any = None
    is_filled: bool = False

    @property
    def token(self) -> str:
        return self.sources[0].token

    @property
    def is_there(self) -> bool:
        """Whether the event says it already, to the last field."""
        return self.sources[0].reading is None and not self.is_filled

    def take(self, source: Source, item: Item) -> None:
        """Add a source that says the same, and what only this one says of it."""
        missing = [key for key in item.fields if _is_missing(self, key)]
        added = {key: item.fields[key] for key in missing if _said(item.fields, key)}
        self.is_filled = self.is_filled or bool(added)
        self.fields = {**self.fields, **added}
        self.sources.append(source)
        if item.evidence:
            self.evidence.append((source, item.evidence))


@dataclass
class Value:
    """One value of the event to be: several versions of it contradict each other."""

    name: str
    key: str
    versions: list[Version]


def lay_out(sources: list[Source]) -> tuple[list[Value], dict[str, list[Source]]]:
    """The values to decide on, and who states what the event has already, by name.

    The event, if there is one, is the first of `sources`.
    """
    values: list[Value] = []
    agreed: dict[str, list[Source]] = {}
    for name, key, items in _by_value(sources):
        versions = _versions(name, items)
        if all(version.is_there for version in versions):
            stated = [each for each in versions[0].sources if each.reading]
            agreed.setdefault(name, []).extend(stated)
        else:
            values.append(Value(name, key, versions))
    return values, agreed


def _by_value(sources: list[Source]) -> Iterator[tuple[str, str, list[tuple[Source, Item]]]]:
    for name in dict.fromkeys(name for source in sources for name in source.said.single):
        said = [(each, each.said.single[name]) for each in sources if name in each.said.single]
        yield name, name, said
    for name in LISTS:
        found: dict[tuple[str, ...], list[tuple[Source, Item]]] = {}
        for source in sources:
            for item in source.said.listed[name]:
                found.setdefault(identity(name, item.fields), []).append((source, item))
        for known_by, said in found.items():
            digest = hashlib.blake2s("\n".join(known_by).encode(), digest_size=6).hexdigest()
            yield name, f"{name}-{digest}", said


def _versions(name: str, items: list[tuple[Source, Item]]) -> list[Version]:
    versions: list[Version] = []
    for source, item in items:
        same = next((each for each in versions if _agree(name, each.fields, item.fields)), None)
        if same is None:
            evidence = [(source, item.evidence)] if item.evidence else []
            part = next((each.part for _, each in items if each.part), None)
            versions.append(Version(dict(item.fields), [source], evidence, part))
        elif source not in same.sources:
            same.take(source, item)
    return versions


def _agree(name: str, one: Fields, other: Fields) -> bool:
    """Whether two versions of a value can both be true; how sources word it does not matter."""
    if name not in LISTS:
        return identity(name, one) == identity(name, other)
    return not any(
        _said(one, key) and _said(other, key) and _said(one, key) != _said(other, key)
        for key in one.keys() & other.keys()
        if not key.endswith("_stated") and key not in ("block", "text", "name", "label", "language")
    )


def _is_missing(version: Version, key: str) -> bool:
    """Whether `key` is open. Quotes, references and partners are records of their own: to those
    of an event nothing is added, only to how the event names them."""
    if version.sources[0].reading is None and key not in version.fields:
        return False
    return not _said(version.fields, key)


def _said(fields: Fields, key: str) -> str:
    """What `fields` say for `key`, in small letters: nothing for what they leave open."""
    value = fields.get(key)
    return "" if value is None or value == Precision.NONE else str(value).casefold()
