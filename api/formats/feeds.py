"""Atom and JSON Feed: what is new, for readers of feeds."""

import io
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from html import escape
from typing import Any

import orjson
from django.utils.feedgenerator import Atom1Feed
from django.utils.xmlutils import SimplerXMLGenerator

from api.formats.frame import ListFrame, Row
from api.formats.texts import block, lead_of, line
from archive.registry import Document

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
JSON_FEED = "https://jsonfeed.org/version/1.1"


class PagedAtomFeed(Atom1Feed):
    """Django's Atom with the links of paged feeds, RFC 5005."""

    def latest_post_date(self) -> datetime:
        """The newest change of what is shown; an empty feed has never changed."""
        return max((item["updateddate"] for item in self.items), default=EPOCH)

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        for rel in ("next", "previous"):
            if self.feed[rel]:
                handler.addQuickElement("link", "", {"rel": rel, "href": self.feed[rel]})


def atom(frame: ListFrame, rows: Iterable[Row]) -> Iterator[bytes]:
    feed = PagedAtomFeed(
        title=line(frame.title),
        link=frame.html_url,
        description=None,
        feed_url=frame.url,
        feed_guid=frame.url,
        author_name=line(frame.site),
        next=frame.next,
        previous=frame.previous,
    )
    for document in documents(rows):
        lead = lead_of(document)
        feed.add_item(
            title=line(document["title"]),
            link=document["html_url"],
            description=escape(block(lead)) if lead else None,  # type: ignore[arg-type]
            unique_id=f"urn:uuid:{document['id']}",
            pubdate=moment(document["meta"]["first_published_at"]),
            updateddate=moment(document["meta"]["published_at"]),
            categories=tags(document),
        )
    written = io.StringIO()
    feed.write(written, "utf-8")
    yield written.getvalue().encode()


def json_feed(frame: ListFrame, rows: Iterable[Row]) -> Iterator[bytes]:
    feed: dict[str, Any] = {
        "version": JSON_FEED,
        "title": frame.title,
        "home_page_url": frame.html_url,
        "feed_url": frame.url,
        "authors": [{"name": frame.site}],
        "items": [item(document) for document in documents(rows)],
    }
    if frame.next:
        feed["next_url"] = frame.next
    yield orjson.dumps(feed)


def item(document: Document) -> dict[str, Any]:
    meta = document["meta"]
    members = {
        "id": f"urn:uuid:{document['id']}",
        "url": document["html_url"],
        "title": document["title"],
        "content_text": lead_of(document) or document["title"],
        "date_published": meta["first_published_at"],
        "date_modified": meta["published_at"],
        "tags": tags(document),
        "language": document["locale"],
    }
    return {name: value for name, value in members.items() if value}


def documents(rows: Iterable[Row]) -> Iterator[Document]:
    for row in rows:
        yield orjson.loads(row.stored)


def tags(document: Document) -> list[str]:
    """What the record is about."""
    return [line(theme["title"]) for theme in document.get("themes", ())]


def moment(written: str) -> datetime:
    return datetime.fromisoformat(written)
