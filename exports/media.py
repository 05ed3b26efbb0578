"""The files of public records, and their paths in an export.

An export uses the names of the media storage: "documents/report.pdf", "original_images/hall.jpg",
"images/hall.2e16d0ba.fill-400x225.webp".
"""

import re
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from operator import attrgetter
from typing import IO, Any
from urllib.parse import unquote, urlsplit

from api.rendering.images import SIZES
from archive.registry import registry
from cms.models import CustomRendition
from cms.models.image import key_of_file, own

SERVED = re.compile(r"/media/(.+)|/documents/[0-9]+/([^/]+)")


@dataclass(frozen=True)
class Medium:
    """A file. `sha256` was taken at the upload. It is "" for a rendition."""

    path: str
    open: Callable[[], IO[bytes]]
    sha256: str

    @property
    def is_served(self) -> bool:
        """Whether the API serves it. Original pictures are never served."""
        return not self.path.startswith("original_images/")


def media_path(url: str) -> str | None:
    """The path in an export for a file URL in a document. None for any other URL."""
    match = SERVED.fullmatch(unquote(urlsplit(url).path))
    if match is None:
        return None
    return match[1] or f"documents/{match[2]}"


def medium(file: Any, sha256: str = "") -> Medium:
    """The medium of a file field."""
    return Medium(file.name, partial(file.storage.open, file.name, "rb"), sha256)


def rendition_medium(rendition: CustomRendition) -> Medium:
    return Medium(rendition.file.name, partial(open_rendition, rendition), "")


def open_rendition(rendition: CustomRendition) -> IO[bytes]:
    """The file of a rendition. One that is lost or empty is made again from its original."""
    file = rendition.file
    if not file.storage.exists(file.name) or not file.storage.size(file.name):
        made = cut_again(rendition)
        file.storage.delete(file.name)
        file.storage.save(file.name, made)
    return file.storage.open(file.name, "rb")


def cut_again(rendition: CustomRendition) -> Any:
    """Made from the file that it was cut from, which may be one of an earlier version."""
    image = rendition.image
    file = rendition.focal_point_key[: len(key_of_file(image.sha256))]
    if not image.sha256.startswith(file):
        version = image.revisions.filter(content__sha256__startswith=file).first()
        if version is None:
            raise FileNotFoundError(rendition.file.name)
        image = version.as_object()
    return image.generate_rendition_file(own(rendition.filter_spec))


def media_of(kind: str, uids: list[uuid.UUID]) -> Iterator[Medium]:
    """The files of these documents or images, with the renditions that documents show."""
    model: Any = registry[kind].model
    rows = list(model._default_manager.filter(uid__in=uids))
    media = [medium(row.file, row.sha256) for row in rows]
    if kind == "image":
        renditions = CustomRendition.objects.filter(
            image__in=[row.pk for row in rows], filter_spec__in=SIZES
        ).select_related("image")
        media += map(rendition_medium, renditions)
    yield from sorted(media, key=attrgetter("path"))
