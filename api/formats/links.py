"""Where a record or a list can be had in other formats, as a set of links (RFC 9264).

They stand beside the document and not in it: what formats there are is a matter of the software,
and a document changes only when what it says does. So no new format publishes the whole archive
anew, and the stored bytes stay the same. The Link header of an answer leads to the set.
"""

from collections.abc import Iterable
from urllib.parse import quote, urlencode

from django.conf import settings

from api.formats import SHOWN_FORMATS, formats_of
from api.formats.listing import formats_of as list_formats_of
from api.resources.base import resource_of
from archive.registry import Document

LINKSET = "application/linkset+json"


def link_to_formats(url: str) -> str:
    """The Link header of the record or the list at `url`: where its other formats are named."""
    path = quote(url.removeprefix(settings.API_ORIGIN), safe="/")
    address = f"{settings.API_ORIGIN}/api/v1/linkset/?path={path}"
    return f'<{address}>; rel="linkset"; type="{LINKSET}"'


def format_url(document: Document, suffix: str) -> str:
    """The address of a record in a format: "https://api.example/api/v1/events/WP1725.ics"."""
    return f"{document['url'].rstrip('/')}.{suffix}"


def list_url(plural: str, suffix: str) -> str:
    """The address of a list in a format: "https://api.example/api/v1/events.ics"."""
    return f"{settings.API_ORIGIN}/api/v1/{plural}.{suffix}"


def links_of_record(document: Document) -> list[dict[str, str]]:
    """The record in all its formats; for what events belong to, the feeds of these events."""
    links = [
        (format_url(document, format_.suffix), format_.media_type)
        for format_ in formats_of(document)
    ]
    resource = resource_of(document["type"])
    if resource.is_embedded:
        query = urlencode({"url": document["html_url"]})
        url = f"{settings.API_ORIGIN}/api/v1/oembed/?{query}"
        links += [
            (format_url(document, format_.suffix), format_.media_type) for format_ in SHOWN_FORMATS
        ]
        links.append((url, "application/json+oembed"))
    if resource.leads_to_events:
        links += _of_list("event", "events", [(document["type"], document["key"])])
    return _targets(links)


def links_of_list(kind: str, plural: str, pairs: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    """A list, with the filters of `pairs`, in all its formats."""
    return _targets(_of_list(kind, plural, pairs))


def _of_list(kind: str, plural: str, pairs: Iterable[tuple[str, str]]) -> Iterable[tuple[str, str]]:
    query = urlencode(list(pairs))
    for format_ in list_formats_of(kind):
        url = list_url(plural, format_.suffix)
        yield f"{url}?{query}" if query else url, format_.media_type


def _targets(links: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"href": url, "type": media_type} for url, media_type in links]
