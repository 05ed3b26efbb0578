"""The document of an image."""

from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from api.rendering.render import Json
from cms.models import CustomImage
from cms.vocabularies import ImageKind

from .base import FocalPointSerializer, PictureProfileSerializer, choice, nullable, words
from .document import FileDocumentSerializer


@extend_schema_serializer(component_name="Image")
class ImageSerializer(FileDocumentSerializer):
    """A picture in named sizes. An alternative text of "" means decoration."""

    kind = choice(ImageKind)
    alt = words()
    decorative = serializers.BooleanField()
    width = serializers.IntegerField()
    height = serializers.IntegerField()
    sha256 = words()
    focal_point = nullable(FocalPointSerializer)
    profiles = serializers.DictField(child=PictureProfileSerializer())

    def facts(self, image: CustomImage) -> Json:
        return {
            "kind": image.image_kind,
            **self.render.pictures.picture(image, None),
            "sha256": image.sha256 or None,
            **self.end(image),
        }
