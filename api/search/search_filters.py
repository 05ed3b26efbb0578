"""What a search can be filtered by, and what it counts."""

from functools import cache

from django.conf import settings
from django.db.models import Q

from api.query import filters
from api.query.asked_rows import Rows
from api.query.conditions import All
from api.query.declared import NULL, has_any, of_dates
from api.query.facets import Countable, countable
from api.query.filter_types import FALLBACK, LOCALE, MONTH_FILTER, YEAR_FILTER, Country, key
from api.query.identifiers import SAME_AS
from api.query.languages import in_language
from api.query.params import Choice, Parameter, Query
from archive.registry import registry

# The facets of a search, in order. The facet "kind" of a search is the kind of record.
SEARCH_FACETS = ("kind", "series", "year", "theme", "partner", "country")
# Filters of dates hold for records of any kind that have some.
LIMITS = {name: limit for limit in of_dates() if not (name := limit.parameter.name).endswith(NULL)}
# What the rows of search tell by themselves.
OF_ROWS = ("kind", "locale", "fallback")


def kinds() -> tuple[str, ...]:
    """The kinds that search covers: all that have a list."""
    return tuple(resource.kind for resource in registry if resource.kind != "site")


@cache
def parameters() -> dict[str, Parameter]:
    """The filters that records of several kinds have, by name."""
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
        *(limit.parameter for limit in LIMITS.values()),
    )


def narrowing() -> set[str]:
    """The filters beside the kinds."""
    return set(parameters()) - {"kind"}


def countables() -> list[Countable]:
    """The filters whose values are counted beside the kinds, in order."""
    return [countable(parameters()[name]) for name in SEARCH_FACETS[1:]]


def asked_of(rows: Rows, values: Query) -> Q:
    """All that `values` ask of a record beside its words."""
    conditions = [in_language(values.get("locale", [settings.LANGUAGE_CODE]), values)]
    for name in parameters().keys() & values.keys():
        if name in LIMITS:
            conditions.append(LIMITS[name].ask(values[name], values))
        elif name not in OF_ROWS:
            conditions.append(has_any((name,), values[name]))
    asked = All(tuple(condition for condition in conditions if condition))
    return Q(kind__in=values.get("kind", kinds())) & asked.q(rows)
