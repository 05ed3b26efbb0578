"""The other formats of a record or a list, as a set of links."""

import hashlib
import re
from urllib.parse import unquote

import orjson
from django.http import HttpRequest, HttpResponse
from django.utils.encoding import iri_to_uri

from api.formats.links import LINKSET, links_of_list, links_of_record
from api.history.memento import LINK_FORMAT
from api.http.caching import json_response, last_change_of
from api.http.errors import Problem
from api.lists.format_views import parameters_of
from api.lists.narrowing import narrowed_url, narrowing
from api.query.params import MAX_QUERY_BYTES, Parameter, read_query
from api.resources.base import resources
from api.snapshot_read import now_current
from api.views.base import ReadView
from api.views.detail import find, owner_of

LONGEST = 3 * MAX_QUERY_BYTES  # what was escaped is escaped twice
PATH: dict[str, Parameter] = {
    "path": Parameter(
        "path",
        "The path of a record, or of a list with its filters, such as /api/v1/events/WP1725/.",
        longest=MAX_QUERY_BYTES,
        required=True,
    )
}
ADDRESS = re.compile(r"/api/v1/([a-z]+)/(?:([^/]+)/)?")


class LinksetView(ReadView):
    """The other formats of a record or a list, as a set of links (RFC 9264)."""

    def get(self, request: HttpRequest) -> HttpResponse:
        path, _, query = read_query(request, PATH, LONGEST)["path"][0].partition("?")
        match = ADDRESS.fullmatch(path)
        listed = (resource for resource in resources() if resource.is_listed)
        resource = next(
            (resource for resource in listed if match and resource.plural == match[1]), None
        )
        if match is None or resource is None:
            raise Problem(404, "not_found", "This is no path of a record or a list.")
        tags, made_of, links = [resource.plural], set(), {}
        changed_at = None
        if match[2]:
            key = unquote(match[2])
            record = find(resource, key, now_current()) or owner_of(resource, key)
            document = orjson.loads(record.entry.content)
            anchor, targets = document["url"], links_of_record(document)
            links["timemap"] = [{"href": f"{anchor}timemap/", "type": LINK_FORMAT}]
            tags.append(document["id"])
            made_of.add(document["id"])
            changed_at = max(filter(None, [record.entry.recorded_at, last_change_of(frozenset())]))
        else:
            list_request = HttpRequest()
            list_request.META["QUERY_STRING"] = iri_to_uri(query)
            values = read_query(list_request, parameters_of(resource.kind))
            anchor = narrowed_url(resource, values)
            pairs = narrowing(resource, values)
            targets = links_of_list(resource.kind, resource.plural, pairs)
        body = orjson.dumps({"linkset": [{"anchor": anchor, "alternate": targets, **links}]})
        return json_response(
            request,
            body,
            digest=hashlib.sha256(body).hexdigest(),
            content_type=LINKSET,
            tags=tags,
            made_of=frozenset(made_of),
            changed_at=changed_at,
        )
