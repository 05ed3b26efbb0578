"""The words of a text, in the letters from a to z: without accents and capitals."""

import re
from collections.abc import Iterator
from functools import lru_cache

from anyascii import anyascii

# Kana, Han, Thai, Lao, Burmese and Khmer are written without spaces, and Hangul adds endings to
# words: each character is a word, and those that stand together in a search have to stand together
# in the text.
UNSPACED = (
    "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003134f"
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\uac00-\ud7af"
)
WORD = re.compile(rf"[{UNSPACED}]|[^\W{UNSPACED}]+")
RUN = re.compile(rf"[{UNSPACED}]{{2,}}")
PLAIN = re.compile(r"[a-z0-9]+")


def words_in(text: str) -> Iterator[tuple[re.Match, list[str]]]:
    """Each word of `text` with its folded forms: "Élysée" is ["elysee"], "½" is ["1", "2"]."""
    for match in WORD.finditer(text):
        yield match, folded(match.group())


@lru_cache(maxsize=100_000)
def folded(word: str) -> list[str]:
    return PLAIN.findall(anyascii(word).casefold())


def tokens(text: str) -> list[str]:
    """The folded words of `text` in order."""
    return [token for _match, forms in words_in(text) for token in forms]
