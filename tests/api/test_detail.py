"""One document: its stored bytes, its validators, and what becomes of its keys."""

from datetime import timedelta

import orjson
import pytest
import time_machine
from django.utils import timezone

from archive.models import PublicRecord
from archive.publisher.after_commit import catch_up
from tests.api.helpers import assert_problem, read
from tests.factories import make_event, make_partner, make_theme, publish
from tests.shared import shared

pytestmark = pytest.mark.django_db


@shared
def theme():
    theme = make_theme(label="Resilience")
    catch_up()
    return theme


URL = "/api/v1/themes/resilience/"


def test_the_bytes_are_the_stored_bytes(reader, theme):
    entry = PublicRecord.objects.get(kind="theme").entry
    response = reader.get(URL)
    assert response.content == bytes(entry.body)
    assert response.headers["ETag"] == f'"{entry.digest}"'
    assert response.headers["Content-Type"] == "application/json"


def test_a_read_takes_two_queries_and_renders_nothing(
    reader, theme, django_assert_max_num_queries, monkeypatch
):
    def fail(*args, **kwargs):
        raise AssertionError("a read renders")

    monkeypatch.setattr("api.serializers.base.DocumentSerializer.to_representation", fail)
    with django_assert_max_num_queries(2):
        assert reader.get(URL).status_code == 200


@pytest.mark.parametrize("form", ["{0}", "W/{0}", '"other", {0}', "*"])
def test_a_client_that_has_it_gets_a_304_without_a_body(reader, theme, form):
    etag = reader.get(URL).headers["ETag"]
    response = reader.get(URL, headers={"if-none-match": form.format(etag)})
    assert response.status_code == 304
    assert response.content == b""
    assert response.headers["ETag"] == etag


def test_an_old_etag_gets_the_new_document(reader, theme):
    etag = reader.get(URL).headers["ETag"]
    theme.summary = "New"
    publish(theme)
    catch_up()
    response = reader.get(URL, headers={"if-none-match": etag})
    assert response.status_code == 200
    assert orjson.loads(response.content)["summary"] == "New"


def test_head_has_the_headers_of_get(reader, theme):
    get, head = reader.get(URL), reader.head(URL)
    varying = {"X-Request-ID"}
    assert head.content == b""
    assert {k: v for k, v in head.headers.items() if k not in varying} == {
        k: v for k, v in get.headers.items() if k not in varying
    }


def test_a_withdrawn_record_is_gone_and_says_nothing_it_said(reader, theme):
    theme.unpublish()
    catch_up()
    problem = assert_problem(reader.get(URL), 410, "gone")
    tombstone = problem["tombstone"]
    assert tombstone["id"] == str(theme.uid)
    assert (tombstone["kind"], tombstone["key"]) == ("theme", "resilience")
    assert tombstone["reason"] == "withdrawn"
    assert "Resilience" not in orjson.dumps(problem).decode()


def test_a_deleted_record_says_so(reader, theme):
    theme.delete()
    catch_up()
    assert assert_problem(reader.get(URL), 410, "gone")["tombstone"]["reason"] == "deleted"


def test_an_expired_record_is_gone_while_no_scheduler_runs(reader, theme):
    theme.expire_at = timezone.now() + timedelta(hours=1)
    publish(theme)
    catch_up()
    assert reader.get(URL).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(hours=2), tick=False):
        assert_problem(reader.get(URL), 410, "gone")
        assert read(reader, "/api/v1/themes/")["count"] == 0


def test_an_expired_record_is_gone_when_the_log_takes_no_writes(reader, theme, monkeypatch):
    from django.db import OperationalError

    theme.expire_at = timezone.now() + timedelta(hours=1)
    publish(theme)
    catch_up()

    def refuse():
        raise OperationalError("cannot execute INSERT in a read-only transaction")

    monkeypatch.setattr("api.snapshot_read.catch_up", refuse)
    with time_machine.travel(timezone.now() + timedelta(hours=2), tick=False):
        assert_problem(reader.get(URL), 410, "gone")
        assert read(reader, "/api/v1/themes/")["results"] == []


def test_a_former_key_redirects_for_ever(reader, theme):
    theme.slug = "strength"
    publish(theme)
    catch_up()
    response = reader.get(URL)
    assert response.status_code == 308
    assert response.headers["Location"] == "https://api.test/api/v1/themes/strength/"
    theme.unpublish()
    catch_up()
    assert_problem(reader.get(URL), 410, "gone")


def test_a_key_in_other_letters_redirects_to_the_right_one(reader):
    make_event(code="WX12")
    catch_up()
    response = reader.get("/api/v1/events/wx12/")
    assert response.status_code == 308
    assert response.headers["Location"] == "https://api.test/api/v1/events/WX12/"


def test_an_event_that_gets_a_code_keeps_its_first_address(reader):
    event = make_event(slug="meeting")
    catch_up()
    event.code = "WX12"
    publish(event)
    catch_up()
    assert reader.get("/api/v1/events/meeting/").headers["Location"].endswith("/events/WX12/")


@pytest.mark.parametrize(
    "key", ["nothing", "a%00b", "%ff", "..", "a%20b", "'||(select 1)||'", "x" * 900]
)
def test_a_key_that_never_was_is_a_404(reader, key):
    assert_problem(reader.get(f"/api/v1/themes/{key}/"), 404, "not_found")


def test_every_url_is_of_the_configured_origins(reader):
    make_event(code="WX12", organiser=make_partner(name="A ministry"))
    catch_up()
    response = reader.get("/api/v1/events/WX12/", headers={"host": "localhost"})
    document = orjson.loads(response.content)
    assert document["url"] == "https://api.test/api/v1/events/WX12/"
    assert document["organiser"]["url"] == "https://api.test/api/v1/partners/a-ministry/"
    assert document["html_url"] == "https://www.test/an-event/"
    assert b"localhost" not in response.content
