"""The words of a page: the same in every language, with all that the templates say."""

import re
from pathlib import Path

import pytest

import frontend
from api.views.newsletter import MESSAGE, NO_ADDRESS
from archive.registry import registry
from cms.dates import edtf
from cms.models import Reference
from cms.vocabularies import LABELS
from docs import names
from frontend.rendering.dates import dates
from frontend.rendering.extended_dates import SEASONS
from frontend.rendering.spans import span
from frontend.rendering.words import (
    Words,
    catalogue,
    labels,
    language_name,
    language_of,
    languages,
)
from frontend.server.pages.errors import ERROR_TITLES
from frontend.server.pages.search import FACETS

FOLDER = Path(frontend.__file__).parent
VALUES = re.compile(r"{(\w+)}")


def texts_of_the_site() -> set[str]:
    """Everything that templates and pages say."""
    texts: set[str] = set()
    for path in (FOLDER / "templates").rglob("*.html"):
        if not path.name.startswith("copy"):  # the frame of the copy is English
            text = path.read_text()
            texts |= set(re.findall(r'fact\("([^"]*)"', text))
            for call in re.findall(r"\b_\(([^()]*)\)", text):
                texts |= set(re.findall(r'"([^"]*)"', call.partition("=")[0]))
    for path in FOLDER.rglob("*.py"):
        texts |= set(re.findall(r'\.say\(\s*"([^"]*)"', path.read_text()))
    kinds = {resource.plural.capitalize() for resource in registry if resource.kind != "site"}
    return (
        texts
        | kinds
        | set(FACETS.values())
        | set(ERROR_TITLES.values())
        | {*SEASONS.values(), MESSAGE, NO_ADDRESS}
    )


def test_the_labels_are_those_of_the_vocabularies():
    assert labels() == LABELS


@pytest.mark.parametrize("language", [language for language in languages() if language != "en"])
def test_a_language_has_all_words_and_the_values_in_them(language):
    translations = catalogue(language)
    assert (texts_of_the_site() | set(LABELS.values())) - translations.keys() == set()
    for english, other in translations.items():
        assert set(VALUES.findall(english)) == set(VALUES.findall(other)), english


def test_the_site_speaks_its_languages_and_english_to_all_others():
    assert set(languages()) >= {"en", "fr", "de", "es"}
    assert [language_of(code) for code in ("fr-CH", "DE", "pt", None)] == ["fr", "de", "en", "en"]


@pytest.mark.parametrize(
    ("start", "end", "written"),
    [
        ("2012-01-26", "2012-01-28", ("26–28 January 2012", "26–28 janvier 2012",
                                      "26.–28. Januar 2012", "26–28 de enero de 2012")),
        ("2012-01-30", "2012-02-02", ("30 January – 2 February 2012", "30 janvier – 2 février 2012",
                                      "30. Januar – 2. Februar 2012",
                                      "30 de enero – 2 de febrero de 2012")),
        ("2012-01", None, ("January 2012", "janvier 2012", "Januar 2012", "enero de 2012")),
        ("2011", "2012", ("2011–2012",) * 4),
    ],
)  # fmt: skip
def test_a_date_is_written_as_exactly_as_it_is_known(start, end, written):
    assert tuple(span(language, start, end) for language in ("en", "fr", "de", "es")) == written


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("1998~", ("circa 1998", "vers 1998", "um 1998", "hacia 1998")),
        ("2012-05-13?", ("13 May 2012 (uncertain)", "13 mai 2012 (incertain)",
                         "13. Mai 2012 (unsicher)", "13 de mayo de 2012 (incierto)")),
        ("1998~/2001", ("circa 1998 – 2001", "vers 1998 – 2001", "um 1998 – 2001",
                        "hacia 1998 – 2001")),
        ("2016/..", ("since 2016", "depuis 2016", "seit 2016", "desde 2016")),
        ("../2016-05-13", ("until 13 May 2016", "jusqu’au 13 mai 2016", "bis zum 13. Mai 2016",
                           "hasta el 13 de mayo de 2016")),
        ("2009-21", ("spring 2009", "printemps 2009", "Frühjahr 2009", "primavera de 2009")),
        ("199X", ("1990s", "années 1990", "1990er Jahre", "años 1990")),
        ("{2020-06-30,2020-07-01,2020-07-14,2020-07-16}",
         ("30 June – 1 July, 14 and 16 July 2020", "30 juin – 1 juillet, 14 et 16 juillet 2020",
          "30. Juni – 1. Juli, 14. und 16. Juli 2020",
          "30 de junio – 1 de julio, 14 y 16 de julio de 2020")),
        ("{2019-12-30,2020-01-02}", ("30 December 2019 and 2 January 2020",
                                     "30 décembre 2019 et 2 janvier 2020",
                                     "30. Dezember 2019 und 2. Januar 2020",
                                     "30 de diciembre de 2019 y 2 de enero de 2020")),
    ],
)  # fmt: skip
def test_a_date_that_is_less_than_a_day_is_written_so(text, written):
    value = Reference(**edtf.parse(text).values()).dates_document()

    assert tuple(dates(Words(language), value) for language in ("en", "fr", "de", "es")) == written


def test_a_value_without_a_label_is_readable_all_the_same():
    assert Words("de").label("invitation-only") == "Nur mit Einladung"
    assert Words("en").label("brand-new_kind") == "Brand new kind"
    assert Words("de").country("CH") == "Schweiz"


def test_names_are_those_of_the_unicode_tables():
    """`make names` writes them."""
    written = (FOLDER / "words" / "names").iterdir()
    assert {path.name: path.read_bytes() for path in written} == names.files()


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("fr", "français"),
        ("pt-br", "português (Brasil)"),
        ("zh-CN", "中文 (简体, 中国)"),
        ("fr-JP", "français"),
        ("x-elvish", "x-elvish"),
        (None, ""),
    ],
)
def test_a_language_is_named_in_its_own_words(tag, name):
    assert language_name(tag) == name
