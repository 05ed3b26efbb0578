"""Appending to the publication log.

`catch_up` brings the log to the content. It renders what is pending and whatever embeds it, under
one lock and in one transaction, and appends what differs from the newest entry. Where very many
embed it and nothing is hidden, they are left to `tasks`, which does the same in batches. Rendering
again is harmless: the same content gives the same bytes and appends nothing.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import orjson
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from archive.models import Head, Pending, Record
from archive.publisher.pending import forget, leave, mark
from archive.publisher.run import Run
from archive.registry import registry


def is_overdue(now: datetime) -> bool:
    """Whether a public record has expired and the log does not say so yet. One indexed query."""
    return Record.objects.filter(live=True, expires_at__lte=now).exists()


def catch_up(now: datetime | None = None) -> int:
    """Bring the log up to what was changed and to `now`; return how many entries it took.

    Entries have the time at which nobody else could append any more, so that none is older than
    the commit that it comes from. Harvesters ask for what changed since a time, and rely on it.
    """
    forget()
    rows = Pending.objects.filter(later=False)
    if not rows.exists() and not is_overdue(now or timezone.now()):
        return 0
    with appending() as head:
        return Run(head, now or timezone.now()).finish(list(rows.order_by("pk")))


def begin() -> int:
    """Start an empty log with all that is there already; do nothing to any other log."""
    if Head.objects.exists():
        return 0
    mark(registry.identities())
    return catch_up()


def follow_origins() -> None:
    """Have everything rendered anew when the addresses of this server or the front end changed.

    Documents hold absolute addresses. One of them tells whether they were made for today's.
    """
    record = Record.objects.filter(kind="site", live=True).select_related("entry").first()
    if record is None:
        return
    site = orjson.loads(record.entry.content)
    made_for = (
        site["url"].startswith(f"{settings.API_ORIGIN}/"),
        site["html_url"].startswith(f"{settings.FRONTEND_ORIGIN}/"),
    )
    if not all(made_for):
        leave(Record.objects.filter(live=True).values_list("kind", "object_id"))


@contextmanager
def appending() -> Iterator[Head]:
    """A transaction that alone may append, and that sees one state of the content.

    PostgreSQL takes the snapshot of a REPEATABLE READ transaction at its first query after LOCK
    TABLE, so that the wait for the lock comes before it. SQLite has one writer at a time.
    """
    is_outermost = not connection.in_atomic_block
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                if is_outermost:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
                cursor.execute(f"LOCK TABLE {Head._meta.db_table} IN EXCLUSIVE MODE")
        head, _created = Head.objects.get_or_create(pk=1)
        yield head
