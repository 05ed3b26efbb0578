"""All that the API knows of series."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from itertools import islice, pairwise
from operator import itemgetter
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.conf import settings
from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from api.formats import jsonld_event
from api.query.filter_types import LOCALE, Through, key
from api.rendering.render import Json, Render
from api.resources.base import HEAD, PageResource, Publishes, link
from api.resources.batch import Context
from api.resources.facets import Facets, keys_of
from api.serializers.base import (
    LinkSerializer,
    PictureSerializer,
    TranslatableDocumentSerializer,
    YearsSerializer,
    nullable,
    nullable_text,
    years,
)
from api.serializers.blocks import BodyField
from archive.addresses import API_ROOT
from archive.registry import Document
from cms.dates import edtf
from cms.dates.extended import ExtendedDate
from cms.dates.reduced import shown_date
from cms.models import EventPage, SeriesPage
from cms.models.dates import DATE_FIELDS

# One number with a digit too many would make a document of thousands of gaps.
MOST_GAPS = 1000


class AliasSerializer(YearsSerializer):
    def get_fields(self) -> dict[str, serializers.Field]:
        return {"name": serializers.CharField(), **super().get_fields()}


class DefaultPartnerSerializer(YearsSerializer):
    def get_fields(self) -> dict[str, serializers.Field]:
        return {"partner": LinkSerializer(), **super().get_fields()}


class EditionsSerializer(serializers.Serializer):
    count = serializers.IntegerField()
    url = serializers.URLField(help_text="The list of all editions.")
    first = nullable(LinkSerializer)
    latest = nullable(LinkSerializer)


class SpanSerializer(serializers.Serializer):
    start = serializers.CharField()
    end = serializers.CharField()


@extend_schema_serializer(component_name="Series")
class SeriesSerializer(TranslatableDocumentSerializer):
    """A conference series. Span and gaps are computed from its public editions."""

    aliases = AliasSerializer(many=True)
    summary = nullable_text()
    body = BodyField()
    cadence_stated = nullable_text()
    organiser = nullable(LinkSerializer)
    themes = LinkSerializer(many=True)
    default_partners = DefaultPartnerSerializer(many=True)
    editions = EditionsSerializer()
    span = nullable(SpanSerializer)
    gaps = serializers.ListField(
        child=serializers.IntegerField(),
        help_text="Numbers between known ones without a record: the first 1000 of them.",
    )
    image = nullable(PictureSerializer)

    def facts(self, series: SeriesPage) -> Json:
        render = self.render
        partners = [
            (partnership, render.link(partnership.partner))
            for partnership in series.children["default_partners"]
        ]
        return {
            "aliases": [
                {"name": alias.name} | years(alias) for alias in series.children["series_aliases"]
            ],
            "summary": series.summary or None,
            "body": self.show_body(series),
            "cadence_stated": series.cadence_stated or None,
            "organiser": render.link(series.organiser),
            "themes": render.links(tag.theme for tag in series.children["series_themes"]),
            "default_partners": [
                {"partner": link} | years(partnership)
                for partnership, link in partners
                if link is not None
            ],
            **self.context["editions"](series),
            "sources": self.show_sources(series),
            **self.tail(series, image=render.image(series.image)),
        }


class SeriesResource(PageResource):
    model = SeriesPage
    position = 10
    serializer = SeriesSerializer
    schema_type = "EventSeries"
    is_publication = True
    publishes = Publishes.RECORD
    leads_to_events = True
    csl_type = "collection"
    related = ("organiser", "image")
    parts: ClassVar = {
        "series_aliases": (),
        "series_themes": ("theme",),
        "default_partners": ("partner",),
        "sources": ("document",),
    }
    own = PageResource.own | {"aliases", "editions", "span", "gaps"}
    summary_fields = (
        *HEAD, "summary", "cadence_stated", "organiser", "themes", "editions", "span", "gaps",
        "image", "meta",
    )  # fmt: skip
    pictures: ClassVar = {"image": "card"}
    has = ("organiser", "themes", "body", "sources", "image", "alternates")
    filters = (
        key("theme", "theme", "Series with this theme."),
        key("partner", "partner", "Series with this organiser or default partner."),
        LOCALE,
    )
    through = (Through("event", names="series"),)
    links: ClassVar = {
        "organiser": link("organiser", "partner"),
        "themes": link("themes", "theme"),
        "default_partners": link("default_partners.partner", "partner"),
        "first": link("editions.first", "event"),
        "latest": link("editions.latest", "event"),
        "image": link("image", "image"),
    }

    def context(self, records: list[Any], render: Render) -> Context:
        render.keys.load(records)
        return {
            **super().context(records, render),
            "editions": editions_of(records, render),
        }

    def facets(self, document: Document) -> Facets:
        partners = [partnership["partner"] for partnership in document["default_partners"]]
        return {
            "theme": keys_of(*document["themes"]),
            "partner": keys_of(document["organiser"], *partners),
        }

    def json_ld(self, document: Document) -> Any:
        return jsonld_event.series(document)

    def datacite_types(self, document: Document) -> tuple[str, str]:
        return "Collection", "Conference series"


def editions_of(series: list[Any], render: Render) -> Callable[[Any], Json]:
    """What is computed from the public editions, for all of `series` in two queries."""
    saved = [record.pk for record in series if record.pk is not None]
    public = render.visibility.filter(EventPage.objects.filter(series__in=saved))
    rows: dict[int, list[tuple]] = defaultdict(list)
    fields = ("series_id", "pk", "ordinal", *DATE_FIELDS)
    for series_id, *row in public.values_list(*fields).order_by("ordinal", "start", "pk"):
        rows[series_id].append(tuple(row))
    ends = {
        pk: (_in_order(editions)[0][0], _in_order(editions)[-1][0]) for pk, editions in rows.items()
    }
    pks = {pk for pair in ends.values() for pk in pair}
    events = EventPage.objects.in_bulk(pks) if pks else {}

    def editions(record: Any) -> Json:
        rows_of_series = rows.get(record.pk, [])
        first, latest = ends.get(record.pk, (None, None))
        query = urlencode({"series": render.keys.of(record)})
        ordinals = {ordinal for _pk, ordinal, *_dates in rows_of_series if ordinal is not None}
        return {
            "editions": {
                "count": len(rows_of_series),
                "url": f"{settings.API_ORIGIN}{API_ROOT}events/?{query}",
                "first": render.link(events.get(first)),
                "latest": render.link(events.get(latest)),
            },
            "span": span_of([edtf.extended(*dates) for _pk, _ordinal, *dates in rows_of_series]),
            "gaps": gaps_between(ordinals),
        }

    return editions


def gaps_between(ordinals: Iterable[int]) -> list[int]:
    """The numbers between known ones that no edition has: the first `MOST_GAPS` of them."""
    pairs = pairwise(sorted(ordinals))
    missing = (number for before, after in pairs for number in range(before + 1, after))
    return list(islice(missing, MOST_GAPS))


def _in_order(rows: list[tuple]) -> list[tuple]:
    """The editions that have a number; where none has one, those that have a date; else all."""
    numbered = [row for row in rows if row[1] is not None]
    dated = sorted((row for row in rows if row[2] is not None), key=lambda row: (row[2], row[0]))
    return numbered or dated or rows


def span_of(dates: list[ExtendedDate]) -> Json | None:
    """From the first day known to the last one, each as precise as it is known."""
    starts = [(date.earliest, date.precision) for date in dates if date.earliest]
    ends = [(date.latest, date.precision) for date in dates if date.latest]
    if not starts:
        return None
    first, last = min(starts, key=itemgetter(0)), max(ends, key=itemgetter(0))
    return {"start": shown_date(*first), "end": shown_date(*last)}
