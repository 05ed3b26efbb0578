"""When `manage.py demo` makes nothing at all."""

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError

from archive.models import Entry
from cms.models import SeriesPage, Theme
from tests.demo_archive import run_demo
from tests.factories import home, make_event


def test_without_debug_it_makes_no_user_and_says_how_to_go_on(db):
    with pytest.raises(CommandError, match="--no-users") as refusal:
        run_demo()
    assert refusal.value.returncode == 2
    assert "\n" not in str(refusal.value)
    assert not get_user_model().objects.exists()
    assert not SeriesPage.objects.exists()


def test_where_its_address_is_taken_it_leaves_everything_as_it_was(db):
    make_event(parent=home(), title="Our own page", slug="human-rights")
    with pytest.raises(CommandError, match="cannot be loaded"):
        run_demo("--no-users")
    assert not Theme.objects.exists()
    assert not Entry.objects.filter(kind="theme").exists()
