"""Which letters of a line are read to the left: the Unicode Bidirectional Algorithm (UAX 9).

Embeddings in the words of a card are passed over. The names of its rules stand beside their lines.
"""

import unicodedata
from collections.abc import Iterator
from itertools import groupby

# "(" is drawn as ")" where it is read to the left.
PAIRS = "()[]{}⟨⟩〈〉《》「」『』【】〔〕（）［］"
SIGNS = "«»‹›<>≤≥"
TURNED = dict(zip((PAIRS + SIGNS)[::2], (PAIRS + SIGNS)[1::2], strict=True))
MIRRORED = str.maketrans(TURNED | {other: one for one, other in TURNED.items()})
CLOSING = dict(zip(PAIRS[1::2], PAIRS[::2], strict=True))
STRONG = {"L": "L", "R": "R", "EN": "R", "AN": "R"}
# What is passed over: marks, what joins letters, and embeddings.
PASSED = {"NSM", "BN", "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


def direction_of(text: str) -> bool | None:
    """Whether the first letter with a direction is read to the left; None: there is none."""
    directions = (unicodedata.bidirectional(letter) for letter in text)
    return next(
        (direction != "L" for direction in directions if direction in {"L", "R", "AL"}), None
    )


def levels(text: str, *, leftwards: bool) -> list[int]:
    """The level of each letter: an odd one is read to the left, within those of a lower level."""
    line = "R" if leftwards else "L"
    types = [unicodedata.bidirectional(letter) or "L" for letter in text]
    if not leftwards and not {"R", "AL", "AN"} & {*types}:
        return [0] * len(text)
    _resolve_weak(types, line)
    _resolve_brackets(text, types, line)
    _resolve_neutral(types, line)
    rises = {"L": 1, "R": 0, "EN": 1, "AN": 1} if leftwards else {"L": 0, "R": 1, "EN": 2, "AN": 2}
    letter_levels = [leftwards + rises[bidi_type] for bidi_type in types]  # I1, I2
    end = len(text.rstrip())
    return letter_levels[:end] + [int(leftwards)] * (len(text) - end)  # L1


def _resolve_weak(types: list[str], line: str) -> None:
    strong = before = line
    for place, bidi_type in enumerate(types):
        kind = before if bidi_type in PASSED else bidi_type  # W1
        strong = kind if kind in ("L", "R", "AL") else strong
        types[place] = before = "AN" if kind == "EN" and strong == "AL" else kind  # W2
    types[:] = ["R" if bidi_type == "AL" else bidi_type for bidi_type in types]  # W3
    for place in range(1, len(types) - 1):
        one, sign, other = types[place - 1 : place + 2]
        if one == other and (sign, one) in {("ES", "EN"), ("CS", "EN"), ("CS", "AN")}:
            types[place] = one  # W4
    for start, end in _stretches(types, {"ET"}):
        if "EN" in (types[start - 1 : start] + types[end : end + 1]):
            types[start:end] = ["EN"] * (end - start)  # W5
    strong = line
    for place, bidi_type in enumerate(types):
        strong = bidi_type if bidi_type in ("L", "R") else strong
        if bidi_type == "EN" and strong == "L":
            types[place] = "L"  # W7


def _resolve_brackets(text: str, types: list[str], line: str) -> None:
    for start, end in sorted(_brackets(text, types)):
        within = {STRONG[bidi_type] for bidi_type in types[start + 1 : end] if bidi_type in STRONG}
        before = [STRONG[bidi_type] for bidi_type in types[:start] if bidi_type in STRONG]
        if line in within:
            types[start] = types[end] = line  # N0 b
        elif within:
            types[start] = types[end] = (before or [line])[-1]  # N0 c


def _brackets(text: str, types: list[str]) -> Iterator[tuple[int, int]]:
    opened: list[int] = []
    for place, letter in enumerate(text):
        if types[place] in STRONG:
            continue
        if letter in CLOSING.values():
            opened.append(place)
        elif letter in CLOSING:
            partner = [start for start in opened if text[start] == CLOSING[letter]][-1:]
            for start in partner:
                del opened[opened.index(start) :]
                yield start, place


def _resolve_neutral(types: list[str], line: str) -> None:
    for start, end in _stretches(types, {*types} - {*STRONG}):
        sides = {STRONG[types[start - 1]] if start else line}
        sides.add(STRONG[types[end]] if end < len(types) else line)
        types[start:end] = [sides.pop() if len(sides) == 1 else line] * (end - start)  # N1, N2


def _stretches(types: list[str], kinds: set[str]) -> list[tuple[int, int]]:
    """Where those of `kinds` stand together: from and to."""
    stretches, place = [], 0
    for is_one, group in groupby(types, key=kinds.__contains__):
        length = len(list(group))
        if is_one:
            stretches.append((place, place + length))
        place += length
    return stretches
