"""Where a text has the name of a person."""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator

from anyascii import anyascii

BETWEEN = r"(?:[\W_]{1,3}|\s+)"  # the words of a name


class NameFinder:
    """Finds a name of several words in any case, in the letters from a to z too, and with other
    characters between its words, as in the name of a file.

    A name of one word, such as May, is most often another word. It is found where it is the whole
    text, such as an attribution.
    """

    def __init__(self, names: Iterable[str]) -> None:
        spelled = {words for name in names for words in _spellings(name)}
        patterns = [_in_a_row(words) for words in sorted(spelled)]
        self.longest = {max(words, key=len) for words in spelled}  # looked for first: it is quick
        self.pattern = re.compile("|".join(patterns)) if patterns else None
        single_words = sorted({name.strip() for name in names if len(words_of(name)) == 1})
        self.single = re.compile(
            "|".join(_whole(re.escape(word)) for word in single_words) or r"(?!)"
        )

    def may_be_in(self, text: str) -> bool:
        """Whether `stands_in` can be true for `text` or for a part of it."""
        folded = text.casefold()
        return any(word in folded for word in self.longest)

    def stands_in(self, text: str) -> bool:
        return self.may_be_in(text) and bool(self.pattern and self.pattern.search(text.casefold()))

    def is_word_in(self, text: str) -> bool:
        """Whether a name of one word, written as it is, stands anywhere in `text`."""
        return bool(self.single.search(text))


def words_of(name: str) -> tuple[str, ...]:
    """("łukasz", "ørsted")"""
    letters = (one if _is_of_word(one) else " " for one in name.casefold())
    return tuple("".join(letters).split())


def _is_of_word(character: str) -> bool:
    """A letter, a digit, or a sign on a letter, as the vowels of Hindi are."""
    return unicodedata.category(character)[0] in "LNM"


def _spellings(name: str) -> Iterator[tuple[str, ...]]:
    """The words of a name: ("łukasz", "ørsted"), ("lukasz", "orsted")."""
    return filter(None, map(words_of, (name, anyascii(name))))


def _in_a_row(words: tuple[str, ...]) -> str:
    if len(words) == 1:
        return rf"\A\W*{re.escape(words[0])}\W*\Z"
    return _whole(BETWEEN.join(map(re.escape, words)))


def _whole(pattern: str) -> str:
    return rf"(?<![^\W_]){pattern}(?![^\W_])"


def texts_in(value: object) -> Iterator[str]:
    """Every text in a value of JSON, and in the JSON that such a text holds."""
    if isinstance(value, str):
        try:
            inner = json.loads(value) if value.startswith(("[", "{")) else None
        except ValueError:
            inner = None
        yield from [value] if inner is None else texts_in(inner)
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts_in(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from texts_in(inner)
