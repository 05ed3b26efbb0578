"""Whether a document is what its name says."""

from typing import Any

import filetype
from django.core.exceptions import ValidationError

LARGEST = 100 * 1024 * 1024
HEAD = 8192
# What the first bytes are known as, for each extension that a document may have.
ZIPS = ("docx", "xlsx", "pptx", "odt", "ods", "odp", "epub", "zip")
TEXTS = ("csv", "json", "md", "txt")
MARKUP = (b"<!doctype html", b"<html", b"<script", b"<svg", b"<?xml")


def check_content(file: Any) -> None:
    """Raise a `ValidationError` in an editor's words for a file that is too large or is not it."""
    if file.size > LARGEST:
        raise ValidationError(f"This file is larger than {LARGEST // 1024**2} MB.")
    extension = file.name.rpartition(".")[2].lower()
    file.seek(0)
    head = file.read(HEAD)
    file.seek(0)
    if not _is(extension, head):
        raise ValidationError(
            f"This is no .{extension} file, whatever its name says. Open it in the program it was "
            "made with, and save it anew."
        )


def _is(extension: str, head: bytes) -> bool:
    if extension == "pdf":
        return b"%PDF-" in head[:1024]
    if extension in ZIPS:
        kind = filetype.guess(head)
        return head.startswith(b"PK\x03\x04") or (kind is not None and kind.extension in ZIPS)
    if extension in TEXTS:
        return _is_text(head) and not head.lstrip().lower().startswith(MARKUP)
    return False


def _is_text(head: bytes) -> bool:
    """UTF-8 without control characters, though the last letter may be cut off."""
    if b"\0" in head:
        return False
    try:
        head.decode()
    except UnicodeDecodeError as error:
        return error.start >= len(head) - 3
    return True
