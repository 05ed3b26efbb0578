"""Pending rows: the records whose documents the log has to look at again."""

from collections import defaultdict
from collections.abc import Iterable

import orjson
from django.db import DEFAULT_DB_ALIAS, connections
from django.utils import timezone

from archive.models import Pending

Identity = tuple[str, int]  # the kind of a record and its id

INSERT_LATER = """
INSERT INTO archive_pending (kind, object_id, created_at, problem, later)
SELECT %s, CAST(value AS bigint), %s, '', %s FROM {ids}
"""
IDS = {"postgresql": "json_array_elements_text(%s::json)", "sqlite": "json_each(%s)"}


def add_pending(identities: Iterable[Identity]) -> None:
    """Write a row for each record that the log looks at right after the commit."""
    rows = [Pending(kind=kind, object_id=object_id) for kind, object_id in identities]
    Pending.objects.bulk_create(rows, batch_size=500)


def add_later(identities: Iterable[Identity]) -> None:
    """Write a row for each record that `archive.publisher.tasks` renders later, in batches.

    An editor waits for these rows, and there may be very many. So one statement writes all rows of
    a kind, without an object for each.
    """
    ids: dict[str, list[int]] = defaultdict(list)
    for kind, object_id in identities:
        ids[kind].append(object_id)
    database = connections[DEFAULT_DB_ALIAS]
    now = database.ops.adapt_datetimefield_value(timezone.now())
    with database.cursor() as cursor:
        for kind, object_ids in ids.items():
            values = (kind, now, True, orjson.dumps(object_ids).decode())
            cursor.execute(INSERT_LATER.format(ids=IDS[database.vendor]), values)
