"""The sources of facts."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from .fields import LinesField, lines


class Source(Orderable):
    """A page or a file that states facts, the fields that it states, and the evidence."""

    url = models.URLField("web address", max_length=500, blank=True)
    document = models.ForeignKey(
        "cms.CustomDocument",
        verbose_name="document",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="If the source is a file of the archive.",
    )
    title = models.CharField("title", max_length=255, blank=True)
    retrieved = models.DateField("day on which it was read", null=True, blank=True)
    speaks_for = LinesField(
        "fields that it states",
        help_text="One per line: title, dates, ordinal. Leave this empty for all fields.",
    )
    quotations = LinesField(
        "its words", help_text="The words that the facts rest on, one quotation per line."
    )
    sha256 = models.CharField(
        "SHA-256",
        max_length=64,
        blank=True,
        validators=[RegexValidator(r"^[0-9a-f]{64}\Z", "Enter 64 digits from 0 to f.")],
        help_text="The checksum of the page or file as it was read.",
    )

    class Meta(Orderable.Meta):
        abstract = True

    def __str__(self) -> str:
        return self.title or self.url or "source"

    def clean(self) -> None:
        super().clean()
        if not (self.url or self.document_id or self.title):
            message = "Enter a web address, a document, or at least a title."
            raise ValidationError({"url": message, "document": message, "title": message})

    @property
    def speaks_for_list(self) -> list[str]:
        return lines(self.speaks_for)

    @property
    def quotations_list(self) -> list[str]:
        return lines(self.quotations)


class SeriesSource(Source):
    record = ParentalKey("cms.SeriesPage", on_delete=models.CASCADE, related_name="sources")


class EventSource(Source):
    record = ParentalKey("cms.EventPage", on_delete=models.CASCADE, related_name="sources")


class QuoteSource(Source):
    record = ParentalKey("cms.Quote", on_delete=models.CASCADE, related_name="sources")


class PartnerSource(Source):
    record = ParentalKey("cms.Partner", on_delete=models.CASCADE, related_name="sources")


class PersonSource(Source):
    record = ParentalKey("cms.Person", on_delete=models.CASCADE, related_name="sources")


class ThemeSource(Source):
    record = ParentalKey("cms.Theme", on_delete=models.CASCADE, related_name="sources")


class VenueSource(Source):
    record = ParentalKey("cms.Venue", on_delete=models.CASCADE, related_name="sources")


class ReferenceSource(Source):
    record = ParentalKey("cms.Reference", on_delete=models.CASCADE, related_name="sources")
