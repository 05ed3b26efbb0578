"""What the answers of the API say of addresses: formats of a record, and the pages of links."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

Document = dict[str, Any]

NAMES = {
    "application/ld+json": "JSON-LD",
    "text/markdown": "Markdown",
    "text/calendar": "iCalendar",
    "application/x-bibtex": "BibTeX",
    "application/vnd.citationstyles.csl+json": "CSL-JSON",
    "application/x-research-info-systems": "RIS",
    "application/vnd.datacite.datacite+json": "DataCite JSON",
    "application/vnd.datacite.datacite+xml": "DataCite XML",
    "application/atom+xml": "Atom",
}
# These say what the record is. The others show it.
DESCRIBING = NAMES.keys() - {"text/calendar", "text/markdown", "application/atom+xml"}


@dataclass(frozen=True)
class FormatLink:
    """A form of a record. `name` is "" for one that is not for people."""

    url: str
    type: str
    name: str


def formats_of(targets: Iterable[Document]) -> list[FormatLink]:
    """The formats that the API names."""
    return [
        FormatLink(target["href"], target["type"], NAMES.get(target["type"], ""))
        for target in targets
    ]


def one_of(formats: Iterable[FormatLink], kind: str) -> str | None:
    """The address of the format with that media type."""
    return next((format_.url for format_ in formats if format_.type == kind), None)


def complete(value: Any, pages: dict[str, str]) -> None:
    """Give links without `html_url` the page that is known for their id."""
    if isinstance(value, list):
        for item in value:
            complete(item, pages)
    elif isinstance(value, dict):
        if "key" in value and "html_url" not in value and value.get("id") in pages:
            value["html_url"] = pages[value["id"]]
        for item in value.values():
            if isinstance(item, dict | list):
                complete(item, pages)


def known_pages(*lists: Iterable[Document]) -> dict[str, str]:
    """`{id: html_url}` of all records that say it."""
    return {record["id"]: record["html_url"] for records in lists for record in records}


def path_of(url: str, site: str) -> str:
    """An address of the site as a path. Another address stays as it is."""
    parts = urlsplit(url)
    if f"{parts.scheme}://{parts.netloc}" != site:
        return url
    local = parts._replace(scheme="", netloc="", path=f"/{parts.path.lstrip('/')}")
    return local.geturl()
