"""Refuse HTML with too many or too deeply nested elements before the parser sees it."""

import re

from .source import UnreadablePage

# No page is nested more deeply. The parser searches upwards and stays quick up to this depth.
DEEPEST = 3000
MOST_TAGS = 100_000
TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)\b", re.IGNORECASE)
# The end tags of these are optional, so that the elements seem to be nested.
OPEN_ENDED = frozenset(
    [
        "p", "li", "dt", "dd", "td", "th", "tr", "thead", "tbody", "tfoot", "option", "br", "hr",
        "img", "input", "meta", "link", "col", "wbr", "area", "base", "source", "param", "embed",
        "colgroup",
    ]
)  # fmt: skip


def check_depth(html: str) -> None:
    """Raises `UnreadablePage`."""
    depth: dict[str, int] = {}
    for number, match in enumerate(TAG.finditer(html)):
        if number > MOST_TAGS:
            raise UnreadablePage(f"It has more than the limit of {MOST_TAGS:,} tags.")
        tag = match.group(2).casefold()
        if tag not in OPEN_ENDED:
            depth[tag] = max(depth.get(tag, 0) + (-1 if match.group(1) else 1), 0)
            if depth[tag] > DEEPEST:
                raise UnreadablePage(
                    f"Its elements are nested deeper than the limit of {DEEPEST} levels."
                )
