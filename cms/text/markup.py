"""Rich text: its words, and where its links lead."""

import re
from html import unescape

from django.utils.html import strip_tags

# A link to a page or a document, as Wagtail stores it.
LINK = re.compile(r"<a\b[^>]*\blinktype=[^>]*>")
TYPE = re.compile(r'\blinktype="(page|document)"')
NUMBER = re.compile(r'\bid="([0-9]{1,18})"')
Target = tuple[str, int]  # ("page", 12)

END_OF_TEXT = re.compile(r"(?=</(?:p|li|h\d|blockquote|td|th)>|<br)")


def plain_text(markup: str, end: str) -> str:
    """The words of `markup`, with `end` behind each paragraph, item, cell and line."""
    return unescape(strip_tags(END_OF_TEXT.sub(end, markup))).strip()


def target_of(link: str) -> Target | None:
    kind, number = TYPE.search(link), NUMBER.search(link)
    return (kind[1], int(number[1])) if kind and number else None


def targets_in(markup: str) -> set[Target]:
    """The targets of all links to pages and documents."""
    return {target for link in LINK.findall(markup) if (target := target_of(link))}


def with_target(markup: str, old: Target, new: int) -> str:
    """`markup` whose links to `old` lead to the page or document of the number `new`."""

    def turned(link: re.Match) -> str:
        return NUMBER.sub(f'id="{new}"', link[0]) if target_of(link[0]) == old else link[0]

    return LINK.sub(turned, markup)
