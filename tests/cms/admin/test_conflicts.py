"""A stale form never overwrites what somebody else saved without saying so."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.models import EditingSession
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from cms.models import CustomImage, EventPage, Partnership, Theme
from tests import factories
from tests.cms.admin.conftest import signed_in, user
from tests.cms.admin.forms import event_form, loaded, snippet_form
from tests.shared import shared

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]
WRITERS = ("editor", "colleague")
SERIES_LISTS = ("series_aliases", "series_themes", "default_partners", "sources")


@pytest.fixture
def others(db):
    return signed_in(user("colleague", "Moderators"))


@shared
def event():
    event = factories.make_event(title="As it was")
    event.save_revision()
    return event


def edit(client, event, title, opened, **more):
    url = reverse("wagtailadmin_pages:edit", args=[event.pk])
    return client.post(url, event_form(title=title, slug=event.slug, **opened, **more))


def latest(event) -> EventPage:
    return EventPage.objects.get(pk=event.pk).get_latest_revision_as_object()


def chosen(client, answer, url, choice):
    """Send the page that asks what stays, with `choice` for every field."""
    context = answer.context_data
    sent = {}
    for name, value in context["sent"]:
        sent.setdefault(name, []).append(value)
    choices = {row["name"]: choice for row in context["rows"]}
    return client.post(url, {**sent, **choices, context["seen_name"]: context["seen"]})


def test_where_both_changed_one_field_the_editor_sees_both_and_chooses(editor, others, event):
    for choice, stays in (("theirs", "Theirs"), ("mine", "Mine")):
        opened = loaded(EventPage.objects.get(pk=event.pk))
        edit(others, event, "Theirs", opened, audience_stated="Everybody")

        answer = edit(editor, event, "Mine", opened, summary="Of mine")

        assert latest(event).title == "Theirs"
        [row] = answer.context_data["rows"]
        assert (row["label"], row["mine"], row["theirs"]) == ("Title", "Mine", "Theirs")
        assert "colleague" in answer.rendered_content
        assert "/revisions/compare/" in answer.rendered_content
        chosen(editor, answer, reverse("wagtailadmin_pages:edit", args=[event.pk]), choice)
        newest = latest(event)
        assert (newest.title, newest.summary) == (stays, "Of mine")
        assert newest.audience_stated == "Everybody"
        edit(editor, event, "As it was", loaded(EventPage.objects.get(pk=event.pk)))


def test_a_choice_counts_only_for_what_the_editor_has_seen(editor, others, event):
    opened = loaded(event)
    edit(others, event, "Theirs", opened)
    answer = edit(editor, event, "Mine", opened)
    edit(others, event, "Theirs again", loaded(EventPage.objects.get(pk=event.pk)))

    again = chosen(editor, answer, reverse("wagtailadmin_pages:edit", args=[event.pk]), "mine")

    assert latest(event).title == "Theirs again"
    [row] = again.context_data["rows"]
    assert row["theirs"] == "Theirs again"


@pytest.mark.parametrize("live", [True, False])
def test_blocks_and_parts_that_two_editors_changed_apart_are_put_together(editor, others, live):
    event = factories.make_event(title="As it was", live=live)
    first, second = (factories.make_partner(name=name) for name in ("First", "Second"))
    event.partnerships = [Partnership(partner=first, role="host")]
    event.body = [("heading", {"text": text}) for text in ("One", "Two")]
    event.save()
    event.save_revision()
    opened, pk = loaded(event), str(event.partnerships.get().pk)
    keys = [block["id"] for block in event.body.raw_data]

    def body(*texts):
        blocks = streamfield([("heading", {"text": text, "level": "2"}) for text in texts])
        for number, key in enumerate(keys):
            blocks[str(number)]["id"] = key
        return blocks

    def send(client, texts, *parts):
        fields = {"body": body(*texts), "partnerships": list(parts)}
        edit(client, event, "As it was", opened | {"partnerships-INITIAL_FORMS": "1"}, **fields)

    own = {"id": pk, "partner": first.pk}
    added = {"partner": second.pk, "role": "funder"}
    send(others, ("One", "Theirs"), {**own, "role": "host"}, added)
    send(editor, ("Mine", "Two"), {**own, "role": "sponsor"})

    newest = latest(event)
    assert [block.value["text"] for block in newest.body] == ["Mine", "Theirs"]
    assert [(one.partner, one.role) for one in newest.partnerships.all()] == [
        (first, "sponsor"),
        (second, "funder"),
    ]


def test_a_stale_form_publishes_nothing(moderator, others, event):
    opened = loaded(event)
    edit(others, event, "As it was", opened, summary="Theirs")

    answer = edit(moderator, event, "Mine", opened, **{"action-publish": "1"})

    assert answer.status_code == 302
    assert EventPage.objects.get(pk=event.pk).title == "As it was"
    newest = latest(event)
    assert (newest.title, newest.summary) == ("Mine", "Theirs")


def test_a_form_that_is_up_to_date_is_saved_at_once(editor, event):
    edit(editor, event, "Mine", loaded(event))

    assert latest(event).title == "Mine"


def test_two_forms_of_a_record_are_put_together_too(editor, others):
    theme = factories.make_theme(label="As it was")
    theme.save_revision()
    url = reverse("wagtailsnippets_cms_theme:edit", args=[theme.pk])
    opened = loaded(theme)
    others.post(url, snippet_form(label="Theirs", slug="x", **opened))

    answer = editor.post(
        url, snippet_form(label="Mine", slug="x", internal_notes="Of mine", **opened)
    )
    assert [row["label"] for row in answer.context_data["rows"]] == ["Label"]
    chosen(editor, answer, url, "theirs")

    newest = Theme.objects.get(pk=theme.pk).get_latest_revision_as_object()
    assert (newest.label, newest.internal_notes) == ("Theirs", "Of mine")


def test_two_forms_of_a_picture_are_put_together_too(moderator, others):
    image = factories.make_image(title="As it was", alt_text="Seen")
    image.save_revision()
    url = reverse("wagtailsnippets_cms_customimage:edit", args=[image.pk])
    form = {"title": "As it was", "alt_text": "Seen", "image_kind": "picture", **loaded(image)}
    others.post(url, form | {"title": "Theirs"})

    moderator.post(url, form | {"credit": "A. Writer"})

    newest = CustomImage.objects.get(pk=image.pk).get_latest_revision_as_object()
    assert (newest.title, newest.credit) == ("Theirs", "A. Writer")


def test_the_home_page_and_a_series_tell_of_conflicts_too(moderator, others):
    parts = {name: inline_formset([]) for name in ("navigation", *SERIES_LISTS, "comments")}
    for page in (factories.home(), factories.make_series()):
        page.save_revision()
        url = reverse("wagtailadmin_pages:edit", args=[page.pk])
        stale = {"loaded_revision_id": "0", "title": "Mine", "body": streamfield([])}

        answer = moderator.post(url, nested_form_data({**parts, **stale}))

        text = answer.content.decode()
        assert "saved a newer version" in text
        assert "data-w-autosave-interval-value" not in text


def versions_in(answer) -> dict[str, str]:
    soup = BeautifulSoup(answer.content, "html.parser")
    form = soup.select_one("form[data-edit-form]")
    names = ("loaded_revision_id", "loaded_revision_created_at")
    return {name: form.select_one(f"[name={name}]")["value"] for name in names}


def test_a_copy_that_is_shown_again_is_put_together_with_what_was_saved_after_it(editor, others):
    theme = factories.make_theme(label="As it was")
    theme.save_revision()
    url = reverse("wagtailsnippets_cms_theme:edit", args=[theme.pk])
    opened = loaded(theme)
    others.post(url, snippet_form(label="Theirs", slug="x", **opened))
    mine = {"label": "As it was", "slug": "x", "internal_notes": "Of mine"}

    reopened = versions_in(
        editor.post(url, snippet_form(**mine, **opened, **{"plenary-copy": "1"}))
    )
    assert reopened == opened
    editor.post(url, snippet_form(**mine, **reopened))

    newest = Theme.objects.get(pk=theme.pk).get_latest_revision_as_object()
    assert (newest.label, newest.internal_notes) == ("Theirs", "Of mine")


def test_a_copy_of_a_page_is_shown_with_its_version(editor, others, event):
    opened = loaded(event)
    edit(others, event, "Theirs", opened)
    copy = {"plenary-copy": "1"}
    assert versions_in(edit(editor, event, "Mine", opened, **copy)) == opened
    gone = {**opened, "loaded_revision_created_at": "2020-01-01T00:00:00+00:00"}
    reopened = versions_in(edit(editor, event, "Mine", gone, **copy))
    answer = edit(editor, event, "Mine", reopened)
    assert "saved a newer version" in answer.content.decode()


def ping(client, session, **sent):
    record = session.content_object
    args = [*record._meta.label_lower.split("."), record.pk, session.pk]
    return client.post(reverse("wagtailadmin_editing_sessions:ping", args=args), sent).json()


@pytest.mark.parametrize(
    ("panel", "places"),
    [
        ("panel-child-when_and_where-dates-section", 1),
        ("", 0),
        ("<b>here</b>", 0),
        ("panel-child-" + "a" * 89, 0),
        ("main", 0),
    ],
)
def test_who_has_the_same_form_open_sees_the_panel_of_the_other_one(editor, others, panel, places):
    theme = factories.make_theme(label="Rivers")
    for client in (editor, others):
        client.get(reverse("wagtailsnippets_cms_theme:edit", args=[theme.pk]))
    own, other = (EditingSession.objects.get(user__username=name) for name in WRITERS)

    ping(others, other, panel=panel)

    places_shown = [{"who": "colleague", "panel": panel}] * places
    assert ping(editor, own)["places"] == places_shown
    assert ping(editor, own, panel="block-mine")["places"] == places_shown
    assert ping(editor, own, panel="block-mine", is_editing="1")["places"] == places_shown
    here = {"who": "You, in another window,", "panel": "block-mine"}
    second = EditingSession.objects.create(
        user=own.user, content_object=theme, last_seen_at=timezone.now()
    )
    assert here in ping(editor, second)["places"]
    other.delete()
    assert ping(editor, own)["places"] == []


def test_the_form_says_who_saved_meanwhile_and_what_a_save_does(editor, others, event):
    opened = loaded(event)
    address = reverse("wagtailadmin_pages:edit", args=[event.pk])
    for client in (editor, others):
        client.get(address)
    edit(others, event, "Theirs", opened)
    own, other = (EditingSession.objects.get(user__username=name) for name in WRITERS)
    EditingSession.objects.filter(pk=other.pk).update(last_seen_at=timezone.now())
    ping = ["wagtailcore", "page", event.pk, own.pk]

    answer = editor.post(
        reverse("wagtailadmin_editing_sessions:ping", args=ping),
        {"revision_id": opened["loaded_revision_id"]},
    ).json()

    assert "colleague saved a new version" in answer["html"]
    assert "Continue puts both versions together" in answer["html"]
