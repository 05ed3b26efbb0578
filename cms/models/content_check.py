"""Check that the content of a document matches its name."""

from typing import Any

import filetype
from django.core.exceptions import ValidationError

LARGEST_FILE = 100 * 1024 * 1024
HEAD = 8192
# The types of the first bytes, for the allowed extensions.
ZIPS = ("docx", "xlsx", "pptx", "odt", "ods", "odp", "epub", "zip")
TEXTS = ("csv", "json", "md", "txt")
MARKUP = (b"<!doctype html", b"<html", b"<script", b"<svg", b"<?xml")


def check_content(file: Any) -> None:
    """Raise `ValidationError` for a file that is too large or has another type."""
    if file.size > LARGEST_FILE:
        raise ValidationError(f"This file is larger than {LARGEST_FILE // 1024**2} MB.")
    extension = file.name.rpartition(".")[2].lower()
    file.seek(0)
    head = file.read(HEAD)
    file.seek(0)
    if not _is(extension, head):
        raise ValidationError(
            f"The content of this file is not of the type .{extension}. Open it in its program and "
            "save it again."
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
    """UTF-8 without control characters. The last character may be cut off."""
    if b"\0" in head:
        return False
    try:
        head.decode()
    except UnicodeDecodeError as error:
        return error.start >= len(head) - 3
    return True
