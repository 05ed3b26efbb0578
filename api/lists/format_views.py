"""Endpoints for lists in other formats than JSON, by suffix or by Accept."""

from datetime import datetime

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from api.formats.listing import LIST_FORMATS, ListFormat, formats_of
from api.http.errors import Problem
from api.http.negotiation import not_acceptable, preferred, varies_by_accept
from api.lists.format_pages import FormatPage, PastPart, PastWhole, Whole
from api.lists.paging import COUNT, PAGING
from api.lists.views import ListView, check_place
from api.query import contradictions, filters
from api.query.as_of import AS_OF
from api.query.ordering import ordering_of
from api.query.params import Parameter, Query, read_query
from api.snapshot_read import public
from api.views.base import ReadView
from archive.registry import Resource

LISTS_BY_SUFFIX = {format_.suffix: format_ for format_ in LIST_FORMATS}
LISTS_BY_MEDIA_TYPE = {format_.media_type: format_ for format_ in LIST_FORMATS}


def parameters_of(kind: str) -> dict[str, Parameter]:
    """The parameters of a list in another format: all but those that shape its JSON."""
    return {
        **filters.parameters_of(kind),
        "ordering": ordering_of(kind),
        **PAGING,
        **COUNT,
        "as_of": AS_OF,
    }


class RecordsView(ListView):
    """Public records of one kind, in the format that Accept prefers."""

    def get(self, request: HttpRequest) -> HttpResponse:
        chosen = wanted(request, self.resource)
        if chosen is None:
            return varies_by_accept(super().get(request))
        return varies_by_accept(list_response(request, self.resource, chosen))


class ListFormatView(ReadView):
    """Public records of one kind in the format of the suffix."""

    resource: Resource

    def get(self, request: HttpRequest, suffix: str) -> HttpResponse:
        chosen = LISTS_BY_SUFFIX.get(suffix)
        if chosen is None or not chosen.is_for(self.resource.kind):
            accepted = [list_format.suffix for list_format in formats_of(self.resource.kind)]
            detail = f"“.{suffix[:20]}” is no format of this. There is: {', '.join(accepted)}."
            raise Problem(404, "not_found", detail, allowed=accepted)
        return list_response(request, self.resource, chosen)


def wanted(request: HttpRequest, resource: Resource) -> ListFormat | None:
    """The format that Accept prefers, or None for JSON. Raises a 406 if none is acceptable."""
    accepted = [list_format.media_type for list_format in formats_of(resource.kind)]
    media_type = preferred(request, accepted)
    if media_type is None:
        raise not_acceptable("Nothing of what Accept names can be had here.", accepted)
    return LISTS_BY_MEDIA_TYPE.get(media_type)


def list_response(request: HttpRequest, resource: Resource, chosen: ListFormat) -> HttpResponse:
    """The requested list in the format `chosen`."""
    values = read_query(request, parameters_of(resource.kind))
    check_place(values)
    filters.check_cost(resource.kind, values)
    contradictions.check(values)
    filters.take_keys(filters.parameters_of(resource.kind), values)
    return page_of(resource, chosen, values, timezone.now()).response(request)


def page_of(resource: Resource, chosen: ListFormat, values: Query, now: datetime) -> FormatPage:
    """The page or the whole list, of today or of the past."""
    is_whole = chosen.is_whole and not {"page", "cursor", "limit"} & values.keys()
    records: QuerySet = public(resource.kind, now)
    if "as_of" in values:
        return (PastWhole if is_whole else PastPart)(resource, chosen, values, records, now)
    records = filters.apply(records, resource.kind, values, now)
    return (Whole if is_whole else FormatPage)(resource, chosen, values, records, now)
