"""A file as it came in."""

import datetime
import hashlib
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import orjson

from importer.extract import Proposal, read

MOST_BYTES = 25_000_000
LONGEST_JSON = 10_000_000


@dataclass(frozen=True)
class SavedFile:
    """The bytes of a file, and where and when it was saved, if that is known."""

    name: str
    data: bytes
    address: str = ""
    retrieved: datetime.date | None = None

    @cached_property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()

    @cached_property
    def json(self) -> Any:
        """What the file holds, if it is JSON. None otherwise."""
        if len(self.data) > LONGEST_JSON or self.data.lstrip()[:1] not in (b"{", b"["):
            return None
        try:
            return orjson.loads(self.data)
        except orjson.JSONDecodeError:
            return None

    def ends_with(self, *endings: str) -> bool:
        return self.name.lower().endswith(endings)

    def read(self, page: bytes | str) -> Proposal:
        """What `page` states: HTML or text that was made from this file, or the file itself."""
        proposal = read(page, self.name)
        return self.named(proposal)

    def named(self, proposal: Proposal) -> Proposal:
        """`proposal` with this file as what it was read from."""
        return replace(
            proposal,
            file=self.name,
            sha256=self.sha256,
            address=self.address or proposal.address,
            retrieved=self.retrieved or proposal.retrieved,
        )
