"""The table of all public resources. Router, OpenAPI, feeds and tests walk it."""

from django.apps import apps

from archive.registry import Registry
from cms import models

from .pages import EventResource, SeriesResource, SiteResource
from .records import (
    FileResource,
    PartnerResource,
    PersonResource,
    QuoteResource,
    ReferenceResource,
    ThemeResource,
    VenueResource,
)


def register_all(registry: Registry) -> None:
    """Fill the registry, in the order in which the API lists its resources."""
    registry.register(SeriesResource(models.SeriesPage))
    registry.register(EventResource(models.EventPage))
    registry.register(QuoteResource(models.Quote))
    registry.register(PartnerResource(models.Partner))
    registry.register(PersonResource(models.Person))
    registry.register(ThemeResource(models.Theme))
    registry.register(VenueResource(models.Venue))
    registry.register(ReferenceResource(models.Reference))
    registry.register(FileResource(models.CustomDocument))
    registry.register(FileResource(models.CustomImage))
    # The API knows the home page by its name alone: it lies in a layer of its own.
    registry.register(SiteResource(apps.get_model("home", "HomePage")))
