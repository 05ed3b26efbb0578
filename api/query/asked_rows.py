"""Whose rows a condition is asked of: those of records, or the short ones that search has."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from archive.models import Facet
from archive.search.index_rows import ROW_FACETS, facet_texts


@dataclass(frozen=True)
class Rows:
    """`record` leads to the id of the record. A row has the values of the facets `own` itself."""

    record: str
    own: frozenset[str] = frozenset()

    def of(self, ids: object) -> Q:
        """Rows of the records with these ids."""
        return Q(**{f"{self.record}__in": ids})

    def with_any(self, names: tuple[str, ...], values: Iterable[str]) -> Q:
        """Rows of which one of the facets `names` has one of `values`."""
        if self.own.issuperset(names):
            return Q(facets__has_any=facet_texts(names, values))
        facets = Facet.objects.filter(named(names), value__in=tuple(values))
        return self.of(facets.values("record_id"))


RECORD_ROWS = Rows("pk")
SEARCH_ROWS = Rows("record", frozenset(ROW_FACETS))


def named(names: tuple[str, ...]) -> Q:
    return Q(name=names[0]) if len(names) == 1 else Q(name__in=names)
