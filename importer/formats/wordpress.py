"""What WordPress exports (WXR): one proposal for each published post, page and event."""

import io
import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml.ElementTree import iterparse

from importer.extract import Proposal, UnreadablePage

from .saved_file import SavedFile
from .stated import StatedEvent, day, plain, read_event

CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
# Pictures, menus and earlier versions are in the file, too.
TYPES = re.compile(r"^(?:post|page|.*(?:event|conference|programme|program).*)$")
# Marks of blocks, and short codes: [gallery ids="1,2"].
MARKS = re.compile(r"<!--\s*/?wp:[^>]*?-->|\[/?[a-z_-]+(?:\s[^\]\n]{0,500})?\]")
# The dates of the most used calendar, in the fields that it adds.
STARTS, ENDS = "_EventStartDate", "_EventEndDate"


def recognises(file: SavedFile) -> bool:
    head = file.data[:4096]
    return b"wordpress.org/export/" in head and b"<rss" in head


def read(file: SavedFile) -> Iterator[Proposal]:
    is_empty = True
    for post in items_of(file):
        if TYPES.match(post["post_type"]) and post["status"] == "publish":
            is_empty = False
            yield read_event(file, event_of(post))
    if is_empty:
        raise UnreadablePage("It is a WordPress export without a published post, page or event.")


def items_of(file: SavedFile) -> Iterator[dict[str, str]]:
    try:
        for _, item in iterparse(io.BytesIO(file.data), forbid_dtd=True):
            if item.tag == "item":
                yield fields_of(item)
                item.clear()
    # The last two are for a doctype, and for an encoding that the parser does not know.
    except (ParseError, LookupError, ValueError) as error:
        raise UnreadablePage("It begins like a WordPress export, and is no valid XML.") from error


def fields_of(item: Any) -> dict[str, str]:
    """The texts of an item by the name of their element, and the fields that plugins add."""
    fields = {"post_type": "", "status": "", "title": "", "link": ""}
    for element in item:
        name = element.tag if element.tag == CONTENT else element.tag.rpartition("}")[2]
        if name == "postmeta":
            key, value = ([*(child.text or "" for child in element), "", ""])[:2]
            fields[key] = value
        else:
            fields[name] = element.text or ""
    return fields


def event_of(post: dict[str, str]) -> StatedEvent:
    start = day(post.get(STARTS))
    return StatedEvent(
        title=plain(post["title"]),
        part=plain(post["link"])[:255] or plain(post.get("post_id"))[:255],
        address=plain(post["link"]),
        start=start,
        end=day(post.get(ENDS)) or start,
        description=MARKS.sub("", post.get(CONTENT, "")),
    )
