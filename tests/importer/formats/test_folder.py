"""A folder, a zip and a web archive give what their files give. Nothing in them stops the rest."""

import datetime
import io
import os
import zipfile

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from importer.extract import UnreadablePage
from importer.formats import folder, warc
from importer.formats.folder import Refusal, count_in, files_in
from importer.formats.saved_file import SavedFile
from tests.importer.extract.pages import RIVERS, WP1725

FILES = {
    "1998/wp1725.txt": WP1725.encode(),
    "1999/rivers.html": RIVERS.encode(),
    "1999/rivers_files/style.css": b"p { color: red }",
    "1999/.DS_Store": b"\0\0",
    "__MACOSX/1999/._rivers.html": b"\0\0",
    "Thumbs.db": b"\0\0",
}


def zipped(files: dict[str, bytes], way: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", way) as parts:
        for name, data in files.items():
            parts.writestr(name, data)
    return file.getvalue()


def web_archive(pages: list[tuple[str, str, str, bytes]], *, gzip: bool = True) -> bytes:
    """`[("https://…", "text/html", "200 OK", b"…")]` as an archiver stores them."""
    file = io.BytesIO()
    writer = WARCWriter(file, gzip=gzip)
    for address, kind, status, data in pages:
        headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.0")
        record = writer.create_warc_record(
            address,
            "response",
            payload=io.BytesIO(data),
            http_headers=headers,
            warc_headers_dict={"WARC-Date": "2004-05-06T07:08:09Z"},
        )
        writer.write_record(record)
    return file.getvalue()


PAGES = [
    ("https://lakeside.example/rivers/", "text/html; charset=utf-8", "200 OK", RIVERS.encode()),
    ("https://lakeside.example/logo.png", "image/png", "200 OK", b"\x89PNG"),
    ("https://lakeside.example/gone", "text/html", "404 Not Found", b"<p>Gone</p>"),
]


def stored(tmp_path, name: str, data: bytes):
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def test_a_folder_gives_its_files_in_order_without_those_of_programs(tmp_path):
    for name, data in FILES.items():
        stored(tmp_path, name, data)
    (tmp_path / "link.html").symlink_to(tmp_path / "1999/rivers.html")
    names = [file.name for file in files_in(tmp_path)]
    assert names == ["1998/wp1725.txt", "1999/rivers.html"]
    assert count_in(tmp_path) == 2


def test_a_zip_gives_the_same(tmp_path):
    path = stored(tmp_path, "old.zip", zipped(FILES))
    names = [(type(file), file.name) for file in files_in(path)]
    assert names == [(SavedFile, "1998/wp1725.txt"), (SavedFile, "1999/rivers.html")]
    assert count_in(path) == 2


@pytest.mark.parametrize("form", ["plain", "gzip", "wacz"])
def test_a_web_archive_gives_its_pages_with_address_and_day(tmp_path, form):
    data = web_archive(PAGES, gzip=form != "plain")
    name = {"plain": "old.warc", "gzip": "old.warc.gz", "wacz": "old.wacz"}[form]
    if form == "wacz":
        data = zipped({"archive/data.warc.gz": data, "datapackage.json": b"{}", "pages/p": b"{}"})
    path = stored(tmp_path, name, data)
    assert count_in(path) == 1
    [page] = files_in(path)
    assert isinstance(page, SavedFile)
    assert (page.name, page.data) == ("lakeside.example/rivers", RIVERS.encode())
    assert page.address == "https://lakeside.example/rivers/"
    assert page.retrieved == datetime.date(2004, 5, 6)


def test_a_name_that_is_no_utf_8_can_be_printed(tmp_path):
    page = stored(tmp_path, os.fsdecode(b"caf\xe9.txt"), WP1725.encode())
    stored(tmp_path, os.fsdecode(b"th\xe9.zip"), b"PK\x03\x04")
    assert [file.name for file in files_in(page)] == ["caf\ufffd.txt"]
    assert [file.name for file in files_in(tmp_path)] == ["caf\ufffd.txt", "th\ufffd.zip"]


def test_a_zip_in_a_zip_is_named_and_not_opened(tmp_path):
    inner = zipped({"page.txt": b"x" * 100})
    path = stored(tmp_path, "old.zip", zipped({"inner.zip": inner, "wp1725.txt": WP1725.encode()}))
    refusal, page = files_in(path)
    assert isinstance(refusal, Refusal)
    assert "a zip within a zip" in refusal.reason
    assert page.name == "wp1725.txt"


@pytest.mark.parametrize("way", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
@pytest.mark.parametrize("place", [36, 45, 60])
def test_a_damaged_entry_does_not_stop_the_others(tmp_path, place, way):
    data = zipped({"a.txt": b"A page of an event. " * 90, "wp1725.txt": WP1725.encode()}, way)
    broken = data[:place] + b"\xff" * 8 + data[place + 8 :]
    refusal, page = files_in(stored(tmp_path, "old.zip", broken))
    assert (refusal.name, page.name) == ("a.txt", "wp1725.txt")
    assert "damaged" in refusal.reason


def test_a_bomb_is_refused_before_it_unpacks(tmp_path, monkeypatch):
    monkeypatch.setattr(folder, "LARGEST", 1_000_000)
    path = stored(tmp_path, "bomb.zip", zipped({f"{n}.txt": b"0" * 600_000 for n in range(2)}))
    with pytest.raises(UnreadablePage, match="more than 1 GB"):
        list(files_in(path))
    monkeypatch.setattr(warc, "LARGEST", 1_000_000)
    bomb = web_archive([(f"https://a.example/{n}", *PAGES[0][1:3], b"0" * 600_000) for n in (1, 2)])
    *_, refusal = files_in(stored(tmp_path, "bomb.warc.gz", bomb))
    assert "unpacks to more than 2 GB" in refusal.reason


@pytest.mark.parametrize("name", ["not.zip", "half.warc", "half.warc.gz"])
def test_what_is_no_archive_is_refused_with_a_sentence(tmp_path, name):
    head = {"not.zip": b"PK\x03\x04", "half.warc": b"WARC/1.0\r\n", "half.warc.gz": b"\x1f\x8b"}
    path = stored(tmp_path, name, head[name] + b"\0" * 90)
    try:
        [refusal] = files_in(path)
    except UnreadablePage as error:
        refusal = Refusal(name, str(error))
    assert refusal.reason.endswith(".")
