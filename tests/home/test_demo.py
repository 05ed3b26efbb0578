"""`manage.py demo` and what it makes."""

import pytest
from django.apps import apps
from django.contrib.auth import authenticate, get_user_model
from wagtail.models import Revision

from archive.fixity.verify import differences
from archive.models import Head
from cms.models import CustomImage, EventPage, Record, SeriesPage, Theme
from home.demo.picture import picture
from home.models import HomePage
from tests.demo_archive import run_demo
from tests.factories import publish


def state() -> dict:
    """How many rows each table has, and where revisions and log end."""
    counts = {model._meta.label: model._default_manager.count() for model in apps.get_models()}
    newest = Revision.objects.order_by("-pk").values_list("pk", flat=True).first()
    return counts | {"newest revision": newest, "head": Head.objects.values_list().first()}


@pytest.mark.same_on_all_databases
def test_running_it_again_changes_nothing(demo):
    before = state()
    assert before["archive.Entry"] > 20
    assert "changed: 0" in run_demo("--no-users")
    assert state() == before


def test_what_an_editor_changed_stays_changed(demo):
    theme = Theme.objects.get(slug="resilience")
    theme.label, theme.slug = "Resilience of societies", "resilience-of-societies"
    publish(theme)
    page = HomePage.objects.get(depth=2)
    page.title = "Our own archive"
    publish(page)
    run_demo("--no-users")
    assert set(Theme.objects.filter(label__startswith="Resil").values_list("slug", flat=True)) == {
        "resilience-of-societies"
    }
    assert HomePage.objects.get(depth=2).title == "Our own archive"


def test_a_deleted_record_comes_back_with_its_identity(demo):
    event = EventPage.objects.get(code="WP1515")
    identity = event.uid
    event.delete()
    assert "changed: 1" in run_demo("--no-users")
    assert EventPage.objects.get(code="WP1515").uid == identity


def test_the_log_says_what_the_archive_is(demo):
    assert [str(difference) for difference in differences()] == []


def test_two_installations_have_the_same_identities(demo):
    event = EventPage.objects.get(code="WP1725")
    assert str(event.uid) == "3ec6e7a4-76fc-55b4-8de8-9526d8e70c25"
    assert event.body[0].id == "742adbc2-1f50-5dbc-96e0-a749a832a74d"
    for model in (*Record.__subclasses__(), EventPage, SeriesPage, CustomImage):
        assert {record.uid.version for record in model.objects.all()} <= {5}, model


def test_every_record_was_published_through_a_revision(demo):
    for model in (*Record.__subclasses__(), EventPage, SeriesPage):
        for record in model.objects.all():
            assert record.live, record
            assert record.live_revision_id, record
            assert not record.has_unpublished_changes, record


def test_the_picture_is_free_described_and_always_the_same(demo):
    assert picture() == picture()
    image = CustomImage.objects.get()
    with image.open_file() as file:
        assert file.read() == picture()
    assert (image.licence, image.credit) == ("CC0 1.0", "Plenary demo")
    assert image.alt_text
    assert SeriesPage.objects.get().image == image


def test_with_debug_it_makes_an_editor_a_moderator_and_an_admin(demo, settings, rf):
    settings.DEBUG = True
    settings.API_ORIGIN, settings.FRONTEND_ORIGIN = "http://localhost:8000", "http://[::1]:8001"
    run_demo()
    run_demo()
    groups = {
        user.username: (list(user.groups.values_list("name", flat=True)), user.is_superuser)
        for user in get_user_model().objects.all()
    }
    assert groups == {
        "demo-editor": (["Editors"], False),
        "demo-moderator": (["Moderators"], False),
        "demo-admin": ([], True),
    }
    assert authenticate(rf.post("/"), username="demo-editor", password="plenary-demo")


def test_with_debug_no_users_makes_none(demo, settings):
    settings.DEBUG = True
    run_demo("--no-users")
    assert not get_user_model().objects.exists()
