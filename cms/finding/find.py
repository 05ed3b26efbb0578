"""Finding by name: with and without accents, in any order of words, with slips.

The database narrows by pieces of words: of a word with one slip, one of its pieces is whole. What
is left is compared word by word. So it is the same on SQLite and on PostgreSQL.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise
from operator import and_, or_

from django.db.models import Q, QuerySet

from cms.models import FinderEntry
from cms.text.words import tokens

MOST_RESULTS = 200
MOST_COMPARED = 20_000  # entries that may have a slip
ENOUGH = 10  # exact results: then nobody looks for slips
SHORTEST_SLIP, SHORTEST_TWO_SLIPS = 4, 8
LONGEST_QUERY = 12  # words


@dataclass(frozen=True)
class Hit:
    """A record that was found. A higher `score` is a better match; 1 is the best."""

    kind: str
    object_id: int
    name: str
    score: float


def find(query: str, kinds: Collection[str] | None = None) -> list[Hit]:
    """The records with all words of `query` in their names, the best first."""
    words = tokens(query)[:LONGEST_QUERY]
    if not words:
        return []
    entries = FinderEntry.objects.order_by("pk")
    if kinds is not None:
        entries = entries.filter(kind__in=kinds)
    hits = _among(entries, map(beginning_with, words), words)
    if len(hits) < ENOUGH:
        exact = {(hit.kind, hit.object_id) for hit in hits}
        more = _among(entries, map(resembling, words), words)
        hits += [hit for hit in more if (hit.kind, hit.object_id) not in exact]
    return sorted(hits, key=lambda hit: (-hit.score, len(hit.name), hit.name))[:MOST_RESULTS]


def _among(entries: QuerySet, conditions: Iterable[Q], words: list[str]) -> list[Hit]:
    hits = []
    rows = entries.filter(*conditions).values_list("kind", "object_id", "name", "words")
    for kind, object_id, name, text in rows[:MOST_COMPARED]:
        held = text.split()
        scores = [max(likeness(word, other) for other in held) for word in words]
        if all(scores):
            covered = min(1.0, len(words) / len(held))
            hits.append(Hit(kind, object_id, name, sum(scores) / len(scores) * 0.9 + covered * 0.1))
    return hits


def beginning_with(word: str) -> Q:
    return Q(words__contains=f" {word}")


def likeness(word: str, other: str) -> float:
    """1 for the same word, less for its beginning, a part of it and a slip, 0 for another one."""
    if word == other:
        return 1.0
    if other.startswith(word):
        return 0.9
    if len(word) >= SHORTEST_SLIP and word in other:
        return 0.7
    slips = slips_in(word)
    if not slips:
        return 0.0
    from rapidfuzz.distance import OSA  # loaded by those who search

    # The last letters of a word may not be typed yet.
    for candidate in (other, other[: len(word)]):
        distance = OSA.distance(word, candidate, score_cutoff=slips)
        if distance <= slips:
            return 0.6 - 0.1 * distance
    return 0.0


def slips_in(word: str) -> int:
    """How many wrong, missing, added or swapped letters a word of this length may have."""
    return (len(word) >= SHORTEST_SLIP) + (len(word) >= SHORTEST_TWO_SLIPS)


def resembling(word: str) -> Q:
    """The entries that may hold `word` with so many slips: one of its parts is whole.

    With two letters swapped at the border of both halves, what is around these letters is whole.
    """
    slips = slips_in(word)
    if not slips:
        return beginning_with(word)
    size = len(word) / (slips + 1)
    borders = [round(at * size) for at in range(slips + 2)]
    parts = [Q(words__contains=word[start:end]) for start, end in pairwise(borders)]
    if slips == 1:
        middle = borders[1]
        around = word[: middle - 1], word[middle + 1 :]
        parts.append(reduce(and_, (Q(words__contains=part) for part in around if part)))
    return reduce(or_, parts)
