"""Files that Plenary does not read as pages: it says where they go, or how to save them."""

from collections.abc import Iterator

import filetype

from importer.extract import Proposal, UnreadablePage

from .packages import ZIP, names_in
from .saved_file import SavedFile

TABLE = "It is a table. Import it in the admin under “Tables”, or with the command table_import."
SAVE_AS = "Save it as PDF, and import that."
# Word, Excel and PowerPoint before 2007, and files of today that are locked with a password.
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
TABLE_SUFFIXES = (".xlsx", ".xls", ".ods", ".csv", ".tsv")
FILES = {
    "image": "It is a picture. Add it in the admin under “Images”.",
    "video": "It is a recording. Plenary reads text.",
    "audio": "It is a recording. Plenary reads text.",
    "archive": "It is an archive in a form that Plenary does not open. Unpack it, or send a zip.",
}
# What an office file holds, whatever its name.
PARTS = {
    "xl/workbook.xml": TABLE,
    "ppt/presentation.xml": f"It is a presentation. {SAVE_AS}",
    "content.xml": f"It is an OpenDocument file. {SAVE_AS}",
    "META-INF/container.xml": f"It is an e-book. {SAVE_AS}",
}


def recognises(file: SavedFile) -> bool:
    return bool(reason_for(file))


def read(file: SavedFile) -> Iterator[Proposal]:
    raise UnreadablePage(reason_for(file))


def reason_for(file: SavedFile) -> str:
    """Why the file is no page. Empty for one that may be a page."""
    if file.ends_with(*TABLE_SUFFIXES):
        return TABLE
    if file.json is not None:
        return "It is JSON of an unknown kind. Plenary reads what Indico and pretalx export."
    kind = filetype.guess(file.data[:8192])
    return reason_for_office(file) or FILES.get(kind.mime.partition("/")[0] if kind else "", "")


def reason_for_office(file: SavedFile) -> str:
    if file.data.startswith(OLD_OFFICE):
        return (
            "It is an Office file from before 2007, or one that is locked with a password. Save it "
            "as DOCX or PDF, without a password."
        )
    if file.data.startswith(b"{\\rtf"):
        return f"It is an RTF file. {SAVE_AS}"
    names = names_in(file)
    if file.data.startswith(ZIP) and not names:
        return "It is damaged: it begins like a DOCX or a zip file, and does not go on like one."
    return next((reason for name, reason in PARTS.items() if name in names), "")
