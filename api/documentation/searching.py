"""The search of the documentation: sections that hold all words of a query."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from api.documentation.guides import address_of, guide, names
from api.documentation.reference import groups, schemas
from cms.text.words import tokens

MOST = 30
AROUND = 90


@dataclass(frozen=True)
class FoundSection:
    """A section with the words."""

    page: str
    heading: str
    url: str
    excerpt: str


@dataclass(frozen=True)
class Passage:
    """What a search can find. The last three are folded, with a space before each word."""

    page: str
    heading: str
    url: str
    text: str
    strong: str
    weak: str
    title: str = ""

    def weight(self, words: list[str], literal: str) -> int:
        """0 when a word is nowhere. A word counts ten times as much in `strong` as in `weak`.

        All words as they were typed, such as "key__not" or "time zone", count as much as a heading.
        """
        weight = 0
        for word in words:
            counts = 10 * self.strong.count(f" {word}") + min(self.weak.count(f" {word}"), 5)
            if not counts:
                return 0
            weight += counts + 3 * self.title.count(f" {word}")
        return weight + 10 * bool(literal and literal in self.text.lower())


def search(query: str) -> list[FoundSection]:
    """The best sections, at most `MOST`. A word also finds what begins with it."""
    words = list(dict.fromkeys(tokens(query)))
    literal = query.strip().lower() if len(words) > 1 else ""
    weighed = [(passage.weight(words, literal), passage) for passage in _passages()]
    best = sorted((pair for pair in weighed if pair[0]), key=lambda pair: -pair[0])[:MOST]
    return [
        FoundSection(passage.page, passage.heading, passage.url, _excerpt(words, passage.text))
        for _weight, passage in best
    ]


@cache
def _passages() -> tuple[Passage, ...]:
    return (*_in_guides(), *_in_operations(), *_in_schemas())


def _in_guides() -> Iterator[Passage]:
    for name in names():
        page = guide(name)
        title = _folded(page.title)
        for section in page.sections:
            heading, text = section.heading, section.text
            url = page.url + (f"#{section.anchor}" if section.anchor else "")
            yield Passage(page.title, heading, url, text, _folded(heading), _folded(text), title)


def _in_operations() -> Iterator[Passage]:
    for group in groups().values():
        page = f"Reference: {group.name}"
        for operation in group.operations:
            url = f"{address_of('reference/' + group.name)}#{operation.id}"
            heading = f"{operation.method} {operation.path}"
            text = f"{operation.summary} {operation.description} " + " ".join(
                f"{row.name} {row.description}" for row in operation.parameters
            )
            strong = _folded(f"{heading} {operation.id}")
            yield Passage(page, heading, url, text, strong, _folded(text))


def _in_schemas() -> Iterator[Passage]:
    for name, (description, _, fields) in schemas().items():
        text = f"{description} " + " ".join(row.name for row in fields)
        url = f"{address_of('schemas')}#{name}"
        yield Passage("Schemas", name, url, text, _folded(name), _folded(text))


def _folded(text: str) -> str:
    return "".join(f" {word}" for word in tokens(text))


def _excerpt(words: list[str], text: str) -> str:
    lower = text.lower()
    places = [lower.find(word) for word in words]
    start = max(0, min((place for place in places if place >= 0), default=0) - AROUND)
    excerpt = text[start : start + 2 * AROUND].strip()
    before, after = "… " if start else "", " …" if start + 2 * AROUND < len(text) else ""
    return f"{before}{excerpt}{after}"
