"""The saved pages as sources of records, with the words that the values rest on."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from cms.models.fields import lines
from cms.models.source import Source
from cms.vocabularies import Precision

from .facts import ALL_DATE_FIELDS, RECORDS, Evidence, Fields, Item

AnySource = TypeVar("AnySource", bound=Source)


@dataclass(frozen=True)
class SavedPage:
    """A saved page as a source: what it is, when it was read, and its text."""

    title: str
    url: str
    retrieved: date | None
    sha256: str
    text: str

    def source(
        self, model: type[AnySource], speaks_for: Iterable[str], evidence: Iterable[Evidence]
    ) -> AnySource:
        return model(
            title=self.title,
            url=self.url,
            retrieved=self.retrieved,
            sha256=self.sha256,
            speaks_for="\n".join(speaks_for),
            quotations=quotations(self.text, evidence),
        )

    def fields(self, name: str, item: Item) -> Fields:
        """The fields of a value, with the statement that a new record of it rests on."""
        statements = {"statements": [PageStatement(self, item)]} if name in RECORDS else {}
        return item.fields | statements


@dataclass(frozen=True)
class PageStatement:
    """What a saved page states about one record."""

    page: SavedPage
    item: Item

    def source(self, model: type[AnySource], values: Fields) -> AnySource:
        """The page as a source of a record with `values`."""
        names = [name for name in values if values[name] and self._states(name)]
        speaks_for = dict.fromkeys("dates" if name in ALL_DATE_FIELDS else name for name in names)
        return self.page.source(model, speaks_for, self._evidence(names))

    def _states(self, name: str) -> bool:
        return self.item.fields.get(name) not in (None, "", Precision.NONE)

    def _evidence(self, names: list[str]) -> Iterator[Evidence]:
        """The words of each value. One without words of its own rests on those of the whole."""
        parts = [self.item.parts.get(name, self.item.evidence) for name in names]
        spans = [part for part in parts if part]
        for span in spans:
            if not any(other.contains(span) for other in spans):
                yield span

    def part(self, name: str, *, as_name: str) -> "PageStatement":
        """What the page states about the record that the value `name` of this one names."""
        part_evidence = self.item.parts.get(name, self.item.evidence)
        return PageStatement(self.page, Item({as_name: self.item.fields[name]}, part_evidence))


def add_source(record: Any, source: Source) -> None:
    """Add `source` to the record. One of the same page takes in its fields and words instead."""
    for existing in record.sources.all():
        if existing.sha256 == source.sha256:
            existing.speaks_for = _joined(existing.speaks_for, source.speaks_for)
            existing.quotations = _joined(existing.quotations, source.quotations)
            source = existing
    record.sources.add(source)


def _joined(one: str, other: str) -> str:
    """The lines of both, each once."""
    return "\n".join(dict.fromkeys([*lines(one), *lines(other)]))


def quotations(text: str, evidence: Iterable[Evidence]) -> str:
    """The words that values rest on, one quotation a line, in the order of the text."""
    spans = sorted({(item.start, item.end) for item in evidence})
    texts = (" ".join(text[start:end].split()) for start, end in spans)
    return "\n".join(dict.fromkeys(filter(None, texts)))
