"""Marking what the log has to look at again, in the transaction that changed it."""

from collections import defaultdict
from collections.abc import Iterable
from weakref import WeakKeyDictionary

import orjson
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone

from archive.models import Pending

Identity = tuple[str, int]

LEAVE = """
INSERT INTO archive_pending (kind, object_id, created_at, problem, later)
SELECT %s, CAST(value AS bigint), %s, '', %s FROM {ids}
"""
IDS = {"postgresql": "json_array_elements_text(%s::json)", "sqlite": "json_each(%s)"}


class CatchUp:
    """The work after a commit, and what this transaction has marked already.

    It holds the connection's list of callbacks: Django puts a new list in its place whenever a
    transaction or a savepoint ends with a rollback, and then nothing marked before counts.
    """

    def __init__(self, callbacks: list) -> None:
        self.callbacks = callbacks
        self.marked: set[Identity] = set()
        # Django names a callback that failed by this, when it writes the failure into the log.
        self.__qualname__ = "archive.publisher.log.catch_up"

    def __call__(self) -> None:
        from archive.publisher.log import catch_up

        catch_up()


_current: WeakKeyDictionary[BaseDatabaseWrapper, CatchUp] = WeakKeyDictionary()


def forget() -> None:
    """What this transaction has marked so far is done with: a new change is marked anew."""
    _current.pop(connections[DEFAULT_DB_ALIAS], None)


def mark(identities: Iterable[Identity]) -> None:
    """Write a pending row for each `(kind, object id)` that this transaction has none for.

    The log catches up after the commit; should the process die before that, at the next sweep.
    """
    database = connections[DEFAULT_DB_ALIAS]
    current = _current.get(database)
    if current is None or current.callbacks is not database.run_on_commit:
        current = None
    new = [identity for identity in identities if current is None or identity not in current.marked]
    if not new:
        return
    with transaction.atomic():
        Pending.objects.bulk_create(
            [Pending(kind=kind, object_id=object_id) for kind, object_id in new], batch_size=500
        )
        if current is None:
            current = CatchUp(database.run_on_commit)
            _current[database] = current
            transaction.on_commit(current, robust=True)
        current.marked.update(new)


def leave(identities: Iterable[Identity]) -> None:
    """Write a row for work that is done later, in batches, and wake the worker where there is one.

    Without one, or when it dies, the next sweep does it. An editor waits for the rows, of which
    there may be very many: one statement writes those of a kind, without an object for each.
    """
    from archive.publisher.tasks import (
        publish_later,  # which renders, and so comes back to this module
    )

    ids: dict[str, list[int]] = defaultdict(list)
    for kind, object_id in identities:
        ids[kind].append(object_id)
    database = connections[DEFAULT_DB_ALIAS]
    now = database.ops.adapt_datetimefield_value(timezone.now())
    with database.cursor() as cursor:
        for kind, object_ids in ids.items():
            values = (kind, now, True, orjson.dumps(object_ids).decode())
            cursor.execute(LEAVE.format(ids=IDS[database.vendor]), values)
    if settings.WORKER:
        publish_later.enqueue()
