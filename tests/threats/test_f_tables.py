"""Section F: tables and the files beside them, from people who mean harm or made a mistake."""

import csv
import gzip
import io
import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from ast import literal_eval
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook, load_workbook
from wagtail.models import Locale

from cms.models import CustomDocument, CustomImage, EventPage, Theme
from cms.work_lock import Busy, alone
from tables.formats import reader
from tables.formats.reader import LARGEST_TABLE, read_rows
from tables.importing.file_store import clear_leftovers, store
from tables.importing.files import files_at
from tables.importing.planner import make_plan
from tables.importing.rights import Rights
from tables.importing.transactions import FIRST
from tables.kinds import by_plural
from tables.models import TableImport
from tables.problems import InvalidTable
from tests import factories as make
from tests.cms.admin.conftest import signed_in, stranger, user
from tests.tables.helpers import problems, refusals, run_export, run_import, write
from tests.tables.importing import importing, with_little_memory

ROOT = Path(__file__).parents[2]
FORMULAS = ["=1+1", "+1+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1", "＝1+1"]
HOSTILE = [*FORMULAS, "'=1", "''", "_x0041_"]
# Each file that comes by name is read in a process of its own, by one that has begun already.
MEASURE = """
import os, re, sys
import django
django.setup()
from pathlib import Path
from tables.problems import InvalidTable
from tables.formats.reader import read_rows
from tables.office.grid import OfficeFile

def read_office(path, form):
    with OfficeFile(path, form) as file:
        yield from file.sheet(file.names[0]).rows

def answer_of(read, path):
    try:
        for row in read(path, path.suffix[1:]):
            pass
        return "taken"
    except InvalidTable as error:
        return str(error)

def read(path):
    ways = [read_rows, read_office] if path.suffix in (".csv", ".xlsx") else [read_rows]
    answer = [answer_of(way, path) for way in ways]
    status = Path("/proc/self/status").read_text()  # what the process itself has had at most
    print(int(re.search(r"VmHWM:\\s+(\\d+)", status)[1]) // 1024, repr(answer), flush=True)

for line in sys.stdin:
    if child := os.fork():
        assert os.waitpid(child, 0)[1] == 0
    else:
        read(Path(line.strip()))
        os._exit(0)
"""


def refusal(path: Path) -> str:
    with pytest.raises(InvalidTable) as error:
        list(read_rows(path, path.suffix[1:]))
    return str(error.value)


def put(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def xlsx(path: Path, **entries: bytes) -> Path:
    """A sheet with some of its entries in other words."""
    book = Workbook()
    book.active.append(["key", "label"])
    book.active.append(["a", "A"])
    plain = io.BytesIO()
    book.save(plain)
    named = {name.replace("__", "/") + ".xml": content for name, content in entries.items()}
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for entry in {*source.namelist()} - {*named}:
            out.writestr(entry, source.read(entry))
        for entry, content in named.items():
            out.writestr(entry, content)
    return path


def sheet(rows: bytes) -> bytes:
    space = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    return b"<worksheet " + space + b"><sheetData>" + rows + b"</sheetData></worksheet>"


def book(parts: bytes) -> bytes:
    space = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    relations = b'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    return b"<workbook " + space + b" " + relations + b">" + parts + b"</workbook>"


def strings(items: bytes) -> bytes:
    space = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    return b"<sst " + space + b">" + items + b"</sst>"


# -- F1: size -----------------------------------------------------------------------------------


def large(name: str, path: Path) -> Path:
    """Files that stand for much more than they should."""
    head = b"key,label\n"
    cells = b"".join(b"<c t='%d'/>" % (number * 7919) for number in range(1_000_000))
    row = b'<row r="1">' + cells + b"</row>"
    match name:
        case "columns.csv":
            return put(path, ",".join(f"c{n}" for n in range(1_000_000)).encode())
        case "cell.csv":
            return put(path, head + b'a,"' + b"x" * 45_000_000 + b'"\n')
        case "cell-of-lines.csv":
            return put(path, head + b'a,"' + b"xxxxxxxxx\n" * 4_500_000 + b'"\n')
        case "deep.json":
            return put(path, b"[" * 100_000 + b"]" * 100_000)
        case "deep.ndjson":
            return put(path, b'{"key":' * 100_000)
        case "values.json":
            return put(path, b"[" + b"1," * 9_000_000 + b"1]")
        case "line.ndjson":
            return put(path, b'{"key": "' + b"x" * 45_000_000 + b'"}')
        case "columns.xlsx":
            return xlsx(path, xl__worksheets__sheet1=sheet(row))
        case "texts.xlsx":
            return xlsx(path, xl__sharedStrings=strings(b"<si/>" * 5_000_000))
        case "cell.xlsx":
            return xlsx(
                path, xl__sharedStrings=strings(b"<si><t>" + b"xy" * 40_000_000 + b"</t></si>")
            )
        case "attributes.xlsx":
            many = b" ".join(b'a%d="1"' % n for n in range(1_000_000))
            return xlsx(path, xl__worksheets__sheet1=sheet(b"<row " + many + b"/>"))
        case "sheets.xlsx":
            many = b"".join(b'<sheet name="s%d" r:id="rId1"/>' % n for n in range(50_000))
            return xlsx(path, xl__workbook=book(b"<sheets>" + many + b"</sheets>"))
        case "names.xlsx":
            many = b"".join(b'<definedName name="n%d">A1</definedName>' % n for n in range(400_000))
            return xlsx(path, xl__workbook=book(b"<definedNames>" + many + b"</definedNames>"))
        case "deep.xlsx":
            return xlsx(path, xl__worksheets__sheet1=sheet(b"<a>" * 100_000 + b"</a>" * 100_000))
    raise AssertionError(name)


@pytest.fixture(scope="module")
def measure():
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "cms.settings.test"}
    with subprocess.Popen(
        [sys.executable, "-c", MEASURE],
        cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip

        def megabytes_and_answers(path: Path) -> tuple[int, list[str]]:
            print(path, file=process.stdin, flush=True)
            megabytes, _, answers = process.stdout.readline().partition(" ")
            return int(megabytes), literal_eval(answers)

        yield megabytes_and_answers
        process.stdin.close()
    assert process.returncode == 0


@pytest.mark.parametrize(
    "name",
    [
        *("columns.csv", "cell.csv", "cell-of-lines.csv", "deep.json", "deep.ndjson"),
        *("values.json", "line.ndjson", "columns.xlsx", "texts.xlsx", "cell.xlsx"),
        *("attributes.xlsx", "deep.xlsx", "sheets.xlsx", "names.xlsx"),
    ],
)
def test_f1_what_is_too_large_is_refused_in_little_memory(name, measure, tmp_path):
    megabytes, answers = measure(large(name, tmp_path / name))

    assert "taken" not in answers
    assert megabytes < 256, answers


@pytest.mark.parametrize("name", ["rows.csv", "rows.ndjson", "rows.xlsx"])
def test_f1_empty_rows_are_rows_too(name, monkeypatch, tmp_path):
    """Else few bytes would stand for millions of them."""
    monkeypatch.setattr(reader, "MOST_ROWS", 50)
    path = tmp_path / name
    if name == "rows.xlsx":
        sparse = b"".join(b'<row r="%d"><c><v>1</v></c></row>' % n for n in range(1, 100, 20))
        xlsx(path, xl__worksheets__sheet1=sheet(sparse))
    else:
        put(path, b"key\n" * name.endswith("csv") + b"\n" * 50 + b'{"key": "a"}\n')
    assert "at most 50 rows, also if some are empty" in refusal(path)


def test_f1_a_huge_file_is_not_even_opened(tmp_path):
    path = tmp_path / "t.csv"
    with path.open("wb") as file:
        file.truncate(1024**3)
    assert f"The most is {LARGEST_TABLE:,}." in refusal(path)


# -- F2, F3: packed files -------------------------------------------------------------------------


def packed(path: Path, name: str, content: bytes = b"x", **attributes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        entry = zipfile.ZipInfo(name)
        entry.compress_type = zipfile.ZIP_DEFLATED
        for key, value in attributes.items():
            setattr(entry, key, value)
        archive.writestr(entry, content)
    return path


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("../up.txt", "leads out of its folder"),
        ("a/../../up.txt", "leads out of its folder"),
        ("/etc/passwd", "is an absolute path"),
        ("C:/x.txt", "has a backslash, a colon or a NUL"),
        ("..\\up.txt", "has a backslash, a colon or a NUL"),
    ],
)
def test_f2_a_path_that_leads_out_is_refused_before_unpacking(name, message, tmp_path):
    with pytest.raises(InvalidTable, match=message):
        files_at(packed(tmp_path / "z.zip", name))


def test_f2_a_symbolic_link_is_invalid_table(tmp_path):
    path = packed(tmp_path / "z.zip", "link", b"/etc/passwd", external_attr=0o120777 << 16)
    with pytest.raises(InvalidTable, match="is a symbolic link"):
        files_at(path)


def test_f2_a_link_in_a_folder_is_no_file_of_it(tmp_path):
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "secret.txt").symlink_to("/etc/passwd")
    (tmp_path / "files" / "own.txt").write_text("Words")
    assert files_at(tmp_path / "files").names() == ["own.txt"]


@pytest.mark.parametrize("inside", ["bomb.xlsx", "bomb.zip"])
def test_f2_a_bomb_is_invalid_table(inside, tmp_path):
    path = packed(tmp_path / inside, "xl/x.xml", b"\0" * 300_000_000)
    if inside == "bomb.xlsx":
        assert "holds more than" in refusal(path)
    else:
        with pytest.raises(InvalidTable, match="is packed"):
            files_at(path)


def test_f2_an_archive_within_a_sheet_is_invalid_table(tmp_path):
    assert "an archive in the archive" in refusal(packed(tmp_path / "t.xlsx", "xl/more.zip"))


def test_f2_a_gzip_is_no_table(tmp_path):
    message = refusal(put(tmp_path / "t.csv", gzip.compress(b"key,label\n" * 1000)))
    assert message.startswith("row 1")
    assert "is not a readable zip file" in refusal(put(tmp_path / "t.xlsx", gzip.compress(b"x")))


ENTITY = b"""<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>"""
LAUGHS = b"""<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>"""


@pytest.mark.parametrize("declared", [ENTITY, LAUGHS])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_f3_entities_in_a_sheet_are_invalid_table(declared, encoding, tmp_path):
    xml = declared.decode() + strings(b"<si><t>&a;</t></si>").decode()
    path = xlsx(tmp_path / "t.xlsx", xl__sharedStrings=xml.encode(encoding))
    assert "declares a document type" in refusal(path)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"\x00" * 100, b"<html>"])
def test_f3_what_is_no_sheet_is_invalid_table(content, tmp_path):
    assert "is not a readable zip file" in refusal(put(tmp_path / "t.xlsx", content))


# -- F5, F6: files beside a table ---------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "name", "content"),
    [
        ("images", "x.png", b"<svg onload='x'/>"),
        ("images", "x.svg", b"<svg/>"),
        ("images", "x.png", b"GIF89a" + b"\0" * 100),
        ("documents", "x.pdf", b"<html><script>x</script>"),
        ("documents", "x.html", b"<html>"),
        ("documents", "x.txt", b"<script>x</script>"),
    ],
)
def test_f5_a_file_is_what_its_content_says(kind, name, content, tmp_path):
    (tmp_path / "files").mkdir()
    put(tmp_path / "files" / name, content)
    table = write(tmp_path / "t.csv", {"key": "a", "title": "A", "file": name})

    refusals(kind, table, "--files", str(tmp_path / "files"))

    assert by_plural()[kind].model.objects.count() == 0
    assert clear_leftovers() == 0


# -- F7: formulas -------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("form", ["csv", "xlsx", "json", "ndjson"])
def test_f7_what_looks_like_a_formula_goes_out_and_in_unchanged(form, tmp_path):
    for number, text in enumerate(HOSTILE):
        Theme.objects.create(slug=f"t{number}", label="A theme", summary=text)
    path = run_export("themes", tmp_path / f"t.{form}")

    assert [row.cells["summary"] for row in read_rows(path, form)] == HOSTILE
    assert run_import("themes", path) == f"0 created, 0 updated, {len(HOSTILE)} skipped"

    Theme.objects.all().delete()
    run_import("themes", path)
    assert list(Theme.objects.order_by("pk").values_list("summary", flat=True)) == HOSTILE


@pytest.mark.django_db
def test_f7_json_is_raw(tmp_path):
    Theme.objects.create(slug="a", label="=1+1")
    path = run_export("themes", tmp_path / "t.json")
    assert json.loads(path.read_text())[0]["label"] == "=1+1"


@pytest.mark.django_db
def test_f7_no_spreadsheet_calculates_what_goes_out(tmp_path):
    for number, text in enumerate(FORMULAS):
        Theme.objects.create(slug=f"t{number}", label=text)

    path = run_export("themes", tmp_path / "t.csv")
    with path.open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert not [cell for cell in cells if cell.lstrip()[:1] in tuple("=+@＝")]
    book = load_workbook(run_export("themes", tmp_path / "t.xlsx"))
    assert {cell.data_type for row in book.active for cell in row} <= {"s", "n"}


def test_f7_a_formula_in_a_sheet_is_refused_and_in_csv_it_is_text(tmp_path):
    book = Workbook()
    book.active.append(["key", "label"])
    book.active.append(["a", "=1+1"])
    book.save(tmp_path / "t.xlsx")
    message = refusal(tmp_path / "t.xlsx")
    assert message == (
        "row 2, column B: It is a formula. Put the value in its place: copy the cell, and paste "
        "the value only."
    )
    rows = list(read_rows(write(tmp_path / "t.csv", {"key": "a", "label": "=1+1"}), "csv"))
    assert rows[0].cells["label"] == "=1+1"


# -- F8: columns that are not for a table ---------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("form", ["csv", "json"])
@pytest.mark.parametrize(
    "name",
    [
        *("id", "pk", "uid", "owner", "live", "path", "is_superuser", "permissions"),
        *("live_revision", "first_published_at", "locked_by", "alias_of", "Live"),
    ],
)
def test_f8_a_column_cannot_set_what_is_not_a_fact(name, form, tmp_path):
    row = {"key": "a", "title": "A", name: "1"}
    messages = refusals("events", write(tmp_path / f"t.{form}", row))
    assert f"row 1, column {name if form == 'json' else name.lower()}: " in messages
    assert EventPage.objects.count() == 0


@pytest.mark.django_db
def test_f8_a_misspelt_column_is_told_the_nearest():
    messages = problems("events", {"key": "a", "titel": "A"})
    assert messages == ["row 1, column titel: There is no column “titel”. Did you mean “title”?"]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("t.csv", b"key,label,key\na,b,c\n", "These columns are there twice: key."),
        ("t.csv", b"key,,label\na,b,c\n", "Column 2 has no name."),
        ("t.csv", b"key,label\na,b,c\n", "row 2: It has 3 cells for 2 columns"),
        ("t.json", b'[{"key": "a", "key": "b"}]', "“key” is there twice in one object"),
        ("t.ndjson", b'{"key": "a"}\n{"key": "b", "key": "c"}', "row 2: This is not JSON"),
        ("t.json", b'{"key": "a"}', "A table in JSON is a list of objects."),
        ("t.json", b"[1]", "row 1: A row is an object"),
        ("t.json", b'[{"key": NaN}]', "NaN is not a number"),
        ("t.csv", b"", "The file is empty"),
    ],
)
def test_f8_headers_are_each_there_once(name, content, message, tmp_path):
    assert message in refusal(put(tmp_path / name, content))


# -- F9: twice, shuffled, at once, killed --------------------------------------------------------


def once_free(action):
    """What `action` gives, as soon as the database has noticed that the killed one is gone."""
    deadline = time.monotonic() + 10
    while True:
        try:
            return action()
        except Busy:
            assert time.monotonic() < deadline
            time.sleep(0.1)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("moment", "fewest", "most"),
    [
        ("Checking 3", 0, 0),
        ("Writing 1", 0, 0),
        (f"Writing {FIRST}", 0, 0),
        (f"Writing {FIRST + 1}", FIRST, FIRST),
        ("Writing 120", FIRST, 119),  # the sizes of later transactions follow the machine
    ],
)
def test_fault_1_f9_an_import_that_is_killed_has_written_whole_rows_and_the_next_one_completes(
    moment, fewest, most, tmp_path
):
    Locale.objects.get_or_create(language_code="en")
    rows = [{"key": f"t{number}", "label": f"T{number}"} for number in range(120)]
    path = write(tmp_path / "t.csv", *rows)

    with importing(moment, "SIGKILL", "themes", path) as process:
        assert process.wait(timeout=60) == -signal.SIGKILL

    themes = Theme.objects.all()
    assert fewest <= len(themes) <= most
    assert not any(theme.live for theme in themes), "nothing is public before all is there"
    assert all(theme.latest_revision.content["label"] == theme.label for theme in themes)
    mark = TableImport.objects.first()
    assert (mark is None) == (moment == "Checking 3")
    assert mark is None or (mark.written, mark.ended_at) == (len(themes), None)

    output = once_free(lambda: run_import("themes", path, "--publish"))
    created, updated = 120 - len(themes), len(themes)
    assert output == f"{created} created, {updated} updated, 0 skipped"
    assert Theme.objects.filter(live=True).count() == 120
    assert not TableImport.objects.filter(ended_at=None).exists()


@pytest.mark.django_db(transaction=True)
def test_fault_28_a_table_for_which_there_is_no_memory_is_refused_in_a_line(tmp_path):
    rows = [{"key": f"t{n}", "label": f"T{n}", "summary": "x" * 900} for n in range(15_000)]
    refused = with_little_memory("themes", str(write(tmp_path / "t.csv", *rows)))
    assert refused.returncode == 2, refused.stderr[-500:]
    first, last = refused.stderr.splitlines()
    assert first.startswith("t.csv: This server has too little memory for so large a table.")
    assert last.endswith("1 error. Nothing is written.")
    assert not Theme.objects.exists()


@pytest.mark.django_db
def test_f9_a_second_import_is_told_of_the_first(tmp_path):
    path = write(tmp_path / "t.csv", {"key": "a", "label": "A"})
    with alone("ann", "events from big.csv"):
        messages = refusals("themes", path)
    assert "Plenary is already at work: events from big.csv, begun by ann at " in messages


@pytest.mark.django_db
def test_f9_what_a_killed_import_left_in_storage_is_cleared():
    image = make.make_image()
    with image.open_file() as file:
        left = default_storage.save("imported/images/left.png", file)
        kept = CustomDocument(title="Kept", slug="kept")
        kept.file = _upload("kept.txt")
        store(kept)

    assert clear_leftovers() == 1

    assert not default_storage.exists(left)
    assert default_storage.exists(kept.file.name)
    assert default_storage.exists(CustomImage.objects.get().file.name)


def _upload(name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"Words")


# -- F10: encodings -------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["t.csv", "t.ndjson", "t.json"])
@pytest.mark.parametrize(
    ("change", "row"),
    [
        (lambda text: text.encode("utf-16"), "row 1"),
        (lambda text: text.encode("utf-16-be"), "row 1"),
        (lambda text: text.encode("cp1252"), "row"),
        (lambda text: text.replace("é", "\0").encode(), "row"),
    ],
)
def test_f10_other_encodings_are_refused_with_their_row(name, change, row, tmp_path):
    rows = [{"key": "a", "label": "A"}, {"key": "b", "label": "é"}]
    path = tmp_path / name
    if name == "t.csv":
        text = "key,label\na,A\nb,é\n"
    elif name == "t.ndjson":
        text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    else:
        text = json.dumps(rows, ensure_ascii=False)
    assert refusal(put(path, change(text))).startswith(row)


def test_f10_a_carriage_return_ends_no_row(tmp_path):
    message = refusal(put(tmp_path / "t.csv", b"key,label\ra,A\rb,B\r"))
    assert message == "row 1: The rows end with a carriage return. Save the file with line feeds."


def test_f10_a_byte_order_mark_is_no_part_of_the_first_name(tmp_path):
    rows = list(read_rows(put(tmp_path / "t.csv", b"\xef\xbb\xbfkey,label\r\na,A\r\n"), "csv"))
    assert rows[0].cells == {"key": "a", "label": "A"}


@pytest.mark.parametrize(
    ("label", "codec"),
    [
        ("windows-1250", "cp1250"),
        ("windows-1252", "cp1252"),
        ("utf-16le", "utf-16"),
        ("gbk", "gb18030"),
        ("windows-1252", "utf-8-sig"),  # the byte order mark is stronger
    ],
)
def test_f10_a_csv_is_read_in_the_encoding_that_is_chosen(label, codec, tmp_path):
    path = put(tmp_path / "t.csv", "key;label\r\na;“Gödel”\r\n".encode(codec))
    rows = list(read_rows(path, "csv", label))
    assert [row.cells for row in rows] == [{"key": "a", "label": "“Gödel”"}]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ('key;label\r\na;"1,5; 2"\r\n', 2),
        ('key\tlabel\r\na\t"1,5; 2"\r\n', 2),
        ('sep=;\r\nkey;label\r\na;"1,5; 2"\r\n', 3),
        ('sep=\t\r\nkey\tlabel\r\na\t"1,5; 2"\r\n', 3),
        ('key,label\na,"1,5; 2"\n', 2),
    ],
)
def test_f10_a_csv_may_separate_its_cells_as_excel_does(text, number, tmp_path):
    (row,) = read_rows(put(tmp_path / "t.csv", text.encode()), "csv")
    assert (row.number, row.cells) == (number, {"key": "a", "label": "1,5; 2"})


def test_f10_a_row_with_too_many_cells_names_the_separator(tmp_path):
    path = put(tmp_path / "t.csv", b"key;label\na;b;c\n")
    assert refusal(path) == "row 2: It has 3 cells for 2 columns. Put a semicolon in quotes."


@pytest.mark.parametrize("text", ["a\\u0000b", "\\ud800", "\\u0007"])
def test_f10_characters_that_no_text_has_are_invalid_table(text, tmp_path):
    path = put(tmp_path / "t.json", f'[{{"key": "a", "label": "{text}"}}]'.encode())
    assert refusal(path).startswith(
        "row 1, column label: It has a control character that text cannot have"
    )


# -- F11: nothing is fetched ---------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        *("http://127.0.0.1/x.png", "http://169.254.169.254/latest", "file:///etc/passwd"),
        *("https://example.org/x.png", "//localhost/x.png", "../../etc/passwd", "/etc/passwd"),
    ],
)
def test_f11_no_address_is_asked_for_a_file(address, tmp_path, monkeypatch):
    def asked(*args, **kwargs):
        raise AssertionError("somebody was asked")

    monkeypatch.setattr("socket.socket.connect", asked)
    monkeypatch.setattr("socket.getaddrinfo", asked)
    (tmp_path / "files").mkdir()
    path = write(tmp_path / "t.csv", {"key": "a", "title": "A", "file": address})

    table = by_plural()["images"]
    files = files_at(tmp_path / "files")

    plan = make_plan(table, read_rows(path, "csv"), Rights(table), files)

    assert [problem.column for problem in plan.problems] == ["file"]


# -- F12: own scope -------------------------------------------------------------------------------


@pytest.mark.django_db
def test_f12_everybody_takes_out_their_own(client):
    series = make.make_series(slug="rights")
    make.make_event(series=series, slug="draft", title="xsecret", live=False)
    writer = stranger()
    address = reverse("tables_export", args=["events", "ndjson"])

    def keys(person) -> list[str]:
        answer = signed_in(person).get(address)
        assert answer.status_code == 200
        assert "no-store" in answer["Cache-Control"]
        lines = b"".join(answer.streaming_content).splitlines()
        return [json.loads(line)["key"] for line in lines]

    assert keys(user("root", is_superuser=True)) == ["draft"]
    assert keys(user("ann", "Editors")) == ["draft"]
    assert keys(writer) == []
    answer = client.get(address)
    assert (answer.status_code, b"xsecret" in answer.content) == (302, False)
