"""OpenAPI for endpoints that accept writes."""

from django.conf import settings
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers

from api.http.request_body import FORM, JSON
from api.openapi.parts import ADDRESS_TOO_LONG, NOT_MODIFIED, described, problems
from api.views.newsletter import NewsletterView
from api.views.preview import PREVIEW_PARAMETERS, PreviewView

TOKEN = OpenApiParameter(
    "Authorization",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    description="`Bearer` and the token, as the code was exchanged for it.",
)


class PreviewCodeSerializer(serializers.Serializer):
    code = serializers.CharField(min_length=1, help_text="The one after `#code=`.")


class PreviewTokenSerializer(serializers.Serializer):
    """What opens one draft until `expires_at`."""

    token = serializers.CharField()
    expires_at = serializers.DateTimeField()
    userbar = serializers.CharField(help_text="The editor's bar over the page, as HTML.")


class SubscribeSerializer(serializers.Serializer):
    email = serializers.EmailField(max_length=254)
    website = serializers.CharField(
        required=False, allow_blank=True, help_text="Leave it out: only programs fill it in."
    )
    locale = serializers.ChoiceField(
        required=False, choices=[code for code, _name in settings.LANGUAGES]
    )


class MessageSerializer(serializers.Serializer):
    """The same for every address."""

    message = serializers.CharField()


def describe_posting() -> None:
    """Describe the preview and the newsletter."""
    extend_schema(
        operation_id="subscribe",
        summary=(NewsletterView.__doc__ or "").splitlines()[0],
        tags=["newsletter"],
        request={JSON: SubscribeSerializer, FORM: SubscribeSerializer},
        responses={
            202: MessageSerializer,
            **ADDRESS_TOO_LONG,
            **problems(400, 405, 413, 415, 429, 503),
        },
    )(NewsletterView.post)
    draft = OpenApiResponse(
        OpenApiTypes.OBJECT,
        description="A document of any kind. A link to what is not public has neither id nor url.",
    )
    extend_schema(
        operation_id="get_preview",
        summary=(PreviewView.__doc__ or "").splitlines()[0],
        tags=["preview"],
        parameters=[TOKEN, *described(PREVIEW_PARAMETERS.values())],
        responses={
            200: draft,
            **NOT_MODIFIED,
            **ADDRESS_TOO_LONG,
            **problems(400, 404, 405, 429, 503),
        },
    )(PreviewView.get)
    extend_schema(
        operation_id="open_preview",
        summary=(PreviewView.post.__doc__ or "").splitlines()[0],
        tags=["preview"],
        request={JSON: PreviewCodeSerializer, FORM: PreviewCodeSerializer},
        responses={
            200: PreviewTokenSerializer,
            **ADDRESS_TOO_LONG,
            **problems(400, 404, 405, 413, 415, 429, 503),
        },
    )(PreviewView.post)
