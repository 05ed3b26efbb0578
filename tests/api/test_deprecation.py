"""What is to go says so, and nothing else does."""

from datetime import date

import pytest
from django.conf import settings

from api.http import deprecation
from api.http.deprecation import Deprecated
from api.openapi.description import description
from archive.publisher.after_commit import catch_up
from tests.factories import make_event, make_series

EVENT, EVENTS, SITE = "/api/v1/events/{key}/", "/api/v1/events/", "/api/v1/site/"
SAID = ("@1795824000", "Thu, 25 Nov 2027 00:00:00 GMT")
DAYS = (date(2026, 11, 28), date(2027, 11, 25))

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]


@pytest.fixture
def declare(monkeypatch, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        make_event(series=make_series(), code="E1")
    catch_up()
    return lambda *declared: monkeypatch.setattr(deprecation, "DEPRECATED", list(declared))


def headers_of(client, url: str, **headers: str) -> tuple[str | None, str | None]:
    response = client.get(url, headers=headers)
    assert response.status_code < 400, response.content
    return response.headers.get("Deprecation"), response.headers.get("Sunset")


def test_an_address_that_is_to_go_says_so_also_when_nothing_has_changed(client, declare):
    declare(Deprecated(EVENT, *DAYS))
    assert headers_of(client, "/api/v1/events/E1/") == SAID
    first = client.get("/api/v1/events/E1/")
    assert 'rel="deprecation"' in first.headers["Link"]
    assert 'rel="linkset"' in first.headers["Link"]
    assert headers_of(client, "/api/v1/events/E1/", if_none_match=first.headers["ETag"]) == SAID
    assert headers_of(client, "/api/v1/events/") == (None, None)


def test_a_parameter_says_so_to_whoever_gives_it(client, declare):
    declare(Deprecated(EVENTS, *DAYS, parameter="kind"))
    assert headers_of(client, "/api/v1/events/?kind=panel") == SAID
    assert headers_of(client, "/api/v1/events/") == (None, None)


@pytest.mark.parametrize(
    ("query", "is_said"),
    [("", True), ("?fields=title,summary", True), ("?fields=*", True), ("?fields=title", False)],
)
def test_a_key_says_so_to_whoever_is_sent_it(client, declare, query, is_said):
    declare(Deprecated(EVENT, *DAYS, field="summary"))
    assert headers_of(client, f"/api/v1/events/E1/{query}") == (SAID if is_said else (None, None))


def test_the_earliest_day_counts(client, declare):
    late = Deprecated(EVENT, date(2026, 12, 1), date(2028, 1, 1))
    declare(late, Deprecated(EVENT, *DAYS, field="summary"))
    assert headers_of(client, "/api/v1/events/E1/") == SAID


def test_the_description_marks_what_is_to_go(declare):
    declare(
        Deprecated(SITE, *DAYS),
        Deprecated(EVENTS, *DAYS, parameter="kind"),
        Deprecated(EVENT, *DAYS, field="summary"),
    )
    document = description()
    parameters = document["paths"][EVENTS]["get"]["parameters"]
    assert document["paths"][SITE]["get"]["deprecated"]
    assert [parameter["name"] for parameter in parameters if parameter.get("deprecated")] == [
        "kind"
    ]
    assert document["components"]["schemas"]["Event"]["properties"]["summary"]["deprecated"]


def test_what_is_not_there_cannot_be_declared(declare):
    declare(Deprecated(EVENT, *DAYS, field="colour"))
    with pytest.raises(LookupError):
        description()


def test_whatever_is_declared_is_listed():
    """The page for people names it with the day on which it goes."""
    page = (settings.BASE_DIR / "docs/api-changes.md").read_text()
    for deprecated in deprecation.DEPRECATED:
        assert str(deprecated.sunset) in page
        assert deprecated.field or deprecated.parameter or deprecated.path in page
