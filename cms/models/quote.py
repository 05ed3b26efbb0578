"""Quotes."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from wagtail.search import index

from cms.attribution import ATTRIBUTION
from cms.vocabularies import Verification

from .dates import Dated
from .fields import validate_language
from .record import Record


class Quote(Dated, Record):
    """A verbatim quote with its speaker, their role, the occasion and the sources.

    The dates are those of the occasion. `occasion_event` is set only if the quote was spoken at an
    event of this archive. The attribution rule of that event then applies.
    """

    kind = "quote"
    plural = "quotes"
    found_by = ("text", "attribution_stated")

    text = models.TextField("text", help_text="The exact words, without quotation marks.")
    language = models.CharField(
        "language",
        max_length=12,
        default="en",
        validators=[validate_language],
        help_text="A code such as en or fr-CH.",
    )
    speaker = models.ForeignKey(
        "cms.Person",
        verbose_name="speaker",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="quotes",
    )
    speaker_organisation = models.ForeignKey(
        "cms.Partner",
        verbose_name="speaking organisation",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="quotes",
        help_text="If an organisation speaks and not a person.",
    )
    attribution_stated = models.CharField(
        "attribution as stated",
        max_length=500,
        blank=True,
        help_text="The words of the source, such as “Secretary-General António Guterres”.",
    )
    role_then = models.CharField("role at the time", max_length=255, blank=True)
    occasion_reference = models.ForeignKey(
        "cms.Reference",
        verbose_name="occasion",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="quotes",
        help_text="The session or document of the quote.",
    )
    occasion_event = models.ForeignKey(
        "cms.EventPage",
        verbose_name="spoken at this event",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="quotes_spoken",
        help_text="Only if the quote was spoken at an event of this archive.",
    )
    occasion_stated = models.CharField("occasion as stated", max_length=500, blank=True)
    verification = models.CharField(
        "verification", max_length=15, choices=Verification, default=Verification.UNCHECKED
    )

    search_fields = [
        index.SearchField("text"),
        index.AutocompleteField("text"),
        index.SearchField("attribution_stated"),
        index.FilterField("locale_id"),
        index.FilterField("verification"),
        index.FilterField("language"),
        index.FilterField("speaker"),
        index.FilterField("occasion_event"),
        index.FilterField("slug"),
    ]

    class Meta(Record.Meta):
        verbose_name = "quote"
        verbose_name_plural = "quotes"
        ordering = ["-pk"]
        constraints = [
            *Record.Meta.constraints,
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(speaker__isnull=True)
                | models.Q(speaker_organisation__isnull=True),
                name="cms_quote_one_speaker",
            ),
        ]

    @property
    def name_for_humans(self) -> str:
        return self.text if len(self.text) <= 80 else f"{self.text[:79].rstrip()}…"

    @classmethod
    def attribution_columns(cls) -> list[str]:
        """The database columns of `ATTRIBUTION`."""
        fields: list[Any] = [cls._meta.get_field(name) for name in ATTRIBUTION]
        return [field.attname for field in fields]

    @property
    def has_attribution(self) -> bool:
        return any(getattr(self, column) for column in self.attribution_columns())

    @property
    def may_be_attributed(self) -> bool:
        """False for a quote from an event whose rule forbids an attribution."""
        return self.occasion_event is None or not self.occasion_event.hides_names

    def clean(self) -> None:
        super().clean()
        if self.speaker_id and self.speaker_organisation_id:
            message = "A quote has one speaker, a person or an organisation. Clear one of the two."
            raise ValidationError({"speaker": message, "speaker_organisation": message})
        if self.has_attribution and self.occasion_event and not self.may_be_attributed:
            rule = self.occasion_event.get_attribution_rule_display()
            message = (
                f"“{self.occasion_event}” has this rule: {rule}. Plenary publishes quotes from it "
                "without the speaker. Clear this field, or the event."
            )
            filled = [name for name in ATTRIBUTION if getattr(self, name)]
            raise ValidationError(dict.fromkeys([*filled, "occasion_event"], message))
