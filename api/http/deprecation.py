"""Deprecations: in the headers of every answer that they concern, and in OpenAPI.

`Deprecation` (RFC 9745) gives the day since which something is deprecated. `Sunset` (RFC 8594)
gives the day on which it goes. A `Link` leads to the description of the API.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.http import http_date

CONVERTED = re.compile(r"<(?:\w+:)?(\w+)>")


@dataclass(frozen=True)
class Deprecated:
    """A path, or one of its parameters or keys, that goes on the day `sunset`."""

    path: str  # as OpenAPI has it: "/api/v1/events/{key}/"
    since: date
    sunset: date
    parameter: str = ""
    field: str = ""

    def concerns(self, request: HttpRequest, path: str) -> bool:
        """Whether `request` uses it. A request uses a key unless its `fields` leave the key out."""
        if path != self.path:
            return False
        if self.field:
            asked = ",".join(request.GET.getlist("fields"))
            names = {name.strip().partition(".")[0] for name in asked.split(",") if name.strip()}
            return not names or bool(names & {self.field, "*"})
        return not self.parameter or self.parameter in request.GET


# Declare a deprecation here, list it in docs/api-changes.md, and run `make openapi`.
DEPRECATED: list[Deprecated] = []


def say(request: HttpRequest, response: HttpResponse) -> None:
    """Add the headers if the request uses something deprecated. The earliest days count."""
    match = request.resolver_match
    if not DEPRECATED or match is None:
        return
    path = "/" + CONVERTED.sub(r"{\1}", match.route)
    used = [deprecation for deprecation in DEPRECATED if deprecation.concerns(request, path)]
    if not used:
        return
    since, sunset = (
        min(deprecation.since for deprecation in used),
        min(deprecation.sunset for deprecation in used),
    )
    response.headers["Deprecation"] = f"@{seconds(since)}"
    response.headers["Sunset"] = http_date(seconds(sunset))
    link = f'<{settings.API_ORIGIN}/api/v1/docs/>; rel="deprecation"; type="text/html"'
    others = response.headers.get("Link")
    response.headers["Link"] = f"{others}, {link}" if others else link


def seconds(day: date) -> int:
    """The beginning of `day` in UTC, in seconds since 1970."""
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())


def mark(document: dict[str, Any]) -> None:
    """Mark the deprecations in OpenAPI. Raises LookupError if one of them is not there."""
    for deprecation in DEPRECATED:
        operation = document["paths"][deprecation.path]["get"]
        if deprecation.parameter:
            [described] = (p for p in operation["parameters"] if p["name"] == deprecation.parameter)
        elif deprecation.field:
            described = fields_of(document, operation)[deprecation.field]
        else:
            described = operation
        described["deprecated"] = True


def fields_of(document: dict[str, Any], operation: dict[str, Any]) -> dict[str, Any]:
    """The keys of the document that an operation answers."""
    schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
    first = schema.get("anyOf", [schema])[0]
    name = first["$ref"].rpartition("/")[2]
    fields: dict[str, Any] = document["components"]["schemas"][name]["properties"]
    return fields
