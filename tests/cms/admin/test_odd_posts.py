"""Whatever a client posts to the admin, the answer is a form or a refusal, never a server error."""

import copy
import logging
import re
from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from cms.models import EventPage
from tests import factories
from tests.cms.admin.conftest import signed_in, user
from tests.cms.admin.forms import create_event
from tests.cms.admin.routes import SNIPPETS, World, routes

FIELD = re.compile(rb"<(?:input|select|textarea)[^>]*?\sname=\"([^\"]+)\"")
# What a browser never sends: NUL, half a surrogate, a digit that is no number, a number too long,
# a list, and a name twice.
ODD = [
    "{}=%00",
    "{}=%ED%A0%80",
    "{}=%C2%B2",
    "{}=" + "9" * 5000,
    "{}=%5B1%2C%5B%5D%5D",
    "{0}=1&{0}=x",
]
ENCODED = "application/x-www-form-urlencoded"
# Fields that views read without a form.
READ_BY_VIEWS = {"next", "id", "collection", "revision_id", "order", "title", "action-publish"}
# Logs out, and raises because that is what it is for.
LEFT_OUT = {"admin/logout/", "admin/failwhale/"}


def walked() -> Iterator[tuple[str, bool]]:
    """Every route, and whether it is the first of the same routes of several snippets."""
    patterns = set()
    for route in routes():
        pattern = re.sub(f"/cms/(?:{'|'.join(SNIPPETS)})/", "/cms/kind/", route)
        if route not in LEFT_OUT:
            yield route, pattern not in patterns
            patterns.add(pattern)


@pytest.mark.slow
@pytest.mark.django_db
def test_every_page_is_written_and_every_address_answers_odd_posts():
    """Each field gets an odd value, another than the field before it."""
    client = signed_in(user("cem", is_superuser=True))
    client.raise_request_exception = False
    world = World(user("dora"))
    failed = {}

    for number, (route, is_first) in enumerate(walked()):
        address = world.address(route)
        page = client.get(address)
        if page.status_code >= 500:
            failed[route] = page.status_code
        if not is_first:
            continue
        fields = set() if page.streaming else {n.decode() for n in FIELD.findall(page.content)}
        names = sorted((fields | READ_BY_VIEWS) - {"csrfmiddlewaretoken"})
        pairs = [ODD[(number + place) % len(ODD)].format(n) for place, n in enumerate(names)]
        status = post(client, address, "&".join(pairs))
        if status >= 500:
            failed[route] = status

    assert failed == {}


def post(client: Client, address: str, body: str) -> int:
    """The status. The database and the browser forget the request."""
    cookies = copy.deepcopy(client.cookies)
    with transaction.atomic():
        status = client.post(address, body, ENCODED).status_code
        transaction.set_rollback(True)
    client.cookies = cookies
    return status


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("route", "name"),
    [
        ("admin/pages/<int:page_id>/copy/", "new_parent_page"),
        ("admin/pages/<int:page_to_move_id>/move/", "new_parent_page"),
        ("admin/choose-external-link/", "link_text"),
    ],
)
def test_an_odd_value_is_a_form_or_a_bad_request(superuser, route, name):
    superuser.raise_request_exception = False
    address = World(user("dora")).address(route)

    answers = {odd: post(superuser, address, odd.format(name)) for odd in ODD}

    assert set(answers.values()) <= {200, 400}, answers


@pytest.mark.django_db
def test_a_bad_request_says_so_and_is_logged_with_its_error(superuser, caplog):
    address = reverse("wagtailadmin_pages:delete", args=[factories.make_event().pk])

    with caplog.at_level(logging.WARNING, "plenary.admin"):
        answer = superuser.post(f"{address}?next=nowhere")

    assert answer.status_code == 400
    assert "cannot be read" in answer.content.decode()
    assert "NoReverseMatch" in caplog.text
    assert EventPage.objects.exists()


@pytest.mark.django_db
def test_a_mistake_of_plenary_is_not_taken_for_a_bad_request(superuser, monkeypatch):
    def fail(self: EventPage) -> None:
        int("²")

    monkeypatch.setattr(EventPage, "full_clean", fail)
    superuser.raise_request_exception = False

    assert create_event(superuser, factories.make_series()).status_code == 500
