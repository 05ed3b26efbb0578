"""The sources in Markdown: footnotes with their evidence."""

import pytest

from api.formats.markdown import Notes

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
    ("evidence", "words"),
    [
        (EVIDENCE, f", {WORDS}"),
        ({"sha256": None, "quotations": []}, ""),
        # The document of a version from before sources kept their evidence.
        ({}, ""),
    ],
)
def test_a_footnote_shows_the_evidence(evidence, words):
    [note] = Notes({"sources": [SOURCE | evidence]}).texts()
    cited = f"[^1]: A page, <https://source.test/>, retrieved 2020-02-03{words} (for `dates`)"
    assert note == cited
