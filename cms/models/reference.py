"""References: declarations, treaties, appeals, sessions that texts cite."""

from django.db import models
from wagtail.search import index

from cms.vocabularies import ReferenceKind

from .dates import Dated
from .fields import validate_number
from .record import Record


class Reference(Dated, Record):
    """A cited text or meeting, with the facts that a source states."""

    kind = "reference"
    plural = "references"
    found_by = ("name", "symbol")

    name = models.CharField("name", max_length=500)
    reference_kind = models.CharField(
        "kind", max_length=20, choices=ReferenceKind, default=ReferenceKind.OTHER
    )
    issuer = models.CharField("issued by", max_length=255, blank=True)
    symbol = models.CharField(
        "symbol", max_length=100, blank=True, help_text="A document symbol such as A/RES/217(III)."
    )
    body_name = models.CharField(
        "body", max_length=255, blank=True, help_text="The council or assembly that met."
    )
    session_number = models.PositiveSmallIntegerField(
        "session number", null=True, blank=True, validators=[validate_number]
    )
    facts_stated = models.TextField(
        "facts as stated", blank=True, help_text="A short summary of what the source states."
    )
    url = models.URLField("web address", max_length=500, blank=True)

    search_fields = [
        index.SearchField("name", boost=5),
        index.AutocompleteField("name"),
        index.SearchField("facts_stated"),
        index.FilterField("locale_id"),
        index.FilterField("reference_kind"),
        index.FilterField("slug"),
    ]

    class Meta(Record.Meta):
        verbose_name = "reference"
        verbose_name_plural = "references"
        ordering = ["name", "pk"]
        constraints = [*Record.Meta.constraints, *Dated.Meta.constraints]

    @property
    def name_for_humans(self) -> str:
        return self.name
