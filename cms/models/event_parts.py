"""The ordered lists of an event: partners, people, programme, themes, quotes, documents."""

import uuid
from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from modelcluster.fields import ParentalKey
from modelcluster.models import model_from_serializable_data
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import StreamField
from wagtail.models import Orderable
from wagtail.snippets.blocks import SnippetChooserBlock

from cms.vocabularies import CallToActionKind, Capacity, PartnerRole, ProgrammeItemKind

from .event import EventPage
from .fields import LinesField, lines


class EventLink(Orderable):
    """A link to a record. A draft of the event can still hold it after the record is deleted."""

    linked: str

    class Meta(Orderable.Meta):
        abstract = True

    @classmethod
    def without_deleted(cls, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """The links of a saved version whose record is there."""
        record = cls._meta.get_field(cls.linked).related_model
        pks = [record._meta.pk.to_python(row[cls.linked]) for row in rows]
        existing = set(record.objects.order_by().filter(pk__in=pks).values_list("pk", flat=True))
        return [row for row, pk in zip(rows, pks, strict=True) if pk in existing]

    @classmethod
    def from_serializable_data(
        cls, data: dict[str, Any], check_fks: bool = True, strict_fks: bool = False
    ) -> Any:
        """The event has left out the links whose record is deleted."""
        return model_from_serializable_data(cls, data, check_fks=False, strict_fks=strict_fks)

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        """A form has read the record already. Django would ask once more for each."""
        is_read = self._state.fields_cache.get(self.linked) is not None
        super().clean_fields(exclude={*(exclude or ()), *([self.linked] if is_read else ())})


class Partnership(EventLink):
    """A partner of an event, with the role at this event."""

    linked = "partner"

    event = ParentalKey(EventPage, on_delete=models.CASCADE, related_name="partnerships")
    partner = models.ForeignKey(
        "cms.Partner", verbose_name="partner", on_delete=models.PROTECT, related_name="partnerships"
    )
    role = models.CharField("role", max_length=20, choices=PartnerRole, default=PartnerRole.PARTNER)
    role_stated = models.CharField(
        "role as stated", max_length=255, blank=True, help_text="Such as “in partnership with”."
    )

    def __str__(self) -> str:
        return f"{self.partner} ({self.get_role_display()})"


class Appearance(EventLink):
    """A person at an event, with the role and organisation at that time."""

    linked = "person"

    event = ParentalKey(EventPage, on_delete=models.CASCADE, related_name="appearances")
    person = models.ForeignKey(
        "cms.Person", verbose_name="person", on_delete=models.PROTECT, related_name="appearances"
    )
    capacity = models.CharField(
        "capacity", max_length=20, choices=Capacity, default=Capacity.SPEAKER
    )
    role_then = models.CharField("role at the time", max_length=255, blank=True)
    affiliation_then = models.CharField("organisation at the time", max_length=255, blank=True)
    may_be_named = models.BooleanField(
        "may be named",
        default=False,
        help_text="Off the record and under the Chatham House rule, Plenary names only people with "
        "this option.",
    )

    def __str__(self) -> str:
        return f"{self.person} ({self.get_capacity_display()})"


class ProgrammeItem(Orderable):
    """A part of the programme. Its `uid` stays when it moves.

    A block of `people` has the person's capacity as its type. It is "person" when none is stated.

    Copies and aliases of an event have the same `uid`s. So the API makes the public id of a session
    from its `uid` and the id of its event, which no two events share.
    """

    uid = models.UUIDField(default=uuid.uuid4)
    event = ParentalKey(EventPage, on_delete=models.CASCADE, related_name="programme")
    title = models.CharField("title", max_length=255)
    item_kind = models.CharField(
        "kind", max_length=20, choices=ProgrammeItemKind, default=ProgrammeItemKind.SESSION
    )
    start = models.DateTimeField(
        "begins",
        null=True,
        blank=True,
        help_text="In the time zone of the event, or of its venue. Without one it is UTC.",
    )
    end = models.DateTimeField("ends", null=True, blank=True)
    summary = models.TextField("summary", blank=True)
    questions = LinesField("questions", help_text="One per line.")
    people = StreamField(
        [(name, SnippetChooserBlock("cms.Person")) for name in ("person", *Capacity.values)],
        verbose_name="people",
        blank=True,
        help_text="One per line: Ada Lovelace (chair). They are the event's people, too.",
    )
    documents = StreamField(
        [("document", DocumentChooserBlock())], verbose_name="documents", blank=True
    )

    class Meta(Orderable.Meta):
        constraints = [
            models.CheckConstraint(
                condition=models.Q(start__isnull=True)
                | models.Q(end__isnull=True)
                | models.Q(end__gte=models.F("start")),
                name="cms_programmeitem_end_not_before_start",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def questions_list(self) -> list[str]:
        return lines(self.questions)

    def clean(self) -> None:
        super().clean()
        if self.end and not self.start:
            message = "Enter when it begins, too."
            raise ValidationError({"start": message, "end": message})
        if self.start and self.end and self.end < self.start:
            message = "It ends before it begins."
            raise ValidationError({"start": message, "end": message})


class EventTheme(Orderable):
    event = ParentalKey(EventPage, on_delete=models.CASCADE, related_name="event_themes")
    theme = models.ForeignKey(
        "cms.Theme", verbose_name="theme", on_delete=models.CASCADE, related_name="+"
    )


class EventReference(Orderable):
    event = ParentalKey(EventPage, on_delete=models.CASCADE, related_name="event_references")
    reference = models.ForeignKey(
        "cms.Reference", verbose_name="reference", on_delete=models.CASCADE, related_name="+"
    )


class EventQuote(Orderable):
    event = ParentalKey(EventPage, on_delete=models.CASCADE, related_name="event_quotes")
    quote = models.ForeignKey(
        "cms.Quote", verbose_name="quote", on_delete=models.CASCADE, related_name="+"
    )


class EventDocument(Orderable):
    event = ParentalKey(EventPage, on_delete=models.CASCADE, related_name="event_documents")
    document = models.ForeignKey(
        "cms.CustomDocument", verbose_name="document", on_delete=models.CASCADE, related_name="+"
    )


class RelatedEvent(Orderable):
    event = ParentalKey(EventPage, on_delete=models.CASCADE, related_name="related_events")
    related = models.ForeignKey(
        EventPage, verbose_name="related event", on_delete=models.CASCADE, related_name="+"
    )


class CallToAction(Orderable):
    """A request to the reader. The address is empty when none is stated."""

    event = ParentalKey(EventPage, on_delete=models.CASCADE, related_name="calls_to_action")
    label = models.CharField("label", max_length=255)
    action_kind = models.CharField(
        "kind", max_length=20, choices=CallToActionKind, default=CallToActionKind.READ_MORE
    )
    url = models.URLField("web address", max_length=500, blank=True)

    def __str__(self) -> str:
        return self.label
