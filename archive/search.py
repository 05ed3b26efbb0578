"""The search index: written with the log, asked for words."""

import re
import uuid
from functools import reduce
from operator import add, and_
from typing import Any

from django.db import connection
from django.db.models import Case, F, Q, QuerySet, Value, When
from modelsearch.backends import get_search_backend
from modelsearch.query import And, MatchAll, Or, Phrase, PlainText, SearchQuery

from archive.fanout import PART, in_parts
from archive.models import SearchText
from archive.words import stem, tokens

PHRASE = re.compile(r'"([^"]*)"')
# A shorter word has too few letters to tell a slip from another word.
SHORTEST_TYPO = 4


def backend():
    return get_search_backend("public")


def write(texts: list[SearchText]) -> None:
    """Put `texts` into the index, in the place of what is there for their records."""
    if not texts:
        return
    SearchText.objects.bulk_create(
        texts,
        update_conflicts=True,
        unique_fields=["record"],
        update_fields=["name", "text", "folded"],
        batch_size=PART,
    )
    for start in range(0, len(texts), PART):
        backend().add_bulk(SearchText, texts[start : start + PART])


def forget(uids: list[uuid.UUID]) -> None:
    """Take these records out of the index."""
    for part in in_parts(uids):
        SearchText.objects.filter(record_id__in=part).delete()


def matching(words: str, languages: list[str]) -> QuerySet[SearchText]:
    """The texts that hold all of `words`, the best first. Words in quotes stand together."""
    query = query_of(words, languages)
    if query is None:
        return SearchText.objects.none()
    found = backend().search(query, SearchText.objects.all()).get_queryset()
    if connection.vendor != "sqlite":
        return found
    # SQLite does not weigh titles by itself.
    by_title = backend().search(query, SearchText, fields=["title"], order_by_relevance=False)
    in_title = Q(pk__in=by_title.get_queryset().order_by().values("pk"))
    return found.order_by(Case(When(in_title, then=0), default=1), "_score", "-pk")


def beginning_with(words: str) -> QuerySet[SearchText]:
    """The texts in whose title all of `words` stand, the last one perhaps only begun."""
    found = " ".join(tokens(words))
    if not found:
        return SearchText.objects.none()
    return backend().autocomplete(found, SearchText.objects.all(), operator="and").get_queryset()


def query_of(words: str, languages: list[str]) -> SearchQuery | None:
    """Every word in its stem of any of `languages`; None when there is no word at all."""
    phrases = [found for phrase in PHRASE.findall(words) if (found := tokens(phrase))]
    parts = [_any([_phrase(found, language) for language in languages]) for found in phrases]
    for token in tokens(PHRASE.sub(" ", words)):
        stems = sorted({stem(token, language) for language in languages})
        parts.append(_any([PlainText(each) for each in stems]))
    if not parts:
        return None
    return And(parts) if len(parts) > 1 else parts[0]


def _phrase(found: list[str], language: str) -> Phrase:
    return Phrase(" ".join(stem(token, language) for token in found))


def _is_like(token: str) -> Q:
    from django.contrib.postgres.lookups import TrigramWordSimilar

    if len(token) < SHORTEST_TYPO:
        return Q(folded__contains=f" {token} ")
    return Q(TrigramWordSimilar(F("folded"), Value(token)))


def _any(queries: list[SearchQuery]) -> SearchQuery:
    return Or(queries) if len(queries) > 1 else queries[0]


def everything() -> QuerySet[SearchText]:
    """All texts, the one changed last first."""
    found = backend().search(MatchAll(), SearchText.objects.all()).get_queryset()
    return found.order_by("-record__changed_at", "-pk")


def resembling(words: str) -> QuerySet[SearchText] | None:
    """The texts with words like `words`, the most alike first.

    None where there is nothing to tell by: words in quotes are meant as they are, short ones have
    too few letters, and only PostgreSQL compares by trigrams.
    """
    found = tokens(words)
    longest = max(map(len, found), default=0)
    if connection.vendor != "postgresql" or '"' in words or longest < SHORTEST_TYPO:
        return None
    from django.contrib.postgres.search import TrigramWordSimilarity

    likeness: list[Any] = [TrigramWordSimilarity(token, "folded") for token in found]
    texts = SearchText.objects.filter(reduce(and_, map(_is_like, found)))
    return texts.annotate(likeness=reduce(add, likeness)).order_by("-likeness", "-pk")
