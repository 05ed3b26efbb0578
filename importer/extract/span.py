"""Where something stands in the text of a page."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Span:
    """Part of a page's text, from `start` to before `end`, in characters."""

    start: int
    end: int

    def meets(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end
