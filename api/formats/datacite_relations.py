"""What a thing has to do with others, in DataCite's words."""

import re
from collections.abc import Iterable

from api.rendering.render import Json

DOI = re.compile(r"^https?://(?:dx\.)?doi\.org/(10\.\d{4,9}/\S+)$")


def related_identifiers(document: Json) -> list[Json]:
    """Each other thing once, under the first relation that holds."""
    identifiers: dict[str, Json] = {}
    for relation, url in relations(document):
        identifiers.setdefault(url, related(relation, url))
    return list(identifiers.values())


def relations(document: Json) -> Iterable[tuple[str, str]]:
    """`("IsPartOf", "https://api.example/api/v1/series/the-series/")` and so on."""
    for link in _links(document.get("series")):
        yield "IsPartOf", link
    for file in document.get("documents", ()):
        yield "IsDocumentedBy", file["url"]
    for name in ("references", "quotes"):
        for work in document.get(name, ()):
            yield "References", work["url"]
    for link in _links(
        *(document.get("occasion", {}).get(name) for name in ("event", "reference"))
    ):
        yield "IsDerivedFrom", link
    for link in _links(*document.get("sources", ())):
        yield "IsDescribedBy", link
    for url in (document.get("website"), *document["same_as"]):
        if url:
            yield "IsIdenticalTo", url


def _links(*several: Json | None) -> Iterable[str]:
    for link in several:
        if link and link["url"]:
            yield link["url"]


def related(relation: str, url: str) -> Json:
    """The other thing by its DOI where its address is that of a DOI."""
    doi = DOI.match(url)
    return {
        "relatedIdentifier": doi.group(1) if doi else url,
        "relatedIdentifierType": "DOI" if doi else "URL",
        "relationType": relation,
    }
