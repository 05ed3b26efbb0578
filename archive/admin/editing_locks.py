"""Who waits for whom among editors: nobody for a stranger, and few for each other.

On SQLite, which has one writer at a time, a transaction is the lock. On PostgreSQL:

- What is done to one record waits for what is done to this one. A page also waits for the pages
  above it, whose address stands in its own.
- Files that come in wait for others that come in, which may want the same key.
- Everything else, such as a new page, a move or a choice of many, waits for all, and they for it.

A transaction takes its locks from the whole to the part, so that no two wait for each other.
"""

from zlib import crc32

from django.db import connection
from django.urls import ResolverMatch
from wagtail.models import Page

# Any number that nothing else in this database locks.
WRITING = 1725
FILE_EDITS = {"edit_image", "edit_document"}
FILES = {"wagtailimages", "wagtaildocs"}
UPLOADS = {"add", "add_multiple"}


def wait_for_others(path: str, match: ResolverMatch | None) -> None:
    """Return when no other transaction writes what this request may. This one keeps the locks."""
    if connection.vendor != "postgresql":
        return
    parts = parts_of(path, match)
    with connection.cursor() as cursor:
        if not parts:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [WRITING])
            return
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [WRITING])
        for part in parts[:-1]:
            cursor.execute("SELECT pg_advisory_xact_lock_shared(%s, %s)", [WRITING, number(part)])
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [WRITING, number(parts[-1])])


def parts_of(path: str, match: ResolverMatch | None) -> list[str]:
    """What a request may write: what stands above it, from the top, and itself. []: anything."""
    if match is None:
        return []
    if match.url_name in UPLOADS and FILES & set(match.namespaces):
        return [match.namespace]
    is_edit = match.url_name == "edit"
    if match.url_name in FILE_EDITS or (is_edit and match.namespace.startswith("wagtailsnippets_")):
        return [path]
    if not is_edit or match.namespace != "wagtailadmin_pages":
        return []
    [key] = (*match.args, *match.kwargs.values())
    tree = Page.objects.filter(pk=key).values_list("path", flat=True).first() or ""
    return [tree[: end + Page.steplen] for end in range(0, len(tree), Page.steplen)]


def number(part: str) -> int:
    """A number of 32 bits with a sign, as PostgreSQL wants it."""
    return crc32(part.encode()) - 2**31
