"""A hostile page is refused before the parser would take minutes for it, and an odd one is read."""

import pytest

from importer.extract import UnreadablePage, read

PAGE = "<html><body>{}<h1>The Lakes Conference</h1><p>12 January 2016</p></body></html>"
MANY = range(200_000)

HOSTILE = {
    "apart": "<div " + " ".join(f"a{number}=b" for number in MANY) + ">",
    "without a space": "<div " + "".join(f'a{number}=""' for number in MANY) + ">",
    "between strokes": "<div/" + "/".join(f"a{number}" for number in MANY) + ">",
    "behind a sign in quotes": "<div a='>' " + " ".join(f"a{number}" for number in MANY) + ">",
    "behind a stray quote": '<div " ' + " ".join(f"a{number}" for number in MANY) + ">",
    "in several elements": "".join(
        "<i " + " ".join(f"a{number}" for number in range(5000)) + "></i>" for _ in range(40)
    ),
}


@pytest.mark.parametrize("where", HOSTILE)
def test_too_many_attributes_are_refused_before_they_are_compared(where):
    with pytest.raises(UnreadablePage, match="too many attributes"):
        read(PAGE.format(HOSTILE[where]))


def test_quotes_that_do_not_end_are_looked_at_once():
    with pytest.raises(UnreadablePage):
        read(PAGE.format('<a "' * 90_000 + " x" * 20_000))


def test_an_element_with_long_data_is_read():
    data = " ".join(["word"] * 5000)
    assert (
        read(PAGE.format(f'<div data-settings="{data}"></div>')).as_json()["title"]
        == "The Lakes Conference"
    )
