"""What publishing costs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.models import Pending
from archive.publisher.log import catch_up
from cms.models import EventPage
from tests.demo_archive import run_demo

pytestmark = pytest.mark.django_db


def publish_and_count(event: EventPage, words: str) -> int:
    """The queries of saving and publishing a new version, with all that follows the commit."""
    with CaptureQueriesContext(connection) as queries:
        event.summary = words
        event.save_revision().publish()
        catch_up()
    return len(queries)


def test_publishing_an_event_takes_at_most_half_as_many_queries_again(monkeypatch):
    run_demo("--no-users")
    catch_up()
    event = EventPage.objects.get(code="WP1725")
    with_log = publish_and_count(EventPage.objects.get(pk=event.pk), "First words")
    monkeypatch.setattr("archive.publisher.signals.mark", lambda identities: None)
    without_log = publish_and_count(EventPage.objects.get(pk=event.pk), "Second words")
    assert not Pending.objects.exists()

    assert with_log <= 1.5 * without_log
