"""Pictures and their renditions."""

from django.core.exceptions import ValidationError
from django.db import models
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.search import index

from cms.vocabularies import ImageKind

from .file import ArchivedFile


class CustomImage(ArchivedFile, AbstractImage):
    """A picture with alternative text, or marked as decoration."""

    kind = "image"
    plural = "images"

    image_kind = models.CharField(
        "kind", max_length=20, choices=ImageKind, default=ImageKind.PICTURE
    )
    alt_text = models.TextField(
        "alternative text",
        blank=True,
        help_text="Describe the picture for people who do not see it.",
    )
    is_decorative = models.BooleanField(
        "decoration only",
        default=False,
        help_text="The picture adds nothing to the text. It then needs no alternative text.",
    )

    admin_form_fields = (
        "title",
        "file",
        "alt_text",
        "is_decorative",
        "image_kind",
        "credit",
        "licence",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
        "same_as",
        "internal_notes",
    )

    search_fields = [
        *AbstractImage.search_fields,
        index.FilterField("file_size"),
        index.RelatedFields(
            "tags",
            [
                index.SearchField("name", boost=10),
                index.AutocompleteField("name"),
                index.FilterField("name"),
            ],
        ),
    ]

    class Meta(AbstractImage.Meta):
        verbose_name = "image"
        verbose_name_plural = "images"

    @property
    def default_alt_text(self) -> str:
        return "" if self.is_decorative else self.alt_text

    def clean(self) -> None:
        super().clean()
        if self.is_decorative and self.alt_text:
            message = "A decoration has no alternative text. Clear the text, or clear the option."
            raise ValidationError({"alt_text": message, "is_decorative": message})


class CustomRendition(AbstractRendition):
    """A picture in one size and format."""

    image = models.ForeignKey(CustomImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = [("image", "filter_spec", "focal_point_key")]
