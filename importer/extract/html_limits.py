"""Refuse HTML with too many or too deeply nested elements, or with elements of too many attributes,
before the parser sees it.
"""

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
# A start tag with its attributes. A quotation that does not end goes on to the end of the page, as
# it does for a browser, so that nothing is looked at twice.
START = re.compile(
    r"""<[a-z][^\s>/]*+((?:[^>"']++|"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z))*+)""", re.IGNORECASE
)
BETWEEN_ATTRIBUTES = re.compile(r"""[\s/"']+""")
# The parser compares each attribute of an element with all others of it.
MOST_COMPARISONS = 10_000**2


def check_size(html: str) -> None:
    """Raises `UnreadablePage`."""
    check_depth(html)
    check_attributes(html)


def check_attributes(html: str) -> None:
    comparisons = 0
    for match in START.finditer(html):
        # No fewer than there are: a quoted value may hold many words.
        attributes = sum(1 for _ in BETWEEN_ATTRIBUTES.finditer(match[1]))
        comparisons += attributes**2
        if comparisons > MOST_COMPARISONS:
            raise UnreadablePage("One of its elements has too many attributes.")


def check_depth(html: str) -> None:
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
