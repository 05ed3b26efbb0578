"""The facts of an existing event, in the same form as the facts of a page."""

from typing import Any

from cms.models import EventPage
from cms.vocabularies import EventKind

from .facts import ALL_DATE_FIELDS, IDENTITY, Fields, Item, SourceFacts, block_text

SINGLE = {
    "title": ("title", "title_stated"),
    "code": ("code",),
    "ordinal": ("ordinal", "ordinal_stated", "ordinal_basis"),
    "event_kind": ("event_kind",),
    "access": ("access", "access_stated"),
    "attribution_rule": ("attribution_rule", "attribution_stated"),
    "audience": ("audience_stated",),
    "phase": ("phase",),
    "mode": ("mode",),
    "dates": ALL_DATE_FIELDS,
    "place": ("place_stated",),
}
PARTNERSHIP = ("role", "role_stated")
APPEARANCE = ("capacity", "role_then", "affiliation_then")


def facts_of_event(event: EventPage) -> SourceFacts:
    """The facts of this version of `event`. Empty fields give no facts."""
    single = {name: _fields(event, keys) for name, keys in SINGLE.items()}
    if event.event_kind == EventKind.OTHER:
        del single["event_kind"]
    if event.venue is not None:
        single["place"] = {"place_stated": event.venue.name}
    if event.organiser is not None:
        single["organiser"] = {"name": event.organiser.name}
    facts = SourceFacts()
    if not event.extended_date and not event.start:
        del single["dates"]
    facts.single = {
        name: Item(fields)
        for name, fields in single.items()
        if name == "dates" or fields[IDENTITY[name][0]]
    }
    facts.listed |= _listed(event)
    return facts


def _listed(event: EventPage) -> dict[str, list[Item]]:
    return {
        "kind_stated": [Item({"words": kind}) for kind in event.kind_stated_list],
        "partners": [
            Item({"name": row.partner.name, **_fields(row, PARTNERSHIP)}, part=row)
            for row in event.partnerships.all()
        ],
        "people": [
            Item({"name": row.person.name, **_fields(row, APPEARANCE)}, part=row)
            for row in event.appearances.all()
        ],
        "quotes": [Item({"text": row.quote.text}) for row in event.event_quotes.all()],
        "references": [Item({"name": row.reference.name}) for row in event.event_references.all()],
        "calls_to_action": [Item({"label": row.label}) for row in event.calls_to_action.all()],
        "body": [Item({"text": block_text(block)}) for block in event.body.get_prep_value()],
    }


def _fields(record: Any, names: tuple[str, ...]) -> Fields:
    return {name: getattr(record, name) for name in names}
