"""Columns for the key of a record, its place in the tree and its file. They set no field of the
content. The plan uses their values.
"""

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from tables.problems import InvalidCell
from tables.relations import Links

from .base import Column, Content, text_of


class PlacementColumn(Column):
    """The key of the record, or its place in the tree."""

    fields = ()

    def put(self, value: Any, links: Links) -> Content:
        return {}

    def take(self, content: Content, links: Links) -> Any:
        return None  # the caller knows the key


class LocaleColumn(PlacementColumn):
    """The language of the record, by its code."""

    fixed = "A record keeps its language. Translate it in the admin."

    def take(self, content: Content, links: Links) -> Any:
        return links.languages[content["locale"]]


@dataclass(frozen=True)
class SeriesColumn(PlacementColumn):
    """The series of an event."""

    fixed = "An event is moved to another series in the admin, under “Move”."

    def take(self, content: Content, links: Links) -> Any:
        return links.key("series", content["series"]) if content["series"] else None


@dataclass(frozen=True)
class TranslationOfColumn(PlacementColumn):
    """The record of the same kind that this one translates."""

    kind: str = ""

    def take(self, content: Content, links: Links) -> Any:
        return links.original(self.kind, content["translation_key"], content["pk"])


@dataclass(frozen=True)
class FileColumn(Column):
    """The path of a file in the folder or zip beside the table."""

    fields = ("file",)

    def put(self, value: Any, links: Links) -> Content:
        return {}  # the plan reads the folder

    def take(self, content: Content, links: Links) -> Any:
        return file_path(content["slug"], content["file"])


@dataclass(frozen=True)
class ChecksumColumn(Column):
    """The expected SHA-256 of the file."""

    fields = ()

    def read(self, cell: Any) -> str | None:
        digest = text_of(cell).lower()
        if digest and not re.fullmatch(r"[0-9a-f]{64}", digest):
            raise InvalidCell("A SHA-256 has 64 hexadecimal digits.")
        return digest or None

    def put(self, value: Any, links: Links) -> Content:
        return {}

    def take(self, content: Content, links: Links) -> Any:
        return content["sha256"] or None


def file_path(slug: str, name: str) -> str:
    """The path of a record's file in an exported folder: "opening-2016/picture.jpg"."""
    return f"{slug}/{PurePosixPath(name).name}"
