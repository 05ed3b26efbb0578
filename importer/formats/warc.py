"""Web archives: WARC, also compressed. A WACZ is a zip with them."""

import datetime
import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any
from urllib.parse import unquote, urlsplit

from importer.extract import UnreadablePage

from .saved_file import MOST_BYTES, SavedFile

GZIP = b"\x1f\x8b"
LARGEST = 2 * 1024**3  # bytes of all records, unpacked
READABLE_TYPES = ("text/html", "application/xhtml+xml", "text/plain", "application/pdf")
DAMAGED = "It is no web archive, or it is damaged from here on."


def recognises(head: bytes, name: str) -> bool:
    packed = head.startswith(GZIP) and name.lower().endswith((".warc.gz", ".warc"))
    return packed or head.startswith(b"WARC/")


def pages_in(path: Path) -> Iterator[SavedFile]:
    with path.open("rb") as file:
        yield from pages_of(file)


def pages_of(file: IO[bytes]) -> Iterator[SavedFile]:
    """The pages that were found when the archive was made, with their address and day.

    Raises `UnreadablePage` where the file is damaged.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    count, is_gzip = 0, file.read(2) == GZIP
    file.seek(0)
    # Unpacked here, and not by warcio, so that what is unpacked is counted.
    stream: Any = Counted(gzip.GzipFile(fileobj=file) if is_gzip else file)
    try:
        for record in ArchiveIterator(stream):
            if page := page_of(record):
                count += 1
                yield page
    except UnreadablePage:
        raise
    except (ArchiveLoadFailed, OSError, EOFError, ValueError, zlib.error) as error:
        raise UnreadablePage(DAMAGED) from error
    if not count:
        raise UnreadablePage("It is a web archive without a page.")


def page_of(record: Any) -> SavedFile | None:
    """The page in a record. None for a picture, an error, a request and the like."""
    headers = record.rec_headers
    address = str(headers.get_header("WARC-Target-URI") or "").strip("<>")
    if record.rec_type not in ("response", "resource") or not address.startswith("http"):
        return None
    answer = record.http_headers
    if answer is not None and answer.get_statuscode() != "200":
        return None
    kind = (answer.get_header("Content-Type") if answer else record.content_type) or ""
    if not kind.lower().startswith(READABLE_TYPES):
        return None
    data = record.content_stream().read(MOST_BYTES + 1)
    return SavedFile(name_of(address), data, address=address, retrieved=saved_on(headers))


def name_of(address: str) -> str:
    """ "lakeside.example/events/oceans.html"."""
    parts = urlsplit(address)
    return unquote(f"{parts.netloc}{parts.path}").rstrip("/")[-250:]


def saved_on(headers: Any) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(str(headers.get_header("WARC-Date"))[:10])
    except ValueError:
        return None


class Counted:
    """A stream that ends with an error behind so many bytes, which no archive of pages has."""

    def __init__(self, stream: Any) -> None:
        self.stream, self.left = stream, LARGEST

    def read(self, size: int = -1) -> bytes:
        data = self.stream.read(size)
        self.left -= len(data)
        if self.left < 0:
            raise UnreadablePage("It unpacks to more than 2 GB.")
        return data

    def close(self) -> None:
        self.stream.close()
