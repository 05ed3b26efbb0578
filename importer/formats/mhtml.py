"""Pages that a browser has saved with their pictures, as one MHTML file."""

import email
import email.policy
from collections.abc import Iterator
from datetime import date
from email.message import Message
from email.utils import parsedate_to_datetime

from cms.text import encodings
from importer.extract import Proposal, UnreadablePage

from .saved_file import SavedFile


def recognises(file: SavedFile) -> bool:
    head = file.data[:4096].lower()
    return b"mime-version:" in head and b"multipart/related" in head


def read(file: SavedFile) -> Iterator[Proposal]:
    try:
        message = email.message_from_bytes(file.data, policy=email.policy.compat32)
        page = next(
            (part for part in message.walk() if part.get_content_type() == "text/html"), None
        )
    except RecursionError as error:
        raise UnreadablePage("Its parts are nested too deeply.") from error
    if page is None:
        raise UnreadablePage("It is a saved page without a page: no part of it is HTML.")
    proposal = file.read(text_of(page))
    addresses = (message["Snapshot-Content-Location"], page["Content-Location"])
    address = next((str(url) for url in addresses if url and str(url).startswith("http")), "")
    proposal.address = address or proposal.address
    proposal.retrieved = saved_on(message)
    yield proposal


def text_of(page: Message) -> bytes | str:
    """The page as its own header declares it. Without that, the page declares its encoding."""
    content = page.get_payload(decode=True)
    if not isinstance(content, bytes):
        raise UnreadablePage("Its page cannot be decoded.")
    charset = page.get_content_charset()
    try:
        name = encodings.encoding_named(charset) if charset else ""
        return encodings.decode(content, name) if name else content
    except (encodings.UnknownEncoding, UnicodeDecodeError):
        return content


def saved_on(message: Message) -> date | None:
    try:
        return parsedate_to_datetime(str(message["Date"])).date()
    except ValueError:
        return None
