"""An edition is translated with its records, and says what changed in its original since."""

import json

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import GroupPagePermission, Locale

from cms.models import (
    EventPage,
    EventQuote,
    EventTheme,
    Partner,
    Partnership,
    Person,
    Quote,
    SeriesPage,
    Theme,
    TranslationBasis,
)
from cms.translation.comparison import comparison_of
from cms.translation.edition import plan
from tests import factories
from tests.cms.admin.conftest import signed_in, stranger, user
from tests.factories import publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def french() -> Locale:
    return Locale.objects.get_or_create(language_code="fr")[0]


@pytest.fixture
def edition() -> EventPage:
    """An edition with a partner, a theme, and a quote of a person in its text."""
    event = factories.make_event(series=factories.make_series(title="Annual"), title="Water")
    person = factories.make_person(name="Ana Lund")
    quote = factories.make_quote(text="Water is a right.", speaker=person)
    event.partnerships.add(Partnership(partner=factories.make_partner(name="A ministry")))
    event.event_themes.add(EventTheme(theme=factories.make_theme(label="Rivers")))
    event.body = json.dumps(
        [
            {"type": "paragraph", "value": "<p>The first words.</p>", "id": "a" * 8},
            {"type": "quote", "value": quote.pk, "id": "b" * 8},
        ]
    )
    return publish(event)


def url_of(event: EventPage) -> str:
    return reverse("cms_translate_edition", args=[event.pk])


def translate(client, event: EventPage):
    return client.post(url_of(event), {"language": "fr"})


def confirm(client, record):
    return client.post(reverse("cms_confirm_translation", args=[record.kind, record.pk]))


def edit_page(client, event) -> str:
    return client.get(reverse("wagtailadmin_pages:edit", args=[event.pk])).content.decode()


def test_an_edition_is_translated_with_all_its_records_as_drafts(editor, edition, french):
    page = editor.get(url_of(edition)).content.decode()
    assert "4 records without a translation" in page
    assert "Annual" in page  # the series above it

    response = translate(editor, edition)

    copy = edition.get_translation(french)
    assert response.url == reverse("wagtailadmin_pages:edit", args=[copy.pk])
    for model in (Quote, Person, Partner, Theme):
        assert model.objects.get(locale=french).live is False
    assert SeriesPage.objects.filter(locale=french, live=False).count() == 1


def test_the_translations_lead_to_each_other(editor, edition, french):
    translate(editor, edition)
    copy = edition.get_translation(french).get_latest_revision_as_object()
    # The copy, the same with its number, and then all links at once.
    authors = copy.revisions.order_by("pk").values_list("user__username", flat=True)
    assert list(authors) == [None, None, "editor"]
    assert [row.partner.locale for row in copy.partnerships.all()] == [french]
    assert [row.theme.locale for row in copy.event_themes.all()] == [french]
    quote = next(block.value for block in copy.body if block.block_type == "quote")
    assert quote.locale == french
    assert quote.get_latest_revision_as_object().speaker.locale == french
    assert copy.series.locale == french
    # The original leads where it led.
    edition.refresh_from_db()
    assert edition.partnerships.get().partner.locale != french


def test_links_in_running_text_lead_to_the_translation(editor, edition, french):
    other = publish(factories.make_event(series=edition.series, title="Earlier"))
    translate(editor, other)
    link = f'<a id="{other.pk}" linktype="page">'
    elsewhere = f'<a id="{other.pk}" linktype="document">d</a>'
    cell, column = f"<p>{link}t</a></p>", {"type": "rich_text", "heading": "Where"}
    table = {"columns": [column], "rows": [{"values": [cell]}], "caption": ""}
    items = [{"type": "item", "value": f"<p>{link}l</a></p>", "id": "d" * 8}]
    edition.body = json.dumps(
        [
            {"type": "paragraph", "value": f"<p>{link}p</a> {elsewhere}</p>", "id": "a" * 8},
            {"type": "list", "value": {"ordered": False, "items": items}, "id": "b" * 8},
            {"type": "table", "value": table, "id": "c" * 8},
        ]
    )
    publish(edition)

    translate(editor, edition)

    copy = edition.get_translation(french).get_latest_revision_as_object()
    body = json.dumps(list(copy.body.raw_data))
    turned = link.replace(str(other.pk), str(other.get_translation(french).pk))
    assert body.count(json.dumps(turned)[1:-1]) == 3
    assert json.dumps(link)[1:-1] not in body
    assert json.dumps(elsewhere)[1:-1] in body


def test_translate_of_wagtail_makes_the_same_drafts(editor, edition, french):
    speaker, quote = Person.objects.get(), Quote.objects.get()
    for record in (speaker, quote):
        args = ["cms", record.kind, record.pk]
        url = reverse("simple_translation:submit_snippet_translation", args=args)
        editor.post(url, {"locales": [french.pk]})

    copy = quote.get_translation(french)
    assert copy.live is False
    assert copy.get_latest_revision_as_object().speaker == speaker.get_translation(french)
    url = reverse("simple_translation:submit_page_translation", args=[edition.pk])
    assert editor.get(url).url == url_of(edition)


def test_a_series_translated_with_the_pages_below_it_leads_to_translations(editor, edition, french):
    theme = Theme.objects.get()
    theirs = theme.copy_for_translation(french)
    theirs.save()
    factories.home().copy_for_translation(french)
    url = reverse("simple_translation:submit_page_translation", args=[edition.series.pk])
    editor.post(url, {"locales": [french.pk], "include_subtree": "on"})
    copy = edition.get_translation(french).get_latest_revision_as_object()
    assert [row.theme for row in copy.event_themes.all()] == [theirs]


def test_what_is_translated_already_is_used_and_not_made_again(editor, edition, french):
    theme = Theme.objects.get()
    theirs = theme.copy_for_translation(french)
    theirs.label = "Rivières"
    theirs.save()
    translate(editor, edition)
    copy = edition.get_translation(french).get_latest_revision_as_object()
    assert [row.theme for row in copy.event_themes.all()] == [theirs]


def test_a_record_that_comes_later_is_translated_when_the_action_runs_again(
    editor, edition, french
):
    translate(editor, edition)
    edition.refresh_from_db()
    edition.event_quotes.add(EventQuote(quote=factories.make_quote(text="Later words.")))
    edition.save_revision()
    copy = edition.get_translation(french)
    copy.event_quotes.add(EventQuote(quote=Quote.objects.get(text="Later words.")))
    copy.save_revision()
    translate(editor, edition)
    assert Quote.objects.filter(text="Later words.", locale=french).count() == 1
    draft = edition.get_translation(french).get_latest_revision_as_object()
    assert draft.event_quotes.get().quote.locale == french


def test_what_somebody_may_not_add_stays_the_original(edition, french):
    person = user("ann", "Editors")
    for group in person.groups.all():
        group.permissions.remove(Permission.objects.get(codename="add_partner"))
    client = signed_in(person)
    assert "You may not add these" in client.get(url_of(edition)).content.decode()
    translate(client, edition)
    assert not Partner.objects.filter(locale=french).exists()
    assert Theme.objects.filter(locale=french).exists()


def test_who_may_not_edit_the_edition_may_not_translate_it(edition, french):
    client = signed_in(stranger())
    assert client.get(url_of(edition)).status_code in (302, 403)
    translate(client, edition)
    assert not EventPage.objects.filter(locale=french).exists()


def test_a_page_above_that_somebody_may_not_edit_is_translated_by_others_first(edition, french):
    person = stranger()
    series = SeriesPage.objects.get(title="Their own series")
    event = factories.make_event(series=series, title="Theirs")
    person.user_permissions.add(Permission.objects.get(codename="submit_translation"))
    client = signed_in(person)
    assert "First somebody has to translate" in client.get(url_of(event)).content.decode()
    translate(client, event)
    assert not SeriesPage.objects.filter(locale=french).exists()


def test_a_translation_that_somebody_may_not_edit_stays_as_it_is(editor, french):
    person = stranger()
    series = SeriesPage.objects.get(title="Their own series")
    event = factories.make_event(series=series, title="Theirs")
    translate(editor, event)
    translation = EventPage.objects.get(locale=french)
    GroupPagePermission.objects.filter(page=translation.get_parent()).delete()
    versions = translation.revisions.count()
    factories.publish(event)
    event.event_themes = [EventTheme(theme=factories.publish(factories.make_theme()))]
    factories.publish(event)
    person.user_permissions.add(Permission.objects.get(codename="submit_translation"))
    client = signed_in(person)

    assert "You may not edit the translation" in client.get(url_of(event)).content.decode()
    translate(client, event)

    assert translation.revisions.count() == versions
    assert not Theme.objects.filter(locale=french).exists()


def test_the_questions_do_not_grow_with_the_records(editor, edition, french):
    somebody = get_user_model().objects.get(username="editor")

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            plan(EventPage.objects.get(locale=edition.locale), french, somebody)
        return len(queries)

    few = asked()
    draft = edition.get_latest_revision_as_object()
    for number in range(6):
        speaker = factories.make_person(name=f"Speaker {number}")
        quote = factories.make_quote(text=f"Words {number}.", speaker=speaker)
        draft.event_quotes.add(EventQuote(quote=quote))
    draft.save_revision()
    assert asked() <= few


def test_the_form_of_a_translation_names_its_language_and_shows_the_original(
    editor, edition, french
):
    translate(editor, edition)
    copy = edition.get_translation(french)
    page = edit_page(editor, copy)
    assert "Water (French)" in page
    assert 'plenary-language">French<' in page
    assert "The first words." in page
    assert "No text has changed since" in page
    assert "Toggle the original" not in edit_page(editor, edition)


def test_the_form_marks_what_changed_in_the_original(editor, edition, french):
    translate(editor, edition)
    change(edition, "The second words.")
    page = edit_page(editor, edition.get_translation(french))
    assert "1 text changed since" in page
    assert '<span class="deletion">first</span>' in page
    assert '<span class="addition">second</span>' in page


def change(event: EventPage, text: str) -> None:
    event.refresh_from_db()
    blocks = list(event.body.raw_data)
    blocks[0] = {**blocks[0], "value": f"<p>{text}</p>"}
    event.body = json.dumps(blocks)
    event.save_revision().publish()


def report(client) -> str:
    return client.get(reverse("cms_report_translations-behind")).content.decode()


def test_a_translation_is_behind_until_somebody_confirms_it(editor, edition, french):
    translate(editor, edition)
    copy = edition.get_translation(french)
    url = reverse("cms_confirm_translation", args=["event", copy.pk])
    assert url not in report(editor)
    change(edition, "Other words.")
    assert url in report(editor)

    confirm(editor, copy)

    assert url not in report(editor)
    basis = TranslationBasis.objects.get(uid=copy.uid)
    assert basis.confirmed_by.username == "editor"
    assert comparison_of(copy).changes == 0


def test_a_publication_without_a_change_of_texts_leaves_it_as_it_was(editor, edition, french):
    translate(editor, edition)
    edition.refresh_from_db()
    edition.mode = "online"
    edition.save_revision().publish()
    copy = edition.get_translation(french)
    assert reverse("cms_confirm_translation", args=["event", copy.pk]) not in report(editor)
    facts = comparison_of(copy).facts
    assert [(fact.label, fact.original) for fact in facts] == [("Mode", "Online")]


def test_a_translation_that_nobody_confirmed_is_behind(editor, french):
    theme = publish(factories.make_theme(label="Rivers"))
    copy = theme.copy_for_translation(french)
    copy.save()
    TranslationBasis.objects.all().delete()
    assert reverse("cms_confirm_translation", args=["theme", copy.pk]) in report(editor)


def test_the_report_names_what_has_no_translation(editor, french):
    publish(factories.make_theme(label="Rivers"))
    factories.make_theme(label="A draft", live=False)
    page = report(editor)
    assert "Translation into French" in page
    assert "Rivers" in page
    assert "A draft" not in page
    assert "Translation into German" not in page.split("<tbody>")[-1]


def test_only_who_may_change_a_translation_confirms_it(editor, edition, french):
    translate(editor, edition)
    copy = edition.get_translation(french)
    TranslationBasis.objects.all().delete()
    confirm(signed_in(stranger()), copy)
    assert not TranslationBasis.objects.exists()
    assert confirm(editor, edition).status_code == 404  # an original


@pytest.mark.parametrize("kind", ["theme", "unicorn", "document"])
def test_what_is_no_translation_cannot_be_confirmed(editor, kind):
    url = reverse("cms_confirm_translation", args=[kind, 999_999])
    assert editor.post(url).status_code == 404


def test_a_record_shows_its_original_too(editor, french):
    theme = publish(factories.make_theme(label="Rivers and lakes"))
    copy = theme.copy_for_translation(french)
    copy.save()
    url = reverse("wagtailsnippets_cms_theme:edit", args=[copy.pk])
    page = editor.get(url).content.decode()
    assert "Rivers and lakes (French)" in page
    assert "Texts of the original" in page
