"""Several queries, one state of the archive."""

import threading

import pytest
from django.db import connection, transaction

from archive.snapshot import one_state
from cms.models import Theme
from tests.factories import make_theme


def in_another_thread(action) -> None:
    def act() -> None:
        try:
            action()
        finally:
            connection.close()

    thread = threading.Thread(target=act)
    thread.start()
    thread.join(10)
    assert not thread.is_alive()


@pytest.mark.django_db(transaction=True)
def test_what_is_committed_meanwhile_is_not_seen_and_not_kept_waiting():
    with one_state():
        before = Theme.objects.count()
        in_another_thread(make_theme)
        assert Theme.objects.count() == before
    assert Theme.objects.count() == before + 1


@pytest.mark.django_db(transaction=True)
def test_reading_waits_for_no_writer():
    counts = []

    def look() -> None:
        with one_state():
            counts.append(Theme.objects.count())

    with transaction.atomic():
        make_theme()
        in_another_thread(look)
    assert counts == [0]


@pytest.mark.django_db(transaction=True)
def test_the_next_transaction_may_write_again():
    with one_state():
        Theme.objects.count()
    make_theme()
    assert Theme.objects.count() == 1
