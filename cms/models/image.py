"""Pictures and their renditions."""

from __future__ import annotations

import contextlib
import io
from copy import copy
from pathlib import PurePosixPath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.db import models
from django.utils.functional import cached_property
from PIL import Image
from wagtail.images.image_operations import FormatOperation
from wagtail.images.models import (
    AbstractImage,
    AbstractRendition,
    Filter,
    SourceImageIOError,
    get_upload_to,
)
from wagtail.models import Revision
from wagtail.search import index

from cms.pictures.cut import SUFFIXES, Cut
from cms.pictures.fields import PictureFile, picture_of
from cms.pictures.normalise import PictureRefused
from cms.pictures.process import Picture, make_cuts, read_picture
from cms.vocabularies import ImageKind

from .file import ArchivedFile

# Wagtail's specification of a picture that is not cut.
UNCUT = "original"
FOCAL_POINT = ("focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height")


class FileFilter(Filter):
    """A size of the file that the picture has now. The sizes of an earlier file stay."""

    def get_cache_key(self, image: Any) -> str:
        return f"{key_of_file(image.sha256)}{super().get_cache_key(image)}"


def key_of_file(sha256: str) -> str:
    """How the key of each size of a file begins."""
    return sha256[:8]


def own(asked: Filter | str) -> FileFilter:
    return FileFilter(asked if isinstance(asked, str) else asked.spec)


class CustomImage(ArchivedFile, AbstractImage):
    """A picture with alternative text, or marked as decoration."""

    kind = "image"
    plural = "images"

    file = PictureFile("file", upload_to=get_upload_to, width_field="width", height_field="height")
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

    # What the upload says of its rights: [["Author", "A. Writer"], …]. Nothing public shows it.
    details = models.JSONField(default=list, editable=False)

    # Sizes that are made and not yet saved, by specification.
    ready: dict[str, File] = {}

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
        *FOCAL_POINT,
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

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save it with what is shown of it. Raises PictureRefused for a new file that is none."""
        is_new = self.is_new_file
        super().save(*args, **kwargs)
        if is_new:
            self.keep_what_is_shown()

    def save_revision(self, *args: Any, **kwargs: Any) -> Revision:
        is_new = self.is_new_file
        revision = super().save_revision(*args, **kwargs)
        if is_new:
            self.keep_what_is_shown()
        return revision

    def get_rendition(self, filter: Filter | str) -> AbstractRendition:  # noqa: A002  its name in Wagtail
        return super().get_rendition(own(filter))

    def get_renditions(self, *filters: Filter | str) -> dict[str, AbstractRendition]:
        return super().get_renditions(*map(own, filters))

    def inspect(self, file: Any) -> tuple[str, ...]:
        self.picture = picture_of(getattr(file, "file", file))
        facts = self.picture.facts
        self.width, self.height, self.details = facts.width, facts.height, facts.rights
        return ("width", "height", "details")

    @cached_property
    def picture(self) -> Picture:
        with self.open_file() as file:
            try:
                return read_picture(file)
            except PictureRefused as refused:
                raise SourceImageIOError(str(refused)) from refused

    def keep_what_is_shown(self) -> CustomRendition | None:
        """The rendition that all others are cut from. None: they are cut from the upload."""
        return self.create_rendition(own(UNCUT)) if self.picture.shown else None

    def read_what_is_shown(self) -> bytes:
        """What all renditions are cut from: the bytes of a plain picture."""
        kept = list(self.find_existing_renditions(own(UNCUT)).values())
        for rendition in kept:
            with contextlib.suppress(FileNotFoundError), rendition.file.open() as file:
                return file.read()
        if self.picture.shown:
            self.renditions.filter(pk__in=[lost.pk for lost in kept]).delete()
            self.keep_what_is_shown()
            return self.picture.shown
        with self.open_file() as upload:
            return upload.read()

    def create_renditions(self, *filters: Filter) -> dict[Filter, AbstractRendition]:
        if not filters:
            return {}
        # Made here, because Wagtail asks for them in threads, which must not ask the database.
        self.ready = self.cut(*filters)
        try:
            return super().create_renditions(*filters)
        finally:
            self.ready = {}

    def generate_rendition_file(self, filter: Filter, *, source: Any = None) -> File:  # noqa: A002  its name in Wagtail
        if filter.spec == UNCUT:
            name = PurePosixPath(self.file.name)
            suffix = self.picture.suffix if self.picture.shown else name.suffix
            content = self.picture.shown or self.read_what_is_shown()
            return ContentFile(content, name_of_rendition(self, filter, suffix))
        return self.ready.get(filter.spec) or self.cut(filter)[filter.spec]

    def cut(self, *filters: Filter) -> dict[str, File]:
        """`{specification: file}`, all cut from the picture as it is shown."""
        picture = self.read_what_is_shown()
        with Image.open(io.BytesIO(picture)) as header:
            size, own_format = header.size, str(header.format).lower()
        scaled = self.in_pixels_of(size)
        cuts = {filter_: cut_of(filter_, scaled, size, own_format) for filter_ in filters}
        return {
            filter_.spec: ContentFile(
                content, name_of_rendition(self, filter_, SUFFIXES[cuts[filter_].format])
            )
            for filter_, content in zip(
                filters, make_cuts(picture, list(cuts.values())), strict=True
            )
        }

    def in_pixels_of(self, size: tuple[int, int]) -> CustomImage:
        """A copy whose focal point is one of the picture as it is shown, which may be smaller."""
        scaled, scale = copy(self), max(size) / max(self.width, self.height)
        for field in FOCAL_POINT:
            value = getattr(self, field)
            setattr(scaled, field, value if value is None else round(value * scale))
        return scaled


def cut_of(asked: Filter, image: CustomImage, size: tuple[int, int], own_format: str) -> Cut:
    """What to cut from a picture of this size and format."""
    transform = asked.get_transform(image, size)
    formats = [
        operation.format for operation in asked.operations if isinstance(operation, FormatOperation)
    ]
    left, top, right, bottom = transform.get_rect().round()
    box = (max(0, left), max(0, top), min(right, size[0]), min(bottom, size[1]))
    width, height = transform.size
    return Cut(box, width, height, (*formats, own_format)[0])


def name_of_rendition(image: CustomImage, made: Filter, suffix: str) -> str:
    """ "hall.2e16d0ba.fill-400x225.format-webp.webp" """
    key = Filter.get_cache_key(made, image)
    end = f"{f'{key}.' if key else ''}{made.spec.replace('|', '.')}{suffix}"
    return f"{PurePosixPath(image.file.name).stem[: max(0, 59 - len(end))]}.{end}"


class CustomRendition(AbstractRendition):
    """A picture in one size and format."""

    image = models.ForeignKey(CustomImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = [("image", "filter_spec", "focal_point_key")]
