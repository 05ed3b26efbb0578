"""Attacks A: what is hidden stays hidden. Each test bears the number of its attack."""

import hashlib

import orjson
import pytest
from django.test import Client
from wagtail.models import GroupPagePermission, PageViewRestriction

from archive.models import PublicRecord
from cms.models import CustomDocument, CustomImage, EventPage
from tests.api.helpers import assert_problem, read
from tests.threats.conftest import CANARY, canary
from tests.threats.test_leaks import _comparable, addresses, public_answers  # noqa: F401  a fixture

pytestmark = pytest.mark.django_db

EVENTS = "/api/v1/events/"


def text_of(response) -> str:
    return response.content.decode() + repr(response.headers)


@pytest.mark.parametrize(
    "query",
    ["fields=*", "fields=organiser,venue,partners.partner.title", "expand=venue,organiser",
     "expand=partners,quotes.speaker,quotes.event,series.organiser,next.venue", "fields=title"],
)  # fmt: skip
@pytest.mark.parametrize("address", [EVENTS, f"{EVENTS}AB1/"])
def test_a2_links_to_what_is_hidden_are_absent_however_they_are_asked_for(archive, address, query):
    assert CANARY not in text_of(archive.get(f"{address}?{query}"))


def test_a3_text_and_blocks_show_nothing_hidden(archive):
    document = read(archive, f"{EVENTS}AB1/")
    kinds = [block["type"] for block in document["body"]]
    assert kinds == ["paragraph", "quote"]
    assert document["body"][0]["value"] == "<p>words words</p>"
    assert document["body"][1]["value"]["text"] == "Words spoken here"


def test_a4_the_deepest_answers_hold_declared_keys_only(archive):
    deepest = "?fields=*&expand=partners,people,quotes.speaker.affiliations,series.organiser.logo"
    text = text_of(archive.get(f"{EVENTS}AB1/{deepest}"))
    for word in ("internal_notes", "email", "user", "token", "object_id", "password", "owner"):
        assert f'"{word}' not in text


@pytest.mark.parametrize(
    "place",
    ["partner", "draft", "revision", "note1", "attribution", "below", "pdf", "pdfdraft"],
)
def test_a5_a_hidden_word_is_found_as_little_as_a_nonsense_word(archive, place):
    answers = []
    for word in (canary(place), "nonsenseword"):
        response = archive.get(f"/api/v1/search/?q={word}")
        answers.append((response.status_code, response.content.replace(word.encode(), b"")))
        for plural in ("events", "partners", "quotes"):
            assert read(archive, f"/api/v1/{plural}/?q={word}")["count"] == 0
    assert answers[0] == answers[1]


@pytest.mark.parametrize(
    "name",
    ["person__email__startswith", "filter[owner][password]", "lookup[x][y]", "t1.password",
     "pk__in", "_connector", "owner__password", "internal_notes"],
)  # fmt: skip
def test_a6_unknown_names_are_refused_before_any_query(archive, name, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = archive.get(EVENTS, {name: "a"})
    assert_problem(response, 400, "unknown_parameter")


@pytest.mark.parametrize("value", ["secret_note", "-person__email", "?", "random()", "pk", ""])
def test_a7_lists_are_ordered_by_declared_names_only(archive, value, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = archive.get(EVENTS, {"ordering": value})
    assert_problem(response, 400, "invalid_parameter")


def test_a10_the_file_of_a_hidden_document_is_a_404_whatever_is_sent_along(archive):
    document = CustomDocument.objects.get(title=canary("file"))
    content = document.file.read()
    address = f"/documents/{document.pk}/{document.filename}"
    for headers in (
        {},
        {"if-none-match": f'"{hashlib.sha1(content).hexdigest()}"'},
        {"if-none-match": "*"},
        {"range": "bytes=0-1"},
        {"if-modified-since": "Fri, 01 Jan 2100 00:00:00 GMT"},
    ):
        response = archive.get(address, headers=headers)
        assert_problem(response, 404, "not_found")
        assert CANARY not in response.content.decode()


def test_a11_neither_originals_nor_hidden_renditions_can_be_guessed(archive):
    image = CustomImage.objects.get(title=canary("image"))
    rendition = image.get_rendition("width-32")
    document = CustomDocument.objects.get(title=canary("file"))
    for name in (image.file.name, rendition.file.name, document.file.name):
        assert_problem(archive.get(f"/media/{name}"), 404, "not_found")


@pytest.mark.slow
@pytest.mark.same_on_all_databases
def test_a15_no_session_and_no_token_changes_a_byte(public_answers, django_user_model):  # noqa: F811
    """An editor, a superuser, somebody who passed a password wall, and a bad token."""
    editor = django_user_model.objects.create_user("editor", password="x")
    page = EventPage.objects.get(code="HID3")
    restriction = PageViewRestriction.objects.get()
    visitors = [Client(headers={"host": "api.test"}) for _ in range(4)]
    visitors[0].force_login(editor)
    visitors[1].force_login(django_user_model.objects.create_superuser("root", password="x"))
    session = visitors[2].session
    session["passed_page_view_restrictions"] = [restriction.pk]
    session.save()
    visitors[3].defaults["HTTP_AUTHORIZATION"] = "Bearer bad"
    assert not GroupPagePermission.objects.filter(page=page.page_ptr).exists()

    for number, url in enumerate(addresses(values=len(visitors))):
        visitor = visitors[number % len(visitors)]  # each asks some of all routes, and each filter
        response = visitor.get(url)
        assert _comparable(response) == _comparable(public_answers[url]), url
        assert not response.cookies
        assert "cookie" not in response.headers.get("Vary", "").lower()


def test_a19_an_error_of_ours_tells_nothing_about_us(archive, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError(f"SELECT {CANARY} FROM /srv/plenary")

    monkeypatch.setattr("api.views.detail.find", fail)
    reader = Client(headers={"host": "api.test"}, raise_request_exception=False)
    response = reader.get(f"{EVENTS}AB1/")
    assert_problem(response, 500, "server_error")
    text = text_of(response)
    for word in (CANARY, "RuntimeError", "File ", ".py", "Django", "SELECT"):
        assert word not in text


@pytest.mark.parametrize(
    "path",
    ["/api/v2/", "/api/v2/pages/", "/api/v3/", "/api/v3/pages/", "/api/main/pages/",
     "/django-admin/", "/__debug__/", "/.git/config", "/.env", "/api/v1/users/", "/api/"],
)  # fmt: skip
def test_a20_nothing_else_is_served(path):
    reader = Client(headers={"host": "api.test"})
    assert reader.get(path).status_code == 404


def test_a20_the_admin_s_own_api_asks_for_a_login():
    response = Client(headers={"host": "api.test"}).get("/admin/api/main/pages/")
    assert response.status_code in (302, 403, 404)
    assert b"meta" not in response.content


def test_a21_the_description_names_nothing_internal(archive):
    described = archive.get("/api/v1/openapi.json").json()
    assert described["components"]["schemas"].pop("Subscribe")["required"] == ["email"]
    text = orjson.dumps(described).decode()
    for word in ("internal_notes", "wagtail", "django", "password", "object_id", "live_revision",
                 "latest_revision", "cms.models", "treebeard", "email"):  # fmt: skip
        assert word.lower() not in text.lower()
    assert orjson.loads(text)["openapi"].startswith("3.1")
    assert PublicRecord.objects.exists()
