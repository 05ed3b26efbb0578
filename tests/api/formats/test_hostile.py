"""Nothing that somebody typed breaks out of a format: parsers of others read it back."""

import csv
import io
import json
import re
import subprocess
from html import unescape
from pathlib import Path

import bibtexparser
import feedparser
import pytest
import vobject
from bibtexparser.middlewares import LatexDecodingMiddleware
from lxml import etree
from markdown_it import MarkdownIt
from pybtex.database import parse_string
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

from api.formats import BY_SUFFIX, FORMATS, Beside, csv_codec
from api.formats.frame import ListFrame, Row
from api.formats.listing import LIST_FORMATS
from archive.registry import registry
from tests.api.formats.hostile import HOSTILE, on_one_line, printable, with_all_examples
from tests.api.formats.sample import SITE, saying

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]

NODE = Path(__file__).resolve().parents[2] / "node"


def written(document, suffix: str) -> str:
    return BY_SUFFIX[suffix].write(document, Beside(3, SITE)).decode()


def listed(document, suffix: str) -> bytes:
    [chosen] = [list_format for list_format in LIST_FORMATS if list_format.suffix == suffix]
    url = "https://api.test/api/v1/events"
    frame = ListFrame("event", document["title"], SITE, url, "https://www.test/", None, None)
    return b"".join(chosen.write(frame, [Row(json.dumps(document).encode(), 3)]))


def latex() -> LatexDecodingMiddleware:
    """Reads LaTeX, with the names of signs that the library does not know, or takes for others."""
    macros = get_default_latex_context_db()
    signs = {"textbraceleft": "{", "textbraceright": "}", "textasciicircum": "^"}
    macros.add_context_category(
        "braces", prepend=True, macros=[MacroTextSpec(name, sign) for name, sign in signs.items()]
    )
    return LatexDecodingMiddleware(decoder=LatexNodes2Text(latex_context=macros))


@with_all_examples
def test_vobject_reads_the_calendar(document, text):
    sample = saying(document, text)
    for content in (written(sample, "ics"), listed(sample, "ics").decode()):
        calendar = vobject.readOne(content)
        edition, session = calendar.vevent_list
        assert edition.summary.value == session.summary.value == on_one_line(text)
        assert edition.location.value == printable(text)
        assert session.description.value.count(printable(text)) >= 2
        assert edition.categories.value == [on_one_line(text)]


@with_all_examples
def test_bibtexparser_and_pybtex_read_the_citation(document, text):
    content = written(saying(document, text), "bib")
    library = bibtexparser.parse_string(content, append_middleware=[latex()])
    assert library.failed_blocks == []
    [entry] = library.entries
    assert entry.fields_dict["title"].value == on_one_line(text)
    assert entry.fields_dict["organization"].value == on_one_line(text)
    assert "evil" not in entry.fields_dict
    [[_key, parsed]] = parse_string(content, "bibtex").entries.items()
    assert set(parsed.fields) == set(entry.fields_dict)


@with_all_examples
def test_a_table_is_read_back_as_it_was(document, text):
    sample = saying(document, text)
    content = listed(sample, "csv").decode()
    [row] = csv.DictReader(io.StringIO(content, newline=""))
    expected = csv_codec.row(sample, registry["event"].columns())
    assert {name: csv_codec.unsafe(cell) for name, cell in row.items()} == expected
    assert csv_codec.split(csv_codec.unsafe(row["partners.role_stated"])) == [text] * 4
    assert not [cell for cell in row.values() if re.match(r"\s*[=+@＝]", cell)]


@with_all_examples
def test_lxml_and_feedparser_read_the_feed(document, text):
    content = listed(saying(document, text), "atom")
    atom = {"a": "http://www.w3.org/2005/Atom"}
    root = etree.fromstring(content)
    [title] = root.xpath("a:entry/a:title/text()", namespaces=atom) or [""]
    [summary] = root.xpath("a:entry/a:summary/text()", namespaces=atom) or [""]
    assert title == on_one_line(text)
    assert unescape(summary) == printable(text)
    assert len(root.xpath("//a:entry", namespaces=atom)) == 1
    assert not feedparser.parse(content).bozo


@with_all_examples
def test_a_parser_of_markdown_reads_the_title(document, text):
    content = written(saying(document, text), "md")
    front, rest = content.split("\n---\n\n", 1)
    tokens = MarkdownIt().parse(rest)
    assert [tokens[0].type, tokens[0].tag] == ["heading_open", "h1"]
    heading = "".join(part.content for part in tokens[1].children or () if "text" in part.type)
    assert heading.replace("[^1]", "") == on_one_line(text)
    assert len([token for token in tokens if token.type == "heading_open"]) == 2  # and the quotes'
    assert not any("<script" in token.content for token in tokens if token.type == "html_block")
    assert front.count("\nid: ") == 1
    quoted = tokens[[token.type for token in tokens].index("blockquote_open") + 2]
    assert "".join(part.content for part in quoted.children or ()) == on_one_line(text)
    links = [part for token in tokens for part in token.children or () if part.type == "link_open"]
    ours = ("https://api.test/", "https://www.test/")
    assert all(link.attrs["href"].startswith(ours) for link in links)


@with_all_examples
def test_json_says_it_as_it_is(document, text):
    sample = saying(document, text)
    [event, *_] = json.loads(written(sample, "jsonld"))["@graph"]
    assert event["name"] == text
    record = json.loads(written(sample, "datacite"))
    assert record["titles"][0]["title"] == record["creators"][0]["name"] == text
    assert record["subjects"][0]["subject"] == text
    assert json.loads(listed(sample, "jsonfeed"))["items"][0]["title"] == text
    assert json.loads(listed(sample, "ndjson"))["title"] == text
    assert json.loads(written(sample, "csl"))[0]["title"] == on_one_line(text)


@with_all_examples
def test_a_line_of_ris_is_one_line(document, text):
    lines = written(saying(document, text), "ris").split("\r\n")
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines[:-1])
    assert [line for line in lines if line.startswith("ER")] == ["ER  - "]
    assert f"TI  - {on_one_line(text)}" in lines


@pytest.mark.node
def test_ical_js_and_citation_js_read_all_of_them(document):
    given = [
        {record_format.suffix: record_format.write(saying(document, text), Beside(3, SITE)).decode()
         for record_format in FORMATS if record_format.suffix in ("ics", "bib", "csl", "ris")}
        for text in HOSTILE
    ]  # fmt: skip
    for one in given:
        one["csl"] = json.loads(one["csl"])
    result = subprocess.run(
        ["node", "read_formats.mjs"], cwd=NODE, input=json.dumps(given), text=True,
        capture_output=True, timeout=120, check=False,
    )  # fmt: skip
    assert result.returncode == 0, result.stderr[-3000:]
    for text, read in zip(HOSTILE, json.loads(result.stdout), strict=True):
        line = on_one_line(text)
        edition, session = read["ics"]
        assert edition["summary"] == session["summary"] == line
        assert (edition["location"], edition["sequence"]) == (printable(text), 3)
        assert session["related"] == edition["uid"]
        assert read["csl"][0]["title"] == line
        assert read["ris"][0]["title"] == line
        [cited] = read["bib"]
        assert re.sub(r"<[^>]*>", "", cited["title"]) == re.sub(r"<[^>]*>", "", line), text
