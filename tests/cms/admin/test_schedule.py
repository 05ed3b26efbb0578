"""The panel of what is scheduled."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cms.models import EventPage
from tests import factories
from tests.cms.admin.conftest import signed_in, user

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]
NOW = timezone.now()


def dashboard(client) -> str:
    return client.get(reverse("wagtailadmin_home")).content.decode()


def schedule(record, days: int) -> None:
    record.go_live_at = NOW + timedelta(days=days)
    record.save_revision().publish()


def test_what_goes_live_and_what_expires_is_named_the_soonest_first(editor):
    schedule(factories.make_event(title="Third to happen", live=False), 30)
    schedule(factories.make_partner(name="First to happen", live=False), 1)
    factories.make_theme(label="Second to happen", expire_at=NOW + timedelta(days=7))

    page = dashboard(editor).partition("What happens")[2]

    places = [page.index(name) for name in ("First to", "Second to", "Third to")]
    assert places == sorted(places)
    assert (page.count("Goes live"), page.count("Expires")) == (2, 1)


def test_what_lies_behind_or_is_hidden_anyway_is_not_named(editor):
    factories.make_theme(label="Long gone", expire_at=NOW - timedelta(days=1))
    factories.make_theme(label="A draft", live=False, expire_at=NOW + timedelta(days=1))

    assert "What happens" not in dashboard(editor)


def test_nobody_is_told_of_what_they_may_not_change():
    schedule(factories.make_event(title="A hidden event", live=False), 1)
    factories.make_partner(name="A hidden partner", expire_at=NOW + timedelta(days=1))
    visitor = user("guest")
    visitor.user_permissions.add(Permission.objects.get(codename="access_admin"))

    assert "A hidden" not in dashboard(signed_in(visitor))


def test_the_panel_costs_the_same_however_much_is_scheduled(editor, django_assert_num_queries):
    def add(count: int) -> None:
        for _ in range(count):
            number = EventPage.objects.count()
            schedule(factories.make_event(slug=f"e{number}", live=False), number + 1)
            factories.make_event(slug=f"x{number}", expire_at=NOW + timedelta(days=1))

    add(9)
    dashboard(editor)
    with CaptureQueriesContext(connection) as few:
        dashboard(editor)
    add(5)

    with django_assert_num_queries(len(few)):
        dashboard(editor)
