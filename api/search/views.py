"""Search across all kinds: ranked, with facets and highlights, over public text only."""

import hashlib
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

import orjson
from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from api.http.caching import json_response
from api.http.errors import Problem
from api.lists.paging import DEFAULT_LIMIT, MAX_LIMIT
from api.query import contradictions, filters
from api.query.cursors import query_digest
from api.query.declared import NULL, of_dates
from api.query.facets import Countable, Counted, countable, counted_of, labelled
from api.query.filter_types import (
    ANY_LANGUAGE,
    FALLBACK,
    LOCALE,
    MONTH_FILTER,
    YEAR_FILTER,
    Country,
    SearchWords,
    key,
)
from api.query.found_counts import OF_KIND
from api.query.identifiers import SAME_AS
from api.query.params import Choice, Number, Parameter, Query, read_query
from api.query.value_counts import RecordSet, SearchFound, WholeList, whole_list
from api.search.highlights import Highlighter
from api.snapshot_read import ends_with_the_day, now_current, read_current
from api.views.base import ReadView
from api.views.resolve import link_of
from archive.models import PublicRecord, SearchText
from archive.registry import registry
from archive.search import index
from archive.search.analysis import languages
from archive.search.pages import FilePage, pages_of

MAX_RESULTS = 1000
MAX_SUGGESTIONS = 20
# The facets of a search, in order. The facet "kind" of a search is the kind of record.
FACETS = ("kind", "series", "year", "theme", "partner", "country")


def kinds() -> tuple[str, ...]:
    """The kinds that search covers: all that have a list."""
    return tuple(resource.kind for resource in registry if resource.kind != "site")


# Filters of dates hold for records of any kind that have some.
LIMITS = {name: limit for limit in of_dates() if not (name := limit.parameter.name).endswith(NULL)}


def facet_parameters() -> dict[str, Parameter]:
    """The filters that records of several kinds have."""
    return filters.named(
        Choice("kind", "Only records of this kind.", repeatable=True, choices=kinds()),
        key("series", "series", "Editions of this series."),
        YEAR_FILTER,
        MONTH_FILTER,
        key("theme", "theme", "With this theme."),
        key("partner", "partner", "With this partner."),
        key("person", "person", "That names this person."),
        Country("country", "The country, or that of any partner.", repeatable=True),
        Country("place_country", "Events at a venue in this country.", repeatable=True),
        SAME_AS,
        LOCALE,
        FALLBACK,
    )


def filter_parameters() -> dict[str, Parameter]:
    return facet_parameters() | {name: limit.parameter for name, limit in LIMITS.items()}


def narrowing() -> set[str]:
    """The filters beside the kinds."""
    return set(filter_parameters()) - {"kind"}


def countables() -> list[Countable]:
    """The filters whose values are counted beside the kinds, in order."""
    return [countable(filter_parameters()[name]) for name in FACETS[1:]]


def parameters() -> dict[str, Parameter]:
    return {
        "q": SearchWords(
            "q", "Words that all must be found, in any form; words in quotes together."
        ),
        **filter_parameters(),
        "limit": Number("limit", "How many results a page has.", most=MAX_LIMIT),
        "page": Number("page", f"The number of the page, within {MAX_RESULTS} results."),
    }


def suggest_parameters() -> dict[str, Parameter]:
    return {
        "q": SearchWords("q", "The beginning of a title, or of any of its words.", required=True),
        **{name: filter_parameters()[name] for name in ("kind", "locale", "fallback")},
        "limit": Number("limit", "How many suggestions.", most=MAX_SUGGESTIONS),
    }


class SearchView(ReadView):
    """Records that hold all the words, the best first. Without `q`: all, the newest first."""

    def get(self, request: HttpRequest) -> HttpResponse:
        values = read_query(request, parameters())
        contradictions.check(values)
        filters.take_keys(parameters(), values)
        if values.is_of_today:
            ends_with_the_day()
        return respond(request, Results(values, timezone.now()).document())


class SuggestView(ReadView):
    """Suggestions for a search box: records with a title in which the query begins a word."""

    def get(self, request: HttpRequest) -> HttpResponse:
        values = read_query(request, suggest_parameters())
        contradictions.check(values)
        limit = values.get("limit", [10])[0]
        matches = index.beginning_with(values["q"][0])
        texts = matches.page(chosen(values, now_current()), 0, limit)
        summaries = [orjson.loads(bytes(text.record.summary or b"")) for text in texts]
        return respond(request, {"results": [link_of(summary) for summary in summaries]})


def respond(request: HttpRequest, document: dict[str, Any]) -> HttpResponse:
    body = orjson.dumps(document)
    return json_response(request, body, digest=hashlib.sha256(body).hexdigest(), tags=["search"])


def chosen(values: Query, now: datetime) -> QuerySet[PublicRecord]:
    """The public records that pass the filters."""
    records = PublicRecord.objects.public(now).filter(kind__in=values.get("kind", kinds()))
    for name in LIMITS.keys() & values.keys():
        limit = LIMITS[name].ask(values[name], values)
        records = records.filter(limit.q()) if limit else records
    names = facet_parameters().keys() - {"kind", "locale", "fallback"}
    return filters.apply_facets(records, names, values)


class Results:
    """One page of results."""

    def __init__(self, values: Query, now: datetime) -> None:
        self.values = values
        self.limit = values.get("limit", [DEFAULT_LIMIT])[0]
        self.number = values.get("page", [1])[0]
        self.words = values.get("q", [""])[0]
        self.fuzzy = False
        self._check_depth()
        self.records = chosen(values, now)
        self.terms = index.terms_of(self.words, self._languages())
        self.question = query_digest("search", values)
        self.read = read_current(now)
        self.matches = self._matching(self.terms) if "q" in values else index.everything()
        self.counted = self._counted(self.question)
        if not self.count and (alike := index.terms_like(self.words, self._languages())):
            self.terms, self.matches = alike, self._matching(alike)
            self.counted = self._counted(f"{self.question} alike")
            self.fuzzy = bool(self.count)

    @property
    def count(self) -> int:
        """Each record is of one kind."""
        return sum(number for _kind, number in self.counted[OF_KIND])

    def _check_depth(self) -> None:
        if self.number * self.limit > MAX_RESULTS:
            detail = f"page: Pages reach the first {MAX_RESULTS} results. Add words or filters."
            raise Problem(400, "invalid_parameter", detail, errors=[{"parameter": "page"}])

    def _languages(self) -> list[str]:
        """Those whose words may be meant."""
        requested = self.values.get("locale", [settings.LANGUAGE_CODE])
        return languages() if {ANY_LANGUAGE, "fallback"} & {*requested, *self.values} else requested

    def _matching(self, terms: list[list[str]]) -> index.Matches:
        matches = index.matching(terms)
        around = self._around()
        return matches.within(around.kinds, around.languages) if around else matches

    def _around(self) -> WholeList | None:
        """The list of which the words find a part, where nothing else is asked.

        Where the log is behind, what has expired is still in its counts and in the search.
        """
        return self._whole(narrowing()) if self.read.head else None

    def _whole(self, names: set[str]) -> WholeList | None:
        return whole_list(self.values.get("kind", kinds()), names, self.values)

    def _counted(self, question: str) -> Counted:
        matches = self.matches
        records = matches.records(self.records)
        matched = SearchFound(records, self._around(), matches.is_within)
        whole = self._whole({*narrowing(), "q"})
        record_set = RecordSet(self.records, self.read, question, whole, matched)
        return counted_of(record_set, countables(), kinds=True)

    def document(self) -> dict[str, Any]:
        offset = (self.number - 1) * self.limit
        texts = self.matches.page(self.records, offset, self.limit) if self.count else []
        has_next = offset + self.limit < min(self.count, MAX_RESULTS)
        highlighter = Highlighter(self.terms)
        pages = pages_of(texts, self.terms)
        return {
            "query": self.words or None,
            "count": self.count,
            "fuzzy": self.fuzzy,
            "next": self._url(self.number + 1) if has_next else None,
            "previous": self._url(self.number - 1) if self.number > 1 else None,
            "facets": labelled(self.counted, countables(), kinds=True),
            "results": [result(text, pages.get(text.pk), highlighter) for text in texts],
        }

    def _url(self, number: int) -> str:
        pairs = [
            (name, text)
            for name, texts in sorted(self.values.texts.items())
            if name != "page"
            for text in texts
        ]
        query = urlencode([*pairs, ("page", number)])
        return f"{settings.API_ORIGIN}/api/v1/search/?{query}"


def result(text: SearchText, page: FilePage | None, highlighter: Highlighter) -> dict[str, Any]:
    """One result: `{"record": its summary, "highlights": {"title", "text"}, "page": 12}`."""
    return {
        "record": orjson.Fragment(bytes(text.record.summary or b"null")),
        "highlights": {
            "title": highlighter.marked(text.name, text.language),
            "text": highlighter.marked(page.text if page else text.text, text.language),
        },
        "page": page.number if page else None,
    }
