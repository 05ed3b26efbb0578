"""Who waits for whom among editors: nobody for a stranger, and few for each other.

On SQLite, which has one writer at a time, a transaction is the lock. On PostgreSQL:

- What is done to one record waits for what is done to this one. A page also waits for the pages
  above it, whose address stands in its own.
- Files that come in wait for others that come in, which may want the same key.
- Everything else, such as a new page, a move or a choice of many, waits for all, and they for it.

A transaction takes its locks from the whole to the part, so that no two wait for each other. An
editor waits at most five seconds for another one who saves the same record. An import never waits.
It takes the records that are free, and comes back to the others.
"""

from functools import cache
from typing import Any
from zlib import crc32

from django.db import connection
from django.urls import ResolverMatch, resolve, reverse
from wagtail.models import Page

from cms.admin.links import edit_url

# Any number that nothing else in this database locks.
WRITING = 1725
LONGEST_WAIT = 5  # seconds, for the same record
FILES = ("wagtailimages", "wagtaildocs")
UPLOADS = ("add", "add_multiple")


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
        cursor.execute(f"SET LOCAL lock_timeout = '{LONGEST_WAIT}s'")
        for part in parts[:-1]:
            cursor.execute("SELECT pg_advisory_xact_lock_shared(%s, %s)", [WRITING, number(part)])
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [WRITING, number(parts[-1])])
        cursor.execute("SET LOCAL lock_timeout = DEFAULT")


def all_are_free() -> bool:
    """Take the lock of everything, if no other transaction has any of these locks."""
    return _is_taken("pg_try_advisory_xact_lock", WRITING)


def is_free(record: Any) -> bool:
    """Take the locks of one record, if no editor has them. This transaction keeps what it got."""
    if connection.vendor != "postgresql":
        return True  # the transaction is the lock
    path = edit_url(type(record), record.pk)
    parts = parts_of(path, resolve(path))
    if not parts:
        return all_are_free()
    shared = [(WRITING,), *((WRITING, number(part)) for part in parts[:-1])]
    return all(_is_taken("pg_try_advisory_xact_lock_shared", *key) for key in shared) and (
        _is_taken("pg_try_advisory_xact_lock", WRITING, number(parts[-1]))
    )


def _is_taken(function: str, *key: int) -> bool:
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}({', '.join(map(str, key))})")
        return bool(cursor.fetchone()[0])


def parts_of(path: str, match: ResolverMatch | None) -> list[str]:
    """What a request may write: what stands above it, from the top, and itself. []: anything."""
    if match is None:
        return []
    if area := upload_areas().get(path):
        return [area]
    is_edit = match.url_name == "edit"
    if is_edit and match.namespace.startswith("wagtailsnippets_"):
        return [path]
    if not is_edit or match.namespace != "wagtailadmin_pages":
        return []
    [key] = (*match.args, *match.kwargs.values())
    tree = Page.objects.filter(pk=key).values_list("path", flat=True).first() or ""
    return [tree[: end + Page.steplen] for end in range(0, len(tree), Page.steplen)]


@cache
def upload_areas() -> dict[str, str]:
    """What comes in at which address, whichever view takes it."""
    return {reverse(f"{area}:{name}"): area for area in FILES for name in UPLOADS}


def number(part: str) -> int:
    """A number of 32 bits with a sign, as PostgreSQL wants it."""
    return crc32(part.encode()) - 2**31
