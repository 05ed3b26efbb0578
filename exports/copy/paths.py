"""Where each page of the copy lies, under names that every file system takes."""

import hashlib
import re
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from archive.registry import registry

SAFE = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}(?<!\.)")
UNSAFE = re.compile(r"[^A-Za-z0-9_-]+")
# "index" is the list itself; the others are devices on Windows, whatever follows the name.
TAKEN = re.compile(r"(?:index|con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)


def name_of(key: str) -> str:
    """`key` as the name of a file, the same on every system: "WP1725", "f-te-3fcb60a7d9e1".

    A page that goes on has a "~" in its name, which stands in no name of a record.
    """
    if SAFE.fullmatch(key) and not TAKEN.fullmatch(key):
        return key
    readable = UNSAFE.sub("-", key)[:80].strip("-")
    return f"{readable}-{hashlib.sha256(key.encode()).hexdigest()[:12]}".lstrip("-")


def page_of(link: dict[str, Any]) -> str:
    """The page of a record: "events/WP1725.html"."""
    return f"{registry[link['type']].plural}/{name_of(link['key'])}.html"


def numbered(page: str, number: int) -> str:
    """Where a page goes on: "themes/peace.html", then "themes/peace~2.html"."""
    return page if number == 1 else f"{page.removesuffix('.html')}~{number}.html"


@lru_cache(maxsize=10_000)
def address(path: str) -> str:
    """`path` as a link spells it."""
    return quote(path, safe="/~")
