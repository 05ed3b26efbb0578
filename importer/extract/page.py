"""A page as the reader sees it: its text, and where in it each block stands."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

# A full stop after these ends no sentence.
SHORTENED = re.compile(
    r"\b(?:Dr|Mr|Mrs|Ms|Prof|St|Hon|Rt|No|Art|Vol|vs|e\.g|i\.e|cf|etc|approx|[A-Z])\.$"
)
SENTENCE_END = re.compile(r"[.!?…]+[\"”’»)\]]*(?=\s+[\"“‘«(\[]?[A-ZÀ-Ý0-9])")
MOST_BEHIND_LABEL = 30
OPENING, CLOSING = "“«", "”»"


@dataclass(frozen=True)
class Span:
    """A stretch of a page's text, from `start` to before `end`, in characters."""

    start: int
    end: int

    def meets(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True)
class Block(Span):
    """One block of a page. `kind`: heading, paragraph, item, quote, logo, address, data, chrome, or
    long, which is a paragraph that no rule looks into.

    `level` is that of a heading, 1 for a page's title; `href` where the whole block leads.
    """

    kind: str = "paragraph"
    level: int = 0
    href: str = ""


@dataclass(frozen=True)
class Page:
    """The text of a page and its blocks in order. Nothing stands outside of them but blank space."""

    text: str
    blocks: list[Block] = field(default_factory=list)
    language: str = ""
    # Sentences that tell of another event than the page's own.
    apart: frozenset[Span] = frozenset()

    def words(self, span: Span) -> str:
        """The text of `span` on one line."""
        return " ".join(self.text[span.start : span.end].split())

    def of_kind(self, *kinds: str) -> list[Block]:
        return [block for block in self.blocks if block.kind in kinds]

    @cached_property
    def content(self) -> list[Block]:
        """What is said, without what stands around it on every page of the site."""
        apart = ("chrome", "address", "data", "long")
        return [block for block in self.blocks if block.kind not in apart]

    @cached_property
    def sentences(self) -> list[Span]:
        """Each sentence of the running text that may tell of the page's own event."""
        prose = [block for block in self.content if block.kind in ("paragraph", "item", "quote")]
        found = [sentence for block in prose for sentence in self.sentences_of(block)]
        return [sentence for sentence in found if sentence not in self.apart]

    @cached_property
    def first_sentence(self) -> Span | None:
        """The first sentence that is no line of its own: how a press release begins."""
        return next((each for each in self.sentences if not is_line(self.words(each))), None)

    def sentences_of(self, block: Block) -> Iterator[Span]:
        """The sentences of `block`. A quotation of several is not cut: it belongs to one speaker."""
        text, start = self.text, block.start
        for match in SENTENCE_END.finditer(text, block.start, block.end):
            said = text[start : match.end()]
            quoting = sum(map(said.count, OPENING)) > sum(map(said.count, CLOSING))
            if not quoting and not SHORTENED.search(text[start : match.start() + 1]):
                yield Span(start, match.end())
                start = match.end() + 1
        if text[start : block.end].strip():
            yield Span(start, block.end)


def is_line(words: str) -> bool:
    """Whether `words` are a line of their own (a date, a name, a label) and no sentence."""
    ended = re.search(r"(?<![ap]\.m)[.;]$", words.strip(), re.IGNORECASE)
    return len(words.split()) <= 14 and not ended


def is_labelled_line(words: str) -> bool:
    """Whether `words` may be a label with much behind it: a date, its hours and a whole address."""
    return len(words.split()) <= MOST_BEHIND_LABEL and not re.search(r"[;]$", words.strip())
