"""The search index: the log writes it, and searches read it."""

import re
import uuid
from dataclasses import dataclass, replace
from typing import Any, Self

from django.core.management import call_command
from django.db import connection
from django.db.models import BigIntegerField, F, Q, QuerySet
from django.db.models.functions import Cast
from modelsearch.backends import get_search_backend
from modelsearch.query import And, Or, Phrase, PlainText, SearchQuery
from modelsearch.utils import get_content_type_pk
from wagtail.search.models import IndexEntry

from archive.batches import BATCH_SIZE, in_batches
from archive.models import PublicRecord, SearchEntry, SearchText
from archive.search.analysis import stem
from archive.search.index_rows import (
    best_entries,
    entries_with,
    latest_entries,
    rank_of,
    tsquery_of,
)
from archive.search.ranking import best_first
from archive.search.vocabulary import corrected
from cms.text.words import RUN, tokens

PHRASE = re.compile(r'"([^"]*)"')
# PostgreSQL reads every text that it ranks: of 300 words, 5,000 of them take 100 ms.
MOST_RANKED = 5_000
# A box for suggestions asks with each letter.
MOST_SUGGESTED = 1000


def backend() -> Any:
    return get_search_backend("public")


def write(texts: list[SearchText]) -> None:
    """Put `texts` into the index, in the place of what is there for their records."""
    if not texts:
        return
    SearchText.objects.bulk_create(
        texts,
        update_conflicts=True,
        unique_fields=["record"],
        update_fields=["name", "text", "folded", "file"],
        batch_size=BATCH_SIZE,
    )
    for start in range(0, len(texts), BATCH_SIZE):
        backend().add_bulk(SearchText, texts[start : start + BATCH_SIZE])


def index_all() -> None:
    """Write the index of all records and pages anew.

    PostgreSQL looks in the index for rows of deleted records. In the memory that a query usually
    gets, it would compare every row with every other row: minutes for 100,000 records.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET work_mem = '64MB'")
    call_command("update_index", backend_name="default", verbosity=0)


def forget(uids: list[uuid.UUID]) -> None:
    """Take these records out of the index."""
    for part in in_batches(uids):
        SearchText.objects.filter(record_id__in=part).delete()


@dataclass(frozen=True)
class Matches:
    """The texts that match. `compiler` is set where a query of its own sorts them.

    `entries` are their rows on PostgreSQL, sorted by `rank`, or else by the time of the change.
    `unsorted` are the same texts where they are found faster without their order. Only the `most`
    newest of them are sorted; None means all.
    """

    texts: QuerySet[SearchText]
    compiler: Any = None
    most: int | None = None
    unsorted: QuerySet[SearchText] | None = None
    entries: QuerySet[SearchEntry] | None = None
    rank: Any = None
    is_within: bool = False

    def within(self, condition: Q) -> Self:
        """Those of the rows for which `condition` holds.

        It asks all that is asked of the records that are public now, so that PostgreSQL looks at no
        record.
        """
        if self.entries is None:
            return self
        return replace(self, entries=self.entries.filter(condition), is_within=True)

    @property
    def record_ids(self) -> QuerySet:
        """The ids of their records."""
        rows = self.in_no_order if self.entries is None else self.entries
        return rows.values("record_id")

    def records(self, records: QuerySet[PublicRecord]) -> QuerySet[Any, Any]:
        """`uid` and `kind` of those of `records`, and `facets` where the rows tell all."""
        if self.entries is not None and self.is_within:
            return self.entries.values("kind", "facets", uid=F("record_id"))
        return records.order_by().filter(pk__in=self.record_ids).values("kind", "uid")

    def of(self, records: QuerySet[PublicRecord]) -> QuerySet[SearchText]:
        """Those of `records`, in no order."""
        return self.in_no_order.filter(record__in=records.order_by().values("pk"))

    @property
    def in_no_order(self) -> QuerySet[SearchText]:
        return self.texts.order_by() if self.unsorted is None else self.unsorted

    def page(self, records: QuerySet[PublicRecord], offset: int, limit: int) -> list[SearchText]:
        """Some of those of `records`, the best first, with their records."""
        place = slice(offset, offset + limit)
        if self.entries is not None:
            entries = self.entries
            if not self.is_within:
                entries = entries.filter(record__in=records.order_by().values("pk"))
            if self.rank is None:
                return latest_entries(entries, place)
            newest = entries.order_by("-pk").values("pk")[: self.most]
            return best_entries(self.rank, newest, place)
        if self.compiler is None:
            # Only the rows of this page are read whole.
            best = self._newest(records) if self.most is None else self._ranked(records, self.most)
            texts = self.texts.select_related("record").defer("folded")
            return list(texts.filter(pk__in=best[place]))
        ids = best_first(self.compiler, self.of(records))[place]
        texts = self.texts.select_related("record").defer("folded")
        by_id = texts.in_bulk([int(pk) for pk in ids])
        return [by_id[int(pk)] for pk in ids]

    def _ranked(self, records: QuerySet[PublicRecord], most: int) -> QuerySet:
        newest = self.of(records).order_by("-pk").values("pk")[:most]
        return self.texts.filter(pk__in=newest).values("pk")

    @staticmethod
    def _newest(records: QuerySet[PublicRecord]) -> QuerySet:
        """The texts of all of them, in the order of `everything`, by a look at them alone."""
        stated = records.filter(search_text__isnull=False)
        return stated.order_by("-changed_at", "-search_text__pk").values("search_text__pk")


NOTHING = Matches(SearchText.objects.none())


def matching(terms: list[list[str]]) -> Matches:
    """The texts that hold one form of each of `terms`, as `terms_of` gives them."""
    if not terms:
        return NOTHING
    results = _results(terms)
    texts = results.get_queryset().order_by()
    if connection.vendor == "sqlite":
        return Matches(texts, results.query_compiler)
    entries = entries_with(tsquery_of(results))
    return Matches(texts, most=MOST_RANKED, entries=entries, rank=rank_of(results))


def words_query(terms: list[list[str]]) -> Any:
    """What PostgreSQL is asked for `terms`, of which there are some."""
    return tsquery_of(_results(terms))


def _results(terms: list[list[str]]) -> Any:
    return backend().search(query_of(terms), SearchText.objects.all(), order_by_relevance=False)


def query_of(terms: list[list[str]]) -> SearchQuery:
    """The same in the words of the library."""
    parts = [_any([_term(stems) for stems in forms]) for forms in terms]
    return And(parts) if len(parts) > 1 else parts[0]


def beginning_with(query: str) -> Matches:
    """The texts whose titles hold all words of `query`; the last word may be incomplete.

    With the order of the library, SQLite would search once for each text found.
    """
    text = " ".join(tokens(query))
    if not text:
        return NOTHING
    is_sqlite = connection.vendor == "sqlite"
    options: Any = {"operator": "and", "order_by_relevance": not is_sqlite}
    results = backend().autocomplete(text, SearchText.objects.all(), **options)
    texts = results.get_queryset()
    if is_sqlite:
        return Matches(texts.order_by(), results.query_compiler)
    return Matches(texts, most=MOST_SUGGESTED, unsorted=_unsorted(results))


def _unsorted(results: Any) -> QuerySet[SearchText]:
    """What PostgreSQL finds. The library compares the id of each text there is with the number in
    the index, as texts: here the few numbers found become ids."""
    [(vector, _boost)] = results.query_compiler.get_index_vectors(None)
    entries = IndexEntry.objects.filter(content_type=get_content_type_pk(SearchText))
    matching = entries.annotate(vector=F(vector.name.removeprefix("index_entries__")))
    rows = matching.filter(vector=tsquery_of(results))
    numbers = rows.annotate(number=Cast("object_id", BigIntegerField())).values("number")
    return SearchText.objects.filter(pk__in=numbers)


def terms_of(query: str, languages: list[str]) -> list[list[str]]:
    """What all must be found: the forms of each phrase and of each word, as stems with a space
    between them. Words in quotes stand together."""
    rest = PHRASE.sub(" ", query)
    together = [*PHRASE.findall(query), *RUN.findall(rest)]
    phrases = [inside for phrase in together if (inside := tokens(phrase))]
    single = [[token] for token in tokens(RUN.sub(" ", rest))]
    return [_forms([inside], languages) for inside in [*phrases, *single]]


def terms_like(query: str, languages: list[str]) -> list[list[str]]:
    """The same for words that were mistyped. Empty where none are like them."""
    return [_forms([[word] for word in words], languages) for words in corrected(query)]


def _forms(phrases: list[list[str]], languages: list[str]) -> list[str]:
    stems = {
        " ".join(stem(word, language) for word in phrase)
        for phrase in phrases
        for language in languages
    }
    return sorted(stems)


def _term(stems: str) -> SearchQuery:
    return Phrase(stems) if " " in stems else PlainText(stems)


def _any(queries: list[SearchQuery]) -> SearchQuery:
    return Or(queries) if len(queries) > 1 else queries[0]


def everything() -> Matches:
    """All texts, the one changed last first."""
    texts = SearchText.objects.order_by("-record__changed_at", "-pk")
    is_sqlite = connection.vendor == "sqlite"
    return Matches(texts, entries=None if is_sqlite else SearchEntry.objects.all())
