"""Search across all kinds: ranked, with facets and highlights, over public text only."""

import hashlib
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from api.http.caching import json_response
from api.http.errors import Problem
from api.lists.paging import DEFAULT_LIMIT, MAX_LIMIT
from api.query import contradictions
from api.query.asked_rows import RECORD_ROWS, SEARCH_ROWS
from api.query.cursors import query_digest
from api.query.facets import Counted, counted_of, labelled
from api.query.filter_types import (
    ANY_LANGUAGE,
    SearchWords,
)
from api.query.filters import take_keys
from api.query.found_counts import OF_KIND
from api.query.params import Number, Parameter, Query, read_query
from api.query.value_counts import RecordSet, SearchFound, WholeList, whole_list
from api.search import search_filters
from api.search.highlights import Highlighter
from api.snapshot_read import ends_with_the_day, now_current, read_current
from api.views.base import ReadView
from api.views.resolve import link_of
from archive.models import PublicRecord, SearchText
from archive.search import index
from archive.search.analysis import languages
from archive.search.pages import FilePage, pages_of

MAX_RESULTS = 1000
MAX_SUGGESTIONS = 20


def parameters() -> dict[str, Parameter]:
    return {
        "q": SearchWords(
            "q", "Words that all must be found, in any form; words in quotes together."
        ),
        **search_filters.parameters(),
        "limit": Number("limit", "How many results a page has.", most=MAX_LIMIT),
        "page": Number("page", f"The number of the page, within {MAX_RESULTS} results."),
    }


def suggest_parameters() -> dict[str, Parameter]:
    return {
        "q": SearchWords("q", "The beginning of a title, or of any of its words.", required=True),
        **{name: search_filters.parameters()[name] for name in ("kind", "locale", "fallback")},
        "limit": Number("limit", "How many suggestions.", most=MAX_SUGGESTIONS),
    }


class SearchView(ReadView):
    """Records that hold all the words, the best first. Without `q`: all, the newest first."""

    def get(self, request: HttpRequest) -> HttpResponse:
        values = read_query(request, parameters())
        contradictions.check(values)
        take_keys(parameters(), values)
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
        records = PublicRecord.objects.public(now_current())
        texts = matches.page(records.filter(search_filters.asked_of(RECORD_ROWS, values)), 0, limit)
        summaries = [orjson.loads(bytes(text.record.summary or b"")) for text in texts]
        return respond(request, {"results": [link_of(summary) for summary in summaries]})


def respond(request: HttpRequest, document: dict[str, Any]) -> HttpResponse:
    body = orjson.dumps(document)
    return json_response(request, body, digest=hashlib.sha256(body).hexdigest(), tags=["search"])


class Results:
    """One page of results."""

    def __init__(self, values: Query, now: datetime) -> None:
        self.values = values
        self.limit = values.get("limit", [DEFAULT_LIMIT])[0]
        self.number = values.get("page", [1])[0]
        self.words = values.get("q", [""])[0]
        self.fuzzy = False
        self._check_depth()
        public = PublicRecord.objects.public(now)
        self.records = public.filter(search_filters.asked_of(RECORD_ROWS, values))
        self.terms = index.terms_of(self.words, self._languages())
        self.question = query_digest("search", values)
        self.read = read_current(now)
        self.matches = self._among(
            index.matching(self.terms) if "q" in values else index.everything()
        )
        self.counted = self._counted(self.question)
        if not self.count and (alike := index.terms_like(self.words, self._languages())):
            self.terms, self.matches = alike, self._among(index.matching(alike))
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

    def _among(self, matches: index.Matches) -> index.Matches:
        """Where the log is behind, what has expired is still in the rows of search."""
        if not self.read.head:
            return matches
        return matches.within(search_filters.asked_of(SEARCH_ROWS, self.values))

    def _whole(self, names: set[str]) -> WholeList | None:
        return whole_list(self.values.get("kind", search_filters.kinds()), names, self.values)

    def _counted(self, question: str) -> Counted:
        matches = self.matches
        matched = SearchFound(
            matches.records(self.records),
            # The list of which the words find a part, where nothing else is asked.
            self._whole(search_filters.narrowing()) if self.read.head else None,
            matches.is_within,
        )
        whole = self._whole({*search_filters.narrowing(), "q"})
        record_set = RecordSet(self.records, self.read, question, whole, matched)
        return counted_of(record_set, search_filters.countables(), kinds=True)

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
            "facets": labelled(self.counted, search_filters.countables(), kinds=True),
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
