"""Attacks D: hosts, caches and headers. Each test bears the number of its attack."""

import gzip
import logging
from datetime import timedelta

import brotli
import pytest
from django.test import Client
from django.utils import timezone

from archive.models import PublicRecord
from archive.publisher.after_commit import catch_up
from cms.models import Theme
from tests import factories
from tests.api.helpers import assert_problem, read
from tests.shared import shared

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]

THEMES, PEACE = "/api/v1/themes/", "/api/v1/themes/peace/"
CACHED = [
    "/api/v1/", THEMES, PEACE, "/api/v1/site/", "/api/v1/changes/", "/api/v1/search/?q=peace",
    "/api/v1/resolve/?path=/themes/peace/", f"{PEACE}history/", f"{PEACE}timemap/",
    "/api/v1/openapi.json", "/api/v1/docs/",
]  # fmt: skip
ERRORS = {
    "/api/v1/nothing/": 404, f"{THEMES}none/": 404, f"{THEMES}?x=1": 400, f"{THEMES}gone/": 410,
    f"{THEMES}?q={'a' * 5000}": 414,
}  # fmt: skip


@shared(autouse=True)
def archive():
    factories.make_theme(label="Peace")
    factories.make_theme(label="Gone")
    catch_up(timezone.now() - timedelta(minutes=5))
    Theme.objects.get(label="Gone").unpublish()
    catch_up(timezone.now() - timedelta(minutes=4))


@pytest.mark.parametrize("host", ["evil.example", "api.test.evil.example", "api.test/evil", ""])
def test_d1_an_unknown_host_is_refused(host):
    response = Client(headers={"host": host}).get(PEACE)
    assert_problem(response, 400, "bad_request")


def test_d1_no_header_gets_into_an_address(reader):
    headers = {"x-forwarded-host": "evil.example", "x-original-url": "/admin/"}
    response = reader.get(THEMES, headers=headers)
    assert response.status_code == 200
    assert b"evil" not in response.content + repr(response.headers).encode()


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "https://api.test.evil.example"]
)
def test_d2_every_origin_reads_without_credentials_and_none_the_admin(reader, origin):
    response = reader.get(PEACE, headers={"origin": origin})
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in response.headers
    admin = reader.get("/admin/login/", headers={"origin": origin})
    assert "Access-Control-Allow-Origin" not in admin.headers


@pytest.mark.parametrize("address", CACHED)
def test_d3_an_answer_may_be_kept_for_seconds_and_says_what_it_depends_on(reader, address):
    response = reader.get(address)
    vary = {"Accept-Encoding"}
    if address in (THEMES, PEACE):
        vary.add("Accept")
    if address == PEACE:
        vary.add("Accept-Datetime")
    assert set(response.headers["Vary"].split(", ")) == vary
    assert response.headers["Cache-Control"].startswith("public")
    assert "Set-Cookie" not in response.headers
    assert not response.cookies


@pytest.mark.parametrize(("address", "status"), ERRORS.items())
def test_d3_no_error_is_stored(reader, address, status):
    response = reader.get(address)
    assert (response.status_code, response.headers["Cache-Control"]) == (status, "no-store")
    assert "Set-Cookie" not in response.headers


def test_d3_an_answer_is_kept_until_the_next_scheduled_change(reader, settings):
    settings.API_MAX_AGE = 300
    assert reader.get(THEMES).headers["Cache-Control"] == "public, max-age=300"
    soon = timezone.now() + timedelta(seconds=30)
    factories.make_theme(label="Short", expire_at=soon)
    catch_up()
    for address in (THEMES, PEACE, "/api/v1/site/", "/api/v1/changes/"):
        kept = reader.get(address).headers["Cache-Control"]
        assert kept.startswith("public, max-age=")
        assert 20 <= int(kept.rpartition("=")[2]) <= 30


def test_d3_an_answer_is_kept_until_the_next_scheduled_publication(reader, settings):
    settings.API_MAX_AGE = 300
    theme = factories.make_theme(label="Later", live=False)
    theme.go_live_at = timezone.now() + timedelta(seconds=20)
    theme.save_revision().publish()
    catch_up()
    kept = reader.get(THEMES).headers["Cache-Control"]
    assert 10 <= int(kept.rpartition("=")[2]) <= 20


def test_d3_what_was_read_is_named_for_caches(reader):
    record = PublicRecord.objects.get(kind="theme", key="peace")
    for address in (THEMES, f"{THEMES}?limit=1&fields=title", "/api/v1/themes.csv"):
        for name in ("Surrogate-Key", "Cache-Tag"):
            assert reader.get(address).headers[name] == "themes"
    for address in (PEACE, f"{PEACE}?fields=title"):
        response = reader.get(address)
        assert response.headers["Surrogate-Key"].split() == ["themes", str(record.uid)]
        assert response.headers["Cache-Tag"].split(",") == ["themes", str(record.uid)]
    again = reader.get(PEACE, headers={"if-none-match": reader.get(PEACE).headers["ETag"]})
    assert again.headers["Surrogate-Key"].split() == ["themes", str(record.uid)]
    assert reader.get("/api/v1/changes/").headers["Surrogate-Key"] == "changes"


def test_d3_what_is_expanded_is_named_in_the_same_order_by_every_process(reader):
    """A set has another order in each process, and no two would give the same header."""
    event = factories.make_event(series=factories.make_series(), code="AB1", slug="ab1")
    catch_up()
    expanded = "venue,quotes.speaker.affiliations,themes.broader,previous"
    names = ["events", "partners", "people", "quotes", "themes", "venues"]
    for address, ids in (("/api/v1/events/AB1/", [str(event.uid)]), ("/api/v1/events/", [])):
        response = reader.get(f"{address}?expand={expanded}")
        assert response.headers["Surrogate-Key"].split() == [*names, *ids]


@pytest.mark.parametrize(
    "headers",
    [{"x-forwarded-proto": "ftp"}, {"x-forwarded-port": "1"}, {"x-original-url": "/x"},
     {"x-rewrite-url": "/x"}, {"x-http-method-override": "DELETE"}, {"accept": ""}],
)  # fmt: skip
def test_d4_an_odd_header_does_not_change_the_next_answer(reader, headers):
    before = reader.get(PEACE).content
    odd = reader.get(PEACE, headers=headers)
    assert odd.content == before
    assert reader.get(PEACE).content == before


@pytest.mark.parametrize("address", CACHED[:-1])
@pytest.mark.parametrize("encoding", ["br", "gzip"])
def test_d5_each_encoding_has_a_strong_etag_and_the_same_bytes_inside(reader, address, encoding):
    plain = reader.get(address)
    packed = reader.get(address, headers={"accept-encoding": encoding})
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress}[encoding]
    assert packed.headers["Content-Encoding"] == encoding
    assert unpack(packed.content) == plain.content
    assert packed.headers["ETag"] == f'{plain.headers["ETag"][:-1]}-{encoding}"'
    for etag in (plain.headers["ETag"], packed.headers["ETag"], "W/" + packed.headers["ETag"],
                 f'"other", {packed.headers["ETag"]}', "*"):  # fmt: skip
        again = reader.get(address, headers={"accept-encoding": encoding, "if-none-match": etag})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["ETag"] == packed.headers["ETag"]
        assert "Accept-Encoding" in again.headers["Vary"]


def test_d5_a_variant_that_is_not_asked_for_is_not_fresh(reader):
    """A client that has one encoding and asks for another has not what it would be told to keep."""
    packed = reader.get(PEACE, headers={"accept-encoding": "br"}).headers["ETag"]
    for accepted in ("gzip", "identity"):
        headers = {"accept-encoding": accepted, "if-none-match": packed}
        assert reader.get(PEACE, headers=headers).status_code == 200


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [("gzip, br", "br"), ("br;q=0.1, gzip", "gzip"), ("br;q=0, gzip;q=0", None), ("*", "br"),
     ("identity", None), ("deflate", None), ("gzip;q=x", None), ("br;q=nan, gzip", "gzip"),
     ("identity, gzip;q=0.5", None), ("identity;q=0.5, gzip", "gzip"), ("gzip, identity", "gzip"),
     ("*;q=0", None), ("GZIP", "gzip")],
)  # fmt: skip
def test_d5_the_client_chooses_the_encoding(reader, accepted, encoding):
    response = reader.get(PEACE, headers={"accept-encoding": accepted})
    assert response.headers.get("Content-Encoding") == encoding


def test_d5_a_list_is_fresh_by_time_too(reader, an_hour_later):
    response = reader.get(THEMES)
    since = response.headers["Last-Modified"]
    assert reader.get(THEMES, headers={"if-modified-since": since}).status_code == 304
    factories.make_theme(label="New")
    catch_up()
    changed = reader.get(THEMES, headers={"if-modified-since": since})
    assert (changed.status_code, "Last-Modified" in changed.headers) == (200, False)


def test_d5_head_has_the_headers_of_get(reader):
    for address in CACHED[:-1]:
        get, head = reader.get(address), reader.head(address)
        assert head.content == b""
        for name in ("ETag", "Cache-Control", "Content-Type", "Vary", "Content-Length"):
            assert head.headers.get(name) == get.headers.get(name), (address, name)


@pytest.mark.parametrize(
    "value", ["a\r\nSet-Cookie: x=1", "x" * 1000, "\x1b[31m", "short", "sp ace1"]
)
def test_d7_a_request_id_is_a_plain_word_or_a_new_one(reader, value, caplog):
    with caplog.at_level(logging.INFO, logger="plenary.request"):
        response = reader.get(PEACE, headers={"x-request-id": value})
    assert response.headers["X-Request-ID"] != value
    assert response.headers["X-Request-ID"].isalnum()
    given = reader.get(PEACE, headers={"x-request-id": "abc-DEF_12345"})
    assert given.headers["X-Request-ID"] == "abc-DEF_12345"


def test_d7_one_request_is_one_line_of_the_log(reader, caplog):
    with caplog.at_level(logging.INFO, logger="plenary.request"):
        reader.get("/api/v1/a%0d%0ab%1b/")
    [line] = [record.getMessage() for record in caplog.records if record.name == "plenary.request"]
    assert "\n" not in line
    assert "\x1b" not in line


def test_d8_plain_http_is_refused_and_answers_are_hardened(reader, settings):
    for address in [*CACHED, "/api/v1/nothing/"]:
        headers = reader.get(address).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert "default-src 'none'" in headers["Content-Security-Policy"]
    settings.SECURE_SSL_REDIRECT = True
    assert_problem(reader.get(PEACE), 403, "https_required")


@pytest.mark.parametrize("accept", ["text/html", "application/xml", "*/*", "image/png;q=1"])
def test_a18_there_is_json_and_no_form(reader, accept):
    response = reader.get(PEACE, headers={"accept": accept})
    assert response.headers["Content-Type"] == "application/json"
    assert reader.get(f"{PEACE}?format=api").status_code == 400
    options = reader.options(PEACE)
    assert (options.status_code, options.content) == (204, b"")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
def test_b10_nothing_is_written_and_no_body_read(reader, method):
    response = getattr(reader, method)(PEACE, headers={"x-http-method-override": "GET"})
    assert_problem(response, 405, "method_not_allowed")
    assert response.headers["Allow"] == "GET, HEAD, OPTIONS"
    body = b"--x\r\nContent-Disposition: form-data; name=a\r\n\r\n" + b" " * 20_000_000
    large = reader.generic("POST", PEACE, body, content_type="multipart/form-data; boundary=x")
    assert large.status_code == 405
    assert read(reader, PEACE)["key"] == "peace"
