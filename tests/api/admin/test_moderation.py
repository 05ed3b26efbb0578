"""The pages for moderators: what waits, and what an approval would make public."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupApprovalTask, PageViewRestriction, TaskState, WorkflowTask

from archive.publisher.after_commit import catch_up
from cms.admin.links import edit_url
from cms.models import Partnership
from tests import factories
from tests.cms.admin.conftest import signed_in, user
from tests.cms.admin.forms import event_form
from tests.shared import shared

pytestmark = pytest.mark.django_db
LIST = reverse("api_moderation")
HOME = reverse("wagtailadmin_home")
SUBMITTED = {
    "event": (factories.make_event, "title"),
    "partner": (factories.make_partner, "name"),
    "image": (factories.make_image, "title"),
}


@shared
def ben():
    return user("ben", "Editors")


@shared
def ann():
    return signed_in(user("ann", "Moderators"))


def submit(record, by, waits: timedelta = timedelta(0)) -> TaskState:
    record.save_revision(user=by)
    state = record.get_workflow().start(record, by).current_task_state
    TaskState.objects.filter(pk=state.pk).update(started_at=timezone.now() - waits)
    return state


def words(response) -> str:
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def effect(client, state) -> str:
    catch_up()
    return words(client.get(reverse("api_moderate", args=[state.pk])))


def test_pages_and_records_wait_in_one_list_the_oldest_first(ann, ben):
    submit(factories.make_partner(name="Second", live=False), ben, timedelta(days=2))
    submit(factories.make_event(title="Third", live=False), ben)
    submit(factories.make_event(title="First", live=False), ben, timedelta(days=9))

    for address in (LIST, HOME):
        page = words(ann.get(address)).partition("Waits since")[2]
        first, second, third = (page.index(f">{name}<") for name in ("First", "Second", "Third"))
        assert first < second < third
        assert "ben" in page
        assert "(1 week ago)" in page


def test_nothing_waits_for_somebody_who_approves_nothing(ann, ben):
    state = submit(factories.make_event(title="Hidden", live=False), ben)
    editor = signed_in(ben)

    assert "Nothing waits for your approval" in words(editor.get(LIST))
    assert editor.get(reverse("api_moderate", args=[state.pk])).status_code == 302
    assert "Waiting for your approval" not in words(editor.get(HOME))


@pytest.mark.parametrize("kind", SUBMITTED)
def test_a_change_shows_what_readers_would_see_differently(ann, ben, kind):
    make, name = SUBMITTED[kind]
    record = make(**{name: "The former name"})
    catch_up()
    setattr(record, name, "The later name")

    page = effect(ann, submit(record, ben))

    assert "What readers would see differently" in page
    assert "former" in page.partition("<del>")[2].partition("</del>")[0]
    assert "later" in page.partition("<ins>")[2].partition("</ins>")[0]


def test_what_is_new_shows_all_that_readers_would_see(ann, ben):
    event = factories.make_event(title="A new edition", live=False)
    hidden = factories.make_partner(name="A hidden partner", live=False)
    event.partnerships = [Partnership(partner=hidden, role="partner")]

    page = effect(ann, submit(event, ben))

    assert "New for readers" in page
    assert "A new edition" in page.partition("New for readers")[2]
    assert "A hidden partner" not in page
    assert reverse("cms_publish_together", args=["event", event.pk]) in page


def test_a_private_series_is_said_before_the_approval(ann, ben):
    event = factories.make_event(live=False)
    PageViewRestriction.objects.create(page=event.get_parent(), restriction_type="login")

    assert "It stays hidden even when it is approved" in effect(ann, submit(event, ben))


@pytest.mark.parametrize(
    ("action", "done"), [("approve", "is approved"), ("reject", "went back to who wrote it")]
)
def test_a_decision_leads_back_to_the_list(ann, ben, action, done):
    event = factories.make_event(title="Decided", live=False)
    state = submit(event, ben)
    address = reverse("api_moderate", args=[state.pk])
    button = reverse("wagtailadmin_pages:workflow_action", args=[event.pk, action, state.pk])
    assert f'data-workflow-action-url="{button}"' in effect(ann, state)

    page = words(ann.post(button, {"next": address, "comment": "So be it"}, follow=True))

    assert f"“Decided” {done}" in page
    assert "Nothing waits for your approval" in page


@pytest.mark.parametrize("has_another_task", [False, True])
@pytest.mark.parametrize("kind", ["event", "image"])
def test_an_approval_in_the_form_says_what_has_become_of_it(ann, ben, kind, has_another_task):
    make, _name = SUBMITTED[kind]
    state = submit(make(live=False), ben)
    if has_another_task:
        last = GroupApprovalTask.objects.create(name="The last word")
        WorkflowTask.objects.create(workflow=state.workflow_state.workflow, task=last, sort_order=2)
    record = state.revision.content_object
    form = {
        **event_form(title="Decided", slug="decided", alt_text="Seen", image_kind="picture"),
        "action-workflow-action": "1",
        "workflow-action-name": "approve",
    }

    page = words(ann.post(edit_url(type(record), record.pk), form, follow=True))

    done = ". Now it waits for somebody else" if has_another_task else " and public"
    assert f"“Decided” is approved{done}." in page


@pytest.mark.same_on_all_databases
def test_the_list_and_the_dashboard_cost_the_same_however_much_waits(ann, ben):
    def add(count: int) -> None:
        for number in range(count):
            submit(factories.make_partner(live=False), ben)
            submit(factories.make_event(slug=f"e{count}-{number}", live=False), ben)

    def cost(address: str) -> int:
        ann.get(address)
        with CaptureQueriesContext(connection) as queries:
            ann.get(address)
        return len(queries)

    add(9)
    few = [cost(address) for address in (LIST, HOME)]
    add(10)

    assert [cost(address) for address in (LIST, HOME)] == few
