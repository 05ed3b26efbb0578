"""What the descriptions of operations have in common: problems, parameters, pages, media types."""

from collections.abc import Callable, Iterable
from typing import Any

from django.http import HttpRequest
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema_serializer
from rest_framework import serializers

from api.openapi.responses import FacetSerializer, GroupSerializer, ProblemSerializer
from api.query.params import Parameter
from api.resources.base import resource_of

PROBLEM_TYPE = "application/problem+json"
STATUSES = (400, 404, 405, 410, 412, 429, 503)


def problems(*statuses: int) -> dict[Any, OpenApiResponse]:
    """The problem responses of an operation."""
    descriptions = {
        400: "A parameter is unknown or has a value that is not accepted.",
        404: "Nothing public has this address.",
        405: "The header Allow names what is answered.",
        406: "Nothing that Accept names can be had of this: `allowed` has what there is.",
        410: "The record was public and is no longer.",
        412: "If-Match or If-Unmodified-Since names another version than today's.",
        413: "More was sent than is read here.",
        415: "The body has another type than the one that is read here.",
        429: "Too many requests: RateLimit and Retry-After say when to go on.",
        503: "The archive cannot be reached at the moment.",
    }
    return {
        (status, PROBLEM_TYPE): OpenApiResponse(ProblemSerializer, description=descriptions[status])
        for status in statuses
    }


# A proxy may answer with these itself, in its own words.
ADDRESS_TOO_LONG = {414: OpenApiResponse(description="The address is too long.")}
NOT_MODIFIED = {304: OpenApiResponse(description="The client has it already.")}
MOVED = {308: OpenApiResponse(description="A former key: Location has the one of today.")}


def contents(formats: Iterable[Any]) -> dict[Any, Any]:
    """The other media types of a 200. Their own standards define their content."""
    schemas = {"csl": {"type": "array", "items": {}}, "ndjson": OpenApiTypes.STR,
               "png": OpenApiTypes.BINARY}  # fmt: skip
    return {
        (200, record_format.media_type): schemas.get(
            record_format.suffix,
            OpenApiTypes.OBJECT if record_format.media_type.endswith("json") else OpenApiTypes.STR,
        )
        for record_format in formats
    }


def described(parameters: Iterable[Parameter]) -> list[OpenApiParameter]:
    """`parameters` as OpenAPI parameters."""
    return [
        OpenApiParameter(
            parameter.name,
            {"type": "array", "items": parameter.schema}
            if parameter.repeatable
            else parameter.schema,
            OpenApiParameter.QUERY,
            description=parameter.help,
            required=parameter.required,
            style="form" if parameter.repeatable else None,
            explode=True if parameter.repeatable else None,
        )
        for parameter in parameters
    ]


def page_serializer(kind: str) -> type[serializers.Serializer]:
    """`{"count", "next", "previous", "results"}` of one kind."""
    summary = resource_of(kind).summary_serializer
    name = f"{component_name(kind)}Page"
    group: Any = type(
        f"{component_name(kind)}GroupSerializer",
        (GroupSerializer,),
        {"results": summary(many=True), "__doc__": GroupSerializer.__doc__},
    )
    counted = serializers.ListField(child=FacetSerializer())
    fields = {
        "facets": serializers.DictField(
            child=counted, required=False, help_text="With `facets`: by the names of filters."
        ),
        "groups": group(many=True, required=False, help_text="With `group_by`."),
        "count": serializers.IntegerField(allow_null=True, help_text="Null with `count=none`."),
        "next": serializers.URLField(allow_null=True),
        "previous": serializers.URLField(allow_null=True),
        "results": summary(many=True),
        "__doc__": "A page of a list.",
    }
    serializer = type(f"{name}Serializer", (serializers.Serializer,), fields)
    return extend_schema_serializer(component_name=name)(serializer)


def component_name(kind: str) -> str:
    return "Download" if kind == "document" else kind.title()


def copy_of(method: Callable) -> Callable:
    """Give the class its own copy of a method: the description is set on the function."""

    def get(self: Any, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return method(self, request, *args, **kwargs)

    return get
