"""The six questions of OAI-PMH."""

from collections.abc import Callable
from datetime import datetime
from email.utils import parseaddr

from django.conf import settings
from lxml import etree

from api.formats.site import site_title
from api.oai import answers
from api.oai.answers import MAKE, say
from api.oai.arguments import TOKEN, Fault, read_arguments, read_span
from api.oai.formats import FORMATS
from api.oai.items import KINDS, answered_at, earliest, find, page_of, stamp
from api.oai.sets import all_sets, insist_on_spec
from api.oai.tokens import Place, gone, read_token
from api.snapshot_read import now_current


def answer_to(query: str, asked_at: datetime) -> etree._Element:
    """The answer to a request, which may be an error of the protocol."""
    moment = answered_at(asked_at)
    arguments = None
    try:
        arguments = read_arguments(query)
        parts = VERBS[arguments.verb](arguments.given, asked_at)
    except Fault as fault:
        told = None if fault.code in ("badVerb", "badArgument") else arguments
        return answers.envelope(moment, told, answers.error(fault))
    return answers.envelope(moment, arguments, MAKE(arguments.verb, *parts))


def identify(_given: dict[str, str], asked_at: datetime) -> list[etree._Element]:
    return [
        say("repositoryName", site_title(settings.LANGUAGE_CODE)),
        say("baseURL", answers.base_url()),
        say("protocolVersion", "2.0"),
        say("adminEmail", parseaddr(settings.DEFAULT_FROM_EMAIL)[1]),
        say("earliestDatestamp", stamp(earliest() or asked_at)),
        say("deletedRecord", "persistent"),
        say("granularity", "YYYY-MM-DDThh:mm:ssZ"),
        say("compression", "gzip"),
    ]


def list_metadata_formats(given: dict[str, str], _asked_at: datetime) -> list[etree._Element]:
    if "identifier" in given:
        find(given["identifier"], now_current())
    return [
        MAKE.metadataFormat(
            say("metadataPrefix", prefix),
            say("schema", each.schema),
            say("metadataNamespace", each.namespace),
        )
        for prefix, each in FORMATS.items()
    ]


def list_sets(given: dict[str, str], _asked_at: datetime) -> list[etree._Element]:
    """All of them at once: a token for more was never given."""
    if TOKEN in given:
        raise gone()
    return [
        MAKE("set", say("setSpec", spec), say("setName", title))
        for spec, title in all_sets(KINDS, now_current())
    ]


def get_record(given: dict[str, str], _asked_at: datetime) -> list[etree._Element]:
    prefix = known_prefix(given["metadataPrefix"])
    return answers.whole_records([find(given["identifier"], now_current())], prefix)


def list_identifiers(given: dict[str, str], _asked_at: datetime) -> list[etree._Element]:
    page = page_of(place_in(given), with_documents=False)
    return [*answers.headers(page.records), *answers.token(page)]


def list_records(given: dict[str, str], _asked_at: datetime) -> list[etree._Element]:
    place = place_in(given)
    page = page_of(place, with_documents=True)
    return [*answers.whole_records(page.records, place.prefix), *answers.token(page)]


def place_in(given: dict[str, str]) -> Place:
    """Where the list that is asked for begins or goes on."""
    if TOKEN in given:
        return read_token(given[TOKEN])
    read_span(given)
    if "set" in given:
        insist_on_spec(given["set"])
    prefix = known_prefix(given["metadataPrefix"])
    return Place(prefix, given.get("set", ""), given.get("from", ""), given.get("until", ""))


def known_prefix(prefix: str) -> str:
    if prefix not in FORMATS:
        raise Fault("cannotDisseminateFormat", f"There is {' and '.join(FORMATS)}.")
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
