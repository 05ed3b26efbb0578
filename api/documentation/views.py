"""The endpoints of the documentation. They need no other server and no script."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from api.documentation.guides import INDEX, chapters, guide, pictures
from api.documentation.reference import groups, schemas
from api.documentation.requests import API, SITE
from api.documentation.searching import search
from api.query.params import Parameter, read_query
from api.views.base import ReadView

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
SEARCH = {"q": Parameter("q", "Words to find in the documentation.", longest=200)}


class PageView(ReadView):
    """A page of the documentation."""

    reads_one_state = False
    schema = None
    parameters: Mapping[str, Parameter] = {}

    def get(self, request: HttpRequest, **named: str) -> HttpResponse:
        query = read_query(request, self.parameters)
        template, context = self.page(query, **named)
        context |= {"chapters": chapters(), "groups": groups()}
        response = TemplateResponse(request, f"api/docs/{template}.html", context).render()
        response.content = (
            response.content.replace(API.encode(), settings.API_ORIGIN.encode())
        ).replace(SITE.encode(), settings.FRONTEND_ORIGIN.encode())
        response.headers["Content-Security-Policy"] = POLICY
        response.headers["Cache-Control"] = "public, max-age=300"
        return response

    def page(self, query: Mapping[str, list[Any]], **named: str) -> tuple[str, dict[str, Any]]:
        """The name of the template and what it shows. Raises Http404."""
        raise NotImplementedError


class FirstPageView(PageView):
    """The first page, or what a search found."""

    parameters = SEARCH

    def page(self, query: Mapping[str, list[Any]], **named: str) -> tuple[str, dict[str, Any]]:
        if "q" not in query:
            return "guide", {"guide": guide(INDEX)}
        text = query["q"][0]
        return "search", {"query": text, "hits": search(text)}


class GuideView(PageView):
    """A page of `docs/`."""

    def page(self, query: Mapping[str, list[Any]], **named: str) -> tuple[str, dict[str, Any]]:
        for name in (named["name"], f"{named['name']}/{INDEX}"):
            try:
                return "guide", {"guide": guide(name)}
            except KeyError:
                continue
        raise Http404


class ReferenceView(PageView):
    """The operations of one tag."""

    def page(self, query: Mapping[str, list[Any]], **named: str) -> tuple[str, dict[str, Any]]:
        if named["tag"] not in groups():
            raise Http404
        return "operations", {"group": groups()[named["tag"]]}


class SchemasView(PageView):
    """All schemas."""

    def page(self, query: Mapping[str, list[Any]], **named: str) -> tuple[str, dict[str, Any]]:
        return "schemas", {"schemas": schemas()}


class PictureView(ReadView):
    """A picture of a guide."""

    reads_one_state = False
    schema = None

    def get(self, request: HttpRequest, name: str) -> FileResponse:
        read_query(request, {})
        if name not in pictures():
            raise Http404
        response = FileResponse(pictures()[name].open("rb"))
        response.headers["Cache-Control"] = "public, max-age=300"
        return response
