"""F2 for PDFs: a small file that stands for much more than it holds."""

import io
import resource
import zlib
from functools import cache

import pytest

from cms.documents.details import Unreadable
from cms.documents.process import read_details, read_page_texts, remove_details

MOST_SECONDS = 6  # of the processor, for the three works of one file


def pdf(*objects: bytes, more: bytes = b"") -> bytes:
    """The first of `objects` is the catalogue."""
    content, places = b"%PDF-1.7\n", []
    for number, content_object in enumerate(objects, start=1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, content_object)
    lines = b"".join(b"%010d 00000 n \n" % place for place in places)
    table = b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, lines)
    trailer = b"trailer\n<< /Size %d /Root 1 0 R %s>>\n" % (len(objects) + 1, more)
    return content + table + trailer + b"startxref\n%d\n%%%%EOF\n" % len(content)


def stream(data: bytes, more: bytes = b"/Filter /FlateDecode") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), more, data)


@cache
def bomb() -> bytes:
    return zlib.compress(b"(a) Tj " * 30_000_000)


def page(content: bytes) -> bytes:
    font = b"<< /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Courier >> >> >>"
    leaf = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources %s >>"
    tree = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    return pdf(CATALOGUE, tree, leaf % font, content)


CATALOGUE = b"<< /Type /Catalog /Pages 2 0 R /Metadata 4 0 R >>"
LEAF = b"<< /Type /Page /MediaBox [0 0 9 9] >>"
TWICE = b"<< /Type /Pages /Count 1000000000 /Kids [%d 0 R %d 0 R] >>"
FILES = {
    "210 MB of text": lambda: page(stream(bomb())),
    "packed twice": lambda: page(
        stream(zlib.compress(bomb()), b"/Filter [/FlateDecode /FlateDecode]")
    ),
    "20,000 filters": lambda: page(
        stream(zlib.compress(b"x"), b"/Filter [" + b"/FlateDecode " * 20_000 + b"]")
    ),
    "a billion objects in a stream": lambda: pdf(
        b"<< /Type /Catalog /Pages 9 0 R >>",
        stream(bomb(), b"/Type /ObjStm /N 1000000000 /First 10 /Filter /FlateDecode"),
    ),
    "a page two million times": lambda: pdf(
        CATALOGUE, b"<< /Type /Pages /Kids [" + b"3 0 R " * 2_000_000 + b"] >>", LEAF
    ),
    "2^40 pages": lambda: pdf(CATALOGUE, *(TWICE % (n, n) for n in range(3, 43)), LEAF),
    "pages that hold themselves": lambda: pdf(CATALOGUE, b"<< /Type /Pages /Kids [2 0 R] >>"),
    "a deep list": lambda: pdf(CATALOGUE, b"[" * 200_000 + b"]" * 200_000),
    "2 MB of an author": lambda: pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>",
        b"<< /Author (" + b"x" * 2_000_000 + b") >>", more=b"/Info 3 0 R ",
    ),
}  # fmt: skip


def taken(work, file: bytes) -> object:
    try:
        return work(io.BytesIO(file))
    except Unreadable as refused:
        return str(refused)


def processor_time() -> float:
    of_children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return of_children.ru_utime + of_children.ru_stime


@pytest.mark.parametrize("name", FILES)
def test_f2_a_pdf_costs_little_however_much_it_stands_for(name):
    file, before = FILES[name](), processor_time()
    texts = taken(read_page_texts, file)
    details, without = taken(read_details, file), taken(remove_details, file)
    assert processor_time() - before < MOST_SECONDS
    assert len(str(texts)) < 3_000_000
    assert len(str(details)) < 1_000
    assert len(without) <= len(file) + 100
