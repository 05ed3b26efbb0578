import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms.models import Partner, Person, Quote, Reference, Theme, Venue
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]
NEW = {
    Quote: {"text": "New words", "language": "en"},
    Partner: {"name": "New partner", "partner_kind": "ngo"},
    Person: {"name": "New person"},
    Theme: {"label": "New theme"},
    Venue: {"name": "New venue"},
    Reference: {"name": "New reference", "reference_kind": "treaty"},
}


def url(model, name: str) -> str:
    return reverse(f"wagtailsnippetchoosers_cms_{model._meta.model_name}:{name}")


@pytest.mark.parametrize("model", NEW)
def test_an_editor_makes_a_new_record_without_leaving_the_form(editor, model):
    answer = json.loads(editor.post(url(model, "create"), NEW[model]).content)

    record = model.objects.get()
    assert answer["step"] == "chosen"
    assert answer["result"]["id"] == str(record.pk)
    assert (record.live, record.revisions.count()) == (False, 1)


@pytest.mark.parametrize("model", NEW)
def test_a_new_record_of_somebody_who_may_publish_is_published(moderator, model):
    moderator.post(url(model, "create"), NEW[model])

    assert model.objects.get().live is True
    # The window is gone, and a warning would stand above a page about something else.
    assert not list(moderator.get(reverse("wagtailadmin_home")).context["messages"])


@pytest.mark.parametrize("model", NEW)
def test_a_chooser_offers_to_search_and_to_create(editor, model):
    page = json.loads(editor.get(url(model, "choose")).content)["html"]

    assert "Create new" in page
    assert "Create a draft" in page
    assert 'name="q"' in page
    assert f"There is no {model._meta.verbose_name} yet." in page
    assert 'name="locale"' not in page  # there is one language to choose


QUOTE = {"text": "New words", "language": "en", "speaker": "Ada Lovelace", "when": "May 1842"}


def test_a_new_quote_has_its_speaker_by_name_and_its_date(moderator):
    for _twice in range(2):
        moderator.post(url(Quote, "create"), QUOTE)

    first, second = Quote.objects.order_by("pk")
    ada = Person.objects.get()
    assert (ada.name, ada.live, ada.revisions.count()) == ("Ada Lovelace", True, 1)
    assert first.speaker == second.speaker == ada
    assert (str(first.start), first.precision) == ("1842-05-01", "month")


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({"speaker": "Ada Lovelac"}, "This looks like a record that is there"),
        ({"speaker": "Ben Obi"}, "Several have this name."),
        ({"when": "03/04/2016"}, "03/04/2016"),
    ],
)
def test_a_new_quote_says_what_is_wrong_with_its_speaker_or_date(moderator, sent, message):
    for name in ("Ada Lovelace", "Ben Obi", "Ben Obi"):
        factories.make_person(name=name)

    answer = json.loads(moderator.post(url(Quote, "create"), QUOTE | sent).content)

    assert message in answer["htmlFragment"]
    assert sent.get("speaker", "Ada Lovelace") in answer["htmlFragment"]
    assert (Quote.objects.count(), Person.objects.count()) == (0, 3)
    if "looks like" in message:
        moderator.post(url(Quote, "create"), QUOTE | sent | {"new_anyway": "1"})
        assert Quote.objects.get().speaker.name == "Ada Lovelac"


def test_a_new_record_without_its_name_is_asked_for_it(editor):
    answer = json.loads(editor.post(url(Partner, "create"), {"website": "no"}).content)

    assert answer["step"] == "reshow_creation_form"
    assert "This field is required." in answer["htmlFragment"]
    assert not Partner.objects.exists()


def test_a_chooser_finds_by_the_beginning_of_a_word(editor):
    factories.make_partner(name="Example Ministry")
    factories.make_partner(name="Another House")

    page = editor.get(url(Partner, "choose_results"), {"q": "minis"}).content.decode()

    assert "Example Ministry" in page
    assert "Another House" not in page

    nothing = editor.get(url(Partner, "choose_results"), {"q": "Nobody & Sons"}).content.decode()
    assert "No partner matches “Nobody &amp; Sons”." in nothing
    assert "Create it" in nothing


def test_a_chooser_shows_logos_in_a_number_of_queries_that_does_not_grow(editor):
    def queries(partners: int) -> int:
        for number in range(partners):
            factories.make_partner(name=f"House {number}", logo=factories.make_image())
        window = editor.get(url(Partner, "choose"))
        assert window.json()["html"].count("<img") >= partners
        with CaptureQueriesContext(connection) as captured:
            editor.get(url(Partner, "choose"))
        # Wagtail's own column of the status asks for each row's revision and workflow.
        return len([query for query in captured if '"cms_custom' in query["sql"]])

    assert queries(2) == queries(5)
