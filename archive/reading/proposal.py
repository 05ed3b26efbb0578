"""What a page is proposed to say, and the words each value rests on."""

from dataclasses import dataclass, field
from typing import Any

from .page import Page, Span

STATED, INFERRED = "stated", "inferred"


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
            self._rest(f"/{name}/{len(self.values[name])}", found)
            self.values[name].append(found.value)

    def uses(self, span: Span) -> bool:
        """Whether a value rests on a part of `span`."""
        return any(Span(each["start"], each["end"]).meets(span) for each in self.spans)

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
