"""The words of a page: the same in every language, with all that the templates say."""

import re
from pathlib import Path

import pytest

import frontend
from api.views.newsletter import MESSAGE
from archive.registry import registry
from cms.vocabularies import LABELS
from frontend.rendering.dates import span
from frontend.rendering.words import Words, catalogue, labels, language_of, languages
from frontend.server.pages.errors import TITLES
from frontend.server.pages.search import FACETS

FOLDER = Path(frontend.__file__).parent
VALUES = re.compile(r"{(\w+)}")


def said() -> set[str]:
    """Everything that templates and pages say."""
    words: set[str] = set()
    for path in (FOLDER / "templates").rglob("*.html"):
        if not path.name.startswith("copy"):  # the frame of the copy is English
            text = path.read_text()
            words |= set(re.findall(r'fact\("([^"]*)"', text))
            for call in re.findall(r"\b_\(([^()]*)\)", text):
                words |= set(re.findall(r'"([^"]*)"', call.partition("=")[0]))
    for path in FOLDER.rglob("*.py"):
        words |= set(re.findall(r'\.say\(\s*"([^"]*)"', path.read_text()))
    kinds = {resource.plural.capitalize() for resource in registry if resource.kind != "site"}
    return words | kinds | set(FACETS.values()) | set(TITLES.values()) | {MESSAGE}


def test_the_labels_are_those_of_the_vocabularies():
    assert labels() == LABELS


@pytest.mark.parametrize("language", [each for each in languages() if each != "en"])
def test_a_language_has_all_words_and_the_values_in_them(language):
    known = catalogue(language)
    assert (said() | set(LABELS.values())) - known.keys() == set()
    for english, other in known.items():
        assert set(VALUES.findall(english)) == set(VALUES.findall(other)), english


def test_the_site_speaks_its_languages_and_english_to_all_others():
    assert set(languages()) >= {"en", "fr", "de", "es"}
    assert [language_of(each) for each in ("fr-CH", "DE", "pt", None)] == ["fr", "de", "en", "en"]


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
    assert tuple(span(each, start, end) for each in ("en", "fr", "de", "es")) == written


def test_a_value_without_a_label_is_readable_all_the_same():
    assert Words("de").label("invitation-only") == "Nur mit Einladung"
    assert Words("en").label("brand-new_kind") == "Brand new kind"
    assert Words("de").country("CH") == "Schweiz"
