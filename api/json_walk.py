"""Going through JSON."""

from collections.abc import Iterator
from typing import Any


def objects_in(value: Any) -> Iterator[dict[str, Any]]:
    """Every JSON object in `value`, at any depth."""
    if isinstance(value, dict):
        yield value
    for item in value.values() if isinstance(value, dict) else value:
        if isinstance(item, dict | list):
            yield from objects_in(item)


def pictures_in(value: Any) -> list[dict[str, Any]]:
    """Every picture that `value` shows."""
    return [picture for picture in objects_in(value) if "profiles" in picture]


def links_in(document: dict[str, Any]) -> set[str]:
    """The ids of all records that `document` shows, its own among them."""
    return {link["id"] for link in objects_in(document) if "url" in link and "id" in link}
