"""“Next edition from this one”: what carries over, who may, and what happens when two do it."""

import datetime

import pytest
from django.urls import reverse
from modelcluster.models import get_all_child_relations
from wagtail.models import GroupPagePermission, PageLogEntry

from cms.models import (
    Appearance,
    CallToAction,
    EventDocument,
    EventPage,
    EventQuote,
    EventReference,
    EventSource,
    EventTheme,
    Partnership,
    ProgrammeItem,
    RelatedEvent,
)
from cms.next_edition import CARRIED_OVER, INTERNAL, LEFT_BEHIND, PARTS, VALUES
from tests import factories
from tests.cms.admin.conftest import signed_in, user
from tests.shared import shared

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]


@shared
def series():
    return factories.make_series(title="Annual talks")


@shared
def last(series) -> EventPage:
    """An edition of which everything is known."""
    event = factories.make_event(
        series=series,
        title="On water",
        title_stated="TT15: On water",
        slug="water",
        code="TT15",
        ordinal=15,
        ordinal_basis="stated",
        ordinal_stated="15th",
        event_kind="roundtable",
        kind_stated="round table",
        access="invitation-only",
        access_stated="by invitation",
        attribution_rule="chatham-house",
        attribution_stated="Chatham House rule",
        audience_stated="Diplomats",
        mode="in-person",
        phase="held",
        start=datetime.date(2016, 1, 13),
        end=datetime.date(2016, 1, 15),
        precision="day",
        dates_stated="13 to 15 January 2016",
        time_zone="Europe/London",
        venue=factories.make_venue(),
        place_stated="London",
        organiser=factories.make_partner(),
        summary="Two sentences.",
        body=[("paragraph", "<p>Words</p>")],
        image=factories.make_image(),
        same_as="https://www.example.org/",
        internal_notes="Ask again.",
        seo_title="Water",
        search_description="Water talks",
        show_in_menus=True,
        expire_at=datetime.datetime(2200, 1, 1, tzinfo=datetime.UTC),
        go_live_at=datetime.datetime(2001, 1, 1, tzinfo=datetime.UTC),
    )
    event.partnerships = [
        Partnership(partner=factories.make_partner(), role="sponsor", role_stated="supported by"),
        Partnership(partner=factories.make_partner(), role="host"),
    ]
    event.event_themes = [EventTheme(theme=factories.make_theme())]
    event.calls_to_action = [
        CallToAction(label="Write", action_kind="contact", url="https://www.example.org/write")
    ]
    event.appearances = [Appearance(person=factories.make_person())]
    event.programme = [ProgrammeItem(title="Opening")]
    event.event_quotes = [EventQuote(quote=factories.make_quote())]
    event.event_references = [EventReference(reference=factories.make_reference())]
    event.event_documents = [EventDocument(document=factories.make_document())]
    event.related_events = [RelatedEvent(related=factories.make_event(slug="other"))]
    event.sources = [EventSource(title="A page")]
    event.save()
    return factories.publish(event)


def address(event) -> str:
    return reverse("cms_next_edition", args=[event.pk])


def make(client, event, **fields):
    return client.post(address(event), {"title": "On fire", "ordinal": "16"} | fields)


def made() -> EventPage:
    return EventPage.objects.get(title="On fire")


def test_every_field_and_list_of_an_event_is_carried_over_or_left_behind():
    """A new field fails here until somebody decides."""
    names = [field.name for field in EventPage._meta.get_fields() if field.concrete]
    names += [relation.get_accessor_name() for relation in get_all_child_relations(EventPage)]

    assert sorted([*CARRIED_OVER, *LEFT_BEHIND, *INTERNAL]) == sorted(names)
    assert set(CARRIED_OVER) == {"series", "locale", *VALUES, *PARTS}


def test_every_field_of_a_list_that_carries_over_is_decided():
    relations = {
        relation.get_accessor_name(): relation for relation in get_all_child_relations(EventPage)
    }
    left = {"id", "sort_order", "event", "role_stated"}

    for name, fields in PARTS.items():
        names = {field.name for field in relations[name].related_model._meta.fields}
        assert names - left == set(fields)


def parts_of(event: EventPage, relation: str) -> list[tuple]:
    fields = PARTS[relation]
    return [
        tuple(getattr(child, name) for name in fields) for child in getattr(event, relation).all()
    ]


def test_what_carries_over_does(editor, series, last):
    make(editor, last)

    event = made()
    assert event.series == series
    for name in VALUES:
        assert (
            getattr(event, name) == getattr(last, name) != EventPage._meta.get_field(name).default
        )
    for name in PARTS:
        assert parts_of(event, name) == parts_of(last, name) != []
    assert parts_of(event.get_latest_revision_as_object(), "partnerships") == parts_of(
        last, "partnerships"
    )


def test_nothing_else_does(editor, last):
    make(editor, last)

    event, empty = made(), EventPage()
    own = {"title", "ordinal", "ordinal_basis", "slug", "wagtail_admin_comments"}
    lists = {relation.get_accessor_name() for relation in get_all_child_relations(EventPage)}
    for name in set(LEFT_BEHIND) - own - lists:
        assert getattr(event, name) == getattr(empty, name), name
        assert name == "extended_date" or getattr(last, name) != getattr(empty, name), name
    for name in (lists & set(LEFT_BEHIND)) - own:
        assert not getattr(event, name).exists(), name
        assert getattr(last, name).exists(), name
    assert not event.partnerships.exclude(role_stated="").exists()
    assert event.slug == "on-fire"
    assert event.uid != last.uid
    assert event.translation_key != last.translation_key
    assert (event.live, event.first_published_at, event.show_in_menus) == (False, None, False)


def test_the_number_is_inferred_and_the_editor_lands_in_the_form_with_a_message(editor, last):
    response = make(editor, last)

    event = made()
    assert (event.ordinal, event.ordinal_basis) == (16, "inferred")
    assert response.url == reverse("wagtailadmin_pages:edit", args=[event.pk])
    assert "from “On water”. Nothing is published yet." in editor.get(response.url).content.decode()


def test_the_log_says_which_edition_it_was_made_from(editor, last):
    make(editor, last)

    entry = PageLogEntry.objects.get(page=made().pk, action="wagtail.copy")
    assert entry.message == "Copied from On water"
    assert entry.data["source"] == {"id": last.pk, "title": "On water"}
    assert entry.user.username == "editor"


def test_the_newest_draft_is_what_carries_over(editor, last):
    last.access = "public"
    last.save_revision()

    make(editor, last)

    assert made().access == "public"


def test_looking_at_the_page_changes_nothing_and_says_what_will_happen(editor, last):
    page = editor.get(address(last))

    text = page.content.decode()
    assert EventPage.objects.count() == 2
    for label in (*CARRIED_OVER.values(), *LEFT_BEHIND.values()):
        assert f"<li>{label}</li>" in text
    assert page.context["form"]["ordinal"].value() == 16
    assert page.context["form"]["title"].value() is None


def test_the_number_after_the_highest_is_suggested_drafts_included(editor, series, last):
    draft = factories.make_event(series=series, slug="draft", live=False)
    draft.ordinal = 20
    draft.save_revision()

    assert editor.get(address(last)).context["form"]["ordinal"].value() == 21


def test_no_number_is_suggested_after_an_edition_without_one(editor, series, last):
    alone = factories.make_event(series=series, slug="alone")

    assert editor.get(address(alone)).context["form"]["ordinal"].value() is None


def test_a_number_may_be_cleared(editor, last):
    make(editor, last, ordinal="")

    assert (made().ordinal, made().ordinal_basis) == (None, "unknown")


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"title": " "}, "title"),
        ({"title": "x" * 256}, "title"),
        ({"ordinal": "15"}, "ordinal"),
        ({"ordinal": "0"}, "ordinal"),
        ({"ordinal": "32768"}, "ordinal"),
        ({"ordinal": "x"}, "ordinal"),
    ],
)
def test_a_wrong_value_is_said_at_its_field_and_nothing_is_made(editor, last, fields, wrong):
    response = make(editor, last, **fields)

    assert list(response.context["form"].errors) == [wrong]
    assert EventPage.objects.count() == 2


def test_a_number_that_only_a_draft_has_is_in_use(editor, series, last):
    draft = factories.make_event(series=series, slug="draft", title="Planned", live=False)
    draft.ordinal = 16
    draft.save_revision()

    response = make(editor, last)

    assert response.context["form"].errors == {
        "ordinal": ["“Planned” already has this number in the series."]
    }


@pytest.mark.parametrize("title", ["日本", "…", "<b>Bold</b>", "=1+1"])
def test_any_title_makes_an_address(editor, last, title):
    make(editor, last, title=title)

    assert EventPage.objects.get(title=title).slug


def test_the_same_title_twice_makes_two_addresses(editor, last):
    make(editor, last)
    make(editor, last, ordinal="17")

    assert set(EventPage.objects.filter(title="On fire").values_list("slug", flat=True)) == {
        "on-fire",
        "on-fire-2",
    }


def test_aliases_and_translations_are_not_copied(editor, series, last):
    last.create_alias(parent=factories.home(), update_slug="elsewhere")

    make(editor, last)

    assert EventPage.objects.filter(title="On fire").count() == 1
    assert made().alias_of is None


def test_who_may_not_add_to_the_series_makes_nothing(last):
    person = user("guest", "Editors")
    GroupPagePermission.objects.filter(
        group=person.groups.get(), permission__codename="add_page"
    ).delete()
    client = signed_in(person)

    for answer in (client.get(address(last)), make(client, last)):
        assert answer.status_code == 302
        assert answer.url == reverse("wagtailadmin_home")
    assert EventPage.objects.count() == 2


def test_an_event_without_a_series_has_no_next_edition(editor):
    event = factories.make_event(slug="alone")

    assert editor.get(address(event)).status_code == 404
    edit = editor.get(reverse("wagtailadmin_pages:edit", args=[event.pk])).content.decode()
    assert address(event) not in edit


def test_it_is_reached_from_the_edition_the_list_and_the_series(editor, series, last):
    for url in (
        reverse("wagtailadmin_pages:edit", args=[last.pk]),
        reverse("wagtailadmin_explore", args=[series.pk]),
        reverse("cms_series", args=[series.pk]),
    ):
        assert address(last) in editor.get(url).content.decode()
