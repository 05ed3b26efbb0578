"""The details in a PDF or an office file: who wrote it, where, with which program.

This module knows only pypdf and lxml, so that a process of its own can run it:
`python details.py read < file` writes a JSON list of `[label, value]`, and `python details.py
remove < file` writes the same file without them.
"""

import contextlib
import io
import json
import re
import resource
import sys
import zipfile
from collections.abc import Iterator
from typing import IO, Any

from lxml import etree

REFUSED = 3  # an exit code
MOST_MEMORY = 2 * 1024**3  # bytes of addresses
MOST_PROCESSOR_TIME = 60  # seconds
LARGEST_PART = 64 * 1024**2  # bytes of a part of an office file, unpacked
LARGEST = 1024**3  # bytes of all parts
MOST_DETAILS = 60
LONGEST_VALUE = 200
LABELS = {
    "creator": "Author", "initial-creator": "First author", "lastmodifiedby": "Last saved by",
    "description": "Comments", "application": "Program", "creatortool": "Program",
    "generator": "Program", "producer": "Made into a PDF by", "creationdate": "Created",
    "createdate": "Created", "moddate": "Changed", "modifydate": "Changed", "modified": "Changed",
    "metadatadate": "Details changed",
}  # fmt: skip
# In Microsoft's files: the parts with details. Each keeps its root, which other parts may expect.
MICROSOFT = ("docProps/core.xml", "docProps/app.xml", "docProps/custom.xml")
LIBRE = ("meta.xml",)
# What a program counts for itself.
COUNTS = re.compile(
    r"^(Pages|Words|Characters|CharactersWithSpaces|Lines|Paragraphs|Slides|Notes|HiddenSlides|"
    r"MMClips|ScaleCrop|LinksUpToDate|SharedDoc|HyperlinksChanged|DocSecurity|AppVersion|"
    r"HeadingPairs|TitlesOfParts|TotalTime|document-statistic|editing-cycles|editing-duration|"
    r"version|revision|trapped|format|InstanceID|DocumentID)$",
    re.IGNORECASE,
)
# Who commented or made changes: the parts of office files, and in them attributes and elements.
PEOPLE = (
    (r"word/.+\.xml", "author|initials|userId", ""),
    (r"xl/comments.*\.xml", "", "author"),
    (r"xl/persons/.+\.xml", "displayName|userId", ""),
    (r"xl/workbook\.xml", "userName|url", ""),  # the folder on somebody's machine
    (r"ppt/(commentA|a)uthors\.xml", "name|initials|userId", ""),
    (r"content\.xml", "", "creator|creator-initials|sender-initials"),
)
PICTURES = "say with which device, where or by whom they were taken"


class Unreadable(Exception):
    """The sentence for the person who sent the file."""


def details_of(file: IO[bytes]) -> list[tuple[str, str]]:
    """`[("Author", "A. Writer"), …]`, each once. Raises Unreadable."""
    details: dict[tuple[str, str], None] = {}
    for name, value in _pdf(file) if is_pdf(file) else _office(file):
        text = " ".join(str(value).split())[:LONGEST_VALUE]
        if text and not COUNTS.match(name):
            details[LABELS.get(name.lower(), name[:1].upper() + name[1:]), text] = None
    return list(details)[:MOST_DETAILS]


def is_pdf(file: IO[bytes]) -> bool:
    file.seek(0)
    return b"%PDF-" in file.read(1024)


def _opened(file: IO[bytes]) -> Any:
    from pypdf import PdfReader  # it is large, and a web process needs the rest alone

    reader = PdfReader(file)
    if reader.is_encrypted and not reader.decrypt(""):
        raise Unreadable("The PDF is locked with a password. Save it without one, and try again.")
    return reader


def _pdf(file: IO[bytes]) -> Iterator[tuple[str, Any]]:
    reader = _opened(file)
    for name, value in (reader.metadata or {}).items():
        yield str(name).removeprefix("/"), value
    catalogue: Any = reader.root_object
    if "/Metadata" in catalogue:
        with contextlib.suppress(etree.XMLSyntaxError):
            yield from _texts(catalogue["/Metadata"].get_object().get_data())
    for page in reader.pages:
        for note in page.annotations or ():
            if _is_note(note.get_object()):
                yield "Comments and changes by", note.get_object()["/T"]
        pictures = page.get("/Resources", {}).get("/XObject", {})
        if any(_tells(picture.get_object()) for picture in pictures.values()):
            yield "Pictures in it", PICTURES


def _is_note(thing: Any) -> bool:
    """Whether it is a comment with an author. The fields of a form have a name in that place."""
    return "/Rect" in thing and "/T" in thing and thing.get("/Subtype") != "/Widget"


def _tells(thing: Any) -> bool:
    return hasattr(thing, "_data") and _bare_jpeg(thing._data) != thing._data


def _pdf_without(file: IO[bytes]) -> bytes:
    from pypdf import PdfWriter

    writer = PdfWriter(clone_from=_opened(file))
    writer.metadata = None
    for thing in writer._objects:
        if isinstance(thing, dict):
            for name in ("/Metadata", "/PieceInfo", "/LastModified"):
                thing.pop(name, None)
            if _is_note(thing):
                thing.pop("/T")
            if _tells(thing):
                thing._data = _bare_jpeg(thing._data)
    writer.compress_identical_objects(remove_duplicates=False, remove_unreferenced=True)
    answer = io.BytesIO()
    writer.write(answer)
    return answer.getvalue()


def _office(file: IO[bytes]) -> Iterator[tuple[str, Any]]:
    with _unzipped(file) as parts:
        for part in parts.infolist():
            content = _read(parts, part)
            if part.filename in (*MICROSOFT, *LIBRE):
                yield from _texts(content)
            for pattern in _people(part.filename):
                for match in pattern.finditer(content):
                    if len(match["name"]) > 3:  # not initials
                        yield "Comments and changes by", match["name"].decode(errors="replace")
            if _bare_jpeg(content) != content:
                yield "Pictures in it", PICTURES


def _office_without(file: IO[bytes]) -> bytes:
    answer = io.BytesIO()
    with _unzipped(file) as parts, zipfile.ZipFile(answer, "w", zipfile.ZIP_DEFLATED) as copy:
        for part in parts.infolist():
            content = _bare_jpeg(_read(parts, part))
            if part.filename in MICROSOFT:
                content = _root_alone(content)
            elif part.filename in LIBRE:
                content = _root_alone(content, keep="meta")
            for pattern in _people(part.filename):
                content = pattern.sub(rb"\g<start>\g<end>", content)
            copy.writestr(part, content)
    return answer.getvalue()


def _people(part: str) -> Iterator[re.Pattern]:
    for parts, attributes, elements in PEOPLE:
        if not re.fullmatch(parts, part):
            continue
        if attributes:
            shape = (
                rf"""(?P<start>\s(?:\w+:)?(?:{attributes})=(?P<end>["']))(?P<name>.*?)(?P=end)"""
            )
        else:
            shape = rf"(?P<start><(?:\w+:)?(?:{elements})(?:\s[^>]*)?>)(?P<name>[^<]+)(?P<end></)"
        yield re.compile(shape.encode())


def _bare_jpeg(content: bytes) -> bytes:
    """A JPEG without EXIF, XMP, IPTC and comments. Other content stays as it is."""
    if not content.startswith(b"\xff\xd8"):
        return content
    at, kept = 2, [content[:2]]
    while content[at : at + 1] == b"\xff" and content[at + 1 : at + 2] != b"\xda":
        end = at + 2 + int.from_bytes(content[at + 2 : at + 4])
        if content[at + 1] not in (0xE1, 0xED, 0xFE):
            kept.append(content[at:end])
        at = end
    return b"".join([*kept, content[at:]])


def _unzipped(file: IO[bytes]) -> zipfile.ZipFile:
    file.seek(0)
    parts = zipfile.ZipFile(file)
    if sum(part.file_size for part in parts.infolist()) > LARGEST:
        raise Unreadable("The file unpacks to more than 1 GB.")
    return parts


def _read(parts: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    if part.file_size > LARGEST_PART and part.filename.endswith(".xml"):
        raise Unreadable(f"Its part {part.filename} unpacks to more than 64 MB.")
    return parts.read(part)


def _tree(xml: bytes) -> Any:
    return etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))


def _name(tag: Any) -> str:
    return str(tag).rpartition("}")[2]


def _texts(xml: bytes) -> Iterator[tuple[str, str]]:
    """Each element with a text, by its name. A property has its name in an attribute."""
    named = ""
    for element in _tree(xml).iter(etree.Element):
        name = _name(element.tag)
        if name not in ("li", "Seq", "Bag", "Alt", "lpwstr", "lpstr", "bool", "i4", "filetime"):
            names = [value for key, value in element.attrib.items() if _name(key) == "name"]
            named = names[0] if names else name
        if element.text and element.text.strip():
            yield named, element.text
        if name == "Description":  # XMP may write them as attributes
            attributes = ((_name(key), value) for key, value in element.attrib.items())
            yield from ((key, value) for key, value in attributes if key != "about")


def _root_alone(xml: bytes, keep: str = "") -> bytes:
    """The part without what is in it, but for the empty element `keep`."""
    root = _tree(xml)
    for child in list(root):
        if keep and _name(child.tag) == keep:
            child[:] = []
            child.text = None
        else:
            root.remove(child)
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True))


def main() -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_PROCESSOR_TIME, MOST_PROCESSOR_TIME))
    file = io.BytesIO(sys.stdin.buffer.read())
    try:
        if sys.argv[1] == "read":
            sys.stdout.buffer.write(json.dumps(details_of(file)).encode())
        else:
            sys.stdout.buffer.write((_pdf_without if is_pdf(file) else _office_without)(file))
    except Unreadable as refused:
        sys.stdout.buffer.write(str(refused).encode())
        return REFUSED
    return 0


if __name__ == "__main__":
    sys.exit(main())
