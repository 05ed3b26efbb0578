"""The text of an event or a series as a cell.

A person types paragraphs with empty lines between them, and headings that begin with `##`. A text
with anything else is JSON: Wagtail's blocks without their ids, and with the keys of records in the
place of their numbers, in links as well: `<a linktype="page" id="event:WP1725">`.
"""

import html
import json
import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from wagtail.models import Page

from archive.registry import registry
from cms.blocks import BodyBlock
from tables.problems import Unreadable
from tables.relations import Links

from .base import Column, Content, text_of

Block = dict[str, Any]
# Where a block holds the number of a record: the way to it, and its kind.
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
LINK_TO_A_ROW = re.compile(r'id=\\"-\d')  # in content, as JSON has it
MOST_LETTERS = 500_000
BODY = BodyBlock()


@dataclass(frozen=True)
class Body(Column):
    def read(self, cell: Any) -> list[Block]:
        if isinstance(cell, str) and cell.startswith("["):
            cell = _json(cell)
        if isinstance(cell, list):
            return [_block(number, each) for number, each in enumerate(cell, start=1)]
        return list(_typed(text_of(cell)))

    def text(self, value: Any) -> str:
        words = [_typed_again(block) for block in value]
        if None in words:
            return json.dumps(value, ensure_ascii=False)
        return "\n\n".join(each for each in words if each)

    def put(self, value: Any, links: Links) -> Content:
        blocks = [{**_walk(block, _to_number(links)), "id": str(uuid.uuid4())} for block in value]
        return {self.fields[0]: json.dumps(blocks)}

    def take(self, content: Content, links: Links) -> Any:
        raw = json.loads(content.get(self.fields[0]) or "[]")
        return [_walk(_without_ids(block), _to_key(links)) for block in raw]


def check(raw: str) -> None:
    """Raise `ValidationError` for a body that the form would refuse, with the block's number."""
    stream = BODY.to_python(json.loads(raw or "[]"))
    for number, child in enumerate(stream, start=1):
        try:
            child.block.clean(child.value)
        except ValidationError as error:
            reason = _first_message(error)
            raise ValidationError(f"Block {number} ({child.block_type}): {reason}") from error


def _first_message(error: Any) -> str:
    """The words in the innermost of a nest of errors."""
    inner = getattr(error, "block_errors", None)
    if inner:
        errors = inner.items() if isinstance(inner, dict) else enumerate(inner)
        name, first = next((name, each) for name, each in errors if each is not None)
        return (
            f"{name}: {_first_message(first)}" if isinstance(name, str) else _first_message(first)
        )
    return error.messages[0] if getattr(error, "messages", None) else str(error)


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"A text that begins with [ is JSON, and this is none: {error}") from error


def _block(number: int, block: Any) -> Block:
    if not isinstance(block, dict) or set(block) - {"type", "value", "id"} or "value" not in block:
        raise Unreadable(f'Block {number} is no {{"type": …, "value": …}}.')
    if block.get("type") not in BODY.child_blocks:
        raise Unreadable(f"Block {number} has no type of: {', '.join(BODY.child_blocks)}.")
    if len(json.dumps(block)) > MOST_LETTERS:
        raise Unreadable(f"Block {number} has more than {MOST_LETTERS:,} letters.")
    return {"type": block["type"], "value": block["value"]}


def _typed(text: str):
    for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n").replace("\r", "\n")):
        words = part.strip()
        heading = HEADING.fullmatch(words)
        if heading:
            value: Any = {"text": heading[2], "level": str(len(heading[1]))}
            yield {"type": "heading", "value": value}
        elif words:
            yield {"type": "paragraph", "value": f"<p>{html.escape(words, quote=False)}</p>"}


def _typed_again(block: Block) -> str | None:
    """What a person would type for `block`; None when that would not say all of it."""
    if block["type"] == "heading":
        words = f"{'#' * int(block['value']['level'])} {block['value']['text']}"
    elif block["type"] == "paragraph" and (match := PARAGRAPH.fullmatch(block["value"])):
        words = html.unescape(match[1])
    else:
        return None
    return words if list(_typed(words)) == [block] and not words.startswith("[") else None


def _without_ids(block: Block) -> Block:
    name, value = LISTS.get(block["type"]), block["value"]
    if name and isinstance(value.get(name), list):
        items = [each["value"] if isinstance(each, dict) else each for each in value[name]]
        value = {**value, name: items}
    return {"type": block["type"], "value": value}


def _walk(block: Block, exchange: Callable[[str, Any], Any]) -> Block:
    """`block` with each record in it exchanged, whether it is the value or within a text."""
    value = _texts(block["value"], lambda text: TAG.sub(lambda tag: _tag(tag[0], exchange), text))
    if block["type"] in RECORDS:
        path, kind = RECORDS[block["type"]]
        value = _at(value, path, lambda record: exchange(kind, record))
    return {"type": block["type"], "value": value}


def _at(value: Any, path: tuple[str, ...], change: Callable[[Any], Any]) -> Any:
    if not path:
        return change(value)
    if not isinstance(value, dict) or path[0] not in value:
        raise Unreadable(f"A block lacks its “{path[0]}”.")
    return {**value, path[0]: _at(value[path[0]], path[1:], change)}


def _texts(value: Any, change: Callable[[str], str]) -> Any:
    match value:
        case str():
            return change(value)
        case list():
            return [_texts(each, change) for each in value]
        case dict():
            return {name: _texts(each, change) for name, each in value.items()}
    return value


def _tag(tag: str, exchange: Callable[[str, Any], Any]) -> str:
    kind = TYPE.search(tag)
    if kind is None:
        return tag
    return TARGET.sub(lambda found: str(exchange(kind[1], found[1])), tag)


def _page_kinds() -> list[str]:
    return [resource.kind for resource in registry if issubclass(resource.model, Page)]


def _to_key(links: Links) -> Callable[[str, Any], Any]:
    """`"event:WP1725"` for a page's number within a text, the bare key elsewhere."""

    def exchange(kind: str, number: Any) -> Any:
        if not str(number).isdigit():
            return number
        within_text = isinstance(number, str)
        for each in _page_kinds() if kind == "page" else [kind]:
            if key := links.key(each, int(number)):
                return f"{each}:{key}" if within_text else key
        return number  # it is gone: the text stays as it is

    return exchange


def _to_number(links: Links) -> Callable[[str, Any], Any]:
    def exchange(kind: str, name: Any) -> Any:
        if not isinstance(name, str) or name.isdigit():
            raise Unreadable(f"“{name}” is a number: name the {kind} by its key.")
        given, colon, key = name.partition(":")
        known = _page_kinds() if kind == "page" else [kind]
        if colon and given not in known:
            raise Unreadable(f"“{name}” does not begin with one of: {', '.join(known)}.")
        return links.pk(given, key) if colon else links.pk(kind, name)

    return exchange
