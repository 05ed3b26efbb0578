"""Markdown: footnotes with the evidence of the sources, and lists."""

import pytest
from markdown_it import MarkdownIt

from api.formats.markdown import Notes
from api.formats.markdown_body import body

SOURCE = {
    "url": "https://source.test/",
    "document": None,
    "title": "A page",
    "retrieved": "2020-02-03",
    "speaks_for": ["dates"],
}
EVIDENCE = {"sha256": "ab" * 32, "quotations": ["the *7th*", "of 2020"]}
WORDS = f"SHA-256 `{'ab' * 32}`, “the \\*7th\\*”, “of 2020”"


@pytest.mark.parametrize(
    ("evidence", "citation"),
    [
        (EVIDENCE, f", {WORDS}"),
        ({"sha256": None, "quotations": []}, ""),
        # The document of a version from before sources kept their evidence.
        ({}, ""),
    ],
)
def test_a_footnote_shows_the_evidence(evidence, citation):
    [note] = Notes({"sources": [SOURCE | evidence]}).texts()
    cited = f"[^1]: A page, <https://source.test/>, retrieved 2020-02-03{citation} (for `dates`)"
    assert note == cited


@pytest.mark.parametrize("ordered", [False, True])
def test_what_an_item_holds_stays_in_it(ordered):
    items = ["<p>One</p><ul><li>Below</li></ul>", "<p>Two</p><p>More on two</p>", "<p>Three</p>"]
    block = {"id": "a", "type": "list", "value": {"ordered": ordered, "items": items}}
    page = MarkdownIt().render("".join(body([block], "")))
    tag = "ol" if ordered else "ul"
    outer = page.partition(f"<{tag}>")[2].rpartition(f"</{tag}>")[0]
    markup = "".join(outer.replace("<p>", "").replace("</p>", "").split())
    assert markup == "<li>One<ul><li>Below</li></ul></li><li>TwoMoreontwo</li><li>Three</li>"
