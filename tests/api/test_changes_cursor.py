"""A cursor of the changes feed never expires, and never leads on in another log."""

import pytest
import time_machine

from archive.models import Head
from archive.publisher.after_commit import catch_up
from tests.api.helpers import assert_problem, read, restore_and_go_on
from tests.factories import make_theme

pytestmark = pytest.mark.django_db

CHANGES = "/api/v1/changes/"


@pytest.fixture
def cursor(reader) -> str:
    """Where a mirror of one theme goes on."""
    make_theme(label="Peace")
    catch_up()
    return read(reader, f"{CHANGES}?kind=theme&limit=50")["next"]


def test_a_cursor_is_good_for_ever(reader, cursor):
    with time_machine.travel("2076-01-01T00:00:00Z"):
        make_theme(label="Health")
        catch_up()
        assert [item["key"] for item in read(reader, cursor)["results"]] == ["health"]


def test_the_log_keeps_its_name(reader, cursor):
    before = read(reader, CHANGES)["log"]
    make_theme(label="Health")
    catch_up()
    assert read(reader, CHANGES)["log"] == before == Head.objects.get().epoch
    assert f"log={before}" in cursor


def test_a_number_beyond_the_end_means_that_the_mirror_starts_again(reader, cursor):
    problem = assert_problem(
        reader.get(f"{CHANGES}?kind=theme&limit=50&since=999999"), 410, "cursor_gone"
    )
    assert problem["restart"] == f"https://api.test{CHANGES}?kind=theme&limit=50&since=0"
    assert len(read(reader, problem["restart"])["results"]) == 1


def test_a_cursor_of_an_archive_that_was_replaced_is_gone(reader, cursor):
    Head.objects.update(epoch="0" * 16)
    problem = assert_problem(reader.get(cursor), 410, "cursor_gone")
    assert problem["restart"].endswith("kind=theme&limit=50&since=0")


def test_a_cursor_is_gone_when_a_restored_archive_has_grown_beyond_it(reader, cursor):
    restore_and_go_on()
    assert_problem(reader.get(cursor), 410, "cursor_gone")


def test_every_cursor_is_gone_in_an_empty_archive(reader):
    Head.objects.all().delete()
    assert_problem(reader.get(f"{CHANGES}?since=1"), 410, "cursor_gone")
    assert_problem(reader.get(f"{CHANGES}?since=0&log=abc"), 410, "cursor_gone")


def test_a_number_alone_is_a_cursor_too(reader, cursor):
    since = Head.objects.get().sequence - 1
    assert len(read(reader, f"{CHANGES}?since={since}")["results"]) == 1


@pytest.mark.parametrize("query", ["log=", f"log={'a' * 41}", "at=yesterday", "at="])
def test_what_is_no_cursor_is_refused(reader, query):
    assert_problem(reader.get(f"{CHANGES}?{query}"), 400, "invalid_parameter")
