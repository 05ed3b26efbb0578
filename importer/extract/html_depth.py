"""Refusing HTML that lies too deep or has too many elements, before the parser sees it."""

import re

from .source import Unreadable

# Deeper than any page, and little enough that the parser, which searches upwards, stays quick.
DEEPEST = 3000
MOST_TAGS = 100_000
TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)\b", re.IGNORECASE)
# Their ends may be left out, so that they seem to lie within each other.
OPEN_ENDED = frozenset(
    [
        "p", "li", "dt", "dd", "td", "th", "tr", "thead", "tbody", "tfoot", "option", "br", "hr",
        "img", "input", "meta", "link", "col", "wbr", "area", "base", "source", "param", "embed",
        "colgroup",
    ]
)  # fmt: skip


def check_depth(html: str) -> None:
    """Raises `Unreadable`."""
    depth: dict[str, int] = {}
    for number, match in enumerate(TAG.finditer(html)):
        if number > MOST_TAGS:
            raise Unreadable(f"It has more than {MOST_TAGS:,} tags, which no page has.")
        tag = match.group(2).casefold()
        if tag not in OPEN_ENDED:
            depth[tag] = max(depth.get(tag, 0) + (-1 if match.group(1) else 1), 0)
            if depth[tag] > DEEPEST:
                raise Unreadable(f"Its elements lie more than {DEEPEST} deep, as in no page.")
