"""The admin's search on an OpenSearch server, in the place of the database's own.

Readers' search is not asked of it: the log writes that index with the very commit that publishes.
"""

from typing import Any

import opensearchpy
from django.db.models import QuerySet
from django_countries.fields import Country
from modelsearch.backends.opensearch3 import (
    OpenSearch3AutocompleteQueryCompiler,
    OpenSearch3SearchBackend,
    OpenSearch3SearchQueryCompiler,
    OpenSearch3SearchResults,
)
from opensearchpy.helpers import scan

from cms.faults import SearchAway

# What is a mistake of ours, or an answer: what was not found may still be written.
TOLD = (opensearchpy.RequestError, opensearchpy.ConflictError, opensearchpy.NotFoundError)
QUESTIONS = ("/_search", "/_count")


class Transport(opensearchpy.Transport):
    """Tells a server that gives no answer, or has no index to search in, from a mistake of ours."""

    def perform_request(self, method: str, url: str, *given: Any, **more: Any) -> Any:
        try:
            return super().perform_request(method, url, *given, **more)
        except opensearchpy.TransportError as error:
            has_no_index = error.status_code == 404 and url.endswith(QUESTIONS)
            if isinstance(error, TOLD) and not has_no_index:
                raise
            raise SearchAway(f"{error.status_code}: {error.error}") from error


class Serializer(opensearchpy.JSONSerializer):
    def default(self, data: Any) -> Any:
        return data.code if isinstance(data, Country) else super().default(data)


class Words(OpenSearch3SearchQueryCompiler):
    """All words of a question, as the database has it; the library would take any of them."""

    DEFAULT_OPERATOR = "and"


class Beginnings(OpenSearch3AutocompleteQueryCompiler):
    DEFAULT_OPERATOR = "and"


class Results(OpenSearch3SearchResults):
    def get_queryset(self) -> QuerySet:
        """All that is found, for the database to put into order, as its own results have it."""
        found = self.query_compiler.queryset
        index = self.backend.get_index_for_model(found.model).name
        hits = scan(
            self.backend.es, self._get_es_body(), index=index, _source=False, stored_fields="pk"
        )
        return found.filter(pk__in=[hit["fields"]["pk"][0] for hit in hits])


class SearchBackend(OpenSearch3SearchBackend):
    query_compiler_class = Words
    autocomplete_query_compiler_class = Beginnings
    results_class = Results

    def __init__(self, params: dict[str, Any]) -> None:
        options = {"transport_class": Transport, "serializer": Serializer()}
        super().__init__({**params, "OPTIONS": {**params.get("OPTIONS", {}), **options}})
