"""OpenAPI for the stream of changes."""

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema

from api.changes.stream import EVENT_STREAM, LAST_EVENT_ID, StreamView, parameters
from api.openapi.parts import ADDRESS_TOO_LONG, described, problems


def describe_stream() -> None:
    extend_schema(
        operation_id="stream_changes",
        summary=(StreamView.__doc__ or "").splitlines()[0],
        description="Each event has the `id` to go on from, `event` (`publish` or `withdraw`) and "
        "in `data` an item of `/api/v1/changes/`. It ends after five minutes; browsers connect "
        "again by themselves.",
        tags=["archive"],
        parameters=[
            *described(parameters().values()),
            OpenApiParameter(
                "Last-Event-ID",
                str,
                OpenApiParameter.HEADER,
                description="The `id` of the last event, from which to go on.",
                pattern=f"^{LAST_EVENT_ID}$",
            ),
        ],
        responses={
            (200, EVENT_STREAM): OpenApiTypes.STR,
            **ADDRESS_TOO_LONG,
            **problems(400, 404, 405, 410, 412, 429, 503),
        },
    )(StreamView.get)
