"""An editor decides on each value. The kept values become a draft."""

import pytest

from archive.models import Entry
from archive.publisher.after_commit import catch_up
from cms.models import EventPage, Partner, PartnerName, Person, Quote
from importer.models import ImportedPage
from tests import factories
from tests.cms.admin.conftest import signed_in, user
from tests.importer.extract.pages import RIVERS, WP1725
from tests.importer.review.helpers import ANNOUNCEMENT, answers, decide, errors, make, upload, url
from tests.shared import shared

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]


@shared
def series():
    return factories.make_series(title="Oceans", slug="oceans")


@shared
def imported(editor, series):
    return upload(editor, ANNOUNCEMENT, series)


def key_of(client, imported, name: str, text: str, **about) -> str:
    """The key of the decision on the value of the list `name` that holds `words`."""
    review = client.get(url(imported), about).context["review"]
    return next(
        decision.key
        for decision in review.decisions
        if decision.name == name and text in str(decision.versions[0].fields)
    )


def test_what_is_kept_becomes_a_draft_with_its_source(editor, imported, series):
    response = make(editor, imported)
    event = EventPage.objects.get()
    assert response["Location"] == f"/admin/pages/{event.pk}/edit/"
    assert (event.live, event.series, event.title) == (False, series, "Oceans in common")
    assert (event.code, event.ordinal, event.ordinal_basis) == ("LH2107", 4, "stated")
    assert (event.edtf, event.dates_stated) == ("2021-05-07/2021-05-09", "7–9 May 2021")
    assert (event.access, event.access_stated) == ("invitation-only", "invitation only")
    assert event.organiser.name == "Lakeside House"
    source = event.sources.get()
    assert source.title == "page.txt"
    assert {"title", "code", "dates", "partners", "organiser"} <= set(source.speaks_for_list)
    assert event.owner.username == "editor"


def test_a_quote_says_where_and_when_as_far_as_the_page_does(editor, imported):
    make(editor, imported)
    quote = Quote.objects.get()
    assert (quote.edtf, quote.occasion_stated) == ("2019", "Forum on Seas 2019")
    assert (quote.verification, quote.language, quote.live) == ("unchecked", "en", False)
    assert quote.speaker.name == "Anna Berg"


def test_a_language_that_is_no_code_is_refused_at_its_field(editor, imported):
    key = key_of(editor, imported, "quotes", "chart")
    response = make(editor, imported, {f"{key}-page{imported.pk}-language": "english!"})
    assert errors(response) == ["A language is a code such as en, fr-CH or zh-Hans."]
    assert not EventPage.objects.exists()


@pytest.mark.parametrize(("stated", "taken"), [("fr-CH", "fr-CH"), ("en_US", "en")])
def test_what_a_page_calls_its_language_is_taken_when_it_is_a_code(editor, series, stated, taken):
    page = RIVERS.replace('lang="en"', f'lang="{stated}"')
    make(editor, upload(editor, page, series, name="page.html"))
    assert Quote.objects.get().language == taken


def test_nothing_becomes_public(editor, imported, series):
    factories.publish(series)
    catch_up()
    before = Entry.objects.count()
    make(editor, imported)
    catch_up()
    assert Entry.objects.count() == before
    assert not Partner.objects.filter(live=True).exists()


def test_what_is_corrected_or_dropped_is_so_in_the_draft(editor, imported):
    prefix = f"page{imported.pk}"
    institute = key_of(editor, imported, "partners", "Coral Institute")
    changes = {
        f"title-{prefix}-title": "Oceans, in common",
        f"dates-{prefix}-when": "May 2021",
        "ordinal-choice": "drop",
        "organiser-choice": "drop",
        f"{institute}-{prefix}-role": "host",
    }
    make(editor, imported, changes)
    event = EventPage.objects.get()
    assert (event.title, event.edtf, event.precision) == ("Oceans, in common", "2021-05", "month")
    assert (event.ordinal, event.organiser) == (None, None)
    assert event.partnerships.get().role == "host"
    spoken_for = event.sources.get().speaks_for_list
    assert "ordinal" not in spoken_for
    assert "organiser" not in spoken_for


def test_what_is_not_sure_is_left_for_the_editor_to_decide(editor, imported):
    sent = answers(editor, imported)
    assert sent["code-choice"] == f"page{imported.pk}"
    assert sent["organiser-choice"] == ""
    response = editor.post(url(imported), sent)
    assert errors(response) == ["Choose what to do with this value."]
    assert not EventPage.objects.exists()


def test_each_value_says_what_it_rests_on_in_plain_words(editor, imported):
    page = editor.get(url(imported)).content.decode()
    assert "The page states this (sure): “4th conference”" in page
    assert "Plenary inferred this (likely): “Lakeside House”" in page
    start = ANNOUNCEMENT.index("4th conference")
    assert f'data-spans="page{imported.pk}:{start}:{start + 14}"' in page


def test_spans_count_as_a_browser_counts(editor, series):
    imported = upload(editor, ANNOUNCEMENT.replace("7–9", "🌊 7–9", 1), series)
    start = imported.text.index("4th conference") + 1
    page = editor.get(url(imported)).content.decode()
    assert f'data-spans="page{imported.pk}:{start}:{start + 14}"' in page


def test_what_no_field_holds_is_shown(editor, series):
    imported = upload(editor, WP1725, series)
    page = editor.get(url(imported)).content.decode()
    assert "Want to find out more?" in page.split("Not taken over")[1]
    assert "annual human rights series" in page.split("Not taken over")[1]


@pytest.mark.parametrize("known_as", ["name", "former name", "acronym"])
def test_a_record_that_is_there_is_offered_and_never_taken_unasked(editor, imported, known_as):
    name = "coral institute" if known_as == "name" else "Another"
    partner = factories.make_partner(
        name=name, acronym="Coral Institute" if known_as == "acronym" else ""
    )
    if known_as == "former name":
        PartnerName.objects.create(partner=partner, name="Coral Institute")
    key = key_of(editor, imported, "partners", "Coral Institute")
    use = f"{key}-page{imported.pk}-use"
    refused = make(editor, imported)
    assert errors(refused) == ["Choose an existing record, or a new one."]
    assert f"/admin/snippets/cms/partner/edit/{partner.pk}/" in refused.content.decode()
    assert not EventPage.objects.exists()

    followed = editor.get(make(editor, imported, {use: str(partner.pk)})["Location"])
    assert EventPage.objects.get().partnerships.get().partner == partner
    messages = " ".join(str(message) for message in followed.context["messages"])
    assert f"Linked: partner “{partner}”" in messages
    assert "person “Anna Berg”" in messages.split("Linked")[0]


def test_a_new_record_is_made_beside_one_of_the_same_name_when_chosen(editor, imported):
    namesake = factories.make_partner(name="Coral Institute")
    key = key_of(editor, imported, "partners", "Coral Institute")
    make(editor, imported, {f"{key}-page{imported.pk}-use": "new"})
    partner = EventPage.objects.get().partnerships.get().partner
    assert (partner != namesake, partner.name) == (True, "Coral Institute")


def test_a_name_that_is_corrected_to_one_that_is_there_is_asked_about(editor, imported):
    partner = factories.make_partner(name="Reef Institute")
    key = key_of(editor, imported, "partners", "Coral Institute")
    name, use = (f"{key}-page{imported.pk}-{field}" for field in ("name", "use"))
    refused = make(editor, imported, {name: "Reef Institute"})
    assert errors(refused) == ["Choose an existing record, or a new one."]
    make(editor, imported, {name: "Reef Institute", use: str(partner.pk)})
    assert EventPage.objects.get().partnerships.get().partner == partner


def test_a_quote_and_its_speaker_are_matched(editor, imported):
    person = factories.make_person(name="Anna Berg")
    quote = factories.make_quote(
        text="The sea does not end where a chart of it ends, and nor does what we owe it."
    )
    key = key_of(editor, imported, "quotes", "The sea")
    make(editor, imported, {f"{key}-page{imported.pk}-use": str(quote.pk)})
    assert EventPage.objects.get().event_quotes.get().quote == quote
    assert list(Person.objects.all()) == [person]


def test_a_place_is_a_venue_when_chosen_and_words_otherwise(editor, series):
    venue = factories.make_venue(name="Coral Hall")
    text = ANNOUNCEMENT.replace("7–9 May 2021", "7–9 May 2021 | Coral Hall")
    imported = upload(editor, text, series)
    assert errors(make(editor, imported)) == ["Choose an existing record, or a new one."]
    make(editor, imported, {f"place-page{imported.pk}-use": str(venue.pk)})
    event = EventPage.objects.get()
    assert (event.venue, event.place_stated) == (venue, "Coral Hall")


@pytest.mark.parametrize(
    ("fields", "field", "message"),
    [
        ({"code": "LH2107"}, "code", "already has this code"),
        ({"ordinal": 4}, "ordinal", "already has this number"),
    ],
)
def test_what_the_content_model_refuses_is_told_at_its_field(
    editor, imported, fields, field, message
):
    series = imported.series
    factories.make_event(series=series, title="There", **fields)
    response = make(editor, imported, series=series.pk, into="new")
    review = response.context["review"]
    decision = next(decision for decision in review.decisions if decision.name == field)
    assert message in decision.chosen_form.errors[field][0]
    assert EventPage.objects.count() == 1
    assert not Partner.objects.exists()
    assert ImportedPage.objects.get().state == "review"


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("title-{}-title", "", "required"),
        ("code-{}-code", "no code!", "letters and digits"),
        ("dates-{}-when", "some day", "Write 13"),
        ("title-{}-title", "x" * 256, "at most 255"),
        ("ordinal-{}-ordinal", "2000000000", "The largest number is 32767."),
        ("ordinal-{}-ordinal", "9" * 23, "The largest number is 32767."),
    ],
)
def test_a_correction_that_no_field_holds_is_refused_there(editor, imported, name, value, message):
    response = make(editor, imported, {name.format(f"page{imported.pk}"): value})
    assert message in " ".join(errors(response))
    assert not EventPage.objects.exists()


def test_without_a_series_the_event_stands_alone(editor):
    imported = upload(editor, ANNOUNCEMENT)
    assert "Only an event of a series" in errors(make(editor, imported, new_series=""))[0]
    make(editor, imported, {"ordinal-choice": "drop"}, new_series="")
    event = EventPage.objects.get()
    assert (event.series, event.get_parent().specific) == (None, factories.home())


def test_a_page_becomes_a_draft_once(editor, imported):
    sent = decide(answers(editor, imported), editor.get(url(imported)).context["review"])
    editor.post(url(imported), sent)
    again = editor.post(url(imported), sent, follow=True)
    assert EventPage.objects.count() == 1
    assert "has made a draft of this page" in again.content.decode()


def test_a_review_is_left_and_taken_up_again(editor, imported):
    title = f"title-page{imported.pk}-title"
    sent = answers(editor, imported) | {title: "Another title", "code-choice": "drop"}
    editor.post(url(imported), sent | {"action": "save"})
    assert not EventPage.objects.exists()
    again = answers(editor, imported)
    assert (again[title], again["code-choice"]) == ("Another title", "drop")
    assert again["organiser-choice"] == ""


def test_of_two_editors_the_second_is_told(editor, imported):
    ben = signed_in(user("ben", "Editors"))
    title = f"title-page{imported.pk}-title"
    mine, theirs = answers(editor, imported), answers(ben, imported)
    ben.post(url(imported), theirs | {title: "Ben's title", "action": "save"})
    response = editor.post(url(imported), mine | {title: "My title", "action": "save"})
    page = response.content.decode()
    assert "ben has changed this review" in page
    assert "My title" in page
    assert answers(ben, imported)[title] == "Ben's title"


def test_a_dropped_page_is_taken_up_again(editor, imported):
    editor.post(url(imported), {"action": "drop", f"version-{imported.pk}": 0})
    assert make(editor, imported).status_code == 302
    assert not EventPage.objects.exists()
    editor.post(url(imported), {"action": "reopen", f"version-{imported.pk}": 1})
    make(editor, imported)
    assert EventPage.objects.exists()


def test_a_page_whose_draft_is_deleted_is_taken_up_again(editor, imported):
    make(editor, imported)
    EventPage.objects.get().delete()
    assert "That draft is deleted" in editor.get(url(imported)).content.decode()
    editor.post(url(imported), {"action": "reopen", f"version-{imported.pk}": 1})
    assert ImportedPage.objects.get().state == "review"


def test_a_page_whose_draft_is_there_stays_made(editor, imported):
    make(editor, imported)
    editor.post(url(imported), {"action": "reopen", f"version-{imported.pk}": 1})
    assert ImportedPage.objects.get().state == "made"


def test_a_page_without_a_title_asks_for_one(editor, series):
    imported = upload(
        editor, "<p>It is held by neighbours of the sea, and by nobody else.</p>", series
    )
    title = f"title-page{imported.pk}-title"
    assert title in answers(editor, imported)
    assert "required" in errors(make(editor, imported))[0]
    make(editor, imported, {title: "Neighbours of the sea"})
    assert EventPage.objects.get().title == "Neighbours of the sea"


def test_what_an_editor_types_is_shown_as_text_everywhere(editor, imported):
    hostile = "<img src=x onerror=alert(1)>"
    factories.make_partner(name=hostile)
    key = key_of(editor, imported, "partners", "Coral Institute")
    changes = {
        f"title-page{imported.pk}-title": hostile,
        f"{key}-page{imported.pk}-name": hostile,
    }
    refused = make(editor, imported, changes)
    assert "&lt;img src=x" in refused.content.decode()
    assert "<img src=x" not in refused.content.decode()
    made = make(editor, imported, changes | {f"{key}-page{imported.pk}-use": "new"})
    assert "<img src=x" not in editor.get(made["Location"]).content.decode()
    assert EventPage.objects.get().title == hostile


def test_what_waits_for_the_editor_is_told_on_top(editor, imported):
    response = editor.post(url(imported), answers(editor, imported))
    top = response.content.decode().split('class="plenary-review"')[0]
    assert 'Check: <a href="#decision-organiser">Organiser</a>.' in top


def test_a_form_that_does_not_arrive_whole_changes_nothing(editor, imported):
    response = editor.post(url(imported), {})
    assert response.status_code == 200
    assert ImportedPage.objects.get().state == "review"
    for version in ("", "x", "-1", "9" * 30):
        editor.post(url(imported), {"action": "drop", f"version-{imported.pk}": version})
    assert ImportedPage.objects.get().state == "review"


def test_the_cost_of_a_screen_does_not_grow_with_the_text(
    editor, series, django_assert_max_num_queries
):
    paragraphs = "\n\n".join(f"Talk number {n} was about the sea and its ports." for n in range(80))
    imported = upload(editor, f"{ANNOUNCEMENT}\n\n{paragraphs}", series)
    with django_assert_max_num_queries(60):
        assert editor.get(url(imported)).status_code == 200
