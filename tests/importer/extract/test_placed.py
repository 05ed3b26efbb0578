"""Every sentence of a page ends up in a value, in the body or among what is unplaced."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importer.extract import Unreadable, read
from tests.importer.extract.test_property import COUNT, HTML, TEXT

PAGES = Path(__file__).parents[3] / "benchmarks" / "pages"
AROUND = ("chrome", "address", "data")


def check_placed(data: str | bytes) -> None:
    try:
        proposal = read(data)
    except Unreadable:
        return
    page, found = proposal.page, proposal.as_json()
    used = proposal.used()
    body = [block["value"] for block in found["body"]]
    kept = [each["text"] if isinstance(each, dict) else each for each in body]
    kept += [*found["unplaced"], *(each["text"] for each in found["calls_to_action"])]
    told = " ".join(" ".join(kept).replace("&lt;", "<").replace("&gt;", ">").split())
    told = told.replace("&amp;", "&")
    for block in page.blocks:
        if block.kind not in AROUND:
            for sentence in page.sentences_of(block):
                words = page.words(sentence)
                assert words in told or used(sentence), words


@pytest.mark.parametrize(
    "path",
    [each for each in sorted(PAGES.iterdir()) if each.suffix != ".json"],
    ids=lambda p: p.name,
)
def test_every_sentence_of_a_page_is_kept(path):
    check_placed(path.read_bytes())


@COUNT
@given(TEXT)
def test_every_sentence_of_any_text_is_kept(data):
    check_placed(data)


@COUNT
@given(HTML | st.text(max_size=300))
def test_every_sentence_of_any_page_is_kept(data):
    check_placed(data)


def test_what_a_line_says_beside_its_value_is_kept():
    page = (
        "Rivers and lakes\n\nIt was held on 3 May 2012 in Annecy. Why not again?\n\nMore of it.\n"
    )
    assert any("Why not again?" in each for each in read(page).as_json()["unplaced"])
    page = "Rivers and lakes\n\nDate: 4 May 2012. Where is the lake?\n\nMore of it.\n"
    found = read(page).as_json()
    assert found["dates"]["start"] == "2012-05-04"
    assert found["unplaced"] == ["Where is the lake?"]
