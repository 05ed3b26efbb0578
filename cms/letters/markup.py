"""Rich text as plain text."""

import re
from html import unescape

from django.utils.html import strip_tags

END_OF_TEXT = re.compile(r"(?=</(?:p|li|h\d|blockquote|td|th)>|<br)")


def plain_text(markup: str, end: str) -> str:
    """The words of `markup`, with `end` behind each paragraph, item, cell and line."""
    return unescape(strip_tags(END_OF_TEXT.sub(end, markup))).strip()
