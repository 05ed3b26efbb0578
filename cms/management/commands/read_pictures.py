"""`manage.py read_pictures`: read pictures again that an earlier version of Plenary took in."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from wagtail.images.models import SourceImageIOError

from cms.models import CustomImage
from cms.models.file import sha256_of
from cms.models.image import FOCAL_POINT
from cms.pictures.normalise import PictureRefused


class Command(BaseCommand):
    help = (
        "Read all pictures again, and mend the width, the height and the notes on rights of those "
        "that an earlier version of Plenary took in. Run it once, after an upgrade."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        mended, unread = 0, 0
        for pk in CustomImage.objects.order_by("pk").values_list("pk", flat=True):
            image = CustomImage.objects.get(pk=pk)
            try:
                mended += read_again(image)
            except (OSError, PictureRefused, SourceImageIOError) as error:
                unread += 1
                self.stderr.write(f"{image.pk} {image.title}: {error}")
        self.stdout.write(f"{mended} mended.")
        if unread:
            raise CommandError(f"{unread} could not be read.", returncode=1)


def read_again(image: CustomImage) -> bool:
    """Whether the file says something else of itself than the record does. Then the file is right.

    Where the picture turns out to have another width or height, its focal point lay elsewhere.
    """
    size, details = (image.width, image.height), image.details
    with image.open_file() as file:
        if sha256_of(file) != image.sha256:
            raise PictureRefused("The file has changed since its upload: see its SHA-256.")
        file.seek(0)
        names = image.inspect(file)
    if (size, details) == ((image.width, image.height), image.details):
        return False
    facts: dict[str, Any] = {name: getattr(image, name) for name in names}
    if size != (image.width, image.height):
        facts |= dict.fromkeys(FOCAL_POINT)
    with transaction.atomic():
        for revision in image.revisions.filter(content__sha256=image.sha256):
            revision.content |= facts
            revision.save(update_fields=["content"])
        for name, value in facts.items():
            setattr(image, name, value)
        image.save(update_fields=list(facts))
        image.read_what_is_shown()
    return True
