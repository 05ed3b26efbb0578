"""The words of a page around the text: in the language of the text, where it is known here."""

from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import orjson

WORDS_FOLDER = Path(__file__).resolve().parents[1] / "words"
ENGLISH = "en"


@cache
def languages() -> tuple[str, ...]:
    """The languages that the words are known in: English, and each file of `frontend/words/`."""
    others = sorted(path.stem for path in WORDS_FOLDER.glob("*.json") if path.stem != "labels")
    return (ENGLISH, *others)


@lru_cache(maxsize=1000)
def language_of(locale: str | None) -> str:
    """The language for a page in `locale`: "fr-CH" becomes "fr". English where it is not known."""
    language = (locale or "").partition("-")[0].lower()
    return language if language in languages() else ENGLISH


@cache
def catalogue(language: str) -> dict[str, str]:
    """`{"Organiser": "Veranstalter"}`. Nothing for English, whose words are the keys."""
    if language == ENGLISH:
        return {}
    return orjson.loads((WORDS_FOLDER / f"{language}.json").read_bytes())


@cache
def labels() -> dict[str, str]:
    """What the values of the vocabularies are called: `{"invitation-only": "Invitation only"}`."""
    return orjson.loads((WORDS_FOLDER / "labels.json").read_bytes())


@cache
def names(name: str) -> dict[str, Any]:
    """The names of months and countries in a language, or of "languages". See `make names`."""
    return orjson.loads((WORDS_FOLDER / "names" / f"{name}.json").read_bytes())


class Words:
    """The words of one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.known = catalogue(language)

    def say(self, text: str, **values: object) -> str:
        """`text` in this language. `{name}` in it stands for a value."""
        translation = self.known.get(text, text)
        return translation.format(**values) if values else translation

    def label(self, value: str | None) -> str | None:
        """The label of a value of a vocabulary. A value without one is made readable."""
        if not value:
            return None
        english = labels().get(value) or value.replace("-", " ").replace("_", " ").capitalize()
        return self.say(english)

    def country(self, code: str | None) -> str | None:
        return names(self.language)["countries"].get(code, code) if code else None


def language_name(tag: str | None) -> str:
    """A language in its own words: "français". Its tag where nobody knows it."""
    names_by_tag, tag = names("languages"), tag or ""
    return names_by_tag.get(tag.lower()) or names_by_tag.get(tag.partition("-")[0].lower()) or tag
