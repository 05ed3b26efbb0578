"""Words, filters and orders of a list, together."""

from typing import Any

from django.db.models import QuerySet


class OrdersWhatIsFound:
    """For lists that are searched: what is found can be put into any of their orders.

    The search knows the columns that its models declare to it, which is enough for filters; a list
    can also be ordered by related records. So the database puts into order what the search finds.
    """

    def search_queryset(self, queryset: QuerySet) -> Any:
        if not (self.is_searching and self.is_explicitly_ordered):  # type: ignore[attr-defined]
            return super().search_queryset(queryset)  # type: ignore[misc]
        found = super().search_queryset(queryset.order_by())  # type: ignore[misc]
        return queryset.filter(pk__in=found.get_queryset().order_by().values("pk"))
