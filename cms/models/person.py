"""People."""

from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable
from wagtail.search import index

from .fields import InYears, validate_orcid, validate_wikidata
from .record import Record


class Person(Record):
    """A person. Their offices are in quotes, appearances and affiliations."""

    kind = "person"
    plural = "people"
    found_by = ("name", "sort_name", "given_name", "family_name")

    name = models.CharField("name", max_length=255, help_text="The name as it should appear.")
    sort_name = models.CharField(
        "name for sorting", max_length=255, blank=True, help_text="Such as “Guterres, António”."
    )
    given_name = models.CharField("given name", max_length=255, blank=True)
    family_name = models.CharField("family name", max_length=255, blank=True)
    honorific = models.CharField("honorific", max_length=100, blank=True)
    summary = models.TextField("summary", blank=True)
    portrait = models.ForeignKey(
        "cms.CustomImage",
        verbose_name="portrait",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    orcid = models.CharField("ORCID", max_length=19, blank=True, validators=[validate_orcid])
    wikidata = models.CharField(
        "Wikidata id", max_length=20, blank=True, validators=[validate_wikidata]
    )

    search_fields = [
        index.SearchField("name", boost=5),
        index.AutocompleteField("name"),
        index.SearchField("sort_name"),
        index.FilterField("locale_id"),
        index.FilterField("slug"),
    ]

    class Meta(Record.Meta):
        verbose_name = "person"
        verbose_name_plural = "people"
        ordering = ["sort_name", "name", "pk"]

    @property
    def name_for_humans(self) -> str:
        return self.name

    def fill_in(self) -> None:
        super().fill_in()
        if not self.sort_name:
            parts = [part for part in (self.family_name, self.given_name) if part]
            self.sort_name = ", ".join(parts) or self.name


class Affiliation(Orderable, InYears):
    """An organisation where a person worked, with the years."""

    person = ParentalKey(Person, on_delete=models.CASCADE, related_name="affiliations")
    partner = models.ForeignKey(
        "cms.Partner",
        verbose_name="organisation",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    organisation_stated = models.CharField(
        "organisation as stated",
        max_length=255,
        blank=True,
        help_text="If the organisation has no record.",
    )
    role = models.CharField("role", max_length=255, blank=True)
