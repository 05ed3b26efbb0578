"""What a list is made of, and what stands around it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple


class Row(NamedTuple):
    """One record: the bytes of its document, and how many versions came before this one."""

    stored: bytes
    version: int


class Gone(NamedTuple):
    """A record that is public no more."""

    uid: str
    version: int
    at: datetime


@dataclass(frozen=True)
class ListFrame:
    """The list itself: its name, where it is, and where it goes on."""

    kind: str
    title: str
    site: str
    url: str
    html_url: str
    next: str | None
    previous: str | None
    withdrawn: list[Gone] = field(default_factory=list)
