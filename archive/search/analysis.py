"""Text analysis for search: words without accents and capitals, cut to their stems."""

import re
from collections.abc import Iterator
from functools import lru_cache
from threading import local
from typing import Any

import snowballstemmer
from anyascii import anyascii
from django.conf import settings

ALGORITHMS = {"en": "english", "fr": "french", "de": "german"}
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

_of_thread = local()  # a stemmer is not safe for threads


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


def stemmed(text: str, language: str) -> list[str]:
    """The stems of the words of `text` in order."""
    return [stem(token, language) for token in tokens(text)]


@lru_cache(maxsize=100_000)
def stem(token: str, language: str) -> str:
    """The stem of a folded word; the word itself in a language without an algorithm."""
    algorithm = ALGORITHMS.get(language.partition("-")[0])
    return _stemmer(algorithm).stemWord(token) if algorithm else token


def _stemmer(algorithm: str) -> Any:
    stemmers = _of_thread.__dict__
    if algorithm not in stemmers:
        stemmers[algorithm] = snowballstemmer.stemmer(algorithm)
    return stemmers[algorithm]


def languages() -> list[str]:
    return [code for code, _name in settings.LANGUAGES]
