"""The changes feed: the log from a number, each record at its newest entry."""

import hashlib
from datetime import timedelta

import orjson
import pytest
import time_machine
from django.db import OperationalError
from django.utils import timezone

from archive.models import Head, PublicRecord
from archive.publisher.after_commit import catch_up
from tests.api.helpers import assert_problem, read
from tests.factories import make_partner, make_theme, publish

pytestmark = pytest.mark.django_db

CHANGES = "/api/v1/changes/"


def test_a_mirror_gets_every_document_and_every_tombstone_in_order(reader):
    themes = [make_theme(label=f"Theme {number}") for number in range(7)]
    catch_up()
    themes[2].unpublish()
    themes[0].summary = "Changed"
    publish(themes[0])
    catch_up()
    mirror, url, numbers = {}, f"{CHANGES}?limit=3", []
    while True:
        page = read(reader, url)
        for item in page["results"]:
            mirror[item["id"]] = item["document"]
            numbers.append(item["sequence"])
        url = page["next"]
        if not page["more"]:
            break
    assert numbers == sorted(numbers)
    assert mirror[str(themes[2].uid)] is None
    assert mirror[str(themes[0].uid)]["summary"] == "Changed"
    assert len([document for document in mirror.values() if document]) == 7
    head = Head.objects.get()
    assert f"?limit=3&since={head.sequence}&log={head.epoch}&at=" in url
    assert read(reader, url)["results"] == []


def test_the_digest_is_that_of_the_document(reader):
    make_theme(label="Peace")
    catch_up()
    item = read(reader, f"{CHANGES}?kind=theme")["results"][0]
    response = reader.get("/api/v1/themes/peace/")
    assert item["digest"] == hashlib.sha256(response.content).hexdigest()
    assert item["document"] == orjson.loads(response.content)


def test_a_withdrawn_record_has_no_past_in_the_feed(reader):
    theme = make_theme(label="Secret words")
    catch_up()
    theme.delete()
    catch_up()
    response = reader.get(CHANGES)
    assert b"Secret words" not in response.content
    item = orjson.loads(response.content)["results"][-1]
    assert (item["action"], item["reason"], item["document"]) == ("withdraw", "deleted", None)


def test_what_has_expired_is_left_out_while_the_log_takes_no_writes(reader, monkeypatch):
    make_theme(label="For an hour", expire_at=timezone.now() + timedelta(hours=1))
    make_theme(label="For ever")
    catch_up()

    def refuse():
        raise OperationalError("cannot execute INSERT in a read-only transaction")

    with time_machine.travel(timezone.now() + timedelta(hours=2), tick=False):
        with monkeypatch.context() as patched:
            patched.setattr("api.snapshot_read.catch_up", refuse)
            page = read(reader, f"{CHANGES}?kind=theme")
            assert [item["key"] for item in page["results"]] == ["for-ever"]
        later = read(reader, page["next"])["results"]
    assert [(item["key"], item["reason"]) for item in later] == [("for-an-hour", "expired")]


def test_kinds_can_be_chosen(reader):
    make_theme(label="Peace")
    make_partner(name="A ministry")
    catch_up()
    page = read(reader, f"{CHANGES}?kind=theme")
    assert [item["kind"] for item in page["results"]] == ["theme"]
    assert "kind=theme" in page["next"]


def test_the_empty_archive_has_a_feed(reader):
    PublicRecord.objects.all().delete()
    Head.objects.all().delete()
    page = read(reader, f"{CHANGES}?checksum=true")
    assert (page["log"], page["head"], page["results"]) == (None, 0, [])
    assert page["set"] == {"count": 0, "sha256": hashlib.sha256().hexdigest()}


@pytest.mark.parametrize("query", ["since=-1", "since=x", "kind=nothing", "limit=101", "page=2"])
def test_bad_values_are_refused(reader, query):
    code = "unknown_parameter" if query.startswith("page") else "invalid_parameter"
    assert_problem(reader.get(f"{CHANGES}?{query}"), 400, code)


def test_a_page_takes_three_queries(reader, django_assert_max_num_queries):
    for number in range(30):
        make_theme(label=f"Theme {number}")
    catch_up()
    with django_assert_max_num_queries(3):
        read(reader, f"{CHANGES}?limit=100")
