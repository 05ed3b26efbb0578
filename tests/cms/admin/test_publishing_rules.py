"""What the form refuses to publish, nothing else publishes: one validation for every way."""

import subprocess
import sys
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from cms.models import EventPage, Partnership, Quote
from cms.models.schedule_failure import ScheduleFailure
from tests import factories
from tests.cms.admin.conftest import signed_in, user
from tests.shared import shared
from tests.tables.helpers import refusals, write

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]
REASON = "Block 2 (heading): text: This field is required."


@shared
def event():
    """A draft with a heading that has no words."""
    event = factories.make_event(title="An edition", slug="an-edition", live=False)
    event.body = [
        ("paragraph", "<p>Words</p>"),
        ("heading", {"text": "", "level": "2"}),
    ]
    event.save_revision()
    return event


def test_a_batch_publishes_none_and_says_why(event):
    good = factories.make_event(title="A good one", live=False)
    good.save_revision()
    client = signed_in(user("mod", "Moderators"))
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])

    page = client.post(f"{url}?id={good.pk}&id={event.pk}", follow=True)

    assert REASON in page.content.decode()
    assert "“An edition” is not ready" in page.content.decode()
    assert not EventPage.objects.filter(live=True).exists()


def test_an_approval_says_why(event):
    with pytest.raises(ValidationError, match="This field is required"):
        event.latest_revision.publish(user=user("ben", "Moderators"))
    assert not EventPage.objects.get().live


def test_the_clock_leaves_it_and_says_why(event):
    revision = event.latest_revision
    revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    revision.save()

    call_command("publish_scheduled")

    assert not EventPage.objects.get().live
    assert ScheduleFailure.objects.get().reason == f"Text: {REASON}"


def test_a_table_names_the_row(event, tmp_path):
    path = write(tmp_path / "t.csv", {"key": event.wanted_key, "summary": "New words"})
    assert REASON in str(refusals("events", path, "--publish"))
    assert not EventPage.objects.get().live


@pytest.mark.parametrize("changes", [{}, {"title": "An edition"}, {"summary": "New words"}])
def test_a_table_that_publishes_what_is_there_names_the_row(event, changes, tmp_path):
    partner = factories.make_partner()
    event.body = []
    event.partnerships = [Partnership(partner=partner, role="no such role")]
    event.save_revision()
    path = write(tmp_path / "t.csv", {"key": event.wanted_key, **changes})

    assert "row 2, column partners: Item 1: role: Value 'no such role'" in str(
        refusals("events", path, "--publish")
    )
    assert not EventPage.objects.get().live


def test_a_part_is_validated_too():
    event = factories.make_event(title="An edition", live=False)
    partner = factories.make_partner()
    event.partnerships = [Partnership(partner=partner, role="no such role")]
    event.save_revision()
    with pytest.raises(ValidationError, match="partnership 1"):
        event.latest_revision.publish()


def test_a_snippet_is_validated_too():
    quote = factories.make_quote(text="Words", live=False)
    revision = quote.save_revision()
    revision.content["text"] = ""
    revision.save()
    with pytest.raises(ValidationError, match="blank"):
        revision.publish()
    assert not Quote.objects.get().live


def test_a_process_that_has_read_no_urls_validates_too():
    code = (
        "import django; django.setup()\n"
        "from cms.models import EventPage\n"
        "from cms.blocks.validation import check_stream\n"
        "field = EventPage._meta.get_field('body')\n"
        "check_stream(field.to_python([{'type': 'quote', 'value': None}]))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert "Block 1 (quote): This field is required." in done.stderr
