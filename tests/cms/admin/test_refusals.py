import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from cms.admin.usage import named
from cms.models import Appearance, EventPage, Partner, Partnership, Person, Theme
from tests import factories

pytestmark = pytest.mark.django_db


def text_of(response) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def event_with(partner: Partner, **fields) -> EventPage:
    event = factories.make_event(**fields)
    Partnership.objects.create(event=event, partner=partner)
    return event


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_partner_of_an_event_is_not_deleted_and_the_event_is_named(moderator, method):
    partner = factories.make_partner()
    event_with(partner, title="The first edition")

    url = reverse("wagtailsnippets_cms_partner:delete", args=[partner.pk])
    response = getattr(moderator, method)(url)

    assert response.status_code == 302
    assert "“The first edition”" in text_of(response)
    assert Partner.objects.filter(pk=partner.pk).exists()


def test_a_person_at_an_event_is_not_deleted_in_bulk(moderator):
    person = factories.make_person()
    Appearance.objects.create(event=factories.make_event(title="An edition"), person=person)

    url = reverse("wagtail_bulk_action", args=["cms", "person", "delete"])
    response = moderator.post(f"{url}?id={person.pk}")

    assert response.status_code == 302
    assert "“An edition”" in text_of(response)
    assert Person.objects.filter(pk=person.pk).exists()


def test_a_record_that_nothing_needs_is_deleted(moderator):
    theme = factories.make_theme()

    moderator.post(reverse("wagtailsnippets_cms_theme:delete", args=[theme.pk]))

    assert not Theme.objects.exists()


def move(client, event, destination):
    url = reverse("wagtailadmin_pages:move_confirm", args=[event.pk, destination.pk])
    return client.post(url)


def test_an_event_is_not_moved_to_where_its_number_is_taken(moderator):
    one, two = factories.make_series(slug="one"), factories.make_series(slug="two", title="Two")
    event = factories.make_event(series=one, ordinal=3)
    factories.make_event(series=two, ordinal=3, title="Third of two", slug="third")

    response = move(moderator, event, two)

    assert response.status_code == 302
    assert "so has “Third of two” in “Two”" in text_of(response)
    assert EventPage.objects.get(pk=event.pk).series == one


def test_a_numbered_event_is_not_moved_out_of_its_series(moderator):
    event = factories.make_event(series=factories.make_series(), ordinal=3)

    response = move(moderator, event, factories.home())

    assert "Clear it first" in text_of(response)
    assert EventPage.objects.get(pk=event.pk).ordinal == 3


def test_an_event_is_moved_where_its_number_is_free(moderator):
    two = factories.make_series(slug="two")
    event = factories.make_event(series=factories.make_series(slug="one"), ordinal=3)

    move(moderator, event, two)

    assert EventPage.objects.get(pk=event.pk).series == two


def test_a_bulk_move_that_breaks_a_rule_is_told_and_changes_nothing(moderator):
    event = factories.make_event(series=factories.make_series(), ordinal=3)
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "move"])

    response = moderator.post(f"{url}?id={event.pk}", {"chooser": factories.home().pk})

    assert response.status_code == 302
    assert "Nothing was changed" in text_of(response)
    assert EventPage.objects.get(pk=event.pk).series is not None


def test_approving_what_has_become_wrong_is_told_and_publishes_nothing(editor, moderator):
    series = factories.make_series()
    late = factories.publish(factories.make_event(series=series, slug="late"))
    late.ordinal = 3
    late.save_revision()
    workflow = late.get_workflow()
    workflow.start(late, None)
    factories.make_event(series=series, slug="first", title="First", ordinal=3)
    task = late.current_workflow_task_state

    url = reverse("wagtailadmin_pages:workflow_action", args=[late.pk, "approve", task.pk])
    response = moderator.post(url)

    assert response.status_code == 302
    assert "“First” already has this number" in text_of(response)
    assert EventPage.objects.get(pk=late.pk).ordinal is None


def test_a_long_list_of_names_is_cut():
    people = [Person(name=name) for name in "ABCDE"]

    assert named(people) == "“A”, “B”, “C” and 2 more"
    assert named(people[:1]) == "“A”"


def test_a_form_that_arrives_cut_off_is_a_bad_request(moderator):
    event = factories.make_event()

    response = moderator.post(reverse("wagtailadmin_pages:edit", args=[event.pk]), {"title": "A"})

    assert response.status_code == 400
