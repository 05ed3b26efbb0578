"""Who made a thing and who took part in it, as DataCite names them: only those that are stated."""

from collections.abc import Iterable

from api.rendering.render import Json
from cms.vocabularies import Verification

UNAVAILABLE = ":unav"  # DataCite's word for a value that is not available
NAME_TYPES = {"person": "Personal", "partner": "Organizational"}
MAKERS = ("organiser", "co-organiser")


def creators(document: Json) -> list[Json]:
    """The organiser of an event or a series, the speaker of a quote, the issuer of a reference."""
    return list(_named(document)) or [{"name": UNAVAILABLE}]


def _named(document: Json) -> Iterable[Json]:
    if document["type"] == "quote":
        yield from speaker(document)
    elif document["type"] == "reference":
        if document["issuer"]:
            yield {"name": document["issuer"]}
    else:
        organiser = document.get("organiser")
        yield from map(name_of, [organiser] if organiser else [])
        for partnership in document.get("partners", ()):
            if partnership["role"] in MAKERS and not _is(partnership["partner"], organiser):
                yield name_of(partnership["partner"])


def _is(link: Json, other: Json | None) -> bool:
    return other is not None and link["id"] == other["id"]


def speaker(quote: Json) -> Iterable[Json]:
    """Who spoke, else the attribution as it stands; nobody when it is known to be wrong."""
    if quote["verification"] == Verification.MISATTRIBUTED:
        return
    who = quote["speaker"] or quote["speaker_organisation"]
    if who:
        yield name_of(who)
    elif quote["attribution_stated"]:
        yield {"name": quote["attribution_stated"]}


def name_of(link: Json) -> Json:
    """`{"name": "Wilton Park", "nameType": "Organizational"}`"""
    return {"name": link["title"], "nameType": NAME_TYPES[link["type"]]}


def contributors(document: Json) -> list[Json]:
    """Partners that did not organise, and the people who may be named.

    DataCite has a word for a sponsor, and none for a host, a partner or a speaker.
    """
    partners = [
        name_of(partnership["partner"])
        | {"contributorType": "Sponsor" if partnership["role"] == "sponsor" else "Other"}
        for partnership in document.get("partners", ())
        if partnership["role"] not in (*MAKERS, "funder")
    ]
    return partners + [participant(appearance) for appearance in _appearances(document)]


def _appearances(document: Json) -> list[Json]:
    return document["people"] if document["type"] == "event" else []


def participant(appearance: Json) -> Json:
    """Somebody at an event, with the affiliation of that time."""
    then = appearance["affiliation_then"]
    belongs = {"affiliation": [{"name": then}]} if then else {}
    return name_of(appearance["person"]) | belongs | {"contributorType": "RelatedPerson"}


def funding(document: Json) -> list[Json]:
    return [
        {"funderName": partnership["partner"]["title"]}
        for partnership in document.get("partners", ())
        if partnership["role"] == "funder"
    ]
