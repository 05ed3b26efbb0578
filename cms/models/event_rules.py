"""The rules of an event. Each returns `{field: message}` for what is wrong."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet

from cms.vocabularies import OrdinalBasis

from .identifier import Identifier


def ordinal_errors(event: Any) -> dict[str, str]:
    if event.ordinal is None:
        if event.ordinal_basis == OrdinalBasis.INFERRED:
            message = "A number cannot be inferred while it is empty."
            return {"ordinal": message, "ordinal_basis": message}
        return {}
    series = event.series_above()
    if series is None:
        return {"ordinal": "Only an event of a series can have a number."}
    others = type(event).objects.exclude(pk=event.pk)
    twin = _title_in(others.filter(series=series, ordinal=event.ordinal))
    if twin is not None:
        return {"ordinal": f"“{twin}” already has this number in the series."}
    return {}


def code_errors(event: Any) -> dict[str, str]:
    before = type(event).objects.filter(pk=event.pk).first() if event.pk else None
    if before and before.first_published_at and before.code and before.code != event.code:
        return {"code": f"A published code is permanent. It stays {before.code}."}
    if not event.code:
        return {}
    others = type(event).objects.exclude(translation_key=event.translation_key)
    twin = _title_in(others.filter(code__iexact=event.code))
    if twin is not None:
        return {"code": f"“{twin}” already has this code."}
    owner = Identifier.owner(event.kind, event.wanted_key) if event.locale_id else None
    if owner is not None and owner != event.uid:
        return {"code": "This code belonged to a deleted record. A code cannot be used twice."}
    return {}


def _title_in(events: QuerySet) -> str | None:
    """The title of the first event. A table asks this for each row, so it loads nothing more."""
    return events.order_by("pk").values_list("title", flat=True).first()


def quote_errors(event: Any) -> dict[str, str]:
    """Quotes from an event whose rule hides names must not name the speaker."""
    if not event.hides_names or not event.pk:
        return {}
    named = [quote for quote in event.quotes_spoken.all() if quote.has_attribution]
    if not named:
        return {}
    return {
        "attribution_rule": "These quotes from this event have an attribution: "
        + "; ".join(f"“{quote}”" for quote in named)
        + ". Remove their attribution first, or choose another rule."
    }


EVENT_RULES: tuple[Callable[[Any], dict[str, str]], ...] = (
    ordinal_errors,
    code_errors,
    quote_errors,
)
