"""Counts are asked for once in each state of the archive, and are never those of another one."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from api import reading
from archive.log import catch_up
from archive.models import Record
from tests.factories import make_theme

pytestmark = pytest.mark.django_db
URLS = ("/api/v1/themes/?q=peace", "/api/v1/search/?q=peace")


@pytest.fixture(autouse=True)
def _themes():
    for number in range(3):
        make_theme(label=f"Peace {number}")
    catch_up()


def asked(reader, url: str) -> tuple[int, int]:
    """The count that is answered, and how many queries counted something."""
    with CaptureQueriesContext(connection) as queries:
        answer = reader.get(url)
    return answer.json()["count"], sum("COUNT(" in each["sql"] for each in queries)


@pytest.mark.parametrize("url", URLS)
def test_the_same_is_counted_once(reader, url):
    first, counting = asked(reader, url)
    assert (first, counting > 0) == (3, True)
    assert asked(reader, url) == (3, 0)


@pytest.mark.parametrize("url", URLS)
def test_what_is_published_and_what_goes_is_counted_at_once(reader, url):
    asked(reader, url)
    theme = make_theme(label="Peace at last")
    catch_up()
    assert asked(reader, url)[0] == 4
    theme.unpublish()
    catch_up()
    assert asked(reader, url)[0] == 3


def test_another_question_has_another_count(reader):
    asked(reader, URLS[0])
    assert asked(reader, "/api/v1/themes/?q=peace+1")[0] == 1
    assert asked(reader, "/api/v1/partners/?q=peace")[0] == 0


@pytest.mark.parametrize("url", URLS)
def test_nothing_is_kept_while_the_log_cannot_say_what_has_expired(reader, url, monkeypatch):
    monkeypatch.setattr(reading, "withdraw_expired", lambda: None)
    assert asked(reader, url)[0] == 3
    before = timezone.now() - timedelta(seconds=1)
    Record.objects.filter(title="peace 1").update(expires_at=before)
    for _ in range(2):
        assert asked(reader, url)[0] == 2
