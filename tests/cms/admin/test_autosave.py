"""Autosave goes on while a field is wrong, without what is wrong."""

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import streamfield

from cms.models import EventPage, Partner
from tests import factories
from tests.cms.admin.forms import event_form, loaded, snippet_form

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]
BY_ITSELF = {"HTTP_ACCEPT": "application/json"}
CALL = {"id": "", "label": "Sign up", "action_kind": "read-more", "url": "https://example.org/"}
PARTNER_LISTS = ("names",)


def save(client, record, form) -> dict:
    answer = client.post(
        reverse("wagtailadmin_pages:edit", args=[record.pk]), form | loaded(record), **BY_ITSELF
    )
    assert answer.headers["Content-Type"] == "application/json"
    return answer.json()


def draft_of(event) -> EventPage:
    return EventPage.objects.get(pk=event.pk).get_latest_revision_as_object()


@pytest.fixture
def event():
    event = factories.make_event(
        title="As it was", audience_stated="All", start="2016-01-13", precision="day"
    )
    event.save_revision()
    return event


@pytest.mark.parametrize(
    ("wrong", "name"),
    [
        ({"code": "no code!"}, "code"),
        ({"when": "03/04/2016"}, "when"),
        ({"time_zone": "Europe/Nowhere"}, "time_zone"),
        ({"ordinal": "-4"}, "ordinal"),
        ({"title": ""}, "title"),
        ({"expire_at": "2001-01-01 10:00"}, "expire_at"),
    ],
)
def test_a_wrong_field_of_a_page_keeps_its_value_and_the_rest_is_saved(
    moderator, event, wrong, name
):
    form = event_form(**{"slug": event.slug, "when": "13 January 2016"} | {"title": "Now"} | wrong)

    answer = save(moderator, event, form | {"summary": "Words that took an hour."})

    assert answer["success"], answer
    assert [left["name"] for left in answer["left_out"]] == [name]
    assert name not in answer["field_updates"]
    draft = draft_of(event)
    assert draft.summary == "Words that took an hour."
    assert draft.title == ("As it was" if name == "title" else "Now")
    assert str(draft.start) == "2016-01-13"
    assert getattr(draft, name, None) == getattr(event, name, None) or name == "title"


def test_a_wrong_block_is_left_out_of_the_text(moderator, event):
    event.body = [("heading", {"text": "Before", "level": "2"})]
    event.save_revision()
    [before] = EventPage.objects.get(pk=event.pk).get_latest_revision_as_object().body
    texts = {"Aims": "2", "Wrong": "nowhere", "New": "nowhere"}
    blocks = streamfield([("heading", {"text": text, "level": texts[text]}) for text in texts])
    blocks["1"]["id"] = before.id
    event.refresh_from_db()

    answer = save(moderator, event, event_form(title="Now", slug=event.slug, body=blocks))

    assert [left["name"] for left in answer["left_out"]] == ["body"]
    assert [block.value["text"] for block in draft_of(event).body] == ["Aims", "Before"]


def test_rows_are_saved_without_what_is_wrong_in_them(moderator, event):
    partner = factories.make_partner()
    rows = [
        {"id": "", "partner": str(partner.pk), "role": "sponsor"},
        {"id": "", "partner": "", "role": "sponsor", "role_stated": "with"},
    ]
    calls = [CALL, {**CALL, "url": "nothing", "label": "Read"}]
    form = event_form(
        title="Now",
        slug=event.slug,
        partnerships=rows,
        calls_to_action=calls,
    )
    answer = save(moderator, event, form)

    assert {left["name"] for left in answer["left_out"]} == {
        "partnerships-1-partner",
        "calls_to_action-1-url",
    }
    draft = draft_of(event)
    assert [partnership.partner for partnership in draft.partnerships.all()] == [partner]
    assert [call.label for call in draft.calls_to_action.all()] == ["Sign up", "Read"]
    # The next save, with the row completed, makes no row twice.
    updates = answer["field_updates"]
    form |= {"partnerships-1-partner": str(partner.pk), "partnerships-1-role": "host", **updates}
    form["calls_to_action-1-url"] = "https://example.org/read/"
    event.refresh_from_db()
    again = save(moderator, event, form)
    assert "left_out" not in again
    draft = draft_of(event)
    assert [partnership.role for partnership in draft.partnerships.all()] == ["sponsor", "host"]
    assert [call.label for call in draft.calls_to_action.all()] == ["Sign up", "Read"]


def test_a_new_record_is_saved_without_a_wrong_field(moderator):
    url = reverse("wagtailsnippets_cms_partner:add")
    form = snippet_form(*PARTNER_LISTS, name="Ministry of Peace", website="nothing", acronym="MP")

    answer = moderator.post(url, form, **BY_ITSELF).json()
    assert [left["name"] for left in answer["left_out"]] == ["website"]
    partner = Partner.objects.get()
    assert (partner.name, partner.acronym, partner.website, partner.live) == (
        "Ministry of Peace",
        "MP",
        "",
        False,
    )


def test_a_name_that_is_there_already_makes_no_second_record(moderator):
    factories.make_partner(name="Ministry of Peace")
    url = reverse("wagtailsnippets_cms_partner:add")

    answer = moderator.post(
        url, snippet_form(*PARTNER_LISTS, name="Ministry of Peace"), **BY_ITSELF
    )

    assert answer.json()["error_code"] == "validation_error"
    assert Partner.objects.count() == 1


def test_only_a_save_without_a_button_leaves_anything_out(moderator, event):
    form = event_form(title="Now", slug=event.slug, code="no code!") | loaded(event)
    url = reverse("wagtailadmin_pages:edit", args=[event.pk])

    published = moderator.post(url, form | {"action-publish": "1"}, **BY_ITSELF)
    saved = moderator.post(url, form)

    assert published.json()["error_code"] == "validation_error"
    assert saved.context["form"].errors["code"]
    assert draft_of(event).title == "As it was"
