"""Going through JSON."""

from collections.abc import Iterator
from typing import Any


def objects_in(value: Any) -> Iterator[dict[str, Any]]:
    """Every JSON object in `value`, at any depth."""
    if isinstance(value, dict):
        yield value
    for each in value.values() if isinstance(value, dict) else value:
        if isinstance(each, dict | list):
            yield from objects_in(each)


def pictures_in(value: Any) -> list[dict[str, Any]]:
    """Every picture that `value` shows."""
    return [each for each in objects_in(value) if "profiles" in each]


def links_in(document: dict[str, Any]) -> set[str]:
    """The ids of all records that `document` shows, its own among them."""
    return {each["id"] for each in objects_in(document) if "url" in each and "id" in each}
