"""Columns that say which record a row is, where it lies and which file it has: no field of the
content takes their values, the plan sees to them.
"""

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from tables.problems import Unreadable
from tables.relations import Links

from .base import Column, Content, text_of


class Place(Column):
    """Which record it is, or where it lies."""

    fields = ()

    def put(self, value: Any, links: Links) -> Content:
        return {}

    def take(self, content: Content, links: Links) -> Any:
        return None  # the key, which whoever asks knows already


class Locale(Place):
    """The language of the record, by its code."""

    fixed = "A record keeps its language. Translate it in the admin."

    def take(self, content: Content, links: Links) -> Any:
        return links.languages[content["locale"]]


@dataclass(frozen=True)
class Series(Place):
    """The series that an event lies under."""

    fixed = "An event is moved to another series in the admin, under “Move”."

    def take(self, content: Content, links: Links) -> Any:
        return links.key("series", content["series"]) if content["series"] else None


@dataclass(frozen=True)
class TranslationOf(Place):
    """The record of the same kind that this one translates."""

    kind: str = ""

    def take(self, content: Content, links: Links) -> Any:
        return links.original(self.kind, content["translation_key"], content["pk"])


@dataclass(frozen=True)
class File(Column):
    """The path of a file in the folder or zip beside the table."""

    fields = ("file",)

    def put(self, value: Any, links: Links) -> Content:
        return {}  # the plan looks into the folder

    def take(self, content: Content, links: Links) -> Any:
        return file_path(content["slug"], content["file"])


@dataclass(frozen=True)
class Checksum(Column):
    """The SHA-256 that the file must have."""

    fields = ()

    def read(self, cell: Any) -> str | None:
        digest = text_of(cell).lower()
        if digest and not re.fullmatch(r"[0-9a-f]{64}", digest):
            raise Unreadable("A SHA-256 has 64 hexadecimal digits.")
        return digest or None

    def put(self, value: Any, links: Links) -> Content:
        return {}

    def take(self, content: Content, links: Links) -> Any:
        return content["sha256"] or None


def file_path(slug: str, name: str) -> str:
    """Where the file of a record lies in an exported folder: "opening-2016/picture.jpg"."""
    return f"{slug}/{PurePosixPath(name).name}"
