"""What the tests of the log share."""

from io import StringIO

import orjson
from django.core.management import call_command

from archive.fixity.verify import differences
from archive.models import Entry, PublicRecord
from archive.publisher.after_commit import catch_up

# What the database refuses as OperationalError, and does not mean all that comes after it.
REFUSED = {
    "sqlite": "SELECT * FROM no_such_table",
    "postgresql": "SELECT array_fill(0, ARRAY[100000, 100000])",
}


def document(kind: str, key: str) -> dict:
    """The newest document of `key`, from the log."""
    record = PublicRecord.objects.select_related("entry").get(kind=kind, key=key, live=True)
    return orjson.loads(bytes(record.entry.body))


def actions(kind: str, key: str) -> list[str]:
    """What the log says happened to `key`, in order."""
    entries = Entry.objects.filter(kind=kind, key=key).order_by("sequence")
    return list(entries.values_list("action", flat=True))


def settle() -> int:
    """Catch up, and insist that the log then says what the content is."""
    appended = catch_up()
    assert [str(difference) for difference in differences()] == []
    return appended


def verify(*args: str) -> tuple[int, str]:
    """Exit code and output of `manage.py archive_verify`."""
    out = StringIO()
    try:
        call_command("archive_verify", *args, stdout=out, stderr=StringIO())
    except SystemExit as stop:
        return stop.code, out.getvalue()
    return 0, out.getvalue()
