"""The differences of two documents, for people."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from api.admin.wording import SILENT, label_of_path, plain, words_of
from api.history.differences import DocumentComparison, Path
from api.rendering.render import Json

WORDS = re.compile(r"\s+|\S+")
# The cost of comparing is the product of both lengths. Longer texts are shown whole.
MOST_COMPARED = 4_000_000
CONTEXT = 60  # characters on each side of a change


@dataclass(frozen=True)
class DiffPiece:
    """A piece of text: in both documents ("same"), in the old ("out") or in the new one ("in")."""

    what: str
    text: str


@dataclass(frozen=True)
class DocumentChange:
    """One difference: its place in words, and its pieces."""

    label: str
    pieces: list[DiffPiece]


def changes(before: Json, after: Json) -> list[DocumentChange]:
    """The differences. The time of publishing is left out, because it always differs.

    An item of a list is compared with its earlier self, even if it has moved.
    """
    before, after = (
        {**document, "body": plain(document.get("body", []))} for document in (before, after)
    )
    return list(ForPeople().differences(before, after))


class ForPeople(DocumentComparison):
    def is_one(self, before: Json, after: Json) -> bool:
        return before.get("id") == after.get("id")

    def is_compared(self, name: str, after: Json) -> bool:
        return name not in SILENT or (name == "url" and "id" not in after)

    def of_lists(self, before: list[Any], after: list[Any], path: Path) -> Iterator[DocumentChange]:
        old, new = ([_identity(thing) for thing in things] for things in (before, after))
        gone_and_new: list[DiffPiece] = []
        for what, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            if what == "equal":
                for shift in range(j - i):
                    place = (*path, k + shift)
                    yield from self.differences(before[i + shift], after[k + shift], place)
            else:
                gone_and_new += [
                    DiffPiece("out", words_of(thing, path[-1])) for thing in before[i:j]
                ]
                gone_and_new += [DiffPiece("in", words_of(thing, path[-1])) for thing in after[k:m]]
        if gone_and_new:
            yield DocumentChange(label_of_path(path), gone_and_new)

    def difference(self, before: Any, after: Any, path: Path) -> DocumentChange:
        are_texts = isinstance(before, str) and isinstance(after, str) and before and after
        compare = of_texts if are_texts else _whole
        return DocumentChange(
            label_of_path(path), compare(words_of(before, path[-1]), words_of(after, path[-1]))
        )


def _identity(thing: Any) -> str:
    """The identity of an item: its id, or the id of the record that it names."""
    if isinstance(thing, dict):
        named = [value for value in (thing, *thing.values()) if isinstance(value, dict)]
        ids = [value["id"] for value in named if value.get("id")]
        return str(ids[0] if ids else thing.get("title") or thing.get("label") or thing)
    return str(thing)


def _whole(before: str, after: str) -> list[DiffPiece]:
    return [DiffPiece("out", before), DiffPiece("in", after)]


def of_texts(before: str, after: str) -> list[DiffPiece]:
    """Removed and added text, with a little context."""
    old, new = WORDS.findall(before), WORDS.findall(after)
    if len(old) * len(new) > MOST_COMPARED:
        return _whole(before, after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < 0.3:
        return _whole(before, after)
    pieces: list[DiffPiece] = []
    for what, i, j, k, m in matcher.get_opcodes():
        if what == "equal":
            pieces.append(DiffPiece("same", "".join(old[i:j])))
            continue
        gone, came = "".join(old[i:j]), "".join(new[k:m])
        pieces += [DiffPiece(what, text) for what, text in (("out", gone), ("in", came)) if text]
    last = len(pieces) - 1
    return [_shortened(piece, place == 0, place == last) for place, piece in enumerate(pieces)]


def _shortened(piece: DiffPiece, is_first: bool, is_last: bool) -> DiffPiece:
    """Shorten a long unchanged piece to the context of a change."""
    if piece.what != "same" or len(piece.text) <= 2 * CONTEXT:
        return piece
    head = "" if is_first else piece.text[:CONTEXT]
    tail = "" if is_last else piece.text[-CONTEXT:]
    return DiffPiece("same", f"{head} … {tail}")
