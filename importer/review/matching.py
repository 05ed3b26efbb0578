"""Find existing records that a page may name."""

from typing import Any

from django.db.models import Q
from wagtail.models import Locale

from cms.models import EventPage, Partner, Person, Quote, Reference, SeriesPage, Venue
from cms.models.record import Record

# The fields that identify a record of each kind, the most certain first.
LOOKUPS: dict[type[Record], tuple[str, ...]] = {
    Partner: ("name__iexact", "names__name__iexact", "acronym__iexact"),
    Person: ("name__iexact", "sort_name__iexact"),
    Quote: ("text__iexact",),
    Reference: ("name__iexact", "symbol__iexact"),
    Venue: ("name__iexact",),
}


def matches(model: type[Record], name: str, locale: Locale) -> list[Record]:
    """The records of `model` that `name` may mean: those with the same name, then with a former
    name or one in another language, then with the acronym. Case and blank space do not matter."""
    name = " ".join(name.split())
    records_by_pk: dict[int, Record] = {}
    for lookup in LOOKUPS[model]:
        records = model._default_manager.filter(**{lookup: name}, locale=locale)
        records_by_pk |= {record.pk: record for record in records.order_by("pk")}
    return list(records_by_pk.values())


def has_name(record: Record, name: str) -> bool:
    """Whether `name` is the present name of `record`, and no former one and no acronym."""
    field = LOOKUPS[type(record)][0].removesuffix("__iexact")
    return " ".join(getattr(record, field).split()).casefold() == " ".join(name.split()).casefold()


def event_matches(
    facts: dict[str, Any], series: SeriesPage | None, locale: Locale
) -> list[tuple[EventPage, list[str]]]:
    """The events that a page with `facts` may be about, with reasons such as "the same code"."""
    code = facts.get("code", {}).get("code", "")
    ordinal = facts.get("ordinal", {}).get("ordinal")
    title = facts.get("title", {}).get("title", "")
    reasons = {
        "the same code": Q(code__iexact=code) if code else Q(pk=None),
        "the same number in this series": Q(series=series, ordinal=ordinal)
        if series and ordinal is not None
        else Q(pk=None),
        "the same title": Q(title__iexact=title) | Q(draft_title__iexact=title)
        if title
        else Q(pk=None),
    }
    reasons_by_event: dict[EventPage, list[str]] = {}
    events = EventPage.objects.filter(locale=locale, alias_of=None)
    for reason, condition in reasons.items():
        for event in events.filter(condition).order_by("pk"):
            reasons_by_event.setdefault(event, []).append(reason)
    return list(reasons_by_event.items())
