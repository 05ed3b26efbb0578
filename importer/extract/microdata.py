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
    """Each event: `{"@type": "Event", "name": "…", "organizer": {"@type": "Organization", …}}`."""
    for node in tree.css("[itemscope][itemtype*='schema.org/'][itemtype$='Event']"):
        yield _thing(node)


def _thing(node: LexborNode) -> dict[str, Any]:
    thing: dict[str, Any] = {"@type": (node.attributes.get("itemtype") or "").rpartition("/")[2]}
    for name, inner in _properties(node, 0):
        value = _thing(inner) if "itemscope" in inner.attributes else _value(inner)
        if name in thing:
            known = thing[name]
            thing[name] = [*(known if isinstance(known, list) else [known]), value]
        else:
            thing[name] = value
    return thing


def _properties(node: LexborNode, depth: int) -> Iterator[tuple[str, LexborNode]]:
    """The elements with a property of `node`, and not of a thing within it."""
    child = node.first_child
    while child is not None and depth < DEEPEST:
        if child.is_element_node:
            name = (child.attributes.get("itemprop") or "").strip()
            if name:
                yield name, child
            if "itemscope" not in child.attributes:
                yield from _properties(child, depth + 1)
        child = child.next


def _value(node: LexborNode) -> str:
    attribute = VALUES.get((node.tag or "").casefold(), "")
    value = node.attributes.get(attribute) if attribute else ""
    return " ".join((value or node.attributes.get("content") or node.text()).split())[:LONGEST]
