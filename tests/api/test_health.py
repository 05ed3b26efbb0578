"""Whether the process lives, and whether it can answer."""

import pytest
from django.db import OperationalError

from tests.api.helpers import assert_problem, read

pytestmark = pytest.mark.django_db


def test_live_asks_nothing_of_anything_else(reader, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert read(reader, "/health/live") == {"status": "ok"}


def test_ready_when_the_database_has_all_migrations(reader):
    assert read(reader, "/health/ready") == {"status": "ok"}


def test_not_ready_while_migrations_wait(reader, monkeypatch):
    monkeypatch.setattr(
        "api.views.health.MigrationExecutor.migration_plan", lambda self, targets: [("one", False)]
    )
    response = reader.get("/health/ready")
    assert "1 migrations" in assert_problem(response, 503, "unavailable")["detail"]


def test_not_ready_while_the_database_is_away(reader, monkeypatch):
    def fail(connection):
        raise OperationalError

    monkeypatch.setattr("api.views.health.MigrationExecutor", fail)
    assert_problem(reader.get("/health/ready"), 503, "unavailable")
