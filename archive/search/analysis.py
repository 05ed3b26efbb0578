"""Text analysis for search: the words of a text, cut to their stems."""

from functools import lru_cache
from threading import local
from typing import Any

from django.conf import settings

from cms.text.words import tokens

ALGORITHMS = {"en": "english", "fr": "french", "de": "german"}

_of_thread = local()  # a stemmer is not safe for threads


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
        # It loads all its languages, which takes 10 MB: only for those who search or write.
        import snowballstemmer

        stemmers[algorithm] = snowballstemmer.stemmer(algorithm)
    return stemmers[algorithm]


def languages() -> list[str]:
    return [code for code, _name in settings.LANGUAGES]
