"""Whatever is asked, the answer is a problem with the right status, and never a 5xx."""

import logging

import pytest

from archive.publisher.after_commit import catch_up
from tests.api.helpers import assert_problem
from tests.factories import make_event, make_theme
from tests.shared import shared

pytestmark = pytest.mark.django_db

EVENTS = "/api/v1/events/"


@shared(autouse=True)
def archive():
    make_event(code="E8")
    make_theme(label="Peace and security")
    catch_up()


@pytest.fixture(autouse=True)
def nothing_is_logged_as_an_exception(caplog):
    with caplog.at_level(logging.WARNING):
        yield
    assert [record for record in caplog.get_records("call") if record.exc_info] == []


@pytest.mark.parametrize(
    ("query", "parameter", "nearest"),
    [
        ("kindd=panel", "kindd", "kind"),
        ("odering=title", "odering", "ordering"),
        ("person__email__startswith=a", "person__email__startswith", None),
        ("filter[owner][password]=a", "filter[owner][password]", None),
        ("pk__in=1", "pk__in", None),
        ("_connector=OR", "_connector", None),
        ("__class__=a", "__class__", None),
        ("format=api", "format", None),
        ("search=a", "search", None),
        ("kind%5B%5D=panel", "kind[]", "kind"),
    ],
)
def test_an_unknown_parameter_is_named_with_the_nearest_one(reader, query, parameter, nearest):
    problem = assert_problem(reader.get(f"{EVENTS}?{query}"), 400, "unknown_parameter")
    error = problem["errors"][0]
    assert error["parameter"] == parameter
    assert "series" in error["allowed"]
    if nearest:
        assert error["nearest"] == nearest


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("kind=panell", "kind"),
        ("kind=", "kind"),
        ("kind=panel&kind=x", "kind"),
        ("year=2012.0", "year"),
        ("year=%D9%A3", "year"),
        ("year=10000", "year"),
        ("ordinal=-1", "ordinal"),
        ("ordinal=0", "ordinal"),
        ("ordinal=1e3", "ordinal"),
        ("ordinal=NaN", "ordinal"),
        ("ordinal=+1", "ordinal"),
        ("ordinal=99999999999999999999999", "ordinal"),
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("limit=", "limit"),
        ("limit=2&limit=3", "limit"),
        ("page=0", "page"),
        ("page=2147483648", "page"),
        ("page=501", "page"),
        ("cursor=x", "cursor"),
        ("cursor=eyJhIjoxfQ:abc", "cursor"),
        ("ordering=secret", "ordering"),
        ("ordering=-person__email", "ordering"),
        ("ordering=?", "ordering"),
        ("ordering=random()", "ordering"),
        ("ordering=title,title", "ordering"),
        ("ordering=title,-title", "ordering"),
        ("ordering=title,", "ordering"),
        ("ordering=" + "title," * 80, "ordering"),
        ("country=CHE", "country"),
        ("country=%C3%84%C3%96", "country"),
        ("theme=" + "x" * 501, "theme"),
        ("locale=xx", "locale"),
    ],
)
def test_a_value_that_is_not_accepted_is_a_400_at_its_parameter(reader, query, parameter):
    problem = assert_problem(reader.get(f"{EVENTS}?{query}"), 400, "invalid_parameter")
    assert problem["errors"][0]["parameter"] == parameter


def test_the_nearest_value_is_offered(reader):
    problem = assert_problem(reader.get(f"{EVENTS}?kind=rondtable"), 400, "invalid_parameter")
    assert problem["errors"][0]["nearest"] == "roundtable"
    problem = assert_problem(
        reader.get(f"{EVENTS}?theme=peace-and-securty"), 400, "invalid_parameter"
    )
    assert problem["errors"][0]["nearest"] == "peace-and-security"


def test_all_wrong_parameters_are_named_at_once(reader):
    problem = assert_problem(reader.get(f"{EVENTS}?kind=x&limit=0"), 400, "invalid_parameter")
    assert [error["parameter"] for error in problem["errors"]] == ["kind", "limit"]


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("seed=a", "seed"),
        ("sample=2", "sample"),
        ("sample=2&seed=a&page=2", "sample"),
        ("first=2", "first"),
        ("page=501", "page"),
        ("page=2&cursor=x", "cursor"),
        ("as_of=2020-01-01&q=peace", "q"),
        ("from=2016&to=2012", "from"),
        (
            "any=" + ",".join(["theme__within:peace-and-security"] * 12) + "&any=kind:forum" * 45,
            "any",
        ),
    ],
)
def test_parameters_that_do_not_go_together_are_told_like_all_others(reader, query, parameter):
    response = reader.get(f"{EVENTS}?{query}")
    assert response.status_code == 400
    [error] = response.json()["errors"]
    assert error["parameter"] == parameter
    assert error["detail"]
    assert {"nearest", "allowed"} <= error.keys()


@pytest.mark.parametrize(
    ("query", "detail"),
    [
        ("key=A,B,A", "key: “A” stands there twice. Give each once."),
        (
            "key=" + ",".join(map(str, range(101))),
            "key: It names 101 records. Give at most 100 at once.",
        ),
        ("q=" + "a+" * 11, "q: These are 11 words. Give at most 10."),
        ("first=2", "`first` says how many records a group shows: give group_by, too."),
    ],
)
def test_a_limit_is_told_with_what_was_given(reader, query, detail):
    problem = assert_problem(reader.get(f"{EVENTS}?{query}"), 400, "invalid_parameter")
    assert problem["detail"] == detail


def test_no_query_runs_for_a_request_that_cannot_be_meant(reader, django_assert_num_queries):
    with django_assert_num_queries(0):
        reader.get(f"{EVENTS}?kind=x&person__email=a")


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ("kind=%00", 400, "bad_request"),
        ("%00=kind", 400, "bad_request"),
        ("kind=%ff", 400, "bad_request"),
        ("kind=%ED%A0%80", 400, "bad_request"),
        ("kind=%C0%AF", 400, "bad_request"),
        ("&".join(["kind=panel"] * 51), 400, "bad_request"),
        ("kind=" + "x" * 5000, 414, "uri_too_long"),
        ("[" * 3000, 400, "unknown_parameter"),
    ],
)
def test_a_query_that_cannot_be_read_is_refused_whole(reader, query, status, code):
    assert_problem(reader.get(f"{EVENTS}?{query}"), status, code)


def test_a_query_of_raw_bytes_is_read_as_utf_8(reader):
    def get(query: bytes):
        return reader.get(EVENTS, QUERY_STRING=query.decode("latin-1"))

    assert_problem(get(b"kind=\xff"), 400, "bad_request")
    problem = assert_problem(get("kind=Übung".encode()), 400, "invalid_parameter")
    assert problem["errors"][0]["value"] == "Übung"


@pytest.mark.parametrize(
    "path",
    [
        "/api",
        "/health",
        "/media",
        "/api/v1/nothing/",
        "/api/",
        "/api/v2/pages/",
        "/api/v3/",
        "/api/v1//events/",
        "/api/v1/events/E8/nothing/",
        "/api/v1/events/E8.exe/",
        "/api/v1/%00/",
    ],
)
def test_an_unknown_path_is_a_problem(reader, path):
    assert_problem(reader.get(path), 404, "not_found")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
@pytest.mark.parametrize(
    "path", ["/api/v1/", EVENTS, f"{EVENTS}E8/", "/health/live", "/api/v1/nothing/"]
)
def test_every_writing_method_is_refused_unread(reader, method, path):
    response = getattr(reader, method)(path)
    assert_problem(response, 405, "method_not_allowed")
    assert response.headers["Allow"] == "GET, HEAD, OPTIONS"


def test_a_header_cannot_change_the_method(reader):
    response = reader.get(f"{EVENTS}E8/", headers={"x-http-method-override": "DELETE"})
    assert response.status_code == 200


def test_a_wrong_host_is_refused_and_never_repeated(reader):
    response = reader.get(EVENTS, headers={"host": "evil.example"})
    assert_problem(response, 400, "bad_request")
    assert b"evil" not in response.content


def test_an_address_without_its_slash_redirects_with_its_query(reader):
    response = reader.get("/api/v1/events?limit=2")
    assert response.status_code == 308
    assert response.headers["Location"] == "https://api.test/api/v1/events/?limit=2"


@pytest.mark.parametrize("key", ["a%0Ab", "a%0D%0Ab", "a%3Fb", "a%23b", "a%25b", "%C3%A9"])
def test_a_redirect_keeps_an_odd_key_as_it_was_written(reader, key):
    response = reader.get(f"{EVENTS}{key}")
    assert response.status_code == 308
    assert response.headers["Location"] == f"https://api.test{EVENTS}{key}/"
    assert_problem(reader.get(f"{EVENTS}{key}/"), 404, "not_found")


@pytest.mark.parametrize("given", ["short", "a" * 65, "with space", "line\nbreak", "ünïcödé-id"])
def test_an_odd_request_id_is_replaced(reader, given):
    response = reader.get(EVENTS, headers={"x-request-id": given})
    assert response.headers["X-Request-ID"] != given
    assert len(response.headers["X-Request-ID"]) == 32


def test_a_plain_request_id_is_kept(reader):
    response = reader.get(EVENTS, headers={"x-request-id": "abc_DEF-123"})
    assert response.headers["X-Request-ID"] == "abc_DEF-123"


def test_an_error_inside_is_a_problem_without_a_word_of_the_inside(reader, monkeypatch, caplog):
    def fail(*args):
        raise RuntimeError("secret of the inside")

    monkeypatch.setattr("api.lists.views.public", fail)
    response = reader.get(EVENTS)
    caplog.clear()
    assert_problem(response, 500, "server_error")
    assert b"secret" not in response.content


def test_a_database_that_is_down_is_a_503_with_a_time_to_come_back(reader, monkeypatch):
    from django.db import OperationalError

    def fail(*args):
        raise OperationalError("connection refused at 10.0.0.1")

    monkeypatch.setattr("api.lists.views.public", fail)
    response = reader.get(EVENTS)
    assert_problem(response, 503, "unavailable")
    assert response.headers["Retry-After"] == "5"
    assert b"10.0.0.1" not in response.content


def test_any_accept_header_gets_json(reader):
    for accept in ("text/html", "*/*", "application/xml;q=0.9", "x" * 20_000, ""):
        response = reader.get(EVENTS, headers={"accept": accept})
        assert response.headers["Content-Type"] == "application/json"


def test_the_nearest_of_many_keys_is_found_in_a_few_small_queries(
    reader, django_assert_max_num_queries
):
    for number in range(130):
        make_theme(label=f"Safety {number:03}")
        make_theme(label=f"Security {number:03}")
    catch_up()
    with django_assert_max_num_queries(5):
        response = reader.get(f"{EVENTS}?theme=security-1177")
    error = assert_problem(response, 400, "invalid_parameter")["errors"][0]
    assert error["nearest"] == "security-117"
    assert error["allowed"] == []
