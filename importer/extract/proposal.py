"""What a page is proposed to say, and the words each value rests on."""

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import accumulate
from typing import Any

from .page import Page, Span

STATED, INFERRED = "stated", "inferred"
# Parts of a value that are words of the page; the others are in words of the vocabulary.
IN_WORDS = (
    *("name", "role_stated", "text", "attribution_stated", "speaker", "role_then"),
    *("occasion_stated", "affiliation_then", "issuer", "symbol"),
)
NEAR = 1500


@dataclass(frozen=True)
class Found:
    """A value and the stretch of text it rests on. `confidence` is from 0 to 1."""

    value: Any
    start: int
    end: int
    basis: str = STATED
    confidence: float = 0.9

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


def nothing() -> dict[str, Any]:
    """Every key of a proposal, as a page that states nothing has it."""
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
        "dates": {"start": None, "end": None, "days": [], "precision": "none", "stated": None},
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
    """A record as a page states it. What the page does not state is None or empty."""

    page: Page
    file: str = ""
    sha256: str = ""
    values: dict[str, Any] = field(default_factory=nothing)
    spans: list[dict[str, Any]] = field(default_factory=list)

    def set(self, name: str, found: Found | None) -> None:
        """Give `name` the value that was found, with its span."""
        if found is not None:
            self.values[name] = found.value
            self._rest(f"/{name}", found)

    def add(self, name: str, found: Found) -> None:
        """Add to the list `name` the value that was found, once."""
        if found.value not in self.values[name]:
            path = f"/{name}/{len(self.values[name])}"
            self._rest(path, found)
            if isinstance(found.value, dict):
                self._rest_parts(path, found)
            self.values[name].append(found.value)

    def uses(self, span: Span) -> bool:
        """Whether a value rests on a part of `span`."""
        return self.used()(span)

    def used(self) -> Callable[[Span], bool]:
        """What says so of any number of spans."""
        ends = sorted((each["start"], each["end"]) for each in self.spans)
        starts = [start for start, _ in ends]
        furthest = list(accumulate((end for _, end in ends), max))

        def uses(span: Span) -> bool:
            place = bisect_left(starts, span.end)
            return place > 0 and furthest[place - 1] > span.start

        return uses

    def _rest_parts(self, path: str, found: Found) -> None:
        """What each part of a value rests on, such as `/quotes/0/speaker`, where its words stand."""
        for name, words in found.value.items():
            place = self._nearest(words, found) if name in IN_WORDS and words else None
            if place:
                self._rest(f"{path}/{name}", replace(found, start=place.start, end=place.end))

    def _nearest(self, words: str, found: Found) -> Span | None:
        """Where `words` stand, in the line of the value or as near to it as may be."""
        pattern = re.compile(r"\s+".join(map(re.escape, words.split())))
        around = max(found.start - NEAR, 0), found.end + NEAR
        places = [Span(*match.span()) for match in pattern.finditer(self.page.text, *around)]
        return min(places, key=lambda each: abs(each.start - found.start), default=None)

    def _rest(self, path: str, found: Found) -> None:
        text = self.page.text[found.start : found.end]
        self.spans.append(
            {
                "path": path,
                "start": found.start,
                "end": found.end,
                "text": text,
                "basis": found.basis,
                "confidence": found.confidence,
            }
        )

    def as_json(self) -> dict[str, Any]:
        """The proposal with its fixed keys; offsets in `spans` are into `source.text`."""
        source = {"file": self.file, "sha256": self.sha256, "text": self.page.text}
        return {**self.values, "spans": self.spans, "source": source}
