"""What the address of a list says of its records, without what turns its pages."""

from urllib.parse import urlencode

from django.conf import settings

from api.query import filters
from api.query.params import Query
from archive.registry import Resource


def narrowed_url(resource: Resource, values: Query) -> str:
    """The address of a list with its filters and its order, without what turns its pages."""
    query = urlencode(narrowing(resource, values))
    address = f"{settings.API_ORIGIN}/api/v1/{resource.plural}/"
    return f"{address}?{query}" if query else address


def narrowing(resource: Resource, values: Query) -> list[tuple[str, str]]:
    """The filters and the order that a request names."""
    kept = {**filters.parameters_of(resource.kind), "ordering": None}
    texts = sorted(values.texts.items())
    return [(name, text) for name, several in texts if name in kept for text in several]
