"""The body of an event or a series as a cell.

A person types paragraphs with empty lines between them, and headings that begin with `##`. A body
with other blocks is JSON: Wagtail's blocks without their ids. Keys replace the primary keys of
records, also in links: `<a linktype="page" id="event:WP1725">`.
"""

import html
import json
import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from wagtail.models import Page

from archive.registry import registry
from cms.blocks import BodyBlock
from cms.blocks.validation import check_stream
from cms.text.numbers import whole_number
from tables.problems import InvalidCell
from tables.relations import Links

from .base import Column, Content, text_of

Block = dict[str, Any]
# Blocks with the primary key of a record: the path to it in the value, and its kind.
RECORDS = {
    "quote": ((), "quote"),
    "reference": ((), "reference"),
    "image": (("image", "image"), "image"),
    "document": (("document",), "document"),
}
LISTS = {"list": "items", "key_questions": "questions"}
HEADING = re.compile(r"(#{2,4}) +(\S.*)")
PARAGRAPH = re.compile(r"<p(?: data-block-key=\"\w+\")?>([^<]*)</p>")
TAG = re.compile(r"<(?:a|embed)\b[^>]*>")
TARGET = re.compile(r'(?<=\sid=")([^"]*)(?=")')
TYPE = re.compile(r'\s(?:link|embed)type="(page|document|image)"')
LINK_TO_A_ROW = re.compile(r'id=\\"-\d')  # in content, with the escapes of JSON
MOST_LETTERS = 500_000
BODY = BodyBlock()


@dataclass(frozen=True)
class BodyColumn(Column):
    def read(self, cell: Any) -> list[Block]:
        if isinstance(cell, str) and cell.startswith("["):
            cell = _json(cell)
        if isinstance(cell, list):
            return [_block(number, block) for number, block in enumerate(cell, start=1)]
        return list(_parse_typed(text_of(cell)))

    def text(self, value: Any) -> str:
        parts = [_as_typed(block) for block in value]
        if None in parts:
            return json.dumps(value, ensure_ascii=False)
        return "\n\n".join(part for part in parts if part)

    def put(self, value: Any, links: Links) -> Content:
        blocks = [{**_walk(block, _to_number(links)), "id": str(uuid.uuid4())} for block in value]
        return {self.fields[0]: json.dumps(blocks)}

    def take(self, content: Content, links: Links) -> Any:
        raw = json.loads(content.get(self.fields[0]) or "[]")
        return [_walk(_without_ids(block), _to_key(links)) for block in raw]


def check(raw: str) -> None:
    """Raise `ValidationError` with the number of the block that the form would refuse."""
    check_stream(BODY.to_python(json.loads(raw or "[]")))


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InvalidCell(
            f"A text that begins with [ must be JSON. This is not JSON: {error}"
        ) from error


def _block(number: int, block: Any) -> Block:
    if not isinstance(block, dict) or set(block) - {"type", "value", "id"} or "value" not in block:
        raise InvalidCell(f'Block {number} is not {{"type": …, "value": …}}.')
    if block.get("type") not in BODY.child_blocks:
        raise InvalidCell(f"Block {number} needs a type from: {', '.join(BODY.child_blocks)}.")
    if len(json.dumps(block)) > MOST_LETTERS:
        raise InvalidCell(f"Block {number} is longer than the limit of {MOST_LETTERS:,} letters.")
    return {"type": block["type"], "value": block["value"]}


def _parse_typed(text: str) -> Any:
    for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n").replace("\r", "\n")):
        paragraph = part.strip()
        heading = HEADING.fullmatch(paragraph)
        if heading:
            value: Any = {"text": heading[2], "level": str(len(heading[1]))}
            yield {"type": "heading", "value": value}
        elif paragraph:
            yield {"type": "paragraph", "value": f"<p>{html.escape(paragraph, quote=False)}</p>"}


def _as_typed(block: Block) -> str | None:
    """The text that a person would type for `block`. None when it would lose information."""
    if block["type"] == "heading":
        text = f"{'#' * int(block['value']['level'])} {block['value']['text']}"
    elif block["type"] == "paragraph" and (match := PARAGRAPH.fullmatch(block["value"])):
        text = html.unescape(match[1])
    else:
        return None
    return text if list(_parse_typed(text)) == [block] and not text.startswith("[") else None


def _without_ids(block: Block) -> Block:
    name, value = LISTS.get(block["type"]), block["value"]
    if name and isinstance(value.get(name), list):
        items = [item["value"] if isinstance(item, dict) else item for item in value[name]]
        value = {**value, name: items}
    return {"type": block["type"], "value": value}


def _walk(block: Block, exchange: Callable[[str, Any], Any]) -> Block:
    """`block` with each record exchanged, as a value and in links."""
    value = _texts(block["value"], lambda text: TAG.sub(lambda tag: _tag(tag[0], exchange), text))
    if block["type"] in RECORDS:
        path, kind = RECORDS[block["type"]]
        value = _at(value, path, lambda record: exchange(kind, record))
    return {"type": block["type"], "value": value}


def _at(value: Any, path: tuple[str, ...], change: Callable[[Any], Any]) -> Any:
    if not path:
        return change(value)
    if not isinstance(value, dict) or path[0] not in value:
        raise InvalidCell(f"A block needs “{path[0]}”.")
    return {**value, path[0]: _at(value[path[0]], path[1:], change)}


def _texts(value: Any, change: Callable[[str], str]) -> Any:
    match value:
        case str():
            return change(value)
        case list():
            return [_texts(item, change) for item in value]
        case dict():
            return {name: _texts(item, change) for name, item in value.items()}
    return value


def _tag(tag: str, exchange: Callable[[str, Any], Any]) -> str:
    kind = TYPE.search(tag)
    if kind is None:
        return tag
    return TARGET.sub(lambda match: str(exchange(kind[1], match[1])), tag)


def _page_kinds() -> list[str]:
    return [resource.kind for resource in registry if issubclass(resource.model, Page)]


def _to_key(links: Links) -> Callable[[str, Any], Any]:
    """A function that returns `"event:WP1725"` for a page in a link, and the bare key elsewhere."""

    def exchange(kind: str, number: Any) -> Any:
        pk = whole_number(str(number))
        if pk is None:
            return number
        within_text = isinstance(number, str)
        for page_kind in _page_kinds() if kind == "page" else [kind]:
            if key := links.key(page_kind, pk):
                return f"{page_kind}:{key}" if within_text else key
        return number  # the record no longer exists: the text does not change

    return exchange


def _to_number(links: Links) -> Callable[[str, Any], Any]:
    def exchange(kind: str, name: Any) -> Any:
        if not isinstance(name, str) or name.isdigit():
            raise InvalidCell(f"“{name}” is a number. Name the {kind} by its key.")
        prefix, colon, key = name.partition(":")
        kinds = _page_kinds() if kind == "page" else [kind]
        if colon and prefix not in kinds:
            raise InvalidCell(f"“{name}” must begin with one of: {', '.join(kinds)}.")
        return links.pk(prefix, key) if colon else links.pk(kind, name)

    return exchange
