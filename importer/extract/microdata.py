"""The microdata of a page as the dictionaries that the same facts have in JSON-LD."""

from collections.abc import Iterator
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

# No page describes an event in elements that are nested more deeply.
DEEPEST = 60
# The attribute that holds the value of an element. Of others the text is the value.
VALUES = {"meta": "content", "time": "datetime"}
LONGEST = 500


def microdata(tree: LexborHTMLParser) -> Iterator[dict[str, Any]]:
    """Each event: `{"@type": "Event", "name": "…", "organizer": {"@type": "Organization", …}}`. One
    that is a part of another stands in that one alone."""
    seen: set[int] = set()
    for node in tree.css("[itemscope][itemtype*='schema.org/'][itemtype$='Event']"):
        if node.mem_id not in seen:
            yield _thing(node, 0, seen)


def _thing(node: LexborNode, depth: int, seen: set[int]) -> dict[str, Any]:
    seen.add(node.mem_id)
    kind = (node.attributes.get("itemtype") or "").rpartition("/")[2]
    values: dict[str, list[Any]] = {}
    for name, inner, below in _properties(node, depth):
        value = _thing(inner, below, seen) if "itemscope" in inner.attributes else _value(inner)
        values.setdefault(name, []).append(value)
    stated = {name: items if len(items) > 1 else items[0] for name, items in values.items()}
    return {"@type": kind} | stated


def _properties(node: LexborNode, depth: int) -> Iterator[tuple[str, LexborNode, int]]:
    """The elements with a property of `node`, and not of a thing within it, with their depth."""
    child = node.first_child
    while child is not None and depth < DEEPEST:
        if child.is_element_node:
            name = (child.attributes.get("itemprop") or "").strip()
            if name:
                yield name, child, depth + 1
            if "itemscope" not in child.attributes:
                yield from _properties(child, depth + 1)
        child = child.next


def _value(node: LexborNode) -> str:
    attribute = VALUES.get((node.tag or "").casefold(), "")
    value = node.attributes.get(attribute) if attribute else ""
    return " ".join((value or node.attributes.get("content") or node.text()).split())[:LONGEST]
