"""What both clients know: errors, how long to wait, what was read, and the copy of an archive."""

import hashlib
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx2

from plenary_client.documents import Change, Changes, Problem

ATTEMPTS = 4
LONGEST_WAIT = 60.0
BUSY = {429, 503}


class PlenaryError(Exception):
    """The API refused. `status` is HTTP's, `problem` the document that says why, if any does."""

    def __init__(self, response: httpx2.Response) -> None:
        self.status = response.status_code
        self.problem: Problem | None = None
        if response.headers.get("Content-Type", "").startswith("application/problem+json"):
            self.problem = response.json()
        detail = self.problem["detail"] if self.problem else response.reason_phrase
        super().__init__(f"{self.status}: {detail} ({response.url})")

    @property
    def code(self) -> str | None:
        return self.problem["code"] if self.problem else None


class IncompleteCopy(Exception):
    """The checksum of a copy that was begun anew is not that of the archive."""


class Answers(OrderedDict[str, tuple[str, bytes]]):
    """`{url: (ETag, body)}` of what was read; the one that was used longest ago is forgotten."""

    def __init__(self, most: int = 500) -> None:
        super().__init__()
        self.most = most

    def keep(self, url: str, etag: str, body: bytes) -> None:
        self[url] = (etag, body)
        self.move_to_end(url)
        while len(self) > self.most:
            self.popitem(last=False)


@dataclass
class Copy:
    """The records of an archive by id, and where to go on. Both are JSON, to be kept in a file."""

    next: str | None = None
    records: dict[str, Change] = field(default_factory=dict[str, Change])

    def take(self, page: Changes) -> None:
        for entry in page["results"]:
            self.records.pop(entry["id"], None)
            if entry["action"] == "publish":
                self.records[entry["id"]] = entry
        self.next = page["next"]

    def is_complete(self, page: Changes) -> bool:
        """Whether this is what the last page says that there is, and nothing else."""
        lines = [f"{key} {entry['digest']}\n" for key, entry in sorted(self.records.items())]
        checksum = hashlib.sha256("".join(lines).encode()).hexdigest()
        return page["set"] is not None and page["set"]["sha256"] == checksum


def wait_of(response: httpx2.Response, attempt: int) -> float:
    """Seconds that `Retry-After` names, as a number or a date; without it 1, 2, 4."""
    stated = response.headers.get("Retry-After", "")
    if stated.isdecimal():
        return float(stated)
    try:
        until = parsedate_to_datetime(stated)
    except ValueError:
        return float(2**attempt)
    until = until.replace(tzinfo=until.tzinfo or UTC)
    return max(0.0, (until - datetime.now(UTC)).total_seconds())


def address_of(url: str) -> str:
    """Path and query: what the API names is asked for where the client was told to ask."""
    return httpx2.URL(url).raw_path.decode()
