"""A conference series."""

from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.fields import StreamField
from wagtail.models import Orderable

from cms.blocks import BodyBlock
from cms.panels.series import SERIES_TABS

from .fields import InYears
from .page import ArchivePage


class SeriesPage(ArchivePage):
    """A series. Its span and its gaps follow from its editions."""

    kind = "series"
    plural = "series"
    found_by = ("title", "series_aliases.name")

    summary = models.TextField("summary", blank=True, help_text="One or two sentences.")
    body = StreamField(BodyBlock(), verbose_name="text", blank=True)
    cadence_stated = models.CharField(
        "how often, as stated", max_length=255, blank=True, help_text="Such as “annual”."
    )
    organiser = models.ForeignKey(
        "cms.Partner",
        verbose_name="organiser",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    image = models.ForeignKey(
        "cms.CustomImage",
        verbose_name="picture",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    parent_page_types = ["home.HomePage"]
    subpage_types = ["cms.EventPage"]
    edit_handler = SERIES_TABS

    class Meta:
        verbose_name = "series"
        verbose_name_plural = "series"
        permissions = [("edit_shared_records", "Can edit records that several series share")]


class SeriesAlias(Orderable, InYears):
    """Another name of the series, with the years."""

    series = ParentalKey(SeriesPage, on_delete=models.CASCADE, related_name="series_aliases")
    name = models.CharField("name", max_length=255)

    def __str__(self) -> str:
        return self.name


class SeriesTheme(Orderable):
    series = ParentalKey(SeriesPage, on_delete=models.CASCADE, related_name="series_themes")
    theme = models.ForeignKey("cms.Theme", on_delete=models.CASCADE, related_name="+")


class DefaultPartner(Orderable, InYears):
    """A partner of many editions, as a note for editors. Editions list their own partners."""

    series = ParentalKey(SeriesPage, on_delete=models.CASCADE, related_name="default_partners")
    partner = models.ForeignKey("cms.Partner", on_delete=models.CASCADE, related_name="+")
