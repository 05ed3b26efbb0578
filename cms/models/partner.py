"""Organisations: partners, hosts, funders, publishers."""

from django.core.exceptions import ValidationError
from django.db import models
from django_countries.fields import CountryField
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable
from wagtail.search import index

from cms.vocabularies import PartnerKind

from .fields import InYears, validate_language, validate_ror, validate_wikidata
from .record import Record


class Partner(Record):
    """An organisation. Its role at an event is in the partnership."""

    kind = "partner"
    plural = "partners"
    found_by = ("name", "acronym", "names.name")

    name = models.CharField("name", max_length=255, help_text="The full name today.")
    acronym = models.CharField("acronym", max_length=40, blank=True)
    partner_kind = models.CharField(
        "kind", max_length=20, choices=PartnerKind, default=PartnerKind.OTHER
    )
    country = CountryField("country", blank=True, blank_label="Not stated")
    parent = models.ForeignKey(
        "self",
        verbose_name="part of",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="parts",
        help_text="The organisation that it belongs to.",
    )
    summary = models.TextField("summary", blank=True)
    website = models.URLField("website", max_length=500, blank=True)
    logo = models.ForeignKey(
        "cms.CustomImage",
        verbose_name="logo",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    ror = models.CharField("ROR id", max_length=9, blank=True, validators=[validate_ror])
    wikidata = models.CharField(
        "Wikidata id", max_length=20, blank=True, validators=[validate_wikidata]
    )

    search_fields = [
        index.SearchField("name", boost=5),
        index.AutocompleteField("name"),
        index.SearchField("acronym"),
        index.AutocompleteField("acronym"),
        index.FilterField("locale_id"),
        index.FilterField("partner_kind"),
        index.FilterField("country"),
        index.FilterField("slug"),
    ]

    class Meta(Record.Meta):
        verbose_name = "partner"
        verbose_name_plural = "partners"
        ordering = ["name", "pk"]

    @property
    def name_for_humans(self) -> str:
        return self.name

    def also_known_as(self, name: str) -> None:
        if name not in {self.name, self.acronym, *(other.name for other in self.names.all())}:
            self.names.add(PartnerName(name=name))

    def clean(self) -> None:
        super().clean()
        seen, above = {self.pk}, self.parent
        while above is not None:
            if above.pk in seen:
                raise ValidationError({"parent": "An organisation cannot be part of itself."})
            seen.add(above.pk)
            above = above.parent


class PartnerName(Orderable, InYears):
    """A name in another language or at another time."""

    partner = ParentalKey(Partner, on_delete=models.CASCADE, related_name="names")
    name = models.CharField("name", max_length=255)
    language = models.CharField(
        "language",
        max_length=12,
        blank=True,
        validators=[validate_language],
        help_text="Such as fr.",
    )

    def __str__(self) -> str:
        return self.name
