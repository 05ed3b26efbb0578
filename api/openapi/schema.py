"""OpenAPI for all operations, from the declarations that the API itself uses."""

from collections.abc import Callable
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema

from api.changes.views import ChangesView
from api.changes.views import parameters as changes_parameters
from api.formats import FORMATS
from api.formats.listing import formats_of as list_formats_of
from api.history.memento import LINK_FORMAT
from api.history.views import PAST_VIEWS
from api.lists.format_views import RecordsView
from api.lists.views import parameters_of
from api.openapi.parts import (
    ADDRESS_TOO_LONG,
    MOVED,
    NOT_MODIFIED,
    STATUSES,
    component_name,
    contents,
    copy_of,
    described,
    page_serializer,
    problems,
)
from api.openapi.responses import (
    ChangesSerializer,
    DiffSerializer,
    HealthSerializer,
    HistorySerializer,
    IndexSerializer,
    ResolveSerializer,
    SearchSerializer,
    SuggestionsSerializer,
)
from api.openapi.views import OpenApiView
from api.resources.base import resource_of
from api.search.views import SearchView, SuggestView, suggest_parameters
from api.search.views import parameters as search_parameters
from api.views.detail import parameters_of as detail_parameters
from api.views.formats import RecordView
from api.views.health import LiveView, ReadyView
from api.views.resolve import RESOLVE_PARAMETERS, ResolveView
from api.views.site import SITE_PARAMETERS, IndexView, SiteView
from archive.registry import Resource


def describe_others() -> None:
    """Describe all operations that are not lists or documents of a resource."""
    others: list[tuple[Any, dict[str, Any]]] = [
        (IndexView, {"operation_id": "get_index", "responses": IndexSerializer}),
        (
            SiteView,
            {
                "operation_id": "get_site",
                "responses": resource_of("site").serializer,
                "parameters": SITE_PARAMETERS,
            },
        ),
        (
            ChangesView,
            {
                "operation_id": "list_changes",
                "responses": ChangesSerializer,
                "parameters": changes_parameters(),
            },
        ),
        (
            SearchView,
            {
                "operation_id": "search",
                "responses": SearchSerializer,
                "parameters": search_parameters(),
            },
        ),
        (
            ResolveView,
            {
                "operation_id": "resolve",
                "responses": ResolveSerializer,
                "parameters": RESOLVE_PARAMETERS,
            },
        ),
        (
            SuggestView,
            {
                "operation_id": "suggest",
                "responses": SuggestionsSerializer,
                "parameters": suggest_parameters(),
            },
        ),
        (LiveView, {"operation_id": "get_live", "responses": HealthSerializer}),
        (ReadyView, {"operation_id": "get_ready", "responses": HealthSerializer}),
    ]
    for view, options in others:
        answer, parameters = options.pop("responses"), options.pop("parameters", {})
        statuses = (405, 503) if view in (LiveView, ReadyView) else STATUSES
        responses = {200: answer, **NOT_MODIFIED, **ADDRESS_TOO_LONG, **problems(*statuses)}
        extend_schema(
            summary=(view.__doc__ or "").splitlines()[0],
            tags=["archive" if view not in (LiveView, ReadyView) else "health"],
            parameters=described(parameters.values()),
            responses=responses,
            **options,
        )(view.get)
    OpenApiView.schema = None


def described_list(resource: Resource) -> Callable:
    """The list view of `resource`, with its description."""
    view: Any = type(
        f"{component_name(resource.kind)}ListView", (RecordsView,), {"resource": resource}
    )
    describe = extend_schema(
        operation_id=f"list_{resource.plural}",
        summary=f"List {resource.plural}",
        description=RecordsView.__doc__,
        tags=[resource.plural],
        parameters=described(parameters_of(resource.kind).values()),
        responses={
            200: page_serializer(resource.kind),
            **NOT_MODIFIED,
            **ADDRESS_TOO_LONG,
            **problems(400, 404, 405, 406, 412, 429, 503),
            **contents(list_formats_of(resource.kind)),
        },
    )
    view.get = describe(copy_of(RecordsView.get))
    return view.as_view()


def described_detail(resource: Resource) -> Callable:
    """The document view of `resource`, with its description."""
    view: Any = type(f"{component_name(resource.kind)}View", (RecordView,), {"resource": resource})
    describe = extend_schema(
        operation_id=f"get_{resource.kind}",
        summary=f"Read one {resource.kind}",
        description=resource_of(resource.kind).serializer.__doc__,
        tags=[resource.plural],
        parameters=[
            *described(detail_parameters(resource.kind).values()),
            OpenApiParameter("key", str, OpenApiParameter.PATH, description="The public key."),
        ],
        responses={
            200: resource_of(resource.kind).serializer,
            **contents(
                record_format for record_format in FORMATS if record_format.is_for(resource.kind)
            ),
            **NOT_MODIFIED,
            **MOVED,
            **ADDRESS_TOO_LONG,
            **problems(*STATUSES, 406),
        },
    )
    view.get = describe(copy_of(RecordView.get))
    return view.as_view()


def described_past(resource: Resource) -> list[tuple[str, str, Callable]]:
    """`(end of the path, route name, view)` of the endpoints of a record's history."""
    answers: dict[str, Any] = {
        "history": HistorySerializer,
        "version": resource_of(resource.kind).serializer,
        "diff": DiffSerializer,
        "timemap": OpenApiTypes.STR,
    }
    return [
        (past, name, _described_past(resource, name, view_class, answers[name]))
        for past, (name, view_class) in PAST_VIEWS.items()
    ]


def _described_past(resource: Resource, name: str, base: Any, answer: Any) -> Callable:
    view: Any = type(f"{component_name(resource.kind)}{name.title()}View", (base,), {
        "resource": resource
    })  # fmt: skip
    content = {(200, LINK_FORMAT): answer} if name == "timemap" else {200: answer}
    describe = extend_schema(
        operation_id=f"get_{resource.kind}_{name}",
        summary=(base.__doc__ or "").splitlines()[0],
        tags=[resource.plural],
        parameters=[
            *described(base.parameters.values()),
            OpenApiParameter("key", str, OpenApiParameter.PATH, description="The public key."),
        ],
        responses={
            **content,
            **NOT_MODIFIED,
            **MOVED,
            **ADDRESS_TOO_LONG,
            **problems(*STATUSES),
        },
    )
    view.get = describe(copy_of(base.get))
    return view.as_view()
