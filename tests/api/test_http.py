"""Headers that browsers and shared caches rely on."""

import pytest

from archive.publisher.after_commit import catch_up
from tests.api.helpers import assert_problem
from tests.factories import make_theme, publish
from tests.shared import shared

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]

ROUTES = [
    "/api/v1/",
    "/api/v1/themes/",
    "/api/v1/themes/peace/",
    "/api/v1/changes/",
    "/api/v1/site/",
    "/api/v1/openapi.json",
    "/api/v1/nothing/",
    "/api/v1/themes/?x=1",
]


@shared(autouse=True)
def archive():
    make_theme(label="Peace")
    catch_up()


@pytest.mark.parametrize("url", ROUTES)
def test_every_origin_may_read_and_none_with_credentials(reader, url):
    for origin in ("https://front.example", "null", "https://api.test.evil.example"):
        response = reader.get(url, headers={"origin": origin})
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in response.headers
        assert "Origin" not in response.headers.get("Vary", "")


@pytest.mark.parametrize(
    "url", [*ROUTES, "/api/v1/themes", "/api/v1/themes/PEACE/", "/api/v1/%00/", "/media/no.png"]
)
def test_an_answer_is_the_same_whether_an_origin_asks_or_not(reader, url):
    """A cache that keeps one answer for both gives a script the headers that it may read."""
    asked, alone = reader.get(url, headers={"origin": "https://front.example"}), reader.get(url)
    for response in (asked, alone):
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        assert response.headers["Access-Control-Expose-Headers"] == "*"
        assert "Origin" not in response.headers.get("Vary", "")
    passing = {"X-Request-ID", "RateLimit", "RateLimit-Policy", "Content-Length"}
    kept = [
        {name: value for name, value in response.headers.items() if name not in passing}
        for response in (asked, alone)
    ]
    assert kept[0] == kept[1]


def test_a_script_may_read_how_long_to_wait(reader, settings):
    settings.API_RATE_LIMIT = (1, 60)
    reader.get("/api/v1/themes/")
    refused = reader.get("/api/v1/themes/", headers={"origin": "https://front.example"})
    assert refused.status_code == 429
    assert refused.headers["Access-Control-Expose-Headers"] == "*"


def test_a_redirect_keeps_every_byte_of_the_query(reader):
    response = reader.get("/api/v1/themes", QUERY_STRING="q=\u00c3\u00a9&x=%C3%A9")
    assert response.headers["Location"].endswith("/themes/?q=%C3%A9&x=%C3%A9")


@pytest.mark.parametrize("url", ["/api/v1/themes", "/api/v1/themes/PEACE/"])
def test_a_redirect_is_asked_for_again_because_a_key_may_come_back(reader, url):
    response = reader.get(url)
    assert response.status_code == 308
    assert response.headers["Cache-Control"] == "no-cache"


def test_two_keys_that_change_places_in_time_never_redirect_in_a_circle(reader):
    theme = make_theme(label="Health", slug="health")
    for slug in ("care", "health"):
        theme.slug = slug
        publish(theme)
        catch_up()
    assert reader.get("/api/v1/themes/health/").status_code == 200
    assert reader.get("/api/v1/themes/care/").headers["Location"].endswith("/themes/health/")


@pytest.mark.parametrize(
    "header", [{"if-match": '"other"'}, {"if-unmodified-since": "Mon, 01 Jan 2001 00:00:00 GMT"}]
)
def test_a_precondition_that_fails_is_a_412(reader, header):
    url = "/api/v1/themes/peace/"
    assert_problem(reader.get(url, headers=header), 412, "precondition_failed")
    etag = reader.get(url).headers["ETag"]
    assert reader.get(url, headers={"if-match": etag}).status_code == 200


@pytest.mark.parametrize("encoding", ["identity", "gzip", "br"])
@pytest.mark.parametrize("path", ["themes/peace/", "changes/", "themes/"])
def test_the_etag_of_every_encoding_begins_with_the_digest(reader, path, encoding):
    url, headers = f"/api/v1/{path}", {"accept-encoding": encoding}
    digest = reader.get(url, headers={"accept-encoding": "identity"}).headers["ETag"].strip('"')
    response = reader.get(url, headers=headers)
    coding = response.headers.get("Content-Encoding")
    assert response.headers["ETag"] == (f'"{digest}-{coding}"' if coding else f'"{digest}"')
    for known in (response.headers["ETag"], f'"{digest}"'):
        again = reader.get(url, headers=headers | {"if-none-match": known})
        assert again.status_code == 304, known


@pytest.mark.parametrize("url", ["/api/v1/themes/", "/health/live", "/media/picture.png"])
def test_options_says_what_may_be_asked(reader, url):
    response = reader.options(url)
    assert response.status_code == 204
    assert response.headers["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize(
    "header",
    ["accept", "accept-datetime", "cache-control", "if-modified-since", "if-none-match",
     "last-event-id", "x-request-id"],
)  # fmt: skip
def test_a_preflight_is_answered(reader, header):
    response = reader.options(
        "/api/v1/themes/",
        headers={
            "origin": "https://front.example",
            "access-control-request-method": "GET",
            "access-control-request-headers": header,
        },
    )
    assert header in response.headers["Access-Control-Allow-Headers"].split(", ")
    assert response.status_code < 300
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "GET" in response.headers["Access-Control-Allow-Methods"]


@pytest.mark.parametrize("url", ROUTES)
def test_every_answer_is_hardened(reader, url):
    response = reader.get(url)
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert "Set-Cookie" not in response.headers


def test_plain_http_is_refused_in_production_and_not_redirected(reader, settings):
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_REDIRECT_EXEMPT = [r"^api/", r"^health/"]
    response = reader.get("/api/v1/themes/")
    assert response.status_code == 403
    assert reader.get("/api/v1/themes/", secure=True).status_code == 200
    assert reader.get("/health/live").status_code == 200
