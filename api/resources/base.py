"""What the API is told of a kind, and how a batch of its records becomes documents."""

import datetime
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Any, ClassVar, cast
from urllib.parse import unquote, urlsplit

from django.db.models import (
    Exists,
    F,
    Model,
    OuterRef,
    QuerySet,
    prefetch_related_objects,
)
from rest_framework import serializers
from wagtail.models import TranslatableMixin

from api.query.filter_types import Through
from api.query.params import Parameter
from api.rendering import batch_blocks
from api.rendering.alternates import alternates_of
from api.rendering.images import with_one_profile
from api.rendering.render import Render
from api.rendering.texts import texts_of
from api.resources.facets import Facets, folded, letter_of
from api.serializers.base import DocumentSerializer, summary_of
from api.serializers.paths import leaves_of
from archive.keys import Keys
from archive.registry import Document, Index, Rendering, Resource, registry
from archive.visibility import Visibility
from cms.models.dates import first_day, last_day, parse_shown

# What documents end with.
LAST = ("sources", "same_as", "image", "alternates", "meta")
# What every item of a list begins with.
HEAD = ("id", "type", "key", "url", "html_url", "locale", "slug", "title")
BY_TITLE = ("title", "changed")
BY_DATE = (*BY_TITLE, "start", "end")
# What belongs to no series comes behind all that do, whatever the database takes for alphabetical.
LAST_SERIES = "z" * 40
Context = dict[str, Callable[..., Any] | Mapping[Any, Model]]


@dataclass(frozen=True)
class Link:
    """Where a document holds links that can be expanded, and the kind of record they lead to."""

    path: tuple[str, ...]
    kind: str


def link(path: str, kind: str) -> Link:
    return Link(tuple(path.split(".")), kind)


class Publishes(Enum):
    """What the archive publishes of a kind: the thing, as it does with a file; a record of
    something that happened; a record of a work that somebody else published."""

    THING = "thing"
    RECORD = "record"
    RECORD_OF_WORK = "record of a work"


class ModelResource(Resource):
    """A resource whose records are rows of one model: all that the API knows of a kind.

    `related` and `parts` say what a batch is loaded with: rows that each record points at; its
    ordered children, by name, with the rows that these point at.
    """

    # Resources are listed in the order of their positions.
    position: int
    serializer: type[DocumentSerializer]
    related: tuple[str, ...] = ()
    parts: ClassVar[dict[str, tuple[str, ...]]] = {}
    # What an item of a list shows; `fields` of the record itself has everything.
    summary_fields: tuple[str, ...]
    # The pictures of an item of a list, and the one profile that each has there.
    pictures: ClassVar[dict[str, str]] = {}
    # What `has=` can ask for: parts that a document may be without.
    has: tuple[str, ...] = ()
    filters: tuple[Parameter, ...] = ()
    # What its list can be filtered by of what other records say of these.
    through: Through | None = None
    # The facet with the key of the record of the same kind that each lies below.
    tree = ""
    # What its list can be ordered by: columns, and facets that have one value.
    orderings: tuple[str, ...] = BY_TITLE
    default_ordering: tuple[str, ...] = ("title",)
    # What `expand=` can ask for.
    links: ClassVar[dict[str, Link]] = {}
    # The type of its nodes in schema.org.
    schema_type = "Thing"
    is_listed = True
    # Whether it is cited and harvested: people, partners, venues and themes are no publications.
    is_publication = False
    publishes = Publishes.THING
    # Whether other pages can show it as a card: see `card_words`.
    is_embedded = False
    has_calendar = False
    # Whether a record leads to the feeds of the events that belong to it.
    leads_to_events = False
    csl_type = ""
    ris_type = ""

    def __init__(self) -> None:
        model: Any = self.model
        self.kind = model.kind
        self.plural = model.plural

    @cached_property
    def summary_serializer(self) -> type[serializers.Serializer]:
        return summary_of(self.serializer, self.summary_fields)

    def rows_of(self, name: str) -> QuerySet:
        """The children `name` of all records, in one order on every database."""
        relation: Any = self.model._meta.get_field(name)
        rows = relation.related_model._default_manager.select_related(*self.parts[name])
        return rows.order_by(F("sort_order").asc(nulls_last=True), "pk")

    def queryset(self, visibility: Visibility) -> QuerySet:
        """Records with what they point at, and the word whether they have parts of each name."""
        related = self.related
        if issubclass(self.model, TranslatableMixin):
            related = (*related, "locale")
        return self.model._default_manager.select_related(*related).annotate(
            **{f"has_{name}": Exists(self._of_outer(name)) for name in self.parts},
            **self.annotations(visibility),
        )

    def _of_outer(self, name: str) -> QuerySet:
        child: Any = self.model._meta.get_field(name)
        return child.related_model._default_manager.filter(**{child.field.name: OuterRef("pk")})

    def annotations(self, visibility: Visibility) -> dict[str, Any]:
        """What else the database computes for each record."""
        if not issubclass(self.model, TranslatableMixin):
            return {}
        others = self.model._default_manager.filter(translation_key=OuterRef("translation_key"))
        return {"has_alternates": Exists(others.exclude(pk=OuterRef("pk")))}

    def load(self, object_ids: Sequence[int], visibility: Visibility) -> list[Any]:
        """The public ones of `object_ids`, each with its `children`, the parts by name.

        Django would make a manager and a query for each list of each record: a third of the time
        that a large batch takes. Parts that none of them has cost no query.
        """
        wanted = self.queryset(visibility).filter(pk__in=object_ids)
        records = list(visibility.filter(wanted).order_by("pk"))
        for record in records:
            record.children = {name: [] for name in self.parts}
        by_pk = {record.pk: record for record in records}
        for name in self.parts:
            if any(getattr(record, f"has_{name}") for record in records):
                relation: Any = self.model._meta.get_field(name)
                parent = relation.field
                for part in self.rows_of(name).filter(**{f"{parent.name}__in": list(by_pk)}):
                    by_pk[getattr(part, parent.attname)].children[name].append(part)
        return records

    def render(
        self, object_ids: Sequence[int], visibility: Visibility, keys: Keys
    ) -> list[Rendering]:
        records = self.load(object_ids, visibility)
        return self.render_records(records, Render(visibility, keys))

    def render_records(self, records: list[Any], render: Render) -> list[Rendering]:
        """The documents of `records`, which `load` or `complete` has prepared."""
        serializer = self.serializer(
            context={
                "render": render,
                "alternates": alternates_of(records, render),
                **self.context(records, render),
            }
        )
        renderings = []
        for record in records:
            render.of(record)
            document = serializer.to_representation(record)
            renderings.append(
                Rendering(
                    uid=record.uid,
                    object_id=record.pk,
                    document=document,
                    dependencies=frozenset(render.dependencies),
                    expires_at=getattr(record, "expire_at", None),
                )
            )
        render.finish()
        return renderings

    def complete(self, draft: Any, visibility: Visibility) -> None:
        """Give a draft, which no query has loaded, what `load` reads with each record."""
        draft.has_alternates = draft.pk is not None and hasattr(draft, "translation_key")
        draft.children = {name: list(getattr(draft, name).all()) for name in self.parts}
        for name, paths in self.parts.items():
            if (children := draft.children[name]) and paths:
                prefetch_related_objects(children, *paths)

    def context(self, records: list[Any], render: Render) -> Context:
        """What the serializer needs beside the records themselves."""
        return {}

    def summarise(self, document: Document) -> Document:
        summary = {name: document[name] for name in self.summary_fields}
        return with_one_profile(summary, self.pictures)

    def index(self, document: Document) -> Index:
        dates = document.get("dates") or document.get("occasion", {}).get("dates") or {}
        start, end = dates.get("start"), dates.get("end")
        facets = {
            name: {str(value) for value in values if value is not None}
            for name, values in self.facets(document).items()
        }
        if document["locale"]:
            facets["locale"] = {document["locale"]}
            alternates = document["alternates"]
            facets["translated"] = {alternate["locale"] for alternate in alternates}
            facets["alternate"] = {alternate["key"] for alternate in alternates}
        facets["has"] = {name for name in self.has if document[name]}
        title = folded(document.get("sort_name") or document["title"])
        series = document.get("series")
        facets["letter"] = {letter_of(title)}
        return Index(
            title=title,
            series=folded(series["title"]) if series else LAST_SERIES,
            ordinal=document.get("ordinal"),
            start=_day(start, first_day),
            end=_day(end or start, last_day),
            path=self.path(document),
            facets={name: values for name, values in facets.items() if values},
        )

    def schema_type_of(self, record: Document) -> str:
        """The type in schema.org of a record, or of a link as far as a link says it."""
        return self.schema_type

    def json_ld(self, document: Document) -> Any:
        """Its node or nodes in schema.org; None for one with nothing but what all records have."""
        return None

    def datacite_types(self, document: Document) -> tuple[str, str]:
        """What DataCite calls the thing, and what we do."""
        return "Other", self.kind.capitalize()

    def card_words(self, document: Document) -> Any:
        """What a card and a picture say of it: `api.embedding.words.CardWords`."""
        raise NotImplementedError

    def words(self, document: Document) -> str:
        return "\n".join(texts_of(document))

    def columns(self) -> tuple[str, ...]:
        leaves = leaves_of(self.serializer)
        return tuple(sorted(leaves, key=lambda path: path.partition(".")[0] in LAST))

    def path(self, document: Document) -> str:
        """The path of a page on the front end; nothing for records that lie in no tree."""
        return ""

    def facets(self, document: Document) -> Facets:
        """`{filter name: values}`, from the public document alone."""
        return {}

    def touches(self, document: Document) -> Iterator[uuid.UUID]:
        for alternate in document.get("alternates", ()):
            yield uuid.UUID(alternate["id"])


class PageResource(ModelResource):
    """A resource whose records lie in the tree of pages."""

    def path(self, document: Document) -> str:
        return unquote(urlsplit(document["html_url"]).path)

    def context(self, records: list[Any], render: Render) -> Context:
        render.targets.load(batch_blocks.texts_of(records))
        batch_blocks.load_bodies(records)
        return {}


class SnippetResource(ModelResource):
    """A resource whose records are snippets with sources."""

    own = ModelResource.own | {"summary", "sources", "same_as"}
    parts: ClassVar = {"sources": ("document",)}


def resource_of(kind: str) -> ModelResource:
    """What the API knows of `kind`."""
    return cast(ModelResource, registry[kind])


def resources() -> Iterator[ModelResource]:
    """All of them, in the order in which they are listed."""
    return (cast(ModelResource, resource) for resource in registry)


def kinds_with(flag: str) -> frozenset[str]:
    """The kinds that say `flag` of themselves: "is_publication"."""
    return frozenset(resource.kind for resource in resources() if getattr(resource, flag))


def _day(shown: str | None, end_of: Callable) -> datetime.date | None:
    """The first or last day that a shown date ("2012-01") may mean."""
    return end_of(*parse_shown(shown)) if shown else None
