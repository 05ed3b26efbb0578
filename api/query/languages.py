"""Lists of certain languages."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings

from api.query.conditions import All, AnyOf, Condition, HasValue, InLanguage, Not
from api.query.filter_types import ANY_LANGUAGE


def in_language(values: list[Any], others: Mapping[str, list[Any]]) -> Condition | None:
    """What is in these languages, and with `fallback` what is translated into none of them."""
    if ANY_LANGUAGE in values:
        return None
    wanted = InLanguage(tuple(values))
    if "fallback" not in others:
        return wanted
    is_translated = HasValue(("translated",), tuple(values))
    return AnyOf((wanted, All((InLanguage((settings.LANGUAGE_CODE,)), Not(is_translated)))))
