"""Whose rows a condition is asked of: those of records, or the short ones that search has."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from archive.models import Facet, PublicRecord
from archive.search.index import matching, words_query
from archive.search.index_rows import ROW_FACETS, facet_texts


@dataclass(frozen=True)
class Rows:
    """`record` leads to the id of the record.

    The rows of search have the values of the facets `own` themselves, the columns `columns` of
    their records, and the words of their texts. Those of records have all columns. `kind` is that
    of all records that are asked for, if they are of one.
    """

    record: str
    own: frozenset[str] = frozenset()
    columns: frozenset[str] | None = None
    kind: str = ""

    def of(self, ids: object) -> Q:
        """Rows of the records with these ids."""
        return Q(**{f"{self.record}__in": ids})

    def where(self, column: str, condition: Q) -> Q:
        """Rows of the records for which `condition` holds. It asks for `column` alone."""
        if self.columns is None or column in self.columns:
            return condition
        records = PublicRecord.objects.filter(condition)
        return self.of((records.filter(kind=self.kind) if self.kind else records).values("pk"))

    def with_any(self, names: tuple[str, ...], values: Iterable[str]) -> Q:
        """Rows of which one of the facets `names` has one of `values`."""
        if self.own.issuperset(names):
            return Q(facets__has_any=facet_texts(names, values))
        facets = Facet.objects.filter(named(names), value__in=tuple(values))
        return self.of(facets.values("record_id"))

    def with_words(self, terms: list[list[str]]) -> Q:
        """Rows of texts that hold one form of each of `terms`."""
        if self.columns is None or not terms:
            return self.of(matching(terms).record_ids)
        return Q(words__found_by=words_query(terms))


RECORD_ROWS = Rows("pk")
SEARCH_ROWS = Rows(
    "record",
    frozenset(ROW_FACETS),
    frozenset({"kind", "locale", "start", "end", "changed_at"}),
)


def named(names: tuple[str, ...]) -> Q:
    return Q(name=names[0]) if len(names) == 1 else Q(name__in=names)
