"""OpenAPI for records and lists in other formats than JSON."""

from collections.abc import Callable, Iterable
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema

from api.formats import FORMATS, SHOWN_FORMATS
from api.formats.links import LINKSET
from api.formats.listing import formats_of
from api.lists.format_views import ListFormatView, parameters_of
from api.openapi.parts import (
    ADDRESS_TOO_LONG,
    MOVED,
    NOT_MODIFIED,
    component_name,
    contents,
    copy_of,
    described,
    problems,
)
from api.serializers.linkset import LinkSetSerializer
from api.views.formats import PARAMETERS, FormatView
from api.views.linkset import PATH, LinksetView
from api.views.machines import LlmsView, SitemapPartView, SitemapView
from api.views.oembed import OEMBED, OembedView
from archive.registry import Resource


def described_format(resource: Resource) -> Callable:
    """The view of one record in a format, with its description."""
    view: Any = type(
        f"{component_name(resource.kind)}FormatView", (FormatView,), {"resource": resource}
    )
    formats = [
        record_format
        for record_format in (*FORMATS, *SHOWN_FORMATS)
        if record_format.is_for(resource.kind)
    ]
    describe = extend_schema(
        operation_id=f"get_{resource.kind}_format",
        summary=f"Read one {resource.kind} in another format",
        tags=[resource.plural],
        parameters=[
            OpenApiParameter("key", str, OpenApiParameter.PATH, description="The public key."),
            *described(PARAMETERS.values()),
            suffix_of(formats),
        ],
        responses={
            **contents(formats),
            **NOT_MODIFIED,
            **MOVED,
            **ADDRESS_TOO_LONG,
            **problems(400, 404, 405, 406, 410, 412, 429, 503),
        },
    )
    view.get = describe(copy_of(FormatView.get))
    return view.as_view()


def described_list_format(resource: Resource) -> Callable:
    """The view of a list in a format, with its description."""
    view: Any = type(
        f"{component_name(resource.kind)}ListFormatView", (ListFormatView,), {"resource": resource}
    )
    formats = formats_of(resource.kind)
    describe = extend_schema(
        operation_id=f"list_{resource.plural}_format",
        summary=f"List {resource.plural} in another format",
        tags=[resource.plural],
        parameters=[*described(parameters_of(resource.kind).values()), suffix_of(formats)],
        responses={
            **contents(formats),
            **NOT_MODIFIED,
            **ADDRESS_TOO_LONG,
            **problems(400, 404, 405, 412, 429, 503),
        },
    )
    view.get = describe(copy_of(ListFormatView.get))
    return view.as_view()


def describe_machines() -> None:
    """Describe the sitemap, llms.txt, oEmbed and the sets of links."""
    described_as: list[tuple[Any, str, str]] = [
        (SitemapView, "get_sitemap", "application/xml"),
        (SitemapPartView, "get_sitemap_part", "application/xml"),
        (LlmsView, "get_llms", "text/markdown"),
    ]
    extend_schema(
        operation_id="get_oembed",
        summary=(OembedView.__doc__ or "").splitlines()[0],
        tags=["archive"],
        parameters=described(OEMBED.values()),
        responses={
            (200, "application/json"): OpenApiTypes.OBJECT,
            (200, "text/xml"): OpenApiTypes.STR,
            **NOT_MODIFIED,
            **ADDRESS_TOO_LONG,
            **problems(400, 404, 405, 410, 412, 429, 503),
        },
    )(OembedView.get)
    extend_schema(
        operation_id="get_linkset",
        summary=(LinksetView.__doc__ or "").splitlines()[0],
        tags=["archive"],
        parameters=described(PATH.values()),
        responses={
            (200, LINKSET): LinkSetSerializer,
            **NOT_MODIFIED,
            **ADDRESS_TOO_LONG,
            **problems(400, 404, 405, 410, 412, 429, 503),
        },
    )(LinksetView.get)
    for view, name, media_type in described_as:
        extend_schema(
            operation_id=name,
            summary=(view.__doc__ or "").splitlines()[0],
            tags=["archive"],
            responses={
                (200, media_type): OpenApiTypes.STR,
                **NOT_MODIFIED,
                **ADDRESS_TOO_LONG,
                **problems(400, 404, 405, 412, 429, 503),
            },
        )(view.get)


def suffix_of(formats: Iterable[Any]) -> OpenApiParameter:
    """The path parameter with all suffixes, and the format of each."""
    formats = list(formats)
    names = ", ".join(f"`{record_format.suffix}` {record_format.name}" for record_format in formats)
    return OpenApiParameter(
        "suffix",
        {"type": "string", "enum": [record_format.suffix for record_format in formats]},
        OpenApiParameter.PATH,
        description=f"{names}.",
    )
