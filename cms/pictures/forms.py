"""The file of a picture in every form and table that takes one."""

from pathlib import PurePosixPath
from typing import Any

from django.core.exceptions import ValidationError
from django.forms.fields import FileField
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from .fields import picture_of
from .normalise import ENDINGS, PictureRefused


class PictureField(WagtailImageField):
    """A field of a form. Its file has been read in a process of its own, and is a picture."""

    def to_python(self, data: Any) -> Any:
        upload = FileField.to_python(self, data)
        if upload is None:
            return None
        self.check_image_file_size(upload)
        try:
            picture = picture_of(upload)
        except PictureRefused as refused:
            raise ValidationError(str(refused), code="invalid_image") from refused
        endings, ending = ENDINGS[picture.facts.format], PurePosixPath(str(upload.name)).suffix
        if ending.lower().removeprefix(".") not in endings:
            raise ValidationError(
                f"The name ends in “{ending}”, and the file is a picture of another format. Its "
                f"name should end in .{endings[0]}.",
                code="invalid_image_known_format",
            )
        return upload


class PictureForm(BaseImageForm):
    """A form of a picture, which may have its file."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:  # not in the form of a picture that is already here
            field = self.fields["file"]
            self.fields["file"] = PictureField(
                label=field.label, required=field.required, widget=field.widget
            )
