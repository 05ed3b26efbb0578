"""The values proposed for a page, and the text that each value is based on."""

import datetime
import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from .span import Span

if TYPE_CHECKING:  # its patterns take 6 MB, and only those who read a page need them
    from .page import ParsedPage

STATED, INFERRED = "stated", "inferred"
# Parts of a value that quote the page. The other parts come from a vocabulary.
IN_WORDS = (
    *("name", "role_stated", "text", "attribution_stated", "speaker", "role_then"),
    *("occasion_stated", "affiliation_then", "issuer", "symbol"),
)
NEAR = 1500


@dataclass(frozen=True)
class Extraction:
    """A value and the span of text it is based on. `confidence` is from 0 to 1."""

    value: Any
    start: int
    end: int
    basis: str = STATED
    confidence: float = 0.9

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


def empty_values() -> dict[str, Any]:
    """Every key of a proposal, with the value for a page that states nothing."""
    return {
        "code": None,
        "other_codes": [],
        "title": None,
        "title_stated": None,
        "series": None,
        "ordinal": None,
        "ordinal_stated": None,
        "ordinal_basis": "unknown",
        "kind_stated": [],
        "access": None,
        "attribution_rule": None,
        "dates": {
            "start": None,
            "end": None,
            "days": [],
            "precision": "none",
            "edtf": None,
            "stated": None,
        },
        "venue": None,
        "mode": None,
        "phase": None,
        "audience": None,
        "cadence_stated": None,
        "organiser": None,
        "partners": [],
        "quotes": [],
        "people": [],
        "references": [],
        "headings": [],
        "calls_to_action": [],
        "body": [],
        "unplaced": [],
    }


@dataclass
class Proposal:
    """A record as the page states it. A value that the page does not state is None or empty.

    `sha256` is of the file. `part` names the event in a file with several. `retrieved` is the day on
    which the page was saved, if the file says so.
    """

    page: "ParsedPage"
    file: str = ""
    sha256: str = ""
    part: str = ""
    address: str = ""
    retrieved: datetime.date | None = None
    values: dict[str, Any] = field(default_factory=empty_values)
    spans: list[dict[str, Any]] = field(default_factory=list)

    def set(self, name: str, extraction: Extraction | None) -> None:
        """Set `name` to the extracted value, with its span."""
        if extraction is not None:
            self.values[name] = extraction.value
            self._add_span(f"/{name}", extraction)

    def replace(self, name: str, *extractions: Extraction) -> None:
        """Set `name` to what is better known than what it has: a value, or all values of a list."""
        paths = re.compile(rf"/{name}(?:/|$)")
        self.spans = [span for span in self.spans if not paths.match(span["path"])]
        is_list = isinstance(self.values[name], list)
        if is_list:
            self.values[name] = []
        for extraction in extractions:
            (self.add if is_list else self.set)(name, extraction)

    def add(self, name: str, extraction: Extraction) -> None:
        """Add the extracted value to the list `name`, unless the list has it."""
        if extraction.value not in self.values[name]:
            path = f"/{name}/{len(self.values[name])}"
            self._add_span(path, extraction)
            if isinstance(extraction.value, dict):
                self._add_part_spans(path, extraction)
            self.values[name].append(extraction.value)

    def uses(self, span: Span) -> bool:
        """Whether a value is based on a part of `span`."""
        return self.used()(span)

    def used(self) -> Callable[[Span], bool]:
        """A function like `uses` that is quick for many spans."""
        ends = sorted((span["start"], span["end"]) for span in self.spans)
        starts = [start for start, _ in ends]
        furthest = list(accumulate((end for _, end in ends), max))

        def uses(span: Span) -> bool:
            place = bisect_left(starts, span.end)
            return place > 0 and furthest[place - 1] > span.start

        return uses

    def _add_part_spans(self, path: str, extraction: Extraction) -> None:
        """Add the span of each part of a value, such as `/quotes/0/speaker`."""
        for name, text in extraction.value.items():
            place = self._nearest(text, extraction) if name in IN_WORDS and text else None
            if place:
                self._add_span(
                    f"{path}/{name}", replace(extraction, start=place.start, end=place.end)
                )

    def _nearest(self, text: str, extraction: Extraction) -> Span | None:
        """The occurrence of `text` that is nearest to the value."""
        around = max(extraction.start - NEAR, 0), extraction.end + NEAR
        places = list(_places(text.split(), self.page.text, *around))
        return min(places, key=lambda place: abs(place.start - extraction.start), default=None)

    def _add_span(self, path: str, extraction: Extraction) -> None:
        text = self.page.text[extraction.start : extraction.end]
        self.spans.append(
            {
                "path": path,
                "start": extraction.start,
                "end": extraction.end,
                "text": text,
                "basis": extraction.basis,
                "confidence": extraction.confidence,
            }
        )

    def as_json(self) -> dict[str, Any]:
        """The proposal with its fixed keys; offsets in `spans` are into `source.text`."""
        source = {"file": self.file, "sha256": self.sha256, "text": self.page.text}
        return {**self.values, "spans": self.spans, "source": source}


def _places(words: list[str], text: str, start: int, end: int) -> Iterator[Span]:
    """Each place between `start` and `end` where the words stand with any space between them. A
    pattern would be compiled for each value."""
    end = min(end, len(text))
    place = text.find(words[0], start, end) if words else -1
    while place >= 0:
        behind = place + len(words[0])
        for word in words[1:]:
            begins = behind
            while begins < end and text[begins].isspace():
                begins += 1
            if begins == behind or not text.startswith(word, begins, end):
                break
            behind = begins + len(word)
        else:
            yield Span(place, behind)
            place = behind - 1
        place = text.find(words[0], place + 1, end)
