"""Search, filters and order of a list, together."""

from typing import Any

from django.db.models import QuerySet


class OrderedSearchMixin:
    """For lists with a search: the results can have any order of the list.

    The search backend can order only by the fields of its index. A list can also be ordered by
    related records, so the database orders the results.
    """

    def search_queryset(self, queryset: QuerySet) -> Any:
        if not (self.is_searching and self.is_explicitly_ordered):  # type: ignore[attr-defined]
            return super().search_queryset(queryset)  # type: ignore[misc]
        results = super().search_queryset(queryset.order_by())  # type: ignore[misc]
        return queryset.filter(pk__in=results.get_queryset().order_by().values("pk"))
