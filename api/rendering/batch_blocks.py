"""The bodies of a batch of pages, with all chosen records read at once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from wagtail.blocks import StreamValue

from cms.models import Quote


def load_bodies(pages: list[Any]) -> None:
    """Read the records that the bodies of `pages` choose: one query for each kind of block.

    Wagtail reads them body by body, which would cost queries for every page.
    """
    raw_blocks = [list(page.body.raw_data) for page in pages]
    waiting: dict[str, list[Any]] = defaultdict(list)
    for raw in chain.from_iterable(raw_blocks):
        waiting[raw["type"]].append(raw["value"])
    values = {name: iter(_read(pages[0], name, raw_values)) for name, raw_values in waiting.items()}
    for page, blocks in zip(pages, raw_blocks, strict=True):
        children = [(raw["type"], next(values[raw["type"]]), raw.get("id")) for raw in blocks]
        page.body = StreamValue(page.body.stream_block, children)


def _read(page: Any, name: str, raw_values: list[Any]) -> list[Any]:
    """The values of all blocks of one type, in order."""
    if name == "quote":
        return _quotes(raw_values)
    return page.body.stream_block.child_blocks[name].bulk_to_python(raw_values)


def _quotes(ids: list[int | None]) -> list[Quote | None]:
    """Quotes with their speaker, source and occasion."""
    attribution = ("speaker", "speaker_organisation", "occasion_event")
    quotes = Quote.objects.select_related(*attribution).in_bulk([pk for pk in ids if pk])
    return [quotes.get(pk) if pk else None for pk in ids]


def texts_of(pages: Iterable[Any]) -> Iterator[str]:
    """Every text in the bodies of `pages`."""
    for page in pages:
        yield from _texts(list(page.body.raw_data))


def _texts(raw: Any) -> Iterator[str]:
    if isinstance(raw, str):
        yield raw
    elif isinstance(raw, dict):
        for value in raw.values():
            yield from _texts(value)
    elif isinstance(raw, list):
        for value in raw:
            yield from _texts(value)
