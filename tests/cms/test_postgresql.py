"""What the backend adds to Django's."""

import gc
from collections.abc import Iterator
from threading import Thread

import pytest
from django.db import connection, connections

from tests.faults.load import until

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]


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
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE pid = %s", [backend])
        return cursor.fetchone()[0] == 1


def in_a_thread(wrapper_of) -> int:
    backends: list[int] = []
    thread = Thread(target=lambda: backends.append(backend_of(wrapper_of())))
    thread.start()
    thread.join()
    return backends[0]


@pytest.mark.usefixtures("_no_collector")
def test_a_thread_that_ends_takes_its_connection_with_it():
    backend = in_a_thread(lambda: connections["default"])

    until(lambda: not is_there(backend), 20)
    assert is_there(backend_of(connection))


def test_a_connection_that_threads_share_outlives_the_one_that_opened_it():
    shared = connections.create_connection("default")
    shared.inc_thread_sharing()
    try:
        assert is_there(in_a_thread(lambda: shared))
        backend_of(shared)
    finally:
        shared.close()
