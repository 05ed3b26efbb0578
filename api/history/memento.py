"""Memento (RFC 7089): find versions by time."""

from collections.abc import Iterable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from django.http import HttpRequest, HttpResponse
from django.utils.http import http_date

from api.history.versions import version_url
from api.http.errors import Problem
from archive.addresses import api_url
from archive.models import Entry, PublicRecord
from archive.registry import Resource

LINK_FORMAT = "application/link-format"


def date_of(moment: datetime) -> str:
    return http_date(int(moment.timestamp()))


def asked_for(request: HttpRequest) -> datetime | None:
    """The time in Accept-Datetime, or None. Raises a 400 if it is no date."""
    value = request.META.get("HTTP_ACCEPT_DATETIME")
    if value is None:
        return None
    try:
        moment = parsedate_to_datetime(value[:100])
        return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)
    except (ValueError, TypeError, OverflowError, IndexError) as error:
        detail = "Accept-Datetime: Give a date such as Thu, 26 Jan 2012 12:00:00 GMT."
        raise Problem(400, "bad_request", detail) from error


def link_to_past(resource: Resource, key: str) -> str:
    """The Link header of a memento: the document is its own TimeGate, and links its TimeMap."""
    url = api_url(resource.plural, key)
    return f'<{url}>; rel="original timegate", <{url}timemap/>; rel="timemap"; type="{LINK_FORMAT}"'


def as_memento(
    response: HttpResponse, resource: Resource, record: PublicRecord, entry: Entry
) -> HttpResponse:
    """`response` with the headers of a memento: its time, and its permanent URL."""
    response.headers["Memento-Datetime"] = date_of(entry.recorded_at)
    response.headers["Content-Location"] = version_url(resource.plural, record.key, entry.sequence)
    response.headers["Link"] = link_to_past(resource, record.key)
    return response


def timemap(resource: Resource, record: PublicRecord, entries: Iterable[Entry]) -> bytes:
    """`entries` as application/link-format, the oldest first."""
    url = api_url(resource.plural, record.key)
    mementos = list(entries)
    first, last = mementos[0].recorded_at, mementos[-1].recorded_at
    lines = [
        f'<{url}>; rel="original timegate"',
        f'<{url}timemap/>; rel="self"; type="{LINK_FORMAT}"; '
        f'from="{date_of(first)}"; until="{date_of(last)}"',
    ]
    for entry in mementos:
        place = [
            word for word, end in (("first", mementos[0]), ("last", mementos[-1])) if entry is end
        ]
        address = version_url(resource.plural, record.key, entry.sequence)
        rel = " ".join([*place, "memento"])
        lines.append(f'<{address}>; rel="{rel}"; datetime="{date_of(entry.recorded_at)}"')
    return ",\n".join(lines).encode()
