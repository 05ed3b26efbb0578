"""Every status has its words, and only our own addresses answer with problem documents."""

import pytest
from django.db import InterfaceError, OperationalError

from api.http.errors import CODE_OF_STATUS, PROBLEM_TITLES, nearest
from tests.api.helpers import assert_problem
from tests.factories import make_document

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]


def test_every_status_has_a_code_with_a_title():
    assert set(CODE_OF_STATUS.values()) <= set(PROBLEM_TITLES)


@pytest.mark.parametrize(
    ("word", "expected"),
    [("odering", "ordering"), ("ORDERING", "ordering"), ("ordering", "ordering"), ("zzz", None)],
)
def test_the_nearest_word_is_the_most_alike_in_any_case(word, expected):
    assert nearest(word, ["title", "ordering", "changed"]) == expected


def test_outside_our_addresses_django_answers_as_usual(reader):
    response = reader.get("/nothing/")
    assert response.status_code == 404
    assert response.headers["Content-Type"].startswith("text/html")
    assert response.headers["X-Request-ID"]


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_files_are_unavailable_while_the_database_is_down(reader, monkeypatch, error):
    url = make_document().url

    def fail(*args, **kwargs):
        raise error("connection refused at 10.0.0.1")

    monkeypatch.setattr("django.db.models.query.QuerySet._fetch_all", fail)
    for path in (url, "/media/images/picture.png"):
        response = reader.get(path)
        assert_problem(response, 503, "unavailable")
        assert response.headers["Retry-After"] == "5"
        assert b"10.0.0.1" not in response.content
