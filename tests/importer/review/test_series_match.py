"""The series that a page names is matched with the one that is there."""

import pytest
from django.contrib.messages import get_messages

from cms.models import EventPage, SeriesAlias, SeriesPage
from tests import factories
from tests.cms.admin.conftest import signed_in
from tests.importer.review.helpers import ANNOUNCEMENT, answers, make, upload, url, writer

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]


def page_named(name: str) -> str:
    return f"{name}\n\n7–9 May 2021\n\nThis meeting asks how neighbours share a sea."


def after(answer) -> str:
    """The message of an answer that leads to another page."""
    assert answer.status_code == 302, answer.content.decode()
    return "".join(map(str, get_messages(answer.wsgi_request)))


def chosen(client, imported):
    return client.get(url(imported)).context["about"].series


@pytest.mark.parametrize(
    ("title", "series_title"),
    [
        ("15th Annual Oceans Conference", "Annual Oceans Conference"),
        ("The Fifteenth Annual OCEANS Conference", "Annual Oceans Conference"),
        ("Twenty-first Oceans Conference 2021: Shared waters", "Oceans Conference"),
        ("15th Océans & Łódź Conference", "Oceans & Lodz Conference"),
        ("3rd Oceans Conference", "Oceans"),
    ],
)
def test_a_title_names_its_series(editor, title, series_title):
    series = factories.make_series(title=series_title, slug="x1")
    factories.make_series(title="Rivers", slug="rivers")
    assert chosen(editor, upload(editor, page_named(title))) == series


def test_a_sentence_names_it_and_the_screen_says_so(editor):
    series = factories.make_series(title="Oceans", slug="x1")
    imported = upload(editor, ANNOUNCEMENT)
    page = editor.get(url(imported))
    assert page.context["about"].series == series
    assert "The page names it: “annual oceans series”." in page.content.decode()
    make(editor, imported)
    assert EventPage.objects.get().series == series


@pytest.mark.parametrize("known_as", ["key", "alias"])
def test_a_key_and_a_former_name_count(editor, known_as):
    series = factories.make_series(
        title="Waters", slug="annual-oceans-conference" if known_as == "key" else "waters"
    )
    if known_as == "alias":
        SeriesAlias.objects.create(series=series, name="Annual Oceans Conference")
    imported = upload(editor, page_named("15th Annual Oceans Conference"))
    assert chosen(editor, imported) == series


def test_the_whole_name_comes_before_its_own_words(editor):
    factories.make_series(title="Oceans Forum", slug="x1")
    series = factories.make_series(title="Oceans Conference", slug="x2")
    assert chosen(editor, upload(editor, page_named("3rd Oceans Conference"))) == series


@pytest.mark.parametrize("title", ["3rd Oceans Meeting", "Conference", "15th Annual Lakes Forum"])
def test_what_may_mean_several_or_none_is_left_open(editor, title):
    for number, name in enumerate(["Oceans Forum", "Oceans Conference", "A conference series"]):
        factories.make_series(title=name, slug=f"x{number}")
    assert chosen(editor, upload(editor, page_named(title))) is None


def test_the_choice_of_the_editor_stays(editor):
    factories.make_series(title="Oceans", slug="x1")
    imported = upload(editor, ANNOUNCEMENT)
    sent = answers(editor, imported) | {"series": "", "action": "save"}
    editor.post(url(imported), sent)
    assert chosen(editor, imported) is None


def test_a_series_that_is_not_theirs_is_not_named(editor):
    factories.make_series(title="Oceans", slug="x1")
    client = signed_in(writer(factories.make_series(title="Their own", slug="x2")))
    assert chosen(client, upload(client, ANNOUNCEMENT)) is None


def test_a_series_that_is_named_and_not_there_is_made_with_the_event(editor):
    imported = upload(editor, ANNOUNCEMENT)
    screen = editor.get(url(imported))
    assert screen.context["about"].new_series == "Annual oceans series"
    assert "The page names it. Plenary makes a draft of it" in screen.content.decode()
    assert "Its series “Annual oceans series” is a new draft, too." in after(make(editor, imported))

    series = SeriesPage.objects.get()
    assert EventPage.objects.get().series == series
    assert (series.title, series.cadence_stated) == ("Annual oceans series", "annual")
    assert not series.live
    source = series.get_latest_revision_as_object().sources.get()
    assert source.sha256 == imported.sha256
    assert source.speaks_for.split() == ["title", "cadence_stated"]
    assert "annual oceans series" in source.quotations


def test_a_name_that_the_editor_writes_is_that_of_the_new_series(editor):
    imported = upload(editor, page_named("What neighbours owe the sea"))
    assert editor.get(url(imported)).context["about"].new_series == ""
    make(editor, imported, new_series="  Seas   and shores ")
    assert EventPage.objects.get().series.title == "Seas and shores"


@pytest.mark.parametrize("name", ["", "   "])
def test_a_name_that_the_editor_empties_makes_no_series(editor, name):
    imported = upload(editor, ANNOUNCEMENT)
    make(editor, imported, new_series=name, changes={"ordinal-choice": "drop"})
    assert not SeriesPage.objects.exists()
    assert EventPage.objects.get().series is None


def test_a_name_that_is_there_by_now_is_that_series(editor):
    imported = upload(editor, ANNOUNCEMENT)
    editor.post(url(imported), answers(editor, imported) | {"action": "save"})
    series = factories.make_series(title="The Annual Oceans Series", slug="x1")
    assert chosen(editor, imported) == series
    make(editor, imported)
    assert SeriesPage.objects.get() == EventPage.objects.get().series == series


def test_an_event_that_is_there_asks_for_no_new_series_and_the_name_is_kept(editor):
    event = factories.make_event(title="Oceans in common", code="LH2107")
    imported = upload(editor, ANNOUNCEMENT)
    screen = editor.get(url(imported), {"new_series": "Seas", "into": event.pk})
    assert screen.context["about"].event == event
    assert "Or a new series" not in screen.content.decode()
    assert '<input type="hidden" name="new_series" value="Seas"' in screen.content.decode()
    screen = editor.get(url(imported), {"new_series": "Seas", "into": "new"})
    assert "Or a new series" in screen.content.decode()


def test_a_name_that_is_too_long_is_refused_and_kept(editor):
    imported = upload(editor, ANNOUNCEMENT)
    answer = make(editor, imported, new_series="sea " * 80)
    assert "at most 255 characters" in answer.content.decode()
    assert not SeriesPage.objects.exists()
    assert answer.context["about"].form.data["new_series"].startswith("sea sea")


def test_who_may_not_make_a_series_is_offered_none(editor):
    client = signed_in(writer(factories.make_series(title="Their own", slug="x2")))
    imported = upload(client, ANNOUNCEMENT)
    assert "new_series" not in client.get(url(imported)).context["about"].form.fields
    client.post(url(imported), answers(client, imported, new_series="Mine"))
    assert SeriesPage.objects.count() == 1
