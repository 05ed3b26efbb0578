"""An editor's action is one transaction, and comes after the one before it."""

import threading
import time

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory

from archive.admin.atomic_writes import AtomicWrites
from cms.models import Theme
from tests.factories import make_theme


@pytest.mark.django_db(transaction=True)
def test_a_late_autosave_cannot_take_back_what_was_published_meanwhile():
    theme = make_theme(label="Peace", live=False)
    reading = threading.Event()

    def autosave(request) -> HttpResponse:
        draft = Theme.objects.get(pk=theme.pk)
        reading.set()
        time.sleep(0.3)
        draft.save()
        return HttpResponse()

    def publish(request) -> HttpResponse:
        Theme.objects.get(pk=theme.pk).save_revision().publish()
        return HttpResponse()

    def post(view) -> None:
        try:
            AtomicWrites(view)(RequestFactory().post("/admin/snippets/"))
        finally:
            connection.close()

    first = threading.Thread(target=post, args=(autosave,))
    first.start()
    reading.wait(5)
    post(publish)
    first.join()
    theme.refresh_from_db()
    assert theme.live


@pytest.mark.django_db
def test_a_server_error_leaves_nothing_behind():
    def fail(request) -> HttpResponse:
        make_theme(label="Half done")
        return HttpResponse(status=500)

    AtomicWrites(fail)(RequestFactory().post("/admin/snippets/"))
    assert not Theme.objects.exists()


@pytest.mark.django_db
def test_reading_and_the_world_outside_the_admin_are_left_alone(django_assert_num_queries):
    with django_assert_num_queries(0):
        AtomicWrites(lambda request: HttpResponse())(RequestFactory().get("/admin/"))
        AtomicWrites(lambda request: HttpResponse())(RequestFactory().post("/documents/"))
