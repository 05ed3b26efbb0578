"""Every sentence of a page is in a value, in the body or in the unplaced text."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importer.extract import UnreadablePage, read
from tests.importer.extract.test_property import COUNT, HTML, TEXT

PAGES = Path(__file__).parents[3] / "benchmarks" / "pages"
AROUND = ("boilerplate", "address", "data")


def check_placed(data: str | bytes) -> None:
    try:
        proposal = read(data)
    except UnreadablePage:
        return
    page, values = proposal.page, proposal.as_json()
    used = proposal.used()
    body = [block["value"] for block in values["body"]]
    kept = [value["text"] if isinstance(value, dict) else value for value in body]
    kept += [*values["unplaced"], *(call["text"] for call in values["calls_to_action"])]
    kept_text = " ".join(" ".join(kept).replace("&lt;", "<").replace("&gt;", ">").split())
    kept_text = kept_text.replace("&amp;", "&")
    for block in page.blocks:
        if block.kind not in AROUND:
            for sentence in page.sentences_of(block):
                text = page.text_of(sentence)
                assert text in kept_text or used(sentence), text


@pytest.mark.parametrize(
    "path",
    [path for path in sorted(PAGES.iterdir()) if path.suffix != ".json"],
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
    assert any("Why not again?" in line for line in read(page).as_json()["unplaced"])
    page = "Rivers and lakes\n\nDate: 4 May 2012. Where is the lake?\n\nMore of it.\n"
    values = read(page).as_json()
    assert values["dates"]["start"] == "2012-05-04"
    assert values["unplaced"] == ["Where is the lake?"]
