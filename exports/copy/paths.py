"""The path of each page of the copy, with names that every file system accepts."""

import hashlib
import re
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from archive.registry import registry
from cms.text.slugs import is_reserved

SAFE = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}(?<!\.)")
UNSAFE = re.compile(r"[^A-Za-z0-9_-]+")
# "index" is the list itself.
INDEX = re.compile(r"index(?:\..*)?", re.IGNORECASE)


def name_of(key: str) -> str:
    """`key` as the name of a file, the same on every system: "WP1725", "f-te-3fcb60a7d9e1".

    The further pages of a list have a "~" in their name. No name of a record has one.
    """
    if SAFE.fullmatch(key) and not INDEX.fullmatch(key) and not is_reserved(key):
        return key
    readable = UNSAFE.sub("-", key)[:80].strip("-")
    return f"{readable}-{hashlib.sha256(key.encode()).hexdigest()[:12]}".lstrip("-")


def page_of(link: dict[str, Any]) -> str:
    """The page of a record: "events/WP1725.html"."""
    return f"{registry[link['type']].plural}/{name_of(link['key'])}.html"


def numbered(page: str, number: int) -> str:
    """Page `number` of a list: "themes/peace.html", "themes/peace~2.html"."""
    return page if number == 1 else f"{page.removesuffix('.html')}~{number}.html"


@lru_cache(maxsize=10_000)
def address(path: str) -> str:
    """`path` as a URL in a link."""
    return quote(path, safe="/~")
