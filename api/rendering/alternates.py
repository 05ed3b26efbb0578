"""The public translations of records."""

import uuid
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from api.rendering.render import Json, Render


def alternates_of(records: list[Any], render: Render) -> Callable[[Any], list[Json]]:
    """The public translations of each record, for the whole batch in one query at most."""
    translated = [record for record in records if getattr(record, "has_alternates", False)]
    translations: dict[uuid.UUID, list[Any]] = defaultdict(list)
    if translated:
        translation_keys = {record.translation_key for record in translated}
        others = type(translated[0])._default_manager.filter(translation_key__in=translation_keys)
        for record in others.select_related("locale"):
            translations[record.translation_key].append(record)

    def alternates(record: Any) -> list[Json]:
        others = (other for other in translations[record.translation_key] if other.pk != record.pk)
        in_order = sorted(others, key=lambda other: other.locale.language_code)
        return [render.alternate(other) for other in in_order if render.sees(other)]

    return alternates
