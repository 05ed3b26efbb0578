"""An editor's action is one transaction, and comes after the one before it."""

import threading
import time

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import resolve

from archive.admin.atomic_writes import AtomicWrites
from archive.admin.editing_locks import WRITING, parts_of, wait_for_others
from cms.models import Theme
from tests.factories import make_event, make_series, make_theme


class Editor:
    is_authenticated = True


def post_of(path: str, **data) -> HttpRequest:
    request = RequestFactory().post(path, data)
    request.user = Editor()
    return request


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
            AtomicWrites(view)(post_of("/admin/snippets/"))
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

    AtomicWrites(fail)(post_of("/admin/snippets/"))
    assert not Theme.objects.exists()


@pytest.mark.django_db
def test_reading_and_the_world_outside_the_admin_are_left_alone(django_assert_num_queries):
    with django_assert_num_queries(0):
        AtomicWrites(lambda request: HttpResponse())(RequestFactory().get("/admin/"))
        AtomicWrites(lambda request: HttpResponse())(post_of("/documents/"))


@pytest.mark.django_db
def test_a_stranger_waits_for_nobody_and_nobody_for_them(django_assert_num_queries):
    request = RequestFactory().post("/admin/login/")
    request.user = AnonymousUser()
    with django_assert_num_queries(0):
        AtomicWrites(lambda _request: HttpResponse())(request)


@pytest.mark.django_db
def test_a_ping_of_an_open_form_waits_for_nobody_and_nobody_for_it(django_assert_num_queries):
    with django_assert_num_queries(0):
        AtomicWrites(lambda _request: HttpResponse())(
            post_of("/admin/editing-sessions/ping/cms/theme/1/1/")
        )


@pytest.mark.django_db
def test_pictures_are_read_before_anybody_waits(monkeypatch):
    order = []
    monkeypatch.setattr(
        "archive.admin.atomic_writes.wait_for_others", lambda *_: order.append("wait")
    )
    monkeypatch.setattr("archive.admin.atomic_writes.picture_of", lambda _: order.append("read"))
    upload = SimpleUploadedFile("a.png", b"x", content_type="image/png")
    AtomicWrites(lambda _request: HttpResponse())(post_of("/admin/images/add/", file=upload))
    assert order == ["read", "wait"]


def parts(path: str) -> list[str]:
    return parts_of(path, resolve(path))


@pytest.mark.django_db
def test_what_an_action_waits_for_is_what_it_may_write():
    series = make_series()
    event = make_event(series=series)
    above, own = parts(f"/admin/pages/{series.pk}/edit/"), parts(f"/admin/pages/{event.pk}/edit/")
    assert own[:-1] == above
    assert len(own) == event.depth
    for path in (
        "/admin/snippets/cms/theme/edit/5/",
        "/admin/snippets/cms/customimage/edit/4/",
        "/admin/snippets/cms/customdocument/edit/4/",
    ):
        assert parts(path) == [path]
    assert parts("/admin/images/add/") == parts("/admin/images/multiple/add/") == ["wagtailimages"]
    for path in (
        f"/admin/pages/{event.pk}/unpublish/",
        f"/admin/pages/{event.pk}/move/",
        "/admin/snippets/cms/theme/add/",
        "/admin/collections/1/",
        "/admin/bulk/cms/theme/publish/",
    ):
        assert parts(path) == []


def gets_through(path: str) -> bool:
    """Whether another connection may write now what a POST to `path` writes."""
    result = []

    def attempt() -> None:
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = '200ms'")
                wait_for_others(path, resolve(path))
            result.append(True)
        except OperationalError:
            result.append(False)
        finally:
            connection.close()

    other = threading.Thread(target=attempt)
    other.start()
    other.join()
    return result[0]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_editors_of_different_records_do_not_wait_for_each_other(monkeypatch):
    monkeypatch.setattr("archive.admin.editing_locks.LONGEST_WAIT", 0.2)
    series = make_series()
    event, other = make_event(series=series), make_event(series=series)
    mine = f"/admin/pages/{event.pk}/edit/"
    with transaction.atomic():
        wait_for_others(mine, resolve(mine))
        assert gets_through(f"/admin/pages/{other.pk}/edit/")
        assert gets_through("/admin/snippets/cms/theme/edit/5/")
        assert gets_through("/admin/images/add/")
        assert not gets_through(mine)
        assert not gets_through(f"/admin/pages/{series.pk}/edit/")  # its address is in the event's
        assert not gets_through("/admin/bulk/cms/theme/publish/")
    assert gets_through("/admin/bulk/cms/theme/publish/")


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_signing_in_does_not_wait_for_an_editor(admin_user):
    signed_in = []

    def sign_in() -> None:
        try:
            form = {"username": admin_user.username, "password": "password"}
            signed_in.append(Client().post("/admin/login/", form).status_code)
        finally:
            connection.close()

    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [WRITING])
        other = threading.Thread(target=sign_in)
        other.start()
        other.join(10)
        assert signed_in == [302]
