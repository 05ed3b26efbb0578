"""What a PDF or an office file says of itself is shown, and can be removed."""

import io
import zipfile

import openpyxl
import pytest
from django.core.files.base import ContentFile
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Text
from pypdf.generic import (
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    StreamObject,
    TextStringObject,
)

from archive.publisher.after_commit import catch_up
from cms.admin.links import edit_url
from cms.admin.warnings import warnings_of
from cms.documents.details import PICTURES, Unreadable
from cms.documents.process import read_details, remove_details
from cms.models import CustomDocument, EventDocument
from tests import factories
from tests.cms.admin.conftest import signed_in, user

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]
XMP = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmp:CreatorTool="Canary Writer"><dc:creator><rdf:Seq><rdf:li>Cora Canary</rdf:li></rdf:Seq>
 </dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>"""
CORE = """<cp:coreProperties
 xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>Ann Canary</dc:creator>
 <cp:lastModifiedBy>Ben Canary</cp:lastModifiedBy></cp:coreProperties>"""
CUSTOM = """<Properties xmlns="urn:custom" xmlns:vt="urn:vt"><property name="Client">
 <vt:lpwstr>Canary Ltd</vt:lpwstr></property></Properties>"""
TEXT = b'<w:document><w:ins w:author="Dan Canary" w:id="1"><w:t>Words</w:t></w:ins></w:document>'
META = """<office:document-meta xmlns:office="urn:office" xmlns:dc="urn:dc" office:version="1.3">
 <office:meta><dc:creator>Eve Canary</dc:creator></office:meta></office:document-meta>"""


def pdf(**encryption) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.add_metadata({"/Author": "Fay Canary", "/Producer": "A printer"})
    stream = DecodedStreamObject()
    stream.set_data(XMP.encode())
    stream[NameObject("/Type")] = NameObject("/Metadata")
    writer.root_object[NameObject("/Metadata")] = writer._add_object(stream)
    if encryption:
        writer.encrypt(**encryption)
    return written(writer.write)


def written(write) -> bytes:
    file = io.BytesIO()
    write(file)
    return file.getvalue()


def zipped(**parts) -> bytes:
    with zipfile.ZipFile(file := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def docx() -> bytes:
    return zipped(
        **{"docProps/core.xml": CORE, "docProps/custom.xml": CUSTOM, "word/document.xml": TEXT}
    )


def odt() -> bytes:
    return zipped(**{"meta.xml": META, "content.xml": "<text>Words</text>"})


def xlsx() -> bytes:
    book = openpyxl.Workbook()
    book.active["A1"] = "Words"
    book.properties.creator = "Gus Canary"
    return written(book.save)


def jpeg() -> bytes:
    exif = Image.Exif()
    exif[0x013B] = "Hal Canary"
    return written(lambda file: Image.new("RGB", (8, 8)).save(file, "JPEG", exif=exif))


def commented_pdf() -> bytes:
    writer = PdfWriter()
    page = writer.add_blank_page(100, 100)
    note = Text(rect=(0, 0, 9, 9), text="Words")
    note[NameObject("/T")] = TextStringObject("Ivy Canary")
    writer.add_annotation(0, note)
    picture = StreamObject.initialize_from_dictionary(
        {"__streamdata__": jpeg(), NameObject("/Filter"): NameObject("/DCTDecode")}
    )
    pictures = DictionaryObject({NameObject("/P"): writer._add_object(picture)})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): pictures})
    return written(writer.write)


def discussed() -> bytes:
    """What Word, Excel, PowerPoint and LibreOffice write of those who commented."""
    return zipped(
        **{
            "word/people.xml": "<w15:person w15:author='Jo Canary'/>",
            "word/media/image1.jpeg": jpeg(),
            "xl/comments1.xml": "<authors><author>Kim Canary</author></authors>",
            "xl/persons/person.xml": '<person displayName="Lea Canary" userId="lea@Canary"/>',
            "xl/tables/table1.xml": '<table displayName="Words"/>',
            "xl/workbook.xml": '<x15ac:absPath url="C:\\Canary\\"/>',
            "ppt/commentAuthors.xml": '<p:cmAuthor name="Max Canary" initials="M"/>',
            "content.xml": "<office:annotation><dc:creator>Nan Canary</dc:creator>",
        }
    )


FILES = {
    "pdf": (pdf, ["Fay Canary", "Cora Canary", "Canary Writer"]),
    "docx": (docx, ["Ann Canary", "Ben Canary", "Canary Ltd", "Dan Canary"]),
    "odt": (odt, ["Eve Canary"]),
    "xlsx": (xlsx, ["Gus Canary"]),
    "pdf with comments": (commented_pdf, ["Ivy Canary", PICTURES]),
    "comments": (
        discussed,
        ["Jo Canary", "Kim Canary", "Lea Canary", "Max Canary", "Nan Canary", PICTURES],
    ),
}


def all_bytes(content: bytes) -> bytes:
    if not content.startswith(b"PK"):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return b"".join(map(archive.read, archive.namelist()))


@pytest.mark.parametrize("ending", FILES)
def test_the_details_are_read_and_removed(ending):
    make, names = FILES[ending]
    content = make()
    values = [value for _label, value in read_details(io.BytesIO(content))]
    assert set(names) <= set(values)
    bare = remove_details(io.BytesIO(content))
    assert b"Canary" in all_bytes(content)
    assert b"Canary" not in all_bytes(bare)
    assert read_details(io.BytesIO(bare)) == []
    if ending.startswith("pdf"):
        assert len(PdfReader(io.BytesIO(bare)).pages) == 1
    else:
        assert b"Words" in all_bytes(bare)


@pytest.mark.parametrize(
    ("make_file", "sentence"),
    [
        (lambda: b"%PDF-1.7 and then nothing", "damaged"),
        (lambda: b"PK\x03\x04 and then nothing", "damaged"),
        (lambda: pdf(user_password="secret", algorithm="RC4-128"), "password"),
        (
            lambda: zipped(**{"docProps/core.xml": b" " * 65 * 1024**2}),
            "unpacks to more than 64 MB",
        ),
        (lambda: zipped(**{"docProps/core.xml": b"<a>" * 100_000}), "damaged"),
    ],
    ids=["pdf", "zip", "locked", "bomb", "nested"],
)
def test_a_file_that_cannot_be_read_is_a_sentence(make_file, sentence):
    content = make_file()
    for work in (read_details, remove_details):
        with pytest.raises(Unreadable, match=sentence):
            work(io.BytesIO(content))


def make(ending: str, **fields) -> CustomDocument:
    file = ContentFile(FILES[ending][0](), name=f"words.{ending}")
    return CustomDocument.objects.create(title="Words", file=file, **fields)


def test_the_form_shows_the_details_and_makes_a_file_without_them(reader):
    document = make("docx")
    catch_up()
    editor = signed_in(user("ed", "Editors"))
    assert "Ann Canary" in editor.get(edit_url(CustomDocument, document.pk)).content.decode()
    form = {"title": "Words", "document_kind": "report", "without_details": "on"}
    assert editor.post(edit_url(CustomDocument, document.pk), form).status_code == 302
    document.refresh_from_db()
    draft = document.get_latest_revision_as_object()
    assert draft.details == []
    assert draft.sha256 != document.sha256
    assert b"Canary" not in all_bytes(draft.file.open().read())
    assert "no author" in editor.get(edit_url(CustomDocument, document.pk)).content.decode()


def test_a_locked_file_keeps_its_details_and_the_form_says_why():
    locked = ContentFile(pdf(user_password="secret", algorithm="RC4-128"), name="locked.pdf")
    document = CustomDocument.objects.create(title="Locked", file=locked)
    editor = signed_in(user("ed", "Editors"))
    form = {"title": "Locked", "document_kind": "report", "without_details": "on"}
    response = editor.post(edit_url(CustomDocument, document.pk), form)
    assert "password" in str(response.context["form"].errors["without_details"])


def test_who_publishes_is_warned_of_what_a_file_says():
    document = make("docx", live=False)
    event = factories.make_event(live=False)
    event.event_documents = [EventDocument(document=document)]
    for record in (document, event):
        (advice,) = [warning for warning in warnings_of(record) if "who made it" in warning.problem]
        assert "Author: Ann Canary" in advice.problem


def test_no_answer_of_the_api_shows_the_details(reader):
    make("docx")
    catch_up()
    for url in ("/api/v1/documents/words/", "/api/v1/documents/?fields=*"):
        assert b"Canary" not in reader.get(url).content
