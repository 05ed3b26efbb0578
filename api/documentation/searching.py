"""The search of the documentation: sections that hold all words of a query."""

from collections.abc import Iterator
from dataclasses import dataclass

from api.documentation.guides import Guide, address_of, guide, names
from api.documentation.reference import groups, schemas
from cms.letters.words import folded

MOST = 30
AROUND = 90


@dataclass(frozen=True)
class Hit:
    """A section with the words, best first by `weight`."""

    weight: int
    page: str
    heading: str
    url: str
    excerpt: str


def search(query: str) -> list[Hit]:
    """The best sections, at most `MOST`. A word also finds what begins with it."""
    words = _folded(query).split()
    if not words:
        return []
    hits = [hit for hit in (*_in_guides(words), *_in_reference(words)) if hit.weight]
    return sorted(hits, key=lambda hit: -hit.weight)[:MOST]


def _in_guides(words: list[str]) -> Iterator[Hit]:
    for name in names():
        page = guide(name)
        for section in page.sections:
            url = address_of(name) + (f"#{section.anchor}" if section.anchor else "")
            weight = _weight(words, section.heading, section.text, page)
            excerpt = _excerpt(words, section.text) if weight else ""
            yield Hit(weight, page.title, section.heading, url, excerpt)


def _in_reference(words: list[str]) -> Iterator[Hit]:
    for group in groups().values():
        for operation in group.operations:
            url = f"{address_of('reference/' + group.name)}#{operation.id}"
            title = f"{operation.method} {operation.path}"
            text = f"{operation.summary} {operation.description} " + " ".join(
                f"{row.name} {row.description}" for row in operation.parameters
            )
            weight = _weight(words, f"{title} {operation.id}", text)
            yield Hit(weight, f"Reference: {group.name}", title, url, _excerpt(words, text))
    for name, (description, _, fields) in schemas().items():
        text = f"{description} " + " ".join(row.name for row in fields)
        url = f"{address_of('schemas')}#{name}"
        yield Hit(_weight(words, name, text), "Schemas", name, url, _excerpt(words, text))


def _weight(words: list[str], heading: str, text: str, page: Guide | None = None) -> int:
    """0 when a word is nowhere. A word in the heading counts ten times as much as in the text."""
    strong, weak = f" {_folded(heading)}", f" {_folded(text)}"
    title = f" {_folded(page.title)}" if page else ""
    weight = 0
    for word in words:
        counts = 10 * strong.count(f" {word}") + min(weak.count(f" {word}"), 5)
        if not counts:
            return 0
        weight += counts + 3 * title.count(f" {word}")
    return weight


def _folded(text: str) -> str:
    spaced = "".join(letter if letter.isalnum() else " " for letter in text)
    return " ".join(" ".join(folded(word)) for word in spaced.split())


def _excerpt(words: list[str], text: str) -> str:
    lower = text.lower()
    places = [lower.find(word) for word in words]
    start = max(0, min((place for place in places if place >= 0), default=0) - AROUND)
    excerpt = text[start : start + 2 * AROUND].strip()
    before, after = "… " if start else "", " …" if start + 2 * AROUND < len(text) else ""
    return f"{before}{excerpt}{after}"
