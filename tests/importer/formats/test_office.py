"""PDF and DOCX files give the same proposal as a page that states the same."""

import io
import time

import pytest
from docx import Document
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, StreamObject

from importer.extract import UnreadablePage
from importer.formats import pdf_text, word_text
from importer.formats.registry import read_file
from importer.formats.saved_file import SavedFile
from tests.importer.formats import writers

MAKERS = {"programme.pdf": writers.programme_pdf, "programme.docx": writers.docx}


def read(name: str, data: bytes):
    [proposal] = read_file(SavedFile(name, data))
    return proposal


@pytest.mark.parametrize("name", MAKERS)
def test_an_office_file_states_what_it_says(name):
    proposal = read(name, MAKERS[name]())
    values = proposal.values
    assert values["title"].startswith("Oceans in common: who governs the sea")
    assert (values["code"], values["ordinal"], values["venue"]) == ("LH2107", 4, writers.PLACE)
    assert values["dates"]["start"] == "2021-05-07"
    assert {partner["name"] for partner in values["partners"]} >= {"Coral Institute"}
    assert "Aims" in values["headings"]
    assert proposal.file == name
    for span in proposal.spans:
        assert proposal.page.text[span["start"] : span["end"]] == span["text"]


@pytest.mark.parametrize("name", MAKERS)
def test_its_paragraphs_are_whole_and_its_links_lead_on(name):
    proposal = read(name, MAKERS[name]())
    paragraphs = [block["value"] for block in proposal.values["body"]]
    assert f"<p>{writers.LEAD}</p>" in paragraphs
    assert {"text": "Register here", "url": writers.REGISTER} in proposal.values["calls_to_action"]
    assert "Page 1" not in proposal.page.text


def test_a_document_without_styles_is_read_by_the_place_of_its_lines():
    values = read("plain.docx", writers.plain_docx()).values
    assert (values["title"], values["code"]) == ("Oceans in common", "LH2107")
    assert values["venue"] == writers.PLACE


def test_a_long_pdf_is_read_whole():
    values = read("long.pdf", writers.long_pdf(700)).values
    assert values["dates"]["start"] == "2021-05-07"
    assert [text for text in values["unplaced"] if text.startswith("Plenary has read")] == []


def test_a_pdf_beyond_the_limit_is_read_as_far_as_it_and_says_so(monkeypatch):
    data = writers.paged_pdf("Oceans in common", "7–9 May 2021", "Ports")
    length, _page = pdf_text.html_of(io.BytesIO(data))
    assert length == {"unit": "pages", "all": 3, "read": 3}
    monkeypatch.setattr(pdf_text, "MOST_CHARACTERS", 20)
    length, page = pdf_text.html_of(io.BytesIO(data))
    assert length == {"unit": "pages", "all": 3, "read": 1}
    assert "May" not in page


def test_a_docx_beyond_the_limit_is_read_as_far_as_it_and_says_so():
    document = Document()
    for number in range(3):
        document.add_paragraph(f"Page {number} of the sea. " * 40_000)
    file = io.BytesIO()
    document.save(file)
    unplaced = read("long.docx", file.getvalue()).values["unplaced"]
    assert "Plenary has read the first 760,008 of 2,280,024 characters." in unplaced


def test_a_docx_of_many_lines_is_read_as_far_as_the_limit(monkeypatch):
    document = Document()
    for number in range(6):
        document.add_paragraph(f"Line {number}", style="List Bullet" if number else "Heading 1")
    file = io.BytesIO()
    document.save(file)
    monkeypatch.setattr(word_text, "MOST_LINES", 4)
    length, page = word_text.html_of(file)
    assert (length["read"] < length["all"], page.count("<li>")) == (True, 3)
    assert "<h1>Line 0</h1>" in page


def locked_pdf() -> bytes:
    writer, file = PdfWriter(io.BytesIO(writers.programme_pdf())), io.BytesIO()
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(file)
    return file.getvalue()


def bomb_pdf() -> bytes:
    """A page whose content unpacks to 90 MB."""
    writer, file = PdfWriter(), io.BytesIO()
    page = writer.add_blank_page(300, 300)
    content = StreamObject()
    content.set_data(b"(sea) Tj " * 10_000_000)
    page[NameObject("/Contents")] = writer._add_object(content.flate_encode())
    page[NameObject("/Resources")] = DictionaryObject()
    writer.write(file)
    return file.getvalue()


BAD = {
    "scanned.pdf": (writers.scanned_pdf, "no text"),
    "locked.pdf": (locked_pdf, "locked with a password"),
    "half.pdf": (lambda: writers.programme_pdf()[:900], "damaged"),
    "bomb.pdf": (bomb_pdf, "no text to read"),
    "half.docx": (lambda: writers.docx()[:5000], "damaged"),
    "bomb.docx": (writers.docx_bomb, "unpacks to more than 32 MB"),
    "broken.docx": (lambda: writers.docx_with(b"<w:document>"), "damaged"),
    "locked.docx": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "locked"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_read_is_refused_with_a_sentence(name):
    make, reason = BAD[name]
    data = make()
    start = time.perf_counter()
    with pytest.raises(UnreadablePage, match=reason):
        read(name, data)
    assert time.perf_counter() - start < 30


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("list.csv", b"name,country\n", "Import it in the admin under “Tables”"),
        ("photo.jpg", b"\xff\xd8\xff\xe0" + b"\0" * 300, "It is a picture"),
        ("letter.rtf", b"{\\rtf1\\ansi}", "Save it as PDF"),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 300, "before 2007"),
    ],
)
def test_other_files_are_told_where_they_go(name, data, reason):
    with pytest.raises(UnreadablePage, match=reason):
        read(name, data)
