"""An event: an edition of a series, or a meeting without a series."""

from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper
from modelcluster.models import get_all_child_relations
from wagtail.fields import StreamField
from wagtail.search import index

from cms.attribution import may_name
from cms.blocks import BodyBlock
from cms.panels.event import EVENT_TABS
from cms.vocabularies import Access, AttributionRule, EventKind, Mode, OrdinalBasis, Phase

from .dates import Dated
from .event_rules import Others, code_errors, ordinal_errors, quote_errors
from .fields import LinesField, lines, validate_code, validate_number
from .page import ArchivePage
from .record import localised_key
from .series import SeriesPage
from .venue import validate_time_zone


class EventPage(Dated, ArchivePage):
    """An event, with the facts that a source states."""

    kind = "event"
    plural = "events"
    found_by = ("title", "code", "title_stated")
    # Set while many events are checked: what others have is read for all of them.
    checked_with: Others | None = None

    code = models.CharField(
        "code",
        max_length=40,
        blank=True,
        validators=[validate_code],
        help_text="The organiser's own code, such as WP1725. A published code is permanent.",
    )
    title_stated = models.CharField(
        "title as stated",
        max_length=500,
        blank=True,
        help_text="The exact title in the source, with the code if it is in the title.",
    )
    series = models.ForeignKey(
        SeriesPage,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.RESTRICT,
        related_name="editions",
    )
    ordinal = models.PositiveSmallIntegerField(
        "number in the series",
        null=True,
        blank=True,
        validators=[validate_number],
        help_text="15 for the 15th. Leave this empty when no source states or implies it.",
    )
    ordinal_basis = models.CharField(
        "how the number is known",
        max_length=10,
        choices=OrdinalBasis,
        default=OrdinalBasis.UNKNOWN,
    )
    ordinal_stated = models.CharField(
        "number as stated", max_length=100, blank=True, help_text="Such as “11th iteration”."
    )
    event_kind = models.CharField(
        "kind", max_length=20, choices=EventKind, default=EventKind.CONFERENCE
    )
    kind_stated = LinesField(
        "kind as stated", help_text="The words of the source for its kind, one per line."
    )
    access = models.CharField("access", max_length=20, choices=Access, blank=True)
    access_stated = models.CharField("access as stated", max_length=255, blank=True)
    attribution_rule = models.CharField(
        "attribution rule",
        max_length=20,
        choices=AttributionRule,
        blank=True,
        help_text="Off the record and Chatham House: Plenary names only people who have agreed.",
    )
    attribution_stated = models.CharField("rule as stated", max_length=255, blank=True)
    audience_stated = models.CharField("audience as stated", max_length=500, blank=True)
    mode = models.CharField("mode", max_length=10, choices=Mode, blank=True)
    phase = models.CharField("phase", max_length=10, choices=Phase, blank=True)
    time_zone = models.CharField(
        "time zone",
        max_length=64,
        blank=True,
        validators=[validate_time_zone],
        help_text="Only if it differs from the venue's. Such as Europe/London.",
    )
    venue = models.ForeignKey(
        "cms.Venue",
        verbose_name="venue",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    place_stated = models.CharField(
        "place as stated", max_length=255, blank=True, help_text="If no venue is known."
    )
    organiser = models.ForeignKey(
        "cms.Partner",
        verbose_name="organiser",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    summary = models.TextField("summary", blank=True, help_text="One or two sentences.")
    body = StreamField(BodyBlock(), verbose_name="text", blank=True)
    image = models.ForeignKey(
        "cms.CustomImage",
        verbose_name="picture",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    # A copy is another event, so it does not get the facts that identify this one.
    exclude_fields_in_copy = [
        *ArchivePage.exclude_fields_in_copy,
        "code",
        "ordinal",
        "ordinal_basis",
        "ordinal_stated",
    ]
    not_of_versions = ("series",)
    parent_page_types = ["cms.SeriesPage", "home.HomePage"]
    subpage_types: list[str] = []
    edit_handler = EVENT_TABS

    search_fields = [
        *ArchivePage.search_fields,
        index.SearchField("code", boost=5),
        index.AutocompleteField("code"),
        index.SearchField("summary"),
        index.FilterField("code"),
        index.FilterField("series"),
        index.FilterField("ordinal"),
        index.FilterField("start"),
        index.FilterField("end"),
        index.FilterField("precision"),
        index.FilterField("extended_date"),
        index.FilterField("phase"),
        index.FilterField("event_kind"),
        index.FilterField("access"),
    ]

    class Meta:
        verbose_name = "event"
        verbose_name_plural = "events"
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["series", "ordinal"],
                condition=Q(ordinal__isnull=False),
                name="cms_event_ordinal_in_series",
            ),
            models.UniqueConstraint(
                Upper("code"), "series", condition=~Q(code=""), name="cms_event_code_in_series"
            ),
            models.CheckConstraint(
                condition=Q(ordinal__isnull=True) | Q(series__isnull=False),
                name="cms_event_ordinal_needs_series",
            ),
        ]

    @property
    def wanted_key(self) -> str:
        return localised_key(self.code or self.slug, self.locale.language_code)

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of the hours in the programme."""
        return ZoneInfo(self.time_zone or (self.venue.time_zone if self.venue else "") or "UTC")

    @property
    def hides_names(self) -> bool:
        """Whether its rule lets nobody be quoted by name, or named without their consent."""
        return not may_name(self.attribution_rule, agreed=False)

    @property
    def kind_stated_list(self) -> list[str]:
        return lines(self.kind_stated)

    def may_name(self, appearance: Any) -> bool:
        return may_name(self.attribution_rule, agreed=appearance.may_be_named)

    @classmethod
    def from_serializable_data(
        cls, data: dict[str, Any], check_fks: bool = True, strict_fks: bool = False
    ) -> Any:
        """The event of a saved version. One query for each kind of link tells what is deleted."""
        links = {}
        for relation in get_all_child_relations(cls):
            name, model = relation.get_accessor_name(), relation.related_model
            if check_fks and data.get(name) and hasattr(model, "without_deleted"):
                links[name] = model.without_deleted(data[name])
        return super().from_serializable_data({**data, **links}, check_fks, strict_fks)

    def with_content_json(self, content: dict[str, Any]) -> Any:
        """Keep the series of the page. The page may have moved since the revision."""
        event = super().with_content_json(content)
        event.series_id = self.series_id
        return event

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.series = self.series_above()
        if self.alias_of_id and self.alias_of.translation_key != self.translation_key:
            # An event has one code and one number. Its aliases in the tree have none.
            self.code, self.ordinal, self.ordinal_basis = "", None, OrdinalBasis.UNKNOWN
        super().save(*args, **kwargs)

    def series_above(self) -> SeriesPage | None:
        """The series above it in the tree. A new event without a place has the assigned series."""
        parent = self.get_parent() if self.path else None
        if parent is None:
            return self.series
        if self.series_id == parent.pk:
            return self.series
        return parent.specific if isinstance(parent.specific, SeriesPage) else None

    def clean(self) -> None:
        errors: dict[str, list[str]] = {}
        try:
            super().clean()
        except ValidationError as error:
            errors.update(error.message_dict)
        others = self.checked_with or Others([self])
        broken = ordinal_errors(self, others), code_errors(self, others), quote_errors(self)
        for rule in broken:
            for field, message in rule.items():
                errors.setdefault(field, []).append(message)
        if errors:
            raise ValidationError(errors)
