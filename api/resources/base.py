"""What the API is told of a kind."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Any, ClassVar, cast
from urllib.parse import unquote, urlsplit

from rest_framework import serializers

from api.query.filter_types import Through, folded, letter_of
from api.query.identifiers import SAME_AS, ExternalId
from api.query.params import Parameter
from api.rendering import batch_blocks
from api.rendering.images import with_one_profile
from api.rendering.render import Render
from api.rendering.searched_text import texts_of
from api.resources.batch import BatchResource, Context
from api.resources.facets import Facets, date_facets, first_day_of, last_day_of
from api.serializers.base import summary_of
from api.serializers.identifiers import identifiers_of
from api.serializers.paths import leaves_of
from archive.registry import Document, Index, registry

# What documents end with.
LAST = ("sources", "same_as", "image", "alternates", "meta")
# What every item of a list begins with.
HEAD = ("id", "type", "key", "url", "html_url", "locale", "slug", "title")
BY_TITLE = ("title", "changed")
BY_DATE = (*BY_TITLE, "start", "end")
# What belongs to no series comes behind all that do, whatever the database takes for alphabetical.
LAST_SERIES = "z" * 40


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


class ModelResource(BatchResource):
    """A resource whose records are rows of one model: all that the API knows of a kind."""

    # Resources are listed in the order of their positions.
    position: int
    # What an item of a list shows; `fields` of the record itself has everything.
    summary_fields: tuple[str, ...]
    # The pictures of an item of a list, and the one profile that each has there.
    pictures: ClassVar[dict[str, str]] = {}
    # What `has=` can ask for: parts that a document may be without.
    has: tuple[str, ...] = ()
    filters: tuple[Parameter, ...] = ()
    # Filters that ask about other records: those that name this one, and those that it names.
    through: tuple[Through, ...] = ()
    # The facet that holds the key of the record above it, of the same kind.
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

    def summarise(self, document: Document) -> Document:
        summary = {name: document[name] for name in self.summary_fields}
        return with_one_profile(summary, self.pictures)

    def index(self, document: Document) -> Index:
        dates = document.get("dates") or document.get("occasion", {}).get("dates") or {}
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
        facets |= {
            identifier.name: {document[identifier.name]} - {None} for identifier in self.identifiers
        }
        facets[SAME_AS.name] = {SAME_AS.read(address) for address in self.addresses(document)}
        title = folded(document.get("sort_name") or document["title"])
        series = document.get("series")
        facets["letter"] = {letter_of(title)}
        facets |= date_facets(dates)
        return Index(
            title=title,
            series=folded(series["title"]) if series else LAST_SERIES,
            ordinal=document.get("ordinal"),
            start=first_day_of(dates),
            end=last_day_of(dates),
            path=self.path(document),
            facets={name: values for name, values in facets.items() if values},
        )

    @cached_property
    def identifiers(self) -> tuple[ExternalId, ...]:
        """The filters by the identifiers that its documents declare."""
        return identifiers_of(self.serializer)

    def addresses(self, document: Document) -> list[str]:
        """Where else the record says that exactly the same thing is."""
        names = ("website", *(identifier.name for identifier in self.identifiers))
        stated = [*map(document.get, names), *document.get("same_as", ())]
        return [address for address in dict.fromkeys(stated) if address]

    def schema_type_of(self, record: Document) -> str:
        """The type in schema.org of a record, or of a link as far as a link says it."""
        return self.schema_type

    def json_ld(self, document: Document) -> Any:
        """Its node or nodes in schema.org; None for one with nothing but what all records have."""
        return None

    def datacite_types(self, document: Document) -> tuple[str, str]:
        """The type of DataCite, and our own name for it."""
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

    own = ModelResource.own | {"summary", "body", "themes", "sources", "same_as"}

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
