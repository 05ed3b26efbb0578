"""The file of a picture in the model."""

from typing import Any

from wagtail.images.models import WagtailImageField

from .process import Picture, read_picture


def picture_of(upload: Any) -> Picture:
    """What was read of an upload. It is read once. Raises PictureRefused."""
    if not hasattr(upload, "picture"):
        upload.picture = read_picture(upload)
    return upload.picture


class PictureFile(WagtailImageField):
    """Wagtail would take width and height from the header, which does not know what is up."""

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "wagtail.images.models.WagtailImageField", args, kwargs

    def update_dimension_fields(self, instance: Any, *args: Any, **kwargs: Any) -> None:
        """`CustomImage.save` does it."""
