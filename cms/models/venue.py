"""Venues of events."""

import zoneinfo
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import BaseValidator, MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django_countries.fields import CountryField
from wagtail.search import index

from .hours import keep_hours
from .record import Record

# Enough digits for 200, so that its error is about the range and not about the length.
DIGITS = 12


def validate_time_zone(name: str) -> None:
    """Refuse a name that is not in the IANA time zone database."""
    if name not in zoneinfo.available_timezones():
        raise ValidationError(f"“{name}” is not a time zone. Write a name such as Europe/London.")


def within(degrees: int) -> list[BaseValidator]:
    """Refuse a coordinate outside the range."""
    message = f"Enter a value between −{degrees} and {degrees} degrees."
    return [MinValueValidator(-degrees, message), MaxValueValidator(degrees, message)]


class Venue(Record):
    """A place with an address."""

    kind = "venue"
    plural = "venues"
    found_by = ("name", "locality")

    name = models.CharField("name", max_length=255)
    address = models.TextField("street address", blank=True)
    locality = models.CharField("town", max_length=255, blank=True)
    country = CountryField("country", blank=True, blank_label="Not stated")
    latitude = models.DecimalField(
        "latitude",
        max_digits=DIGITS,
        decimal_places=6,
        null=True,
        blank=True,
        validators=within(90),
    )
    longitude = models.DecimalField(
        "longitude",
        max_digits=DIGITS,
        decimal_places=6,
        null=True,
        blank=True,
        validators=within(180),
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

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        stored = type(self).objects.filter(pk=self.pk).values_list("time_zone", flat=True).first()
        super().save(*args, **kwargs)
        fields = kwargs.get("update_fields")
        if stored not in (None, self.time_zone) and (fields is None or "time_zone" in fields):
            keep_hours(self, stored)

    def clean(self) -> None:
        super().clean()
        if (self.latitude is None) != (self.longitude is None):
            message = "Enter both latitude and longitude, or neither."
            raise ValidationError({"latitude": message, "longitude": message})
