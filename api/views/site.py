"""Data that every page of a front end needs, and the index of the API."""

import hashlib

import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from api.http.caching import json_response
from api.query.filter_types import LOCALE
from api.query.params import Choice, Parameter, read_query
from api.query.sparse_fields import RICH_TEXT
from api.snapshot_read import now_current
from api.views.base import ReadView
from api.views.detail import document_response, find, redirect_or_404
from archive.registry import registry

SITE_PARAMETERS: dict[str, Parameter] = {
    "locale": Choice(
        "locale", "The language; the default one if left out.", choices=LOCALE.choices
    ),
    "rich_text": RICH_TEXT,
}


class SiteView(ReadView):
    """Navigation, newsletter call and default metadata, in one language."""

    def get(self, request: HttpRequest) -> HttpResponse:
        values = read_query(request, SITE_PARAMETERS)
        locale = values.get("locale", [settings.LANGUAGE_CODE])[0]
        resource, now = registry["site"], now_current()
        record = find(resource, locale, now)
        if record is None:
            return redirect_or_404(request, resource, locale)
        return document_response(request, resource, record, values, now)


class IndexView(ReadView):
    """Every resource, with its URL."""

    reads_one_state = False

    def get(self, request: HttpRequest) -> HttpResponse:
        read_query(request, {})
        root = f"{settings.API_ORIGIN}/api/v1/"
        names = [resource.plural for resource in registry]
        names += ["search", "resolve", "changes", "newsletter", "docs"]
        table = {name: f"{root}{name}/" for name in names} | {"openapi": f"{root}openapi.json"}
        body = orjson.dumps(table)
        return json_response(request, body, digest=hashlib.sha256(body).hexdigest())
