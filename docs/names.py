"""Writes the names of months, countries and languages for the site, from the Unicode CLDR.

    make names

Babel has the tables. It is 36 MB, so only those who write the names install it, and the site reads
what is written.
"""

import re
from contextlib import suppress

import orjson
from babel import Locale, UnknownLocaleError, localedata

from frontend.rendering.words import WORDS_FOLDER, languages

# British English has the day before the month.
CLDR = {"en": "en_GB"}
COUNTRY = re.compile(r"[A-Z]{2}")


def names_of(language: str) -> dict[str, object]:
    """The names of months, from January, and of countries by their codes, in `language`."""
    locale = Locale.parse(CLDR.get(language, language))
    months = locale.months["format"]["wide"]
    countries = {code: name for code, name in locale.territories.items() if COUNTRY.fullmatch(code)}
    return {"months": [months[number] for number in range(1, 13)], "countries": countries}


def language_names() -> dict[str, str]:
    """Each language in its own words, by its tag in small letters, such as "pt-br"."""
    locales = [Locale.parse(identifier) for identifier in localedata.locale_identifiers()]
    named = {str(locale): locale.get_display_name(locale) for locale in locales}
    # People write "zh-CN" for zh-Hans-CN. The CLDR says which script a territory writes.
    for language, territory in {
        (locale.language, locale.territory) for locale in locales if locale.script
    }:
        with suppress(UnknownLocaleError):
            locale = Locale.parse(f"{language}_{territory}" if territory else language)
            named.setdefault("_".join(filter(None, (language, territory))), named[str(locale)])
    return {tag.replace("_", "-").lower(): name for tag, name in named.items() if name}


def files() -> dict[str, bytes]:
    """The files of `frontend/words/names/` with their bytes."""
    contents = {language: names_of(language) for language in languages()}
    options = orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE
    return {
        f"{name}.json": orjson.dumps(content, option=options)
        for name, content in (contents | {"languages": language_names()}).items()
    }


if __name__ == "__main__":
    for name, content in files().items():
        (WORDS_FOLDER / "names" / name).write_bytes(content)
