"""The record of a document in the metadata schema of DataCite, version 4.5, as its JSON.

    datacite(document, "The archive") == {
        "url": "https://www.example/events/WP1725/",
        "types": {"resourceTypeGeneral": "Event", "resourceType": "Roundtable"},
        "creators": [{"name": "Wilton Park", "nameType": "Organizational"}],
        "titles": [{"title": "Human Rights, Peace and Security", "lang": "en"}],
        "publisher": {"name": "The archive"},
        "publicationYear": "2026", …}

It says what the document states and no more. Who made a thing is ":unav", DataCite's word for a
value that is not available, where nobody is stated. A work that somebody else published, such as a
declaration, has its own publisher and year; DataCite demands a year, so that a work whose year is
not stated cannot be had in it, and `why_not` says so. Of an event, a series or a quote the archive
publishes a record: publisher and year are those of the record, and a description says so. The dates
"Available" and "Updated" are those of the record; when an edition was held is another date, no more
precise than it is stated. A DOI is nobody's before somebody registers one: records are known by
their addresses, their code and their id.
"""

from collections.abc import Iterable
from typing import Any

from api.formats.datacite_names import UNAVAILABLE, contributors, creators, funding
from api.formats.datacite_relations import related_identifiers
from api.rendering.render import Json
from api.resources.base import Publishes, resource_of
from api.resources.facets import is_extended
from archive.registry import Document
from cms.vocabularies import Precision, Verification

SCHEMA = "http://datacite.org/schema/kernel-4"


def datacite(document: Json, publisher: str) -> Json | None:
    """The DataCite record of `document`; None for a kind that cannot have one.

    `publisher` is the title of the site. Where `why_not` has a reason, the year is missing.
    """
    resource = resource_of(document["type"])
    if not resource.is_publication:
        return None
    general, ours = resource.datacite_types(document)
    attributes = {
        "url": document["html_url"],
        "types": {"resourceTypeGeneral": general, "resourceType": ours},
        "creators": creators(document),
        "titles": list(titles(document)),
        "publisher": {"name": published_by(document, publisher)},
        "publicationYear": year_of(document),
        "subjects": subjects(document),
        "contributors": contributors(document),
        "dates": list(dates(document)),
        "language": document.get("language") or document["locale"],
        "alternateIdentifiers": list(identifiers(document)),
        "relatedIdentifiers": related_identifiers(document),
        "sizes": sizes(document),
        "formats": [document["file"]["media_type"]] if "file" in document else [],
        "rightsList": rights(document),
        "descriptions": [*descriptions(document), *record_descriptions(document, publisher)],
        "geoLocations": places(document),
        "fundingReferences": funding(document),
        "schemaVersion": SCHEMA,
    }
    return {name: value for name, value in attributes.items() if value}


def publishes(document: Json) -> Publishes:
    return resource_of(document["type"]).publishes


def published_by(document: Json, site: str) -> str:
    if publishes(document) is Publishes.RECORD_OF_WORK:
        return document["issuer"] or UNAVAILABLE
    return site


def year_of(document: Json) -> str | None:
    """The year in which the work was published elsewhere, if it is stated, or the record here."""
    if publishes(document) is Publishes.RECORD_OF_WORK:
        start, precision = document["dates"]["start"], document["dates"]["precision"]
        return start[:4] if start and precision != Precision.DECADE else None
    return document["meta"]["first_published_at"][:4]


def why_not(document: Document) -> str | None:
    """Why `document` has no record in DataCite's schema; None when it has one."""
    if year_of(document):
        return None
    return "DataCite needs a year of publication, and the record of this work states no year."


def record_descriptions(document: Json, site: str) -> Iterable[Json]:
    """What is the record's and not the thing's."""
    if publishes(document) is Publishes.RECORD:
        record = f"the record of this {document['type']} in “{site}”"
        text = f"The publisher and the year of publication are those of {record}."
        yield {"description": text, "descriptionType": "Other"}


def titles(document: Json) -> Iterable[Json]:
    """The title, and others that are stated."""
    lang = {"lang": document["locale"]} if document["locale"] else {}
    yield {"title": document["title"]} | lang
    others = [
        document.get("title_stated"),
        *(alias["name"] for alias in document.get("aliases", ())),
    ]
    for other in dict.fromkeys(others):
        if other and other != document["title"]:
            yield {"title": other, "titleType": "AlternativeTitle"} | lang


def subjects(document: Json) -> list[Json]:
    return [
        {"subject": theme["title"], "valueUri": theme["url"]}
        for theme in document.get("themes", ())
    ]


def dates(document: Json) -> Iterable[Json]:
    """When the thing was, as far as that is stated; and since when its record can be read."""
    meta = document["meta"]
    about, what = document.get("dates"), "Date of the " + document["type"]
    if document["type"] == "quote":
        about, what = document["occasion"]["dates"], "Date of the occasion"
    if about and about["edtf"]:
        stated = f"{what}, as stated: {about['stated']}" if about["stated"] else what
        if is_extended(about):
            stated = f"{stated}. In EDTF: {about['edtf']}"
        for date in _rkms(about):
            yield {"date": date, "dateType": "Other", "dateInformation": stated}
    for kind, moment in (("Available", "first_published_at"), ("Updated", "published_at")):
        yield {"date": meta[moment], "dateType": kind, "dateInformation": "The record"}


def _rkms(dates: Json) -> list[str]:
    """The dates in W3CDTF and RKMS-ISO8601, which have spans with an open end, and no EDTF."""
    if not is_extended(dates):
        return [dates["edtf"]]
    if days := dates.get("days"):
        return days
    start, end = dates["start"], dates["end"]
    return [f"{start or ''}/{end or ''}" if dates.get("open") or end else start]


def identifiers(document: Json) -> Iterable[Json]:
    """The names under which the record is known here, and the symbol of a reference."""
    names: dict[str, Any] = {
        "URL": document["url"],
        "UUID": document["id"],
        "Event code": document.get("code"),
        "Symbol": document.get("symbol"),
        "URL of the file": document.get("file", {}).get("url"),
        "SHA-256": document.get("sha256") or document.get("file", {}).get("sha256"),
    }
    for kind, value in names.items():
        if value:
            yield {"alternateIdentifier": value, "alternateIdentifierType": kind}


def sizes(document: Json) -> list[str]:
    """ "52000 bytes" of a file, "640 x 480 pixels" of an image."""
    if document["type"] == "image":
        return [f"{document['width']} x {document['height']} pixels"]
    size = document.get("file", {}).get("size")
    return [f"{size} bytes"] if size is not None else []


def rights(document: Json) -> list[Json]:
    licence = document.get("licence")
    if not licence:
        return []
    is_address = licence.startswith(("http://", "https://"))
    return [{"rights": licence} | ({"rightsUri": licence} if is_address else {})]


def descriptions(document: Json) -> Iterable[Json]:
    """What the document says of itself in words; a quote's words are the quote."""
    texts = [
        ("Abstract", document.get("summary")),
        ("SeriesInformation", series_information(document)),
        ("Other", document["text"] if document["type"] == "quote" else None),
        ("Other", doubt(document)),
        ("Other", document.get("facts_stated")),
        ("Other", document.get("alt")),
        ("Other", f"Credit: {document['credit']}" if document.get("credit") else None),
    ]
    for kind, text in texts:
        if text:
            yield {"description": text, "descriptionType": kind}


def doubt(document: Json) -> str | None:
    """What is wrong with the attribution of a quote."""
    verification = Verification(document.get("verification", "unchecked"))
    if verification not in (Verification.DISPUTED, Verification.MISATTRIBUTED):
        return None
    attributed = document["attribution_stated"]
    return f"{verification.label}: {attributed}" if attributed else verification.label


def series_information(document: Json) -> str | None:
    """The series of an edition with its number as stated; the rhythm of a series."""
    if document["type"] == "series":
        return document["cadence_stated"]
    if not document.get("series"):
        return None
    texts = [document["series"]["title"], document["ordinal_stated"]]
    return "; ".join(text for text in texts if text)


def places(document: Json) -> list[Json]:
    """Where an event is held: its venue, else the words of the source."""
    venue = document.get("venue")
    if venue:
        names = [venue["title"], venue["locality"], venue["country"]]
        return [{"geoLocationPlace": ", ".join(name for name in names if name)}]
    stated = document.get("place_stated")
    return [{"geoLocationPlace": stated}] if stated else []
