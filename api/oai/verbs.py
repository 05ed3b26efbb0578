"""The six verbs of OAI-PMH."""

from collections.abc import Callable
from datetime import datetime
from email.utils import parseaddr

from django.conf import settings
from lxml import etree

from api.formats.site import site_title
from api.oai import xml_answers
from api.oai.arguments import TOKEN, OaiError, read_arguments, read_span
from api.oai.formats import METADATA_FORMATS
from api.oai.items import answered_at, earliest, find, formats_of, kinds, page_of, stamp
from api.oai.sets import all_sets, insist_on_spec
from api.oai.tokens import HarvestPlace, gone, read_token
from api.oai.xml_answers import MAKE, say
from api.snapshot_read import now_current


def answer_to(query: str, asked_at: datetime) -> etree._Element:
    """The answer to a request. It may be an error of the protocol."""
    moment = answered_at(asked_at)
    arguments = None
    try:
        arguments = read_arguments(query)
        parts = VERBS[arguments.verb](arguments.given, asked_at)
    except OaiError as fault:
        echoed = None if fault.code in ("badVerb", "badArgument") else arguments
        return xml_answers.envelope(moment, echoed, xml_answers.error(fault))
    return xml_answers.envelope(moment, arguments, MAKE(arguments.verb, *parts))


def identify(_given: dict[str, str], asked_at: datetime) -> list[etree._Element]:
    return [
        say("repositoryName", site_title(settings.LANGUAGE_CODE)),
        say("baseURL", xml_answers.base_url()),
        say("protocolVersion", "2.0"),
        say("adminEmail", parseaddr(settings.DEFAULT_FROM_EMAIL)[1]),
        say("earliestDatestamp", stamp(earliest() or asked_at)),
        say("deletedRecord", "persistent"),
        say("granularity", "YYYY-MM-DDThh:mm:ssZ"),
        say("compression", "gzip"),
    ]


def list_metadata_formats(arguments: dict[str, str], _asked_at: datetime) -> list[etree._Element]:
    prefixes = list(METADATA_FORMATS)
    if "identifier" in arguments:
        prefixes = formats_of(find(arguments["identifier"], now_current()))
    return [
        MAKE.metadataFormat(
            say("metadataPrefix", prefix),
            say("schema", METADATA_FORMATS[prefix].schema),
            say("metadataNamespace", METADATA_FORMATS[prefix].namespace),
        )
        for prefix in prefixes
    ]


def list_sets(arguments: dict[str, str], _asked_at: datetime) -> list[etree._Element]:
    """All sets at once. There are no resumption tokens for sets."""
    if TOKEN in arguments:
        raise gone()
    return [
        MAKE("set", say("setSpec", spec), say("setName", title))
        for spec, title in all_sets(kinds(), now_current())
    ]


def get_record(arguments: dict[str, str], _asked_at: datetime) -> list[etree._Element]:
    prefix = known_prefix(arguments["metadataPrefix"])
    record = find(arguments["identifier"], now_current())
    if prefix not in formats_of(record):
        raise OaiError("cannotDisseminateFormat", "DataCite needs the year of this work.")
    return xml_answers.whole_records([record], prefix)


def list_identifiers(arguments: dict[str, str], _asked_at: datetime) -> list[etree._Element]:
    page = page_of(place_in(arguments), with_documents=False)
    return [*xml_answers.headers(page.records), *xml_answers.token(page)]


def list_records(arguments: dict[str, str], _asked_at: datetime) -> list[etree._Element]:
    place = place_in(arguments)
    page = page_of(place, with_documents=True)
    return [*xml_answers.whole_records(page.records, place.prefix), *xml_answers.token(page)]


def place_in(arguments: dict[str, str]) -> HarvestPlace:
    """The place at which the requested list begins or goes on."""
    if TOKEN in arguments:
        return read_token(arguments[TOKEN])
    read_span(arguments)
    if "set" in arguments:
        insist_on_spec(arguments["set"])
    prefix = known_prefix(arguments["metadataPrefix"])
    return HarvestPlace(
        prefix, arguments.get("set", ""), arguments.get("from", ""), arguments.get("until", "")
    )


def known_prefix(prefix: str) -> str:
    if prefix not in METADATA_FORMATS:
        raise OaiError("cannotDisseminateFormat", f"There is {' and '.join(METADATA_FORMATS)}.")
    return prefix


Verb = Callable[[dict[str, str], datetime], list[etree._Element]]
VERBS: dict[str, Verb] = {
    "Identify": identify,
    "ListMetadataFormats": list_metadata_formats,
    "ListSets": list_sets,
    "GetRecord": get_record,
    "ListIdentifiers": list_identifiers,
    "ListRecords": list_records,
}
