"""All that the API knows of events."""

import uuid
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any, ClassVar

from django.db.models import OuterRef, QuerySet, Subquery

from api.embedding.words import CardWords, words_of_event
from api.formats import jsonld_event
from api.json_walk import pictures_in
from api.query import filter_types
from api.query.filter_types import LOCALE, YEAR_FILTER, Country, Through, key, role
from api.query.params import Number, Parameter
from api.rendering.render import Render
from api.resources.base import BY_DATE, HEAD, PageResource, Publishes, link
from api.resources.batch import Context
from api.resources.facets import Facets, by_role, keys_of, years_of
from archive.publisher.compiled_query import read_few
from archive.registry import Document
from archive.visibility import Visibility
from cms.models import CustomDocument, EventPage, Person
from cms.vocabularies import (
    Access,
    AttributionRule,
    Capacity,
    EventKind,
    Mode,
    PartnerRole,
    Phase,
)

from .event_document import EventSerializer
from .event_parts import chosen_ids

Neighbours = Callable[[Any], tuple[EventPage | None, EventPage | None]]


class EventResource(PageResource):
    model = EventPage
    position = 20
    serializer = EventSerializer
    schema_type = "Event"
    is_publication = True
    publishes = Publishes.RECORD
    is_embedded = True
    has_calendar = True
    csl_type = "event"
    related = ("series", "venue", "organiser", "image")
    parts: ClassVar = {
        "partnerships": ("partner", "partner__logo"),
        "appearances": ("person", "person__portrait"),
        "programme": (),
        "event_themes": ("theme",),
        "event_references": ("reference",),
        "event_quotes": (
            "quote", "quote__speaker", "quote__speaker_organisation", "quote__occasion_event",
        ),
        "event_documents": ("document",),
        "related_events": ("related",),
        "calls_to_action": (),
        "sources": ("document",),
    }  # fmt: skip
    own = PageResource.own | {
        "title_stated", "ordinal_stated", "kind_stated", "access_stated", "attribution_stated",
        "audience_stated", "place_stated", "previous", "next", "partners", "references",
        "programme", "people", "documents", "calls_to_action",
    }  # fmt: skip
    summary_fields = (
        *HEAD[:6], "code", *HEAD[6:], "series", "ordinal", "ordinal_basis", "kind", "access",
        "mode", "phase", "dates", "venue", "place_stated", "organiser", "partners", "summary",
        "themes", "image", "meta",
    )  # fmt: skip
    pictures: ClassVar = {"image": "card"}
    has = (
        "series", "venue", "organiser", "partners", "summary", "body", "themes", "references",
        "quotes", "programme", "people", "documents", "calls_to_action", "related", "sources",
        "image", "alternates",
    )  # fmt: skip
    filters = (
        key("series", "series", "Editions of this series."),
        YEAR_FILTER,
        key("partner", "partner", "Events with this partner or organiser."),
        role("partner_role", "partner", PartnerRole, "What the partner is at the event."),
        key("theme", "theme", "Events with this theme."),
        key("person", "person", "Events where this person is named."),
        role("capacity", "person", Capacity, "What the person does at the event."),
        key("session_person", "person", "Events with a session that names this person."),
        key("venue", "venue", "Events at this venue."),
        key("quote", "quote", "Events that show this quote."),
        key("reference", "reference", "Events that cite this reference."),
        key("document", "document", "Events with this document, or with a session that has it."),
        key("image", "image", "Events that show this picture, of their own or in their text."),
        filter_types.choice("kind", EventKind, "The kind of event."),
        Number("ordinal", "The number in the series.", repeatable=True),
        filter_types.choice("access", Access, "Who may attend."),
        filter_types.choice(
            "attribution_rule", AttributionRule, "Whether what is said may be attributed."
        ),
        filter_types.choice("phase", Phase, "Where the event stands."),
        filter_types.choice("mode", Mode, "Where people meet."),
        Country("country", "The country of any partner.", repeatable=True),
        Country("partner_country", "The same as `country`.", repeatable=True, facet="country"),
        Country("place_country", "The country of the venue.", repeatable=True),
        Parameter("code", "The organiser's code.", repeatable=True),
        LOCALE,
    )
    through = (
        Through("partner", ("kind",), named="partner", prefix="partner_"),
        Through("venue", ("locality", "bbox"), named="venue", prefix="place_"),
    )
    orderings = (
        *BY_DATE, "series", "ordinal", "kind", "access", "mode", "phase", "venue", "place_country",
        "organiser", "code",
    )  # fmt: skip
    # By date, the newest first. What has no date is last, by series and number.
    default_ordering = ("-start", "edition", "-ordinal", "title")
    links: ClassVar = {
        "series": link("series", "series"),
        "previous": link("previous", "event"),
        "next": link("next", "event"),
        "venue": link("venue", "venue"),
        "organiser": link("organiser", "partner"),
        "partners": link("partners.partner", "partner"),
        "themes": link("themes", "theme"),
        "references": link("references", "reference"),
        "quotes": link("quotes", "quote"),
        "people": link("people.person", "person"),
        "documents": link("documents", "document"),
        "related": link("related", "event"),
        "image": link("image", "image"),
    }

    def complete(self, draft: Any, visibility: Visibility) -> None:
        super().complete(draft, visibility)
        beside = beside_in_series(visibility, draft.series_id, draft.ordinal or 0)
        draft.previous_pk, draft.next_pk = (
            others.exclude(pk=draft.pk).values_list("pk", flat=True).first()
            if draft.ordinal
            else None
            for others in beside
        )

    def annotations(self, visibility: Visibility) -> dict[str, Any]:
        """The public editions of the series with the numbers just before and just after.

        No two editions have one number: a second key would have the database sort all of them.
        """
        before, after = beside_in_series(visibility, OuterRef("series"), OuterRef("ordinal"))
        return {
            **super().annotations(visibility),
            "previous_pk": Subquery(before.values("pk")[:1]),
            "next_pk": Subquery(after.values("pk")[:1]),
        }

    def context(self, records: list[Any], render: Render) -> Context:
        items = [item for event in records for item in event.children["programme"]]
        people = {pk for item in items for pk in chosen_ids(item.people)}
        files = {pk for item in items for pk in chosen_ids(item.documents)}
        with_portraits = Person.objects.select_related("portrait")
        return {
            **super().context(records, render),
            "neighbours": neighbours_of(records, render),
            "people": with_portraits.in_bulk(people) if people else {},
            "documents": CustomDocument.objects.in_bulk(files) if files else {},
        }

    def facets(self, document: Document) -> Facets:
        partners = [partnership["partner"] for partnership in document["partners"]]
        people = [appearance["person"] for appearance in document["people"]]
        sessions = [person for item in document["programme"] for person in item["people"]]
        files = [file for item in document["programme"] for file in item["documents"]]
        roles = [
            (partnership["role"], partnership["partner"]) for partnership in document["partners"]
        ]
        capacities = [
            (appearance["capacity"], appearance["person"])
            for appearance in document["people"]
            if appearance["capacity"]
        ]
        return {
            **by_role("partner", [(PartnerRole.ORGANISER, document["organiser"]), *roles]),
            **by_role("person", capacities),
            "series": keys_of(document["series"]),
            "partner": keys_of(document["organiser"], *partners),
            "organiser": keys_of(document["organiser"]),
            "venue": keys_of(document["venue"]),
            "place_country": [document["venue"] and document["venue"]["country"]],
            "session_person": keys_of(*sessions),
            "document": keys_of(*document["documents"], *files),
            "country": [partner["country"] for partner in partners],
            "theme": keys_of(*document["themes"]),
            "person": keys_of(*people, *sessions),
            "quote": keys_of(*document["quotes"]),
            "reference": keys_of(*document["references"]),
            "image": keys_of(document["image"], *pictures_in(document["body"])),
            "kind": [document["kind"]],
            "access": [document["access"]],
            "attribution_rule": [document["attribution_rule"]],
            "phase": [document["phase"]],
            "mode": [document["mode"]],
            "code": [document["code"]],
            "year": years_of(document["dates"]),
        }

    def touches(self, document: Document) -> Iterator[uuid.UUID]:
        yield from super().touches(document)
        for name in ("series", "previous", "next"):
            if document[name] is not None:
                yield uuid.UUID(document[name]["id"])

    def json_ld(self, document: Document) -> Any:
        return jsonld_event.event(document)

    def datacite_types(self, document: Document) -> tuple[str, str]:
        kind = EventKind(document["kind"])
        return "Event", "Event" if kind == EventKind.OTHER else kind.label

    def card_words(self, document: Document) -> CardWords:
        return words_of_event(document)


def beside_in_series(visibility: Visibility, series: Any, ordinal: Any) -> tuple[QuerySet, ...]:
    """The public editions with lower numbers and those with higher ones, the nearest first."""
    editions = visibility.filter(EventPage.objects.filter(series=series))
    return (
        editions.filter(ordinal__lt=ordinal).order_by("-ordinal"),
        editions.filter(ordinal__gt=ordinal).order_by("ordinal"),
    )


def _events(ids: Sequence[int], now: datetime) -> QuerySet:
    return EventPage.objects.filter(pk__in=ids).defer("body", "summary", "internal_notes")


def neighbours_of(events: list[Any], render: Render) -> Neighbours:
    """The editions before and after each event, in one query at most; none for a hidden series."""
    by_pk = {event.pk: event for event in events}
    pks = {pk for event in events for pk in (event.previous_pk, event.next_pk) if pk}
    if missing := pks - by_pk.keys():
        rows = read_few("neighbours", _events, sorted(missing), render.visibility.now)
        by_pk |= {event.pk: event for event in rows}

    def neighbours(event: Any) -> tuple[EventPage | None, EventPage | None]:
        if not render.sees(event.series):
            return None, None
        return by_pk.get(event.previous_pk), by_pk.get(event.next_pk)

    return neighbours
