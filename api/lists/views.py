"""Lists of summaries."""

from datetime import datetime
from functools import cache

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from api.formats.links import link_to_formats
from api.http.caching import json_response
from api.http.errors import Problem
from api.lists import groups
from api.lists.as_of import PastPage
from api.lists.narrowing import narrowed_url
from api.lists.page import ListPage
from api.lists.paging import COUNT, PAGING
from api.query import contradictions, filters
from api.query.as_of import AS_OF
from api.query.made_of import made_of_list
from api.query.ordering import ordering_of
from api.query.params import Parameter, Query, read_query
from api.query.picks import SAMPLE, check_sample
from api.query.sparse_fields import plurals, shaping_parameters
from api.snapshot_read import public
from api.views.base import ReadView
from archive.registry import Resource


def check_place(values: Query) -> None:
    if "page" in values and "cursor" in values:
        detail = "Give a page or a cursor: one of the two."
        raise Problem(400, "bad_request", detail, errors=[{"parameter": "cursor"}])


@cache
def parameters_of(kind: str) -> dict[str, Parameter]:
    """Every parameter of the list of `kind`."""
    return {
        **filters.parameters_of(kind),
        "ordering": ordering_of(kind),
        **shaping_parameters(kind),
        **PAGING,
        **SAMPLE,
        **groups.parameters_of(kind),
        **COUNT,
        "as_of": AS_OF,
    }


class ListView(ReadView):
    """Public records of one kind."""

    resource: Resource

    def get(self, request: HttpRequest) -> HttpResponse:
        kind = self.resource.kind
        values = read_query(request, parameters_of(kind))
        check_place(values)
        check_sample(values)
        groups.check_groups(values)
        now = timezone.now()
        filters.check_cost(kind, values)
        contradictions.check(values)
        filters.take_keys(filters.parameters_of(kind), values)
        return list_response(request, self.resource, values, self.page(values, now))

    def page(self, values: Query, now: datetime) -> ListPage:
        kind = self.resource.kind
        if "as_of" in values:
            return PastPage(self.resource, values, public(kind, now), now)
        return ListPage(
            self.resource, values, filters.apply(public(kind, now), kind, values, now), now
        )


def list_response(
    request: HttpRequest, resource: Resource, values: Query, page: ListPage
) -> HttpResponse:
    """`page` as JSON, with its validators and the address of its other formats."""
    body = page.body()
    response = json_response(
        request,
        body,
        digest=page.digest(body),
        tags=plurals(resource, values),
        made_of=made_of_list(resource.kind, values),
    )
    if "as_of" not in values:
        response.headers["Link"] = links_of(page)
    return response


def links_of(page: ListPage) -> str:
    """The Link header of a list."""
    return link_to_formats(narrowed_url(page.resource, page.values))
