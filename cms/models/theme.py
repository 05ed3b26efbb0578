"""Themes."""

from django.core.exceptions import ValidationError
from django.db import models
from wagtail.search import index

from .fields import LinesField, lines
from .record import Record


class Theme(Record):
    """A subject, with alternative labels."""

    kind = "theme"
    plural = "themes"
    found_by = ("label", "alternative_labels")

    label = models.CharField("label", max_length=255)
    broader = models.ForeignKey(
        "self",
        verbose_name="broader theme",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="narrower",
    )
    alternative_labels = LinesField("alternative labels", help_text="One per line.")
    summary = models.TextField("summary", blank=True)

    search_fields = [
        index.SearchField("label", boost=5),
        index.AutocompleteField("label"),
        index.SearchField("alternative_labels"),
        index.FilterField("locale_id"),
        index.FilterField("broader"),
        index.FilterField("slug"),
    ]

    class Meta(Record.Meta):
        verbose_name = "theme"
        verbose_name_plural = "themes"
        ordering = ["label", "pk"]

    @property
    def name_for_humans(self) -> str:
        return self.label

    @property
    def alternative_labels_list(self) -> list[str]:
        return lines(self.alternative_labels)

    def also_known_as(self, name: str) -> None:
        if name not in (self.label, *self.alternative_labels_list):
            self.alternative_labels = "\n".join([*self.alternative_labels_list, name])

    def clean(self) -> None:
        super().clean()
        seen, above = {self.pk}, self.broader
        while above is not None:
            if above.pk in seen:
                message = "A theme cannot be its own broader theme."
                raise ValidationError({"broader": message})
            seen.add(above.pk)
            above = above.broader
