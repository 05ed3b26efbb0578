"""What a long run must not gather, and what an upgrade must not break for those who still read.

`benchmarks/memory.py` measures ten minutes of mixed load with the server of production.
"""

import gc
import os
import sys

import pytest
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db.migrations import AddField, AddIndex, RemoveField
from django.db.migrations.loader import MigrationLoader
from django.db.models import NOT_PROVIDED, Index, IntegerField
from django.test import Client

from archive.publisher.after_commit import catch_up
from tests.factories import make_event, make_series
from tests.serving import ROOT

ASKED = (
    "events/E1/?fields=title", "events/?limit={n}", "events/?ordinal={n}", "search/?q=peace+{n}",
    "events/?as_of=21{n:02}-01-01", "events/E1.md", "events.csv?ordinal={n}", "changes/?limit={n}",
    "events/N{n}/", "events/?wrong={n}", "events/?fields=none{n}",
)  # fmt: skip
# Requests that differ keep something only in caches, which have a limit. Objects for each.
MOST_KEPT = 40
# On PostgreSQL an index locks out who writes, unless it is made with CONCURRENTLY.
REFUSED = {
    *("RemoveField", "RenameField", "DeleteModel", "RenameModel", "AlterModelTable", "AddIndex"),
}


def kept() -> tuple[int, int]:
    """How many objects and open files this process has."""
    gc.collect()
    return len(gc.get_objects()), len(os.listdir("/proc/self/fd"))


@pytest.mark.django_db
@pytest.mark.skipif(sys.platform != "linux", reason="/proc is of Linux")
def test_fault_27_requests_that_all_differ_leave_nothing_behind(settings):
    settings.API_RATE_LIMIT = None
    make_event(series=make_series(title="Talks"), title="Peace", code="E1", ordinal=1)
    catch_up()
    reader = Client(headers={"host": "api.test"})

    def ask(numbers: range) -> tuple[int, int]:
        for number in numbers:
            for path in ASKED:
                assert reader.get("/api/v1/" + path.format(n=number)).status_code < 500
        return kept()

    objects, files = ask(range(1, 6))
    more_objects, more_files = ask(range(6, 16))
    assert more_objects - objects < 10 * len(ASKED) * MOST_KEPT
    assert more_files <= files


def later_operations():
    """`(app, migration), operation` of all our migrations but those that make the tables."""
    for key, migration in sorted(MigrationLoader(None).disk_migrations.items()):
        if (ROOT / key[0] / "migrations").is_dir() and not key[1].startswith("0001"):
            yield from ((key, operation) for operation in migration.operations)


def stops_the_old_version(operation) -> bool:
    """It reads the columns that it knows, and its rows fit without those that it does not know."""
    if isinstance(operation, AddField):
        field = operation.field
        return not field.null and field.db_default is NOT_PROVIDED
    return type(operation).__name__ in REFUSED


@pytest.mark.parametrize(
    ("operation", "stops"),
    [
        (AddField("entry", "seen", IntegerField(null=True)), False),
        (AddField("entry", "seen", IntegerField(db_default=0)), False),
        (AddField("entry", "seen", IntegerField(default=0)), True),
        (RemoveField("entry", "reason"), True),
        (AddIndex("entry", Index(fields=["kind"], name="entry_kind")), True),
        (AddIndexConcurrently("entry", Index(fields=["kind"], name="entry_kind")), False),
    ],
)
def test_fault_24_the_old_version_goes_on_while_the_new_schema_is_there(operation, stops):
    assert stops_the_old_version(operation) == stops
    assert [key for key, later in later_operations() if stops_the_old_version(later)] == []
