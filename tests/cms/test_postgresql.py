"""What the backend adds to Django's."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from queue import Queue
from threading import Event, Thread
from uuid import UUID

import pytest
from django.db import connection, connections
from django.db.models import Value
from django.db.models.functions import Lower
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from archive.admin.editing_locks import WRITING
from archive.models import Entry
from archive.models.entry import Action
from tests.faults.load import until

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def _no_collector() -> Iterator[None]:
    """Whatever goes away goes because nobody refers to it."""
    gc.disable()
    yield
    gc.enable()


def backend_of(wrapper) -> int:
    """The id of the process of PostgreSQL that a connection has."""
    with wrapper.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return cursor.fetchone()[0]


def is_there(backend: int) -> bool:
    with connection.cursor() as cursor:
        # What a transaction has seen of the sessions, it goes on seeing.
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE pid = %s", [backend])
        return cursor.fetchone()[0] == 1


@contextmanager
def in_a_thread(wrapper_of) -> Iterator[int]:
    """The id of the process that a thread talks to; the thread ends with the block."""
    backends: Queue[int] = Queue()
    end = Event()

    def work() -> None:
        backends.put(backend_of(wrapper_of()))
        end.wait()

    thread = Thread(target=work)
    thread.start()
    try:
        yield backends.get(timeout=20)
    finally:
        end.set()
        thread.join()


@pytest.mark.usefixtures("_no_collector")
def test_a_thread_that_ends_takes_its_connection_with_it():
    with in_a_thread(lambda: connections["default"]) as backend:
        assert is_there(backend)

    until(lambda: not is_there(backend))
    assert is_there(backend_of(connection))


def test_a_connection_that_threads_share_outlives_the_one_that_opened_it():
    shared = connections.create_connection("default")
    shared.inc_thread_sharing()
    try:
        with in_a_thread(lambda: shared) as backend:
            pass
        assert backend_of(shared) == backend
    finally:
        shared.close()


def test_an_editor_does_not_wait_for_ever(monkeypatch, admin_user):
    monkeypatch.setattr("api.http.middleware.LONGEST_WAIT", 0.5)
    editor = Client(raise_request_exception=False)
    editor.force_login(admin_user)
    writer = connections.create_connection("default")
    writer.inc_thread_sharing()
    try:
        with writer.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [WRITING])
        refused = editor.post("/admin/snippets/cms/theme/add/", {"label": "Peace"})
    finally:
        writer.close()

    assert refused.status_code == 503
    assert "Nothing of what you sent was saved." in refused.text
    assert editor.get("/admin/").status_code == 200


FIRST = 1000  # the log of the tests has begun


def an_entry(number: int, body: bytes | None, **values) -> Entry:
    sequence = FIRST + number
    action = Action.WITHDRAW if body is None else "publish"
    facts = {"uid": UUID(int=sequence), "kind": "event", "key": f"E{number}", "locale": "en"}
    return Entry(
        sequence=sequence, body=body, action=action, recorded_at=timezone.now(), **facts | values
    )


def test_many_rows_are_written_with_an_array_for_each_column():
    """Whatever the bytes are, and where a value is missing."""
    entries = [an_entry(number, bytes([number]) * 3) for number in range(256)]
    entries += [
        an_entry(256, b'{"a": "\\\\,{}\'%s%%"}', reason="{NULL,\"\\}'%s"),
        an_entry(257, None, damaged_at=timezone.now(), locale=""),
    ]

    with CaptureQueriesContext(connection) as queries:
        Entry.objects.bulk_create(entries)

    [sql] = [query["sql"] for query in queries if "INSERT" in query["sql"]]
    assert "UNNEST" in sql
    names = [field.attname for field in Entry._meta.fields if field.name != "body"]
    stored = list(Entry.objects.filter(pk__gte=FIRST).order_by("pk"))
    assert [entry.stored for entry in stored] == [entry.stored for entry in entries]
    assert [entry.pk for entry in stored if entry.body is None] == [FIRST + 257]
    for name in names:
        assert [getattr(entry, name) for entry in stored] == [
            getattr(entry, name) for entry in entries
        ]


def test_rows_with_an_expression_are_written_one_value_after_the_other():
    entries = [an_entry(1, b"one"), an_entry(2, b"two", key=Lower(Value("TWO")))]

    Entry.objects.bulk_create(entries)

    assert list(Entry.objects.filter(pk__gte=FIRST).order_by("pk").values_list("key", "body")) == [
        ("E1", b"one"), ("two", b"two"),
    ]  # fmt: skip


def test_what_follows_many_rows_is_asked_as_before():
    connection.ensure_connection()
    before = connection.connection.cursor_factory

    Entry.objects.bulk_create([an_entry(1, b"one"), an_entry(2, b"two")])

    assert connection.connection.cursor_factory is before
