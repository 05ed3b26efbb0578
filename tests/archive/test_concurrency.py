"""Several writers on PostgreSQL: no reader of the log ever misses an entry."""

import threading

import pytest
from django.db import connection

from archive.fixity.verify import differences
from archive.models import Entry, Head, Pending, PublicRecord
from cms.models import Theme
from tests.factories import make_theme

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
]

WRITERS, WRITES = 4, 12


def write(writer: int, errors: list[Exception]) -> None:
    try:
        theme = make_theme(label=f"Theme {writer}")
        for number in range(WRITES):
            theme.summary = f"Version {number}"
            theme.save()
            if number % 4 == 3:
                Theme.objects.filter(pk=theme.pk).first().unpublish()
                theme.refresh_from_db()
                theme.live = True
    except Exception as error:  # noqa: BLE001  whatever it is, the test names it
        errors.append(error)
    finally:
        connection.close()


def read(stop: threading.Event, received: list[int], late: list[int]) -> None:
    """A mirror: it asks for what is newer than the newest it has."""
    try:
        while not stop.is_set() or Entry.objects.filter(pk__gt=max(received, default=0)).exists():
            newest = max(received, default=0)
            received.extend(
                Entry.objects.filter(pk__gt=newest).order_by("pk").values_list("pk", flat=True)
            )
            numbers = set(received)
            below = set(Entry.objects.filter(pk__lte=newest).values_list("pk", flat=True))
            late.extend(below - numbers)
    finally:
        connection.close()


def test_with_four_writers_no_reader_misses_an_entry():
    errors: list[Exception] = []
    stop, received, late = threading.Event(), [], []
    reader = threading.Thread(target=read, args=(stop, received, late))
    writers = [threading.Thread(target=write, args=(number, errors)) for number in range(WRITERS)]
    reader.start()
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    stop.set()
    reader.join()
    assert errors == []
    assert late == []
    assert received == list(range(1, Head.objects.get().sequence + 1))
    assert PublicRecord.objects.filter(kind="theme").count() == WRITERS
    assert [str(difference) for difference in differences()] == []


def test_the_log_does_not_fail_because_an_editor_s_search_index_moves():
    """Each save of an editor updates rows of the index that the log writes into as well."""
    themes = [make_theme(label=f"Theme {number}") for number in range(3)]
    failures: list[str] = []

    def write_on(theme: Theme) -> None:
        try:
            for number in range(15):
                theme.label = f"Label {number} of {theme.pk}"
                theme.save()
        except Exception as error:  # noqa: BLE001  whatever it is, the test names it
            failures.append(repr(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=write_on, args=(theme,)) for theme in themes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert not Pending.objects.exists()
    assert [str(difference) for difference in differences()] == []
