"""Places where editions are held."""

import zoneinfo

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django_countries.fields import CountryField
from wagtail.search import index

from .record import Record


def validate_time_zone(name: str) -> None:
    """Refuse a name that is not in the IANA time zone database."""
    if name not in zoneinfo.available_timezones():
        raise ValidationError(f"“{name}” is no time zone. One looks like Europe/London.")


class Venue(Record):
    """A place with an address."""

    kind = "venue"
    plural = "venues"

    name = models.CharField("name", max_length=255)
    address = models.TextField("street address", blank=True)
    locality = models.CharField("town", max_length=255, blank=True)
    country = CountryField("country", blank=True)
    latitude = models.DecimalField(
        "latitude",
        max_digits=8,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    longitude = models.DecimalField(
        "longitude",
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )
    time_zone = models.CharField(
        "time zone",
        max_length=64,
        blank=True,
        validators=[validate_time_zone],
        help_text="Such as Europe/London.",
    )

    search_fields = [
        index.SearchField("name", boost=5),
        index.AutocompleteField("name"),
        index.SearchField("locality"),
        index.FilterField("locale_id"),
        index.FilterField("country"),
        index.FilterField("slug"),
    ]

    class Meta(Record.Meta):
        verbose_name = "venue"
        verbose_name_plural = "venues"
        ordering = ["name", "pk"]

    @property
    def name_for_humans(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        if (self.latitude is None) != (self.longitude is None):
            message = "Give both latitude and longitude, or neither."
            raise ValidationError({"latitude": message, "longitude": message})
