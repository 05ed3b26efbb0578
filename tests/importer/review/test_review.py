"""An editor decides on each value, and a draft is made of what was kept."""

import pytest

from archive.models import Entry
from archive.publisher.log import catch_up
from cms.models import EventPage, Partner, PartnerName, Person, Quote
from importer.models import Reading
from tests import factories
from tests.cms.admin.conftest import signed_in, user
from tests.importer.extract.pages import RIVERS, WP1725
from tests.importer.review.helpers import ANNOUNCEMENT, answers, decide, errors, make, upload, url
from tests.shared import shared

pytestmark = pytest.mark.django_db


@shared
def series():
    return factories.make_series(title="Oceans", slug="oceans")


@shared
def reading(editor, series):
    return upload(editor, ANNOUNCEMENT, series)


def key_of(client, reading, name: str, words: str, **about) -> str:
    """The key of the decision on the value of the list `name` that holds `words`."""
    review = client.get(url(reading), about).context["review"]
    return next(
        each.key
        for each in review.decisions
        if each.name == name and words in str(each.versions[0].fields)
    )


def test_what_is_kept_becomes_a_draft_with_its_source(editor, reading, series):
    response = make(editor, reading)
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


def test_a_quote_says_where_and_when_as_far_as_the_page_does(editor, reading):
    make(editor, reading)
    quote = Quote.objects.get()
    assert (quote.edtf, quote.occasion_stated) == ("2019", "Forum on Seas 2019")
    assert (quote.verification, quote.language, quote.live) == ("unchecked", "en", False)
    assert quote.speaker.name == "Anna Berg"


def test_a_language_that_is_no_code_is_refused_at_its_field(editor, reading):
    key = key_of(editor, reading, "quotes", "chart")
    response = make(editor, reading, {f"{key}-page{reading.pk}-language": "english!"})
    assert errors(response) == ["A language is a code such as en, fr-CH or zh-Hans."]
    assert not EventPage.objects.exists()


@pytest.mark.parametrize(("stated", "taken"), [("fr-CH", "fr-CH"), ("en_US", "en")])
def test_what_a_page_calls_its_language_is_taken_when_it_is_a_code(editor, series, stated, taken):
    page = RIVERS.replace('lang="en"', f'lang="{stated}"')
    make(editor, upload(editor, page, series, name="page.html"))
    assert Quote.objects.get().language == taken


def test_nothing_becomes_public(editor, reading, series):
    factories.publish(series)
    catch_up()
    before = Entry.objects.count()
    make(editor, reading)
    catch_up()
    assert Entry.objects.count() == before
    assert not Partner.objects.filter(live=True).exists()


def test_what_is_corrected_or_dropped_is_so_in_the_draft(editor, reading):
    prefix = f"page{reading.pk}"
    institute = key_of(editor, reading, "partners", "Coral Institute")
    changes = {
        f"title-{prefix}-title": "Oceans, in common",
        f"dates-{prefix}-when": "May 2021",
        "ordinal-choice": "drop",
        "organiser-choice": "drop",
        f"{institute}-{prefix}-role": "host",
    }
    make(editor, reading, changes)
    event = EventPage.objects.get()
    assert (event.title, event.edtf, event.precision) == ("Oceans, in common", "2021-05", "month")
    assert (event.ordinal, event.organiser) == (None, None)
    assert event.partnerships.get().role == "host"
    spoken_for = event.sources.get().speaks_for_list
    assert "ordinal" not in spoken_for
    assert "organiser" not in spoken_for


def test_what_is_not_sure_is_left_for_the_editor_to_decide(editor, reading):
    sent = answers(editor, reading)
    assert sent["code-choice"] == f"page{reading.pk}"
    assert sent["organiser-choice"] == ""
    response = editor.post(url(reading), sent)
    assert errors(response) == ["Say what to do with this value."]
    assert not EventPage.objects.exists()


def test_each_value_says_what_it_rests_on_in_plain_words(editor, reading):
    page = editor.get(url(reading)).content.decode()
    assert "The page says so, which is sure: “4th conference”" in page
    assert "Worked out from the page, which is likely: “Lakeside House”" in page
    start = ANNOUNCEMENT.index("4th conference")
    assert f'data-spans="page{reading.pk}:{start}:{start + 14}"' in page


def test_spans_count_as_a_browser_counts(editor, series):
    reading = upload(editor, ANNOUNCEMENT.replace("7–9", "🌊 7–9", 1), series)
    start = reading.text.index("4th conference") + 1
    page = editor.get(url(reading)).content.decode()
    assert f'data-spans="page{reading.pk}:{start}:{start + 14}"' in page


def test_what_no_field_holds_is_shown(editor, series):
    reading = upload(editor, WP1725, series)
    page = editor.get(url(reading)).content.decode()
    assert "Want to find out more?" in page.split("Not taken over")[1]
    assert "annual human rights series" in page.split("Not taken over")[1]


@pytest.mark.parametrize("known_as", ["name", "former name", "acronym"])
def test_a_record_that_is_there_is_offered_and_never_taken_unasked(editor, reading, known_as):
    name = "coral institute" if known_as == "name" else "Another"
    there = factories.make_partner(
        name=name, acronym="Coral Institute" if known_as == "acronym" else ""
    )
    if known_as == "former name":
        PartnerName.objects.create(partner=there, name="Coral Institute")
    key = key_of(editor, reading, "partners", "Coral Institute")
    use = f"{key}-page{reading.pk}-use"
    refused = make(editor, reading)
    assert errors(refused) == ["Say whether it is a record that is there, or not."]
    assert f"/admin/snippets/cms/partner/edit/{there.pk}/" in refused.content.decode()
    assert not EventPage.objects.exists()

    followed = editor.get(make(editor, reading, {use: str(there.pk)})["Location"])
    assert EventPage.objects.get().partnerships.get().partner == there
    told = " ".join(str(each) for each in followed.context["messages"])
    assert f"Linked: partner “{there}”" in told
    assert "person “Anna Berg”" in told.split("Linked")[0]


def test_a_new_record_is_made_beside_one_of_the_same_name_when_chosen(editor, reading):
    there = factories.make_partner(name="Coral Institute")
    key = key_of(editor, reading, "partners", "Coral Institute")
    make(editor, reading, {f"{key}-page{reading.pk}-use": "new"})
    partner = EventPage.objects.get().partnerships.get().partner
    assert (partner != there, partner.name) == (True, "Coral Institute")


def test_a_name_that_is_corrected_to_one_that_is_there_is_asked_about(editor, reading):
    there = factories.make_partner(name="Reef Institute")
    key = key_of(editor, reading, "partners", "Coral Institute")
    name, use = (f"{key}-page{reading.pk}-{each}" for each in ("name", "use"))
    refused = make(editor, reading, {name: "Reef Institute"})
    assert errors(refused) == ["Say whether it is a record that is there, or not."]
    make(editor, reading, {name: "Reef Institute", use: str(there.pk)})
    assert EventPage.objects.get().partnerships.get().partner == there


def test_a_quote_and_its_speaker_are_matched(editor, reading):
    person = factories.make_person(name="Anna Berg")
    quote = factories.make_quote(
        text="The sea does not end where a chart of it ends, and nor does what we owe it."
    )
    key = key_of(editor, reading, "quotes", "The sea")
    make(editor, reading, {f"{key}-page{reading.pk}-use": str(quote.pk)})
    assert EventPage.objects.get().event_quotes.get().quote == quote
    assert list(Person.objects.all()) == [person]


def test_a_place_is_a_venue_when_chosen_and_words_otherwise(editor, series):
    venue = factories.make_venue(name="Coral Hall")
    text = ANNOUNCEMENT.replace("7–9 May 2021", "7–9 May 2021 | Coral Hall")
    reading = upload(editor, text, series)
    assert errors(make(editor, reading)) == ["Say whether it is a record that is there, or not."]
    make(editor, reading, {f"place-page{reading.pk}-use": str(venue.pk)})
    event = EventPage.objects.get()
    assert (event.venue, event.place_stated) == (venue, "Coral Hall")


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"code": "LH2107"}, "code", "already has this code"),
        ({"ordinal": 4}, "ordinal", "already has this number"),
    ],
)
def test_what_the_content_model_refuses_is_told_at_its_field(editor, reading, fields, field, words):
    series = reading.series
    factories.make_event(series=series, title="There", **fields)
    response = make(editor, reading, series=series.pk, into="new")
    review = response.context["review"]
    decision = next(each for each in review.decisions if each.name == field)
    assert words in decision.chosen_form.errors[field][0]
    assert EventPage.objects.count() == 1
    assert not Partner.objects.exists()
    assert Reading.objects.get().state == "review"


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("title-{}-title", "", "required"),
        ("code-{}-code", "no code!", "letters and digits"),
        ("dates-{}-when", "some day", "Write 13"),
        ("title-{}-title", "x" * 256, "at most 255"),
        ("ordinal-{}-ordinal", "2000000000", "The largest number is 32767."),
        ("ordinal-{}-ordinal", "9" * 23, "The largest number is 32767."),
    ],
)
def test_a_correction_that_no_field_holds_is_refused_there(editor, reading, name, value, words):
    response = make(editor, reading, {name.format(f"page{reading.pk}"): value})
    assert words in " ".join(errors(response))
    assert not EventPage.objects.exists()


def test_without_a_series_the_event_stands_alone(editor):
    reading = upload(editor, ANNOUNCEMENT)
    assert "Only an event of a series" in errors(make(editor, reading))[0]
    make(editor, reading, {"ordinal-choice": "drop"})
    event = EventPage.objects.get()
    assert (event.series, event.get_parent().specific) == (None, factories.home())


def test_a_page_becomes_a_draft_once(editor, reading):
    sent = decide(answers(editor, reading), editor.get(url(reading)).context["review"])
    editor.post(url(reading), sent)
    again = editor.post(url(reading), sent, follow=True)
    assert EventPage.objects.count() == 1
    assert "has made a draft of this page" in again.content.decode()


def test_a_review_is_left_and_taken_up_again(editor, reading):
    title = f"title-page{reading.pk}-title"
    sent = answers(editor, reading) | {title: "Another title", "code-choice": "drop"}
    editor.post(url(reading), sent | {"action": "save"})
    assert not EventPage.objects.exists()
    again = answers(editor, reading)
    assert (again[title], again["code-choice"]) == ("Another title", "drop")
    assert again["organiser-choice"] == ""


def test_of_two_editors_the_second_is_told(editor, reading):
    ben = signed_in(user("ben", "Editors"))
    title = f"title-page{reading.pk}-title"
    mine, theirs = answers(editor, reading), answers(ben, reading)
    ben.post(url(reading), theirs | {title: "Ben's title", "action": "save"})
    response = editor.post(url(reading), mine | {title: "My title", "action": "save"})
    page = response.content.decode()
    assert "ben has changed this review" in page
    assert "My title" in page
    assert answers(ben, reading)[title] == "Ben's title"


def test_a_dropped_page_is_taken_up_again(editor, reading):
    editor.post(url(reading), {"action": "drop", f"version-{reading.pk}": 0})
    assert make(editor, reading).status_code == 302
    assert not EventPage.objects.exists()
    editor.post(url(reading), {"action": "reopen", f"version-{reading.pk}": 1})
    make(editor, reading)
    assert EventPage.objects.exists()


def test_a_page_whose_draft_is_deleted_is_taken_up_again(editor, reading):
    make(editor, reading)
    EventPage.objects.get().delete()
    assert "That draft is deleted" in editor.get(url(reading)).content.decode()
    editor.post(url(reading), {"action": "reopen", f"version-{reading.pk}": 1})
    assert Reading.objects.get().state == "review"


def test_a_page_whose_draft_is_there_stays_made(editor, reading):
    make(editor, reading)
    editor.post(url(reading), {"action": "reopen", f"version-{reading.pk}": 1})
    assert Reading.objects.get().state == "made"


def test_a_page_without_a_title_asks_for_one(editor, series):
    reading = upload(
        editor, "<p>It is held by neighbours of the sea, and by nobody else.</p>", series
    )
    title = f"title-page{reading.pk}-title"
    assert title in answers(editor, reading)
    assert "required" in errors(make(editor, reading))[0]
    make(editor, reading, {title: "Neighbours of the sea"})
    assert EventPage.objects.get().title == "Neighbours of the sea"


def test_what_an_editor_types_is_shown_as_text_everywhere(editor, reading):
    hostile = "<img src=x onerror=alert(1)>"
    factories.make_partner(name=hostile)
    key = key_of(editor, reading, "partners", "Coral Institute")
    changes = {
        f"title-page{reading.pk}-title": hostile,
        f"{key}-page{reading.pk}-name": hostile,
    }
    refused = make(editor, reading, changes)
    assert "&lt;img src=x" in refused.content.decode()
    assert "<img src=x" not in refused.content.decode()
    made = make(editor, reading, changes | {f"{key}-page{reading.pk}-use": "new"})
    assert "<img src=x" not in editor.get(made["Location"]).content.decode()
    assert EventPage.objects.get().title == hostile


def test_what_waits_for_the_editor_is_told_on_top(editor, reading):
    response = editor.post(url(reading), answers(editor, reading))
    top = response.content.decode().split('class="plenary-review"')[0]
    assert 'Look at: <a href="#decision-organiser">Organiser</a>.' in top


def test_a_form_that_does_not_arrive_whole_changes_nothing(editor, reading):
    response = editor.post(url(reading), {})
    assert response.status_code == 200
    assert Reading.objects.get().state == "review"
    for version in ("", "x", "-1", "9" * 30):
        editor.post(url(reading), {"action": "drop", f"version-{reading.pk}": version})
    assert Reading.objects.get().state == "review"


def test_the_cost_of_a_screen_does_not_grow_with_the_text(
    editor, series, django_assert_max_num_queries
):
    paragraphs = "\n\n".join(f"Talk number {n} was about the sea and its ports." for n in range(80))
    reading = upload(editor, f"{ANNOUNCEMENT}\n\n{paragraphs}", series)
    with django_assert_max_num_queries(60):
        assert editor.get(url(reading)).status_code == 200
