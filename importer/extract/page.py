"""A page as a person sees it: its text, and the position of each block in it."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from .dates.patterns import DATE
from .dates.patterns import MONTH as MONTH_WORD
from .span import Span

# A full stop after an abbreviation does not end a sentence.
SHORTENED = re.compile(
    r"\b(?:Dr|Mr|Mrs|Ms|Prof|St|Hon|Rt|No|Nr|n|Art|Núm|Tel|Vol|vs|e\.g|i\.e|cf|u\.\s?a|z\.\s?B|etc|approx|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|[A-Z])\.$"
)
LONGEST_SHORTENED = 12  # letters of "approx", or of an article and an ordinal
SENTENCE_END = re.compile(r"[.!?…]+[\"”’»)\]]*(?=\s+[\"“‘«(\[]?[A-ZÀ-Ý0-9])")
# In German a number with a full stop is an ordinal: "am 20. Juni", "die 4. Konferenz".
NUMBERED = re.compile(
    r"(?P<article>\b(?:der|die|das|dem|den|des|zur|zum)\s+)?\b\d{1,3}\.$", re.IGNORECASE
)
MONTH = re.compile(rf"\s+{MONTH_WORD}", re.IGNORECASE)
# The full stop of "Hansa Cloud d.o.o." does not end a sentence.
LEGAL_FORM = re.compile(
    r"(?<=\w),?\s+(?:d\.o\.o|d\.d|Inc|Ltd|Co|Corp|S\.A|S\.L|S\.p\.A|S\.r\.l|s\.r\.o|a\.s|z\s?o\.\s?o|e\.\s?V|B\.V|N\.V|Kft|Zrt|A\.Ş|S\.A\.S|L\.L\.C|Lda|Ltda|gGmbH|mbH|Jr|Sr|Esq)\.$"
)
MOST_BEHIND_LABEL, MOST_IN_LINE, FEWEST_IN_SENTENCE = 30, 600, 3
# BASEL, 12 January 2015 – The Foundation will …; Bogotá, 30 de marzo de 2022. El foro …
DATELINE = re.compile(
    rf"\s*(?:[A-ZÀ-Ý][\w. ()/-]{{1,40}},\s+){{0,2}}(?:le\s+|den\s+)?(?P<date>{DATE.pattern})(?:\.?\s*(?:--|[–—:-])\s+|\.\s*$)",
    re.IGNORECASE,
)


DAY_FIRST = re.compile(
    rf"\s*(?:(?:on|from|between|am|vom|le|les|du|el|del|il|dal|op|nos dias|no dia|de)\s+)?{DATE.pattern}",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Block(Span):
    """One block of a page. `kind`: heading, paragraph, item, quote, logo, address, data, boilerplate, or
    long: a paragraph that no rule examines.

    `level` is the level of a heading, 1 for the title. `href` is the target when the whole block
    is a link.
    """

    kind: str = "paragraph"
    level: int = 0
    href: str = ""
    # A cell or a term that names what stands beside it.
    names_next: bool = False


@dataclass(frozen=True)
class ParsedPage:
    """The text of a page and its blocks in order. Only blank space is outside the blocks."""

    text: str
    blocks: list[Block] = field(default_factory=list)
    language: str = ""
    # Sentences about another event.
    excluded: frozenset[Span] = frozenset()
    # The plain lines of the elements that hold a place.
    marked_places: tuple[tuple[str, ...], ...] = ()
    # Whether no other line is as likely to be the title.
    title_sure: bool = True

    def text_of(self, span: Span) -> str:
        """The text of `span` on one line."""
        return " ".join(self.text[span.start : span.end].split())

    def of_kind(self, *kinds: str) -> list[Block]:
        return [block for block in self.blocks if block.kind in kinds]

    @cached_property
    def content(self) -> list[Block]:
        """The blocks that belong to the page itself and not to the site around it."""
        excluded = ("boilerplate", "address", "data", "long")
        return [block for block in self.blocks if block.kind not in excluded]

    def block_at(self, place: int) -> Block:
        """The block of the content that has the character at `place`."""
        return self.content[self._number_behind(place) - 1]

    def below(self, block: Block) -> Block | None:
        """The block of the content that follows `block`."""
        number = self._number_behind(block.start)
        return self.content[number] if number < len(self.content) else None

    def _number_behind(self, place: int) -> int:
        """The number of the first block of the content that begins behind `place`."""
        return bisect_right(self.content, place, key=lambda block: block.start)

    @cached_property
    def sentences(self) -> list[Span]:
        """Each sentence of the running text that may be about the page's own event."""
        prose = [block for block in self.content if block.kind in ("paragraph", "item", "quote")]
        sentences = [sentence for block in prose for sentence in self.sentences_of(block)]
        filed = map(self._without_dateline, sentences)
        return [
            sentence
            for sentence in filed
            if sentence.start < sentence.end and sentence not in self.excluded
        ]

    def _without_dateline(self, sentence: Span) -> Span:
        """The sentence without the place and the day of a press release: "BASEL, 12 May 2015 –"."""
        match = DATELINE.match(self.text, sentence.start, sentence.end)
        return Span(match.end(), sentence.end) if match else sentence

    @cached_property
    def title(self) -> str:
        """The heading of level 1."""
        return next((self.text_of(block) for block in self.content if block.level == 1), "")

    @cached_property
    def start_of_title(self) -> int:
        return next((block.start for block in self.content if block.level == 1), 0)

    @cached_property
    def first_sentence(self) -> Span | None:
        """The first full sentence. A press release announces its event there."""
        return next(
            (sentence for sentence in self.sentences if _is_full(self.text_of(sentence))), None
        )

    @cached_property
    def opening(self) -> frozenset[Span]:
        """The first full sentence, and those of its paragraph that begin with a day: "On 30 May 2019 the
        Lake Trust holds a symposium"."""
        if self.first_sentence is None:
            return frozenset()
        block = self.block_at(self.first_sentence.start)
        within = (sentence for sentence in self.sentences if sentence.start < block.end)
        return frozenset(
            one
            for one in within
            if one == self.first_sentence or DAY_FIRST.match(self.text, one.start, one.end)
        )

    @cached_property
    def end_of_lead(self) -> int:
        """Where the second section below the title begins."""
        title = self.start_of_title
        below = [
            block.start
            for block in self.content
            if block.kind == "heading" and block.level > 1 and block.start > title
        ]
        return below[1] if len(below) > 1 else len(self.text)

    def sentences_of(self, block: Block) -> Iterator[Span]:
        """The sentences of `block`. A quotation of several sentences stays whole."""
        text, start = self.text, block.start
        for match in SENTENCE_END.finditer(text, block.start, block.end):
            sentence = text[start : match.end()]
            quoting = _is_open(sentence)
            near = max(start, match.start() - LONGEST_SHORTENED)
            number = NUMBERED.search(text, near, match.end())
            numbered = number and (number["article"] or MONTH.match(text, match.end()))
            if not (quoting or numbered or SHORTENED.search(text[near : match.start() + 1])):
                yield Span(start, match.end())
                start = match.end() + 1
        if text[start : block.end].strip():
            yield Span(start, block.end)


def _is_full(text: str) -> bool:
    """Whether the text is a sentence, and neither a line nor "Berlin." before one."""
    return not is_line(text) and count_words(text) >= FEWEST_IN_SENTENCE


def _is_open(text: str) -> bool:
    """Whether a quotation begins in `text` and does not end. German closes with the mark that opens
    in English."""
    german = text.count("„")
    if german:
        return german > text.count("“") + text.count("”")
    return text.count("«") + text.count("“") > text.count("»") + text.count("”")


def is_line(text: str) -> bool:
    """Whether `text` is a line of its own (a date, a name, a label) and no sentence."""
    return len(text) <= MOST_IN_LINE and _is_short(text)


# Many rules ask this of the same lines.
@lru_cache(maxsize=2048)
def _is_short(text: str) -> bool:
    ended = re.search(
        r"(?<![ap]\.m)(?<!\dhrs)(?<!\d hrs)(?<! Uhr)[.;]$",
        LEGAL_FORM.sub("", text.strip()),
        re.IGNORECASE,
    )
    return count_words(text) <= 14 and not ended


def count_words(text: str) -> int:
    """The number of words, without dashes and strokes that stand alone."""
    return sum(any(map(str.isalnum, word)) for word in text.split())


def is_labelled_line(text: str) -> bool:
    """Whether `text` may be a label with a long value: a date, its hours and an address."""
    return len(text.split()) <= MOST_BEHIND_LABEL and not re.search(r"[;]$", text.strip())
