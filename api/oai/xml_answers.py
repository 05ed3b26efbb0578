"""The XML around the records of an answer."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import orjson
from django.conf import settings
from lxml import etree
from lxml.builder import ElementMaker

from api.formats.datacite import datacite
from api.formats.site import site_titles, title_in
from api.http.method_policy import OAI
from api.oai.arguments import Arguments, OaiError
from api.oai.formats import METADATA_FORMATS, XSI, clean
from api.oai.items import ItemPage, identifier_of, stamp
from api.oai.sets import sets_of
from archive.models import PublicRecord

NAMESPACE = "http://www.openarchives.org/OAI/2.0/"
MAKE = ElementMaker(namespace=NAMESPACE, nsmap={None: NAMESPACE, "xsi": XSI})


def base_url() -> str:
    return f"{settings.API_ORIGIN}{OAI}"


def say(name: str, text: str, **attributes: str) -> etree._Element:
    """An element of the protocol that holds `text`."""
    return MAKE(name, clean(text), {key: clean(value) for key, value in attributes.items()})


def envelope(
    moment: datetime, arguments: Arguments | None, *parts: etree._Element
) -> etree._Element:
    """A whole answer. It repeats the request only if the request was valid."""
    asked: dict[str, Any] = {}
    if arguments is not None:
        asked = {"verb": arguments.verb, **arguments.given}
    return MAKE(
        "OAI-PMH",
        {f"{{{XSI}}}schemaLocation": f"{NAMESPACE} {NAMESPACE}OAI-PMH.xsd"},
        say("responseDate", stamp(moment)),
        say("request", base_url(), **asked),
        *parts,
    )


def error(fault: OaiError) -> etree._Element:
    return say("error", fault.message, code=fault.code)


def header(record: PublicRecord, specs: Iterable[str]) -> etree._Element:
    """The header of a record: identifier, datestamp, sets, and whether it is deleted."""
    elements = MAKE.header({} if record.live else {"status": "deleted"})
    elements.append(say("identifier", identifier_of(record)))
    elements.append(say("datestamp", stamp(record.changed_at)))
    elements.extend(say("setSpec", spec) for spec in specs)
    return elements


def headers(records: list[PublicRecord]) -> list[etree._Element]:
    specs = sets_of(records)
    return [header(record, specs.get(record.uid, ())) for record in records]


def whole_records(records: list[PublicRecord], prefix: str) -> list[etree._Element]:
    """Headers with metadata. Deleted records have no metadata."""
    titles = site_titles()
    elements = []
    for record, head in zip(records, headers(records), strict=True):
        whole = MAKE.record(head)
        if record.live:
            metadata = datacite(orjson.loads(record.entry.content), title_in(titles, record.locale))
            whole.append(MAKE.metadata(METADATA_FORMATS[prefix].write(clean(metadata))))
        elements.append(whole)
    return elements


def token(page: ItemPage) -> list[etree._Element]:
    """The resumption token, with the size of the list and the number of earlier items."""
    if page.token is None:
        return []
    numbers = {"completeListSize": str(page.size), "cursor": str(page.given)}
    return [say("resumptionToken", page.token, **numbers)]
