"""From a change of content to its entry in the publication log.

1. `signals` calls `mark`, which writes a pending row in the transaction of the change.
2. After the commit, `catch_up` renders the pending records and the records that show them. It does
   so under one lock and in one transaction, and appends what differs: see `run.PublishRun`.
3. If very many records show a change that hides nothing, `catch_up` leaves them to
   `tasks.publish_later`, which renders them in batches.

If the process dies on the way, the next sweep does the rest. Rendering a record again does no
harm: the same content gives the same bytes and appends nothing.
"""

from collections.abc import Iterable
from datetime import datetime
from weakref import WeakKeyDictionary

import orjson
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import QuerySet, Value
from django.utils import timezone

from archive.encoding import is_whole
from archive.models import Head, Pending, PublicRecord
from archive.publisher.compiled_query import read_all
from archive.publisher.dependencies import by_resource
from archive.publisher.lock import appending
from archive.publisher.pending import Identity, add_later, add_pending
from archive.publisher.run import PublishRun
from archive.publisher.tasks import wake_worker
from archive.registry import registry


class AfterCommit:
    """Runs `catch_up` after the commit, and knows what this transaction has marked.

    It holds the connection's list of callbacks. Django replaces that list whenever a transaction or
    a savepoint is rolled back. Then nothing that was marked before counts.
    """

    def __init__(self, callbacks: list) -> None:
        self.callbacks = callbacks
        self.marked: set[Identity] = set()
        # Django names a callback that failed by this, when it logs the failure.
        self.__qualname__ = "archive.publisher.after_commit.catch_up"

    def __call__(self) -> None:
        catch_up(marked=self.marked)


_current: WeakKeyDictionary[BaseDatabaseWrapper, AfterCommit] = WeakKeyDictionary()


def mark(identities: Iterable[Identity]) -> None:
    """Write a pending row for each record that this transaction has not marked yet."""
    database = connections[DEFAULT_DB_ALIAS]
    current = _current.get(database)
    if current is None or current.callbacks is not database.run_on_commit:
        current = None
    new = [identity for identity in identities if current is None or identity not in current.marked]
    if not new:
        return
    with transaction.atomic(savepoint=False):
        add_pending(new)
        if current is None:
            current = AfterCommit(database.run_on_commit)
            _current[database] = current
            transaction.on_commit(current, robust=True)
        current.marked.update(new)


def forget_marks() -> None:
    """Let a record that this transaction has marked be marked again, when it changes again."""
    _current.pop(connections[DEFAULT_DB_ALIAS], None)


def catch_up(now: datetime | None = None, marked: Iterable[Identity] = ()) -> int:
    """Append what has changed and what has expired by `now`; return the number of entries.

    `marked` are records that are known to have pending rows. Without them one query finds all.

    Plenary takes the time of the entries when it holds the lock. So no entry is older than the
    commit that it comes from. Harvesters ask for what changed since a time, and rely on this.
    """
    forget_marks()
    rows = Pending.objects.filter(later=False)
    pending = set(marked) or set(rows.values_list("kind", "object_id"))
    if not pending and not is_overdue(now or timezone.now()):
        return 0
    prepare(pending)
    with appending() as head:
        run = PublishRun(head, now or timezone.now())
        due = read_all("due", _due, run.visibility.now)
        asked = [Pending(pk=pk, kind=kind, object_id=record) for pk, kind, record in due if pk]
        appended = run.publish(asked, {(kind, record) for pk, kind, record in due if not pk})
        if run.later:
            wake_worker()
    return appended


def _due(now: datetime) -> QuerySet:
    """The pending rows, and without a number the records that have expired."""
    rows = Pending.objects.filter(later=False).values_list("pk", "kind", "object_id")
    overdue = PublicRecord.objects.overdue(now).values_list(Value(0), "kind", "object_id")
    return rows.union(overdue, all=True)


def prepare(identities: Iterable[Identity]) -> None:
    """Do what takes long before the lock is taken: nobody waits for somebody else's pictures."""
    for resource, object_ids in by_resource(identities):
        resource.prepare(object_ids)


def is_overdue(now: datetime) -> bool:
    """Whether a public record has expired and the log does not say so yet. One indexed query."""
    return PublicRecord.objects.overdue(now).exists()


def begin() -> int:
    """Start an empty log with all content that exists. A log that has begun stays as it is."""
    if Head.objects.exists():
        return 0
    mark(registry.identities())
    return catch_up()


def follow_origins() -> None:
    """Render everything anew when the public address of the server or the front end has changed.

    Documents hold absolute addresses. The document of the site shows which ones they hold now.
    """
    record = PublicRecord.objects.filter(kind="site", live=True).select_related("entry").first()
    if record is None or not is_whole(record.entry):
        return  # a damaged document says nothing; `archive_verify` names it
    site = orjson.loads(record.entry.stored)
    has_today = (
        site["url"].startswith(f"{settings.API_ORIGIN}/"),
        site["html_url"].startswith(f"{settings.FRONTEND_ORIGIN}/"),
    )
    if not all(has_today):
        add_later(PublicRecord.objects.filter(live=True).values_list("kind", "object_id"))
        wake_worker()
