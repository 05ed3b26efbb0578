"""The facts that a source states about an event, as fields of the content model.

A source is an imported page or an existing event. Both get the same form here, so that a review can
compare them.
"""

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from cms.dates import edtf
from cms.dates.extended import ExtendedDate
from cms.models.dates import DATE_FIELDS
from cms.vocabularies import Precision
from importer.extract.proposal import STATED

Fields = dict[str, Any]
# The fields that identify a value.
IDENTITY = {
    "title": ("title",),
    "code": ("code",),
    "ordinal": ("ordinal",),
    "event_kind": ("event_kind",),
    "access": ("access",),
    "attribution_rule": ("attribution_rule",),
    "audience": ("audience_stated",),
    "phase": ("phase",),
    "mode": ("mode",),
    "dates": DATE_FIELDS,
    "place": ("place_stated",),
    "organiser": ("name",),
    "kind_stated": ("words",),
    "partners": ("name",),
    "people": ("name",),
    "quotes": ("text",),
    "references": ("name",),
    "calls_to_action": ("label",),
    "body": ("text",),
}
LISTS = (
    "kind_stated",
    "partners",
    "people",
    "quotes",
    "references",
    "calls_to_action",
    "body",
)
# The values that name a record of their own.
RECORDS = ("organiser", "partners", "people", "quotes", "references")
ALL_DATE_FIELDS = (*DATE_FIELDS, "dates_stated")
# An event holds the words of these itself.
WHOLE_TEXTS = ("body",)


@dataclass(frozen=True)
class Evidence:
    """The text that a value is based on: from `start` to before `end` in the text of the page."""

    start: int
    end: int
    basis: str = STATED
    confidence: float = 0.9

    def contains(self, other: "Evidence") -> bool:
        """Whether `other` is a part of this text, and not all of it."""
        span, part = (self.start, self.end), (other.start, other.end)
        return span != part and span[0] <= part[0] and part[1] <= span[1]


@dataclass
class Item:
    """One value. `parts` is the evidence of single fields. `part` is the row of the existing event
    that holds it."""

    fields: Fields
    evidence: Evidence | None = None
    parts: dict[str, Evidence] = field(default_factory=dict)
    part: Any = None


@dataclass
class SourceFacts:
    """All values of one source: single values and lists."""

    single: dict[str, Item] = field(default_factory=dict)
    listed: dict[str, list[Item]] = field(default_factory=lambda: {name: [] for name in LISTS})

    def evidence(self) -> Iterator[Evidence]:
        """The evidence of all values, except for whole texts."""
        items = list(self.single.values())
        items += [item for name in LISTS if name not in WHOLE_TEXTS for item in self.listed[name]]
        yield from (item.evidence for item in items if item.evidence)

    def as_dict(
        self, fields_of: Callable[[str, Item], Fields] = lambda name, item: item.fields
    ) -> dict[str, Any]:
        """`{"code": {"code": "WP1725"}, "partners": [{"name": …}]}`, as `create.make` takes it."""
        single: dict[str, Any] = {name: fields_of(name, item) for name, item in self.single.items()}
        return single | {
            name: [fields_of(name, item) for item in items] for name, items in self.listed.items()
        }


def identity(name: str, fields: Fields) -> tuple[str, ...]:
    """The key of a value. Two sources with the same key mean the same value. Case is ignored."""
    return tuple(" ".join(str(fields.get(key) or "").split()).casefold() for key in IDENTITY[name])


def date_of(fields: Fields) -> ExtendedDate:
    """The date that the fields of a value hold."""
    start, end, precision, extended_date = (fields.get(name) for name in DATE_FIELDS)
    return edtf.extended(start, end, precision or Precision.NONE, extended_date or "")


def find_evidence(quotation: str, text: str) -> Evidence | None:
    """The position of `quotation` in `text`. Differences in blank space do not matter."""
    needle = quotation.strip()
    if not needle:
        return None
    place = text.find(needle)  # a long report has thousands of paragraphs
    if place >= 0:
        return Evidence(place, place + len(needle))
    match = re.search(r"\s+".join(map(re.escape, needle.split())), text)
    return Evidence(*match.span()) if match else None


def block_text(block: dict[str, Any]) -> str:
    """The text of a block, without markup."""
    value = block["value"]
    markup = value["text"] if isinstance(value, dict) and "text" in value else str(value)
    return html.unescape(re.sub(r"<[^>]+>", " ", markup)).strip()


def with_text(block: dict[str, Any], text: str) -> dict[str, Any]:
    """`block` with `text` as its text. It is unchanged when it has that text already."""
    if text == block_text(block):
        return block
    if block["type"] == "heading":
        return {"type": "heading", "value": {**block["value"], "text": text}}
    return {"type": "paragraph", "value": f"<p>{html.escape(text, quote=False)}</p>"}
