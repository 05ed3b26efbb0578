"""Snippets and files."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from archive.registry import Document
from cms.models import (
    Affiliation,
    PartnerName,
    PartnerSource,
    PersonSource,
    QuoteSource,
    ReferenceSource,
    Source,
    ThemeSource,
    VenueSource,
)

from .base import ModelResource, in_order, keys_of, years_of


def sources(model: type[Source]) -> QuerySet:
    return in_order(model).select_related("document")


class SourcedResource(ModelResource):
    """A snippet; `source` is the model of its sources."""

    source: type[Source]
    own = ModelResource.own | {"summary", "sources", "same_as"}

    @cached_property
    def parts(self) -> dict[str, QuerySet]:
        return {"sources": sources(self.source)}


class QuoteResource(SourcedResource):
    source = QuoteSource
    related = ("speaker", "speaker_organisation", "occasion_reference", "occasion_event")

    def facets(self, document: Document) -> dict[str, Iterable[Any]]:
        return {
            "person": keys_of(document["speaker"]),
            "partner": keys_of(document["speaker_organisation"]),
            "event": keys_of(document["occasion"]["event"]),
            "reference": keys_of(document["occasion"]["reference"]),
            "verification": [document["verification"]],
            "year": years_of(document["occasion"]["dates"]),
        }


class PartnerResource(SourcedResource):
    source = PartnerSource
    related = ("parent", "logo")

    @cached_property
    def parts(self) -> dict[str, QuerySet]:
        return {"names": in_order(PartnerName), **super().parts}

    def facets(self, document: Document) -> dict[str, Iterable[Any]]:
        return {"kind": [document["kind"]], "country": [document["country"]]}


class PersonResource(SourcedResource):
    source = PersonSource
    related = ("portrait",)

    @cached_property
    def parts(self) -> dict[str, QuerySet]:
        affiliations = in_order(Affiliation).select_related("partner")
        return {"affiliations": affiliations, **super().parts}


class ThemeResource(SourcedResource):
    source = ThemeSource
    related = ("broader",)


class VenueResource(SourcedResource):
    source = VenueSource

    def facets(self, document: Document) -> dict[str, Iterable[Any]]:
        return {"country": [document["country"]]}


class ReferenceResource(SourcedResource):
    source = ReferenceSource

    def facets(self, document: Document) -> dict[str, Iterable[Any]]:
        return {"kind": [document["kind"]], "year": years_of(document["dates"])}


class FileResource(ModelResource):
    """Images and documents."""

    def facets(self, document: Document) -> dict[str, Iterable[Any]]:
        return {"kind": [document["kind"]]}
