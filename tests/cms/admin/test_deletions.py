"""Nothing in use is deleted: the message says what uses it and what to do."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from cms.models import (
    Affiliation,
    Appearance,
    EventDocument,
    EventPage,
    EventQuote,
    EventReference,
    EventTheme,
    Partnership,
    RelatedEvent,
    SeriesPage,
)
from tests import factories
from tests.cms.admin.conftest import signed_in, user

pytestmark = pytest.mark.django_db
KINDS = ("quote", "partner", "person", "theme", "venue", "reference", "image", "document")


def text_of(response) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def event_with(**fields) -> EventPage:
    event = factories.make_event(title="An edition")
    for name, value in fields.items():
        setattr(event, name, value)
    event.save()
    return event


# Each way in which one record leads to another.
USES = {
    "partner of an event": (
        "partner",
        lambda it: event_with(partnerships=[Partnership(partner=it)]),
    ),
    "organiser of an event": ("partner", lambda it: event_with(organiser=it)),
    "parent": ("partner", lambda it: factories.make_partner(name="An edition", parent=it)),
    "speaker": ("person", lambda it: factories.make_quote(text="An edition", speaker=it)),
    "person at an event": ("person", lambda it: event_with(appearances=[Appearance(person=it)])),
    "theme": ("theme", lambda it: event_with(event_themes=[EventTheme(theme=it)])),
    "broader theme": ("theme", lambda it: factories.make_theme(label="An edition", broader=it)),
    "venue": ("venue", lambda it: event_with(venue=it)),
    "quote": ("quote", lambda it: event_with(event_quotes=[EventQuote(quote=it)])),
    "quote in a text": ("quote", lambda it: event_with(body=[("quote", it)])),
    "reference": (
        "reference",
        lambda it: event_with(event_references=[EventReference(reference=it)]),
    ),
    "occasion": (
        "reference",
        lambda it: factories.make_quote(text="An edition", occasion_reference=it),
    ),
    "picture": ("image", lambda it: event_with(image=it)),
    "logo": ("image", lambda it: factories.make_partner(name="An edition", logo=it)),
    "document": (
        "document",
        lambda it: event_with(event_documents=[EventDocument(document=it)]),
    ),
}


def delete_url(kind: str, record) -> str:
    if kind in ("image", "document"):
        return reverse(f"wagtail{'images' if kind == 'image' else 'docs'}:delete", args=[record.pk])
    return reverse(f"wagtailsnippets_cms_{kind}:delete", args=[record.pk])


def bulk_url(record) -> str:
    meta = record._meta
    return reverse("wagtail_bulk_action", args=[meta.app_label, meta.model_name, "delete"])


def expected(record) -> str:
    return f"“{record}” cannot be deleted, because “An edition” uses it. Remove it there first"


@pytest.mark.parametrize("use", USES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_what_is_in_use_is_not_deleted_and_who_uses_it_is_named(moderator, use, method):
    kind, use_it = USES[use]
    record = getattr(factories, f"make_{kind}")()
    use_it(record)

    response = getattr(moderator, method)(delete_url(kind, record))

    assert response.status_code == 302
    assert expected(record) in text_of(response)
    assert type(record).objects.filter(pk=record.pk).exists()


@pytest.mark.parametrize("use", USES)
def test_nor_is_it_in_bulk(moderator, use):
    kind, use_it = USES[use]
    make = getattr(factories, f"make_{kind}")
    record, free = make(), make()
    use_it(record)

    response = moderator.post(f"{bulk_url(record)}?id={record.pk}&id={free.pk}")

    assert expected(record) in text_of(response)
    assert type(record).objects.filter(pk__in=[record.pk, free.pk]).count() == 2


@pytest.mark.parametrize("kind", KINDS)
def test_what_nothing_uses_is_deleted(moderator, kind):
    make = getattr(factories, f"make_{kind}")
    one, two = make(), make()

    moderator.post(delete_url(kind, one))
    moderator.post(f"{bulk_url(two)}?id={two.pk}")

    assert not type(one).objects.filter(pk__in=[one.pk, two.pk]).exists()


def delete_page(client, page):
    return client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))


def test_a_series_with_editions_is_not_deleted(superuser):
    """A moderator is not even offered it: Wagtail keeps whole branches for administrators."""
    series = factories.make_series(title="Annual talks")
    for number in range(5):
        factories.make_event(series=series, slug=f"e{number}", title=f"Edition {number}")

    for response in (
        delete_page(superuser, series),
        superuser.post(
            reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
            + f"?id={series.pk}"
        ),
    ):
        assert (
            "“Annual talks” cannot be deleted, because “Edition 0”, “Edition 1”, “Edition 2” and 2 "
            "more are below it. Move or delete the pages below it first, or unpublish “Annual "
            "talks”."
        ) in text_of(response)
    assert SeriesPage.objects.filter(pk=series.pk).exists()
    assert EventPage.objects.count() == 5


def test_an_edition_that_another_one_leads_to_is_not_deleted(moderator):
    event = factories.make_event(slug="target", title="Target")
    event_with(related_events=[RelatedEvent(related=event)])

    response = delete_page(moderator, event)

    assert "because “An edition” uses it" in text_of(response)
    assert EventPage.objects.filter(pk=event.pk).exists()


def test_a_page_that_a_text_or_the_navigation_leads_to_is_not_deleted(moderator):
    series = factories.make_series()
    home = factories.home()
    home.navigation.create(page=series)
    home.save()
    event = factories.make_event(slug="target", title="Target")
    event_with(body=[("paragraph", f'<p><a linktype="page" id="{event.pk}">There</a></p>')])

    for page, holder in ((series, home), (event, "An edition")):
        response = delete_page(moderator, page)

        assert f"because “{holder}” uses it" in text_of(response)
        assert type(page).objects.filter(pk=page.pk).exists()


def test_an_edition_that_nothing_leads_to_and_an_empty_series_are_deleted(moderator):
    series = factories.make_series()
    event = factories.make_event(series=series, ordinal=3, organiser=factories.make_partner())

    delete_page(moderator, event)
    delete_page(moderator, series)

    assert not EventPage.objects.exists()
    assert not SeriesPage.objects.exists()


def test_asking_who_uses_a_record_costs_the_same_however_many_do(
    moderator, django_assert_num_queries, django_assert_max_num_queries
):
    theme = factories.make_theme()
    for number in range(4):
        event = factories.make_event(slug=f"e{number}")
        EventTheme.objects.create(event=event, theme=theme)
    moderator.get(delete_url("theme", theme))
    with django_assert_max_num_queries(40) as few:
        moderator.get(delete_url("theme", theme))
    for number in range(4, 20):
        event = factories.make_event(slug=f"e{number}")
        EventTheme.objects.create(event=event, theme=theme)

    with django_assert_num_queries(len(few)):
        response = moderator.get(delete_url("theme", theme))
    assert "and 17 more use it" in text_of(response)


def test_what_is_deleted_together_does_not_keep_each_other(moderator):
    broad = factories.make_theme()
    narrow = factories.make_theme(broader=broad)

    moderator.post(f"{bulk_url(broad)}?id={broad.pk}&id={narrow.pk}")

    assert not type(broad).objects.exists()


def test_an_upload_that_is_in_use_already_is_not_thrown_away(moderator):
    image, document = factories.make_image(), factories.make_document()
    event_with(image=image, event_documents=[EventDocument(document=document)])

    for url in (
        reverse("wagtailimages:delete_multiple", args=[image.pk]),
        reverse("wagtaildocs:delete_multiple", args=[document.pk]),
    ):
        answer = moderator.post(url)

        assert answer.status_code == 409
        assert "“An edition” uses it" in answer.json()["error"]
    assert image.__class__.objects.exists()
    assert document.__class__.objects.exists()


def test_who_may_not_delete_a_file_is_not_told_who_uses_it(editor, client):
    image = factories.make_image()
    event_with(image=image)
    guest = signed_in(user("guest"))

    for browser in (guest, client):
        response = browser.post(delete_url("image", image))
        assert "An edition" not in text_of(response)
    assert image.__class__.objects.exists()


def test_an_affiliation_keeps_its_organisation(moderator):
    partner = factories.make_partner()
    person = factories.make_person(name="An edition")
    person.affiliations = [Affiliation(partner=partner)]
    person.save()

    assert expected(partner) in text_of(moderator.post(delete_url("partner", partner)))


@pytest.mark.parametrize("kind", [*KINDS, "event", "series"])
def test_where_a_record_is_used_is_one_step_from_its_form(moderator, kind):
    record = getattr(factories, f"make_{kind}")()
    usages = {
        "image": ("wagtailimages:edit", "wagtailimages:image_usage"),
        "document": ("wagtaildocs:edit", "wagtaildocs:document_usage"),
        "event": ("wagtailadmin_pages:edit", "wagtailadmin_pages:usage"),
        "series": ("wagtailadmin_pages:edit", "wagtailadmin_pages:usage"),
    }
    viewset = f"wagtailsnippets_cms_{kind}"
    form, usage = usages.get(kind, (f"{viewset}:edit", f"{viewset}:usage"))

    page = moderator.get(reverse(form, args=[record.pk]), follow=True).content.decode()

    assert reverse(usage, args=[record.pk]) in page
    assert moderator.get(reverse(usage, args=[record.pk])).status_code == 200


KEPT = ("It goes to the trash, and you can restore it for 30 days.", "They go to the trash, and")


@pytest.mark.parametrize("kind", KINDS)
def test_the_question_says_that_the_trash_keeps_it(moderator, kind):
    make = getattr(factories, f"make_{kind}")
    record, other = make(), make()

    for url, kept in (
        (delete_url(kind, record), KEPT[0]),
        (f"{bulk_url(record)}?id={record.pk}", KEPT[0]),
        (f"{bulk_url(record)}?id={record.pk}&id={other.pk}", KEPT[1]),
    ):
        assert kept in moderator.get(url).content.decode(), url
