"""The words of Wagtail that Plenary says in plainer ones: `cms/locale/en`."""

import gettext
import re
from pathlib import Path

import wagtail

CATALOGUE = Path(__file__).parents[2] / "cms/locale/en/LC_MESSAGES"
PAIR = re.compile(r'^msgid "(.+)"\nmsgstr "(.+)"$', re.MULTILINE)


def pairs() -> dict[str, str]:
    return dict(PAIR.findall((CATALOGUE / "django.po").read_text()))


def test_the_compiled_words_are_those_that_are_written():
    with (CATALOGUE / "django.mo").open("rb") as compiled:
        catalogue = gettext.GNUTranslations(compiled)

    assert len(pairs()) > 25
    assert {
        words_of_wagtail: catalogue.gettext(words_of_wagtail) for words_of_wagtail in pairs()
    } == (pairs())


def test_wagtail_still_says_what_is_replaced():
    root = Path(wagtail.__file__).parent
    files = list(root.glob("*.py"))
    files += [
        file
        for part in ("admin", "documents", "images", "models", "snippets")
        for kind in ("*.py", "*.html")
        for file in (root / part).rglob(kind)
        if "tests" not in file.parts
    ]
    source = "".join(file.read_text() for file in files)
    source = re.sub(r"\{\{ (\w+) \}\}", r"%(\1)s", source)  # as templates write it

    assert [text for text in pairs() if text not in source] == []


def test_a_replacement_names_nothing_that_wagtail_does_not_give_it():
    for text, plainer in pairs().items():
        assert set(re.findall(r"%\((\w+)\)s", plainer)) <= set(re.findall(r"%\((\w+)\)s", text))
