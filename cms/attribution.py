"""The attribution rule: whom an event names.

Everything that shows people asks here: documents, earlier versions, bags, the admin's warnings.
"""

from collections.abc import Iterable
from typing import Any

from cms.vocabularies import AttributionRule

HIDE_NAMES = (AttributionRule.CHATHAM_HOUSE, AttributionRule.OFF_THE_RECORD)
# What says who spoke a quote, by its name in the model and in documents.
ATTRIBUTION = ("speaker", "speaker_organisation", "attribution_stated", "role_then")


def may_name(rule: str | None, *, agreed: bool) -> bool:
    """Whether an event under `rule` may name a person who has, or has not, `agreed` to it."""
    return agreed or rule not in HIDE_NAMES


def who_agreed(appearances: Iterable[Any]) -> set[int]:
    """The ids of the people who agreed to be named at the event of `appearances`."""
    return {appearance.person_id for appearance in appearances if appearance.may_be_named}
