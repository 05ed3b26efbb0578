"""When `manage.py demo` makes nothing at all."""

from unittest import mock

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import check_password
from django.core.checks import ERROR, WARNING
from django.core.management import CommandError, call_command
from django.core.management.base import SystemCheckError
from django.db import OperationalError, connection

from archive.models import Entry
from cms.models import SeriesPage, Theme
from cms.network import is_development_machine
from home.checks import no_demo_password
from home.demo import users
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


HERE = ["http://localhost:8000", "http://LOCALHOST", "http://127.0.0.1:8001", "http://[::1]:8000"]
ELSEWHERE = [
    "https://cms.example.org", "http://192.168.1.5:8000", "http://localhost.example.org",
    "http://localhost:1@example.org", "http://127.0.0.1.example.org", "http://0.0.0.0:8000",
]  # fmt: skip


@pytest.mark.parametrize("origin", HERE)
def test_with_debug_on_this_machine_it_makes_users(origin, settings):
    settings.DEBUG, settings.API_ORIGIN, settings.FRONTEND_ORIGIN = True, origin, HERE[0]
    assert is_development_machine()


@pytest.mark.parametrize("name", ["API_ORIGIN", "FRONTEND_ORIGIN"])
@pytest.mark.parametrize("origin", ELSEWHERE)
def test_a_public_origin_gets_no_demo_user_with_debug_either(origin, name, settings):
    settings.DEBUG, settings.API_ORIGIN, settings.FRONTEND_ORIGIN = True, HERE[0], HERE[0]
    setattr(settings, name, origin)
    with pytest.raises(CommandError, match="--no-users"):
        run_demo()
    with pytest.raises(RuntimeError):
        users.make_users()


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["demo-editor", "demo-admin", "chief"])
def test_the_deploy_check_fails_while_somebody_has_the_demo_password(name):
    user = get_user_model()._default_manager.create_user(name, password=users.PASSWORD)
    [error] = no_demo_password(None)
    assert (error.id, error.level) == ("home.E001", ERROR)
    assert name in error.msg
    assert f"manage.py changepassword {name}" in error.hint
    with pytest.raises(SystemCheckError):
        call_command("check", deploy=True)

    user.set_password("another one")
    user.save()
    assert no_demo_password(None) == []


@pytest.mark.django_db
def test_the_deploy_check_looks_at_demo_users_and_superusers_and_tries_few_others():
    manager = get_user_model()._default_manager
    manager.bulk_create(manager.model(username=f"{n}", password="md5$a$b") for n in range(60))
    manager.create_user("demo-moderator", password=users.PASSWORD)
    manager.create_superuser("chief", password=users.PASSWORD)
    with mock.patch("home.checks.check_password", side_effect=check_password) as tried:
        [error] = no_demo_password(None)
    assert "chief, demo-moderator" in error.msg
    assert tried.call_count <= 20


@pytest.mark.django_db
def test_the_deploy_check_needs_no_table(monkeypatch):
    monkeypatch.setattr(connection.introspection, "table_names", list)
    assert no_demo_password(None) == []


def test_the_deploy_check_says_when_it_could_not_look(monkeypatch):
    def away() -> list[str]:
        raise OperationalError("the server is away")

    monkeypatch.setattr(connection.introspection, "table_names", away)
    [warning] = no_demo_password(None)
    assert (warning.id, warning.level) == ("home.W003", WARNING)
