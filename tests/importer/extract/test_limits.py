"""A hostile page is refused before the parser would take minutes for it, and an odd one is read."""

import time
from itertools import product

import pytest

from importer.extract import UnreadablePage, read

PAGE = "<html><body>{}<h1>The Lakes Conference</h1><p>12 January 2016</p></body></html>"
MANY = range(200_000)

HOSTILE = {
    "apart": lambda: "<div " + " ".join(f"a{number}=b" for number in MANY) + ">",
    "without a space": lambda: "<div " + "".join(f'a{number}=""' for number in MANY) + ">",
    "between strokes": lambda: "<div/" + "/".join(f"a{number}" for number in MANY) + ">",
    "behind a sign in quotes": lambda: (
        "<div a='>' " + " ".join(f"a{number}" for number in MANY) + ">"
    ),
    "behind a stray quote": lambda: '<div " ' + " ".join(f"a{number}" for number in MANY) + ">",
    "in several elements": lambda: "".join(
        "<i " + " ".join(f"a{number}" for number in range(5000)) + "></i>" for _ in range(40)
    ),
}


@pytest.mark.parametrize("where", HOSTILE)
def test_too_many_attributes_are_refused_before_they_are_compared(where):
    with pytest.raises(UnreadablePage, match="too many attributes"):
        read(PAGE.format(HOSTILE[where]()))


def test_quotes_that_do_not_end_are_looked_at_once():
    with pytest.raises(UnreadablePage):
        read(PAGE.format('<a "' * 90_000 + " x" * 20_000))


REPEATED = [
    "A, ",
    "the ",
    "Jane Roe, ",
    "“",
    "„",
    "« ",
    "(",
    "by the Lake ",
    "1–",
    "12 ",
    "A-",
    "Chair: ",
    "l’association ",
    "Ana Lund; ",
    "dall'Ente e ",
    "session – ",
    "12 & ",
    "12/5, ",
    "12 Mill Street, ",
    "Ana Lund of the ",
    "hosts the 9th ",
    "seed librarian. In ",
]
# The same with other words each time, as in prose.
UNLIKE = [
    "A{} S.A. ",
    "IX A{} conference ",
    "organised by A{} ",
    "Dr A{} of the B{}, ",
    "12 A{} Road, B{} ",
    "is an initiative of A{} och ",
    "The second A{} conference on B{}, ",
]
IN_TITLES = [
    "Past event: ",
    "12 May 2016 – ",
    "Lake (A, ",
    "IIe édition – ",
    "Lake, ",
    "the 7th annual ",
    "Lake | ",
]


@pytest.fixture(autouse=True, scope="module")
def _patterns_are_compiled():
    read("The Lakes Conference\n\n12 May 2016")


@pytest.mark.parametrize("opener", REPEATED)
def test_openers_that_repeat_are_not_examined(opener):
    """A page of the greatest length with nothing else takes no more than its reading."""
    paragraph = (opener * 6000)[:5900]
    start = time.process_time()
    values = read("The Lakes Conference\n\n12 May 2016\n\n" + f"{paragraph}.\n\n" * 20).as_json()
    assert time.process_time() - start < 3
    assert (values["title"], values["dates"]["start"]) == ("The Lakes Conference", "2016-05-12")


@pytest.mark.parametrize("opener", UNLIKE)
def test_a_sentence_without_an_end_is_not_looked_at_once_for_each_word(opener):
    words = ["".join(letters) for letters in product("abcdefghij", repeat=3)]
    paragraph = "".join(opener.format(word, word) for word in words)[:5900]
    # Four times as many words take four times as long: sixteen times would be each with each.
    assert time_to_read(paragraph) < 10 * time_to_read(paragraph[: len(paragraph) // 4])


def time_to_read(paragraph: str) -> float:
    """Seconds of the processor, without what may have come between once."""

    def once() -> float:
        start = time.process_time()
        read("The Lakes Conference\n\n12 May 2016\n\n" + f"{paragraph}.\n\n" * 3)
        return time.process_time() - start

    return min(once(), once())


@pytest.mark.parametrize("opener", IN_TITLES)
def test_a_title_without_an_end_is_examined_in_bounded_time(opener):
    title = (opener * 600)[:5900]
    head = f"<html><head><title>{title}</title><meta property='og:title' content='{title}'></head>"
    start = time.process_time()
    read(head + f"<body><h1>{title}</h1><h2>{title}</h2><p>Venue</p>{f'<p>{title}</p>' * 12}")
    assert time.process_time() - start < 3


def test_events_within_events_are_read_once():
    event = '<div itemscope itemtype="https://schema.org/Event" itemprop="subEvent">'
    start = time.process_time()
    read(PAGE.format(event * 1500 + '<i itemprop="name">x</i>' * 9000))
    assert time.process_time() - start < 3


def test_five_megabytes_in_one_line_are_refused():
    for line in ("A" * 5_000_000, "A, " * 1_600_000):
        with pytest.raises(UnreadablePage, match="longer than the limit"):
            read(line)


def test_an_element_with_long_data_is_read():
    data = " ".join(["word"] * 5000)
    assert (
        read(PAGE.format(f'<div data-settings="{data}"></div>')).as_json()["title"]
        == "The Lakes Conference"
    )
