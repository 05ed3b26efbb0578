"""Who gets what at every address of the admin: `tests/admin_routes.tsv` is the record."""

import copy
import os
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth import middleware
from django.db import transaction
from django.template.response import SimpleTemplateResponse
from django.test import Client

from tests.cms.admin.conftest import guest, stranger, user
from tests.cms.admin.routes import ROLES, World, read_table, routes, write_table
from tests.cms.belonging.helpers import series_editor

RECORDING = bool(os.environ.get("RECORD_ADMIN_ROUTES"))
METHODS = ("GET", "POST")
# Wagtail's own, which raises an exception because that is what it is for.
FAILS_UPSTREAM = {"admin/failwhale/"}


def statuses(role: str, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """`{"admin/pages/": "200/405"}`: GET and an empty POST, each undone again."""
    world = World(user("dora"))
    people: dict[str, Callable[[], Any]] = {
        "member": lambda: user("max"),
        "guest": guest,
        "stranger": stranger,
        "series_editor": lambda: series_editor(world.series),
        "editor": lambda: user("ann", "Editors"),
        "moderator": lambda: user("ben", "Moderators"),
        "superuser": lambda: user("cem", is_superuser=True),
    }
    client = Client()
    if role != "anonymous":
        person = people[role]()
        client.force_login(person)
        monkeypatch.setattr(middleware, "get_user", with_rights(person))
    client.raise_request_exception = False
    # The status is known without the page, which costs most. test_odd_posts.py has all of them.
    monkeypatch.setattr(SimpleTemplateResponse, "rendered_content", "")
    return {
        route: "/".join(str(status(client, method, world.address(route))) for method in METHODS)
        for route in routes()
    }


def with_rights(person: Any) -> Callable[[Any], Any]:
    """The person of a request as they are before all of them, with the rights that they have.

    Both are read once, and not for each of a thousand requests.
    """
    person.get_all_permissions()
    return lambda request: copy.copy(person)


def status(client: Client, method: str, address: str) -> int:
    """The answer, undone in the database and forgotten by the browser: one route logs out."""
    cookies = copy.deepcopy(client.cookies)
    with transaction.atomic():
        response = client.generic(method, address)
        transaction.set_rollback(True)
    client.cookies = cookies
    return response.status_code


@pytest.mark.slow
@pytest.mark.skipif(RECORDING, reason="The table is being written")
@pytest.mark.same_on_all_databases
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.django_db
def test_e1_every_route_answers_each_role_as_recorded(role, monkeypatch):
    table = read_table()

    answers = statuses(role, monkeypatch)

    recorded = {route: row[role] for route, row in table.items()}
    assert {r: s for r, s in answers.items() if recorded.get(r) != s} == {}
    assert set(recorded) == set(answers)


def test_a_member_gets_no_further_than_a_visitor():
    own = ("admin/logout/", "admin/password_", "admin/login/", "admin/sprite/", "admin/jsi18n/")
    for route, row in read_table().items():
        if not route.startswith(own):
            assert set(row["member"].split("/")) <= {"302", "403", "404", "405"}, route


@pytest.mark.skipif(not RECORDING, reason="Only to write the table")
@pytest.mark.django_db
def test_write_the_table(monkeypatch):
    table: dict[str, dict[str, str]] = {route: {} for route in routes()}
    for role in ROLES:
        with transaction.atomic():
            with monkeypatch.context() as patch:
                for route, answer in statuses(role, patch).items():
                    table[route][role] = answer
            transaction.set_rollback(True)
    write_table(table)


def test_nobody_sees_a_server_error():
    for route, row in read_table().items():
        if route not in FAILS_UPSTREAM:
            assert not [cell for cell in row.values() if re.search(r"\b5\d\d\b", cell)], route


def test_a_visitor_is_sent_to_the_login_and_nowhere_else():
    open_to_all = ("admin/login/", "admin/logout/", "admin/password_reset/", "admin/jsi18n/")
    for route, row in read_table().items():
        if not route.startswith((*open_to_all, "admin/sprite/")):
            assert set(row["anonymous"].split("/")) <= {"302", "403", "404", "405"}, route


@pytest.mark.parametrize("role", ["guest", "stranger", "series_editor", "editor", "moderator"])
@pytest.mark.parametrize(
    "part", ["users", "groups", "sites", "locales", "workflows", "collections", "redirects"]
)
def test_no_editor_or_moderator_opens_what_belongs_to_administrators(role, part):
    for route, row in read_table().items():
        if route.startswith(f"admin/{part}/") and "chooser" not in route:
            assert set(row[role].split("/")) <= {"302", "403", "404", "405"}, route
