"""All that the API knows of images."""

import logging
from collections.abc import Sequence
from typing import Any, ClassVar

from django.db import transaction
from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from api.formats import jsonld_works
from api.query import filter_types
from api.query.filter_types import Through
from api.rendering.images import Pictures
from api.rendering.render import Json
from api.resources.base import BY_TITLE, HEAD, ModelResource
from api.resources.facets import Facets
from api.serializers.base import (
    FocalPointSerializer,
    PictureProfileSerializer,
    choice,
    nullable,
    nullable_text,
)
from api.serializers.files import FileDocumentSerializer
from archive.registry import Document
from cms.models import CustomImage
from cms.vocabularies import ImageKind

logger = logging.getLogger("plenary.log")


@extend_schema_serializer(component_name="Image")
class ImageSerializer(FileDocumentSerializer):
    """A picture in named sizes. An alternative text of "" means decoration."""

    kind = choice(ImageKind)
    alt = nullable_text()
    decorative = serializers.BooleanField()
    width = serializers.IntegerField()
    height = serializers.IntegerField()
    sha256 = nullable_text()
    focal_point = nullable(FocalPointSerializer)
    profiles = serializers.DictField(child=PictureProfileSerializer())

    def facts(self, image: CustomImage) -> Json:
        return {
            "kind": image.image_kind,
            **self.render.pictures.picture(image, None),
            "sha256": image.sha256 or None,
            **self.end(image),
        }


class ImageResource(ModelResource):
    model = CustomImage
    position = 100
    serializer = ImageSerializer
    schema_type = "ImageObject"
    is_publication = True
    csl_type = "graphic"
    ris_type = "FIGURE"
    summary_fields = (
        *HEAD, "kind", "alt", "decorative", "width", "height", "credit", "licence", "profiles",
        "meta",
    )  # fmt: skip
    pictures: ClassVar = {"profiles": "card"}
    has = ("alt", "licence", "credit", "focal_point")
    filters = (filter_types.choice("kind", ImageKind, "The kind of image."),)
    through = (Through("event", names="image"),)
    orderings = (*BY_TITLE, "kind")

    def prepare(self, object_ids: Sequence[int]) -> None:
        pictures = Pictures()
        for image in CustomImage.objects.filter(pk__in=object_ids):
            pictures.picture(image, None)
        try:
            with transaction.atomic():
                pictures.fill()
        except Exception:
            # `render` meets it again, one record at a time, and the pending row keeps the reason.
            logger.info("the sizes of pictures %s are not made", object_ids, exc_info=True)

    def facets(self, document: Document) -> Facets:
        return {"kind": [document["kind"]]}

    def json_ld(self, document: Document) -> Any:
        return jsonld_works.image(document)

    def datacite_types(self, document: Document) -> tuple[str, str]:
        kind = ImageKind(document["kind"])
        return "Image", "Image" if kind == ImageKind.OTHER else kind.label
