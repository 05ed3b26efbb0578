"""The endpoint of the OpenAPI file."""

import hashlib
from functools import cache
from pathlib import Path

from django.http import HttpRequest, HttpResponse

from api.http.caching import json_response
from api.query.params import read_query
from api.views.base import ReadView

SNAPSHOT = Path(__file__).resolve().parents[1] / "openapi.json"


@cache
def snapshot() -> tuple[bytes, str]:
    """The committed OpenAPI file and its digest."""
    body = SNAPSHOT.read_bytes()
    return body, hashlib.sha256(body).hexdigest()


class OpenApiView(ReadView):
    """The description, OpenAPI 3.1, as it was committed."""

    reads_one_state = False

    def get(self, request: HttpRequest) -> HttpResponse:
        read_query(request, {})
        body, digest = snapshot()
        return json_response(request, body, digest=digest)
