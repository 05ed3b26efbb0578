"""What a resource says of its documents for lists: the facets that are made of them."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from anyascii import anyascii

from api.query.filter_types import DIGITS, NO_LETTER
from api.rendering.render import Json
from archive.registry import Document

Facets = dict[str, Iterable[Any]]


def folded(text: str) -> str:
    """`text` as lists sort it: in Latin letters without accents and capitals."""
    return anyascii(text).casefold()


def words_of(document: Document, *names: str) -> Facets:
    """Facets that lists are ordered by: the words that a document has under these names."""
    return {name: [folded(document[name])[:255]] for name in names if document[name]}


def letter_of(title: str) -> str:
    """The letter under which a folded title is listed: "a", "0-9"."""
    first = next((sign for sign in title if sign.isalnum()), "")
    return DIGITS if first.isdigit() else first or NO_LETTER


def by_role(of: str, pairs: Iterable[tuple[str, Json | None]]) -> Facets:
    """Facets of those who are named in a role: `{"person:speaker": keys}`."""
    found: dict[str, list[str]] = defaultdict(list)
    for role, link in pairs:
        found[f"{of}:{role}"] += keys_of(link)
    return dict(found)


def years_of(dates: Json) -> list[int]:
    """Every year that the dates of a document touch."""
    if not dates["start"]:
        return []
    first, last = int(dates["start"][:4]), int((dates["end"] or dates["start"])[:4])
    return list(range(first, last + 1))


def keys_of(*links: Json | None) -> list[str]:
    """The keys of those links that are there."""
    return [link["key"] for link in links if link]
