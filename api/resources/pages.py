"""Series, events and the site."""

import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from itertools import islice, pairwise
from typing import Any
from urllib.parse import unquote, urlencode, urlsplit

from django.conf import settings
from django.db.models import OuterRef, QuerySet, Subquery
from wagtail.models import Page

from api.rendering.batch_blocks import load_bodies, texts_of
from api.rendering.render import Json, Render
from api.serializers.event import chosen_ids
from archive.addresses import API_ROOT
from archive.registry import Document
from archive.visibility import Visibility
from cms.models import (
    Appearance,
    CallToAction,
    CustomDocument,
    DefaultPartner,
    EventDocument,
    EventPage,
    EventQuote,
    EventReference,
    EventSource,
    EventTheme,
    Partnership,
    Person,
    ProgrammeItem,
    RelatedEvent,
    SeriesAlias,
    SeriesSource,
    SeriesTheme,
)
from cms.models.dates import shown_date

from .base import Context, ModelResource, in_order, keys_of, years_of

# One number with a digit too many would make a document of thousands of gaps.
MOST_GAPS = 1000
Neighbours = Callable[[Any], tuple[EventPage | None, EventPage | None]]


class PageResource(ModelResource):
    """A resource whose records lie in the tree of pages."""

    def path(self, document: Document) -> str:
        return unquote(urlsplit(document["html_url"]).path)

    def context(self, records: list[Any], render: Render) -> Context:
        render.targets.load(texts_of(records))
        load_bodies(records)
        return {}


class EventResource(PageResource):
    related = ("series", "venue", "organiser", "image")
    own = PageResource.own | {
        "title_stated", "ordinal_stated", "kind_stated", "access_stated", "attribution_stated",
        "audience_stated", "place_stated", "partners", "summary", "body", "themes", "references",
        "programme", "people", "documents", "calls_to_action", "sources", "same_as",
    }  # fmt: skip

    @cached_property
    def parts(self) -> dict[str, QuerySet]:
        quote = ("quote", "quote__speaker", "quote__speaker_organisation", "quote__occasion_event")
        return {
            "partnerships": in_order(Partnership).select_related("partner", "partner__logo"),
            "appearances": in_order(Appearance).select_related("person"),
            "programme": in_order(ProgrammeItem),
            "event_themes": in_order(EventTheme).select_related("theme"),
            "event_references": in_order(EventReference).select_related("reference"),
            "event_quotes": in_order(EventQuote).select_related(*quote),
            "event_documents": in_order(EventDocument).select_related("document"),
            "related_events": in_order(RelatedEvent).select_related("related"),
            "calls_to_action": in_order(CallToAction),
            "sources": in_order(EventSource).select_related("document"),
        }

    def complete(self, draft: Any, visibility: Visibility) -> None:
        super().complete(draft, visibility)
        siblings = visibility.filter(EventPage.objects.filter(series=draft.series_id))
        numbered = siblings.exclude(pk=draft.pk) if draft.ordinal else siblings.none()
        before = numbered.filter(ordinal__lt=draft.ordinal or 0).order_by("-ordinal")
        after = numbered.filter(ordinal__gt=draft.ordinal or 0).order_by("ordinal")
        draft.previous_pk = before.values_list("pk", flat=True).first()
        draft.next_pk = after.values_list("pk", flat=True).first()

    def annotations(self, visibility: Visibility) -> dict[str, Any]:
        """The public editions of the series with the numbers just before and just after.

        No two editions have one number: a second key would have the database sort all of them.
        """
        siblings = visibility.filter(EventPage.objects.filter(series=OuterRef("series")))
        before = siblings.filter(ordinal__lt=OuterRef("ordinal")).order_by("-ordinal")
        after = siblings.filter(ordinal__gt=OuterRef("ordinal")).order_by("ordinal")
        return {
            **super().annotations(visibility),
            "previous_pk": Subquery(before.values("pk")[:1]),
            "next_pk": Subquery(after.values("pk")[:1]),
        }

    def context(self, records: list[Any], render: Render) -> Context:
        items = [item for event in records for item in event.children["programme"]]
        people = {pk for item in items for pk in chosen_ids(item.people)}
        files = {pk for item in items for pk in chosen_ids(item.documents)}
        return {
            **super().context(records, render),
            "neighbours": neighbours_of(records, render),
            "people": Person.objects.in_bulk(people) if people else {},
            "documents": CustomDocument.objects.in_bulk(files) if files else {},
        }

    def facets(self, document: Document) -> dict[str, Iterable[Any]]:
        partners = [each["partner"] for each in document["partners"]]
        people = [each["person"] for each in document["people"]]
        sessions = [person for item in document["programme"] for person in item["people"]]
        return {
            "series": keys_of(document["series"]),
            "partner": keys_of(document["organiser"], *partners),
            "country": [partner["country"] for partner in partners],
            "theme": keys_of(*document["themes"]),
            "person": keys_of(*people, *sessions),
            "quote": keys_of(*document["quotes"]),
            "reference": keys_of(*document["references"]),
            "kind": [document["kind"]],
            "access": [document["access"]],
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


def neighbours_of(events: list[Any], render: Render) -> Neighbours:
    """The editions before and after each event, in one query at most; none for a hidden series."""
    found = {event.pk: event for event in events}
    wanted = {pk for event in events for pk in (event.previous_pk, event.next_pk) if pk}
    if missing := wanted - found.keys():
        found |= EventPage.objects.in_bulk(missing)

    def neighbours(event: Any) -> tuple[EventPage | None, EventPage | None]:
        if not render.sees(event.series):
            return None, None
        return found.get(event.previous_pk), found.get(event.next_pk)

    return neighbours


class SeriesResource(PageResource):
    related = ("organiser", "image")
    own = PageResource.own | {"summary", "body", "themes", "aliases", "sources", "same_as"}

    @cached_property
    def parts(self) -> dict[str, QuerySet]:
        return {
            "series_aliases": in_order(SeriesAlias),
            "series_themes": in_order(SeriesTheme).select_related("theme"),
            "default_partners": in_order(DefaultPartner).select_related("partner"),
            "sources": in_order(SeriesSource).select_related("document"),
        }

    def context(self, records: list[Any], render: Render) -> Context:
        render.keys.load(records)
        return {
            **super().context(records, render),
            "editions": editions_of(records, render),
        }

    def facets(self, document: Document) -> dict[str, Iterable[Any]]:
        partners = [each["partner"] for each in document["default_partners"]]
        return {
            "theme": keys_of(*document["themes"]),
            "partner": keys_of(document["organiser"], *partners),
        }


def editions_of(series: list[Any], render: Render):
    """What is computed from the public editions, for all of `series` in two queries."""
    saved = [each.pk for each in series if each.pk is not None]
    public = render.visibility.filter(EventPage.objects.filter(series__in=saved))
    rows: dict[int, list[tuple]] = defaultdict(list)
    fields = ("series_id", "pk", "ordinal", "start", "end", "precision")
    for series_id, *row in public.values_list(*fields).order_by("ordinal", "start", "pk"):
        rows[series_id].append(tuple(row))
    ends = {pk: (_in_order(found)[0][0], _in_order(found)[-1][0]) for pk, found in rows.items()}
    wanted = {pk for pair in ends.values() for pk in pair}
    events = EventPage.objects.in_bulk(wanted) if wanted else {}

    def editions(record: Any) -> Json:
        found = rows.get(record.pk, [])
        first, latest = ends.get(record.pk, (None, None))
        query = urlencode({"series": render.keys.of(record)})
        ordinals = {ordinal for _pk, ordinal, *_dates in found if ordinal is not None}
        return {
            "editions": {
                "count": len(found),
                "url": f"{settings.API_ORIGIN}{API_ROOT}events/?{query}",
                "first": render.link(events.get(first)),
                "latest": render.link(events.get(latest)),
            },
            "span": span_of([dates for _pk, _ordinal, *dates in found]),
            "gaps": gaps_between(ordinals),
        }

    return editions


def gaps_between(ordinals: Iterable[int]) -> list[int]:
    """The numbers between known ones that no edition has: the first `MOST_GAPS` of them."""
    known = pairwise(sorted(ordinals))
    missing = (number for before, after in known for number in range(before + 1, after))
    return list(islice(missing, MOST_GAPS))


def _in_order(rows: list[tuple]) -> list[tuple]:
    """The editions that have a number; where none has one, those that have a date; else all."""
    numbered = [row for row in rows if row[1] is not None]
    dated = sorted((row for row in rows if row[2] is not None), key=lambda row: (row[2], row[0]))
    return numbered or dated or rows


def span_of(dates: list[list[Any]]) -> Json | None:
    """From the first day known to the last one, each as precise as it is known."""
    known = [(start, end or start, precision) for start, end, precision in dates if start]
    if not known:
        return None
    first = min(known, key=lambda row: row[0])
    last = max(known, key=lambda row: row[1])
    return {"start": shown_date(first[0], first[2]), "end": shown_date(last[1], last[2])}


class SiteResource(PageResource):
    related = ("image",)

    @cached_property
    def parts(self) -> dict[str, QuerySet]:
        navigation: Any = self.model._meta.get_field("navigation")
        return {"navigation": in_order(navigation.related_model)}

    def context(self, records: list[Any], render: Render) -> Context:
        wanted = {item.page_id for home in records for item in home.children["navigation"]} - {None}
        pages = Page.objects.filter(pk__in=wanted).specific() if wanted else []
        return {
            **super().context(records, render),
            "pages": {page.pk: page for page in pages if hasattr(page, "uid")},
        }
