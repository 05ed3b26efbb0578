"""What the admin says of a version in moderation, and of one that is scheduled."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from cms.admin.links import edit_url
from tests import factories
from tests.cms.admin.conftest import signed_in, user

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]
MAKERS = {
    "event": lambda **fields: factories.make_event(title="An event", **fields),
    "series": lambda **fields: factories.make_series(title="A series", **fields),
    "partner": lambda **fields: factories.make_partner(name="A partner", **fields),
}


@pytest.fixture(params=MAKERS)
def make(request):
    return MAKERS[request.param]


def words(response) -> str:
    return " ".join(response.content.decode().split())


def submitted(record, by):
    record.save_revision(user=by)
    return record.get_workflow().start(record, by)


def test_a_rejection_names_who_rejected(make):
    ben, ann = user("ben", "Editors"), user("ann", "Moderators")
    record = make(live=False)
    ann.first_name, ann.last_name = "Ann", "O'Brien"
    ann.save()
    submitted(record, ben).current_task_state.reject(user=ann, comment="Not yet")

    form = words(signed_in(ben).get(edit_url(type(record), record.pk)))
    dashboard = words(signed_in(ben).get(reverse("wagtailadmin_home")))

    assert re.search("Changes requested [^<]* by Ann O&#x27;Brien</strong>", form)
    assert "Rejected by Ann O&#x27;Brien<" in form
    assert re.search("Changes requested by Ann O&#x27;Brien: “[^<]+”", dashboard)
    assert dashboard.index("Your drafts in approval") < dashboard.index("What is new")
    [message] = [message for message in mail.outbox if message.to == [ben.email]]
    for sentence in (message.subject, message.body):
        assert re.search('The (page|partner) "[^"]+" has been rejected during', sentence)
        assert " by Ann O'Brien." in sentence
    assert edit_url(type(record), record.pk) in message.body


def test_a_mail_about_a_record_of_two_lines_arrives():
    ben, ann = user("ben", "Editors"), user("ann", "Moderators")
    submitted(factories.make_quote(text="One\nTwo", live=False), ben).current_task_state.reject(
        user=ann
    )

    [message] = [message for message in mail.outbox if message.to == [ben.email]]
    assert " by ann." in message.subject


def test_approving_what_is_scheduled_does_not_say_publish(make):
    ben, ann = user("ben", "Editors"), user("ann", "Moderators")
    record = make(live=False, go_live_at=timezone.now() + timedelta(days=1))
    submitted(record, ben)

    form = words(signed_in(ann).get(edit_url(type(record), record.pk)))

    assert "Approve and Schedule" in form
    assert "and Publish" not in form


@pytest.mark.parametrize(
    ("live", "later", "message"),
    [
        (0, 1, "1 page has been scheduled for publishing"),
        (1, 2, "1 page has been published and 2 pages have been scheduled for publishing"),
        (2, 0, "2 pages have been published"),
    ],
)
def test_a_batch_counts_apart_what_is_scheduled(moderator, live, later, message):
    tomorrow = timezone.now() + timedelta(days=1)
    times = [None] * live + [tomorrow] * later
    pages = [factories.make_event(live=False, go_live_at=time) for time in times]
    for page in pages:
        page.save_revision()
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    ids = "&".join(f"id={page.pk}" for page in pages)

    response = moderator.post(f"{url}?{ids}", {"next": reverse("wagtailadmin_home")}, follow=True)

    messages = [str(message).strip() for message in response.context["messages"]]
    assert message in messages
