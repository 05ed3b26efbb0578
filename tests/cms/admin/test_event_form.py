import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape
from wagtail.test.utils.form_data import rich_text, streamfield

from cms.models import Appearance, EventPage, Partnership, SeriesPage
from home.models import HomePage
from tests import factories
from tests.cms.admin.forms import create_event, edit_event, errors_in, series_form

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]


def test_an_editor_writes_a_whole_edition_in_one_form(editor):
    series, partner, quote = (
        factories.make_series(),
        factories.make_partner(),
        factories.make_quote(),
    )

    response = create_event(
        editor,
        series,
        title="The right to test",
        code="TT1",
        ordinal="15",
        ordinal_basis="stated",
        body=streamfield([("paragraph", rich_text("<p>Words.</p>")), ("quote", str(quote.pk))]),
        partnerships=[{"partner": partner.pk, "role": "partner", "role_stated": ""}],
        event_quotes=[{"quote": quote.pk}],
        sources=[{"url": "https://www.example.org/", "title": "", "document": ""}],
    )

    event = EventPage.objects.get(code="TT1")
    assert response.status_code == 302
    assert (event.series, event.ordinal, event.slug) == (series, 15, "tt1")
    assert [partnership.partner for partnership in event.partnerships.all()] == [partner]
    assert [block.block_type for block in event.body] == ["paragraph", "quote"]
    assert event.sources.get().url == "https://www.example.org/"


def test_a_number_with_the_words_of_its_source_is_stated(editor):
    series = factories.make_series()
    create_event(editor, series, title="A", ordinal="1", ordinal_stated="1st conference")
    create_event(editor, series, title="B", ordinal="2", ordinal_basis="unknown")
    create_event(
        editor, series, title="C", ordinal="3", ordinal_basis="inferred", ordinal_stated="a year on"
    )

    events = EventPage.objects.order_by("ordinal")
    assert [event.ordinal_basis for event in events] == ["stated", "unknown", "inferred"]


def test_an_empty_choice_is_not_stated(editor):
    series = factories.make_series()
    form = editor.get(reverse("wagtailadmin_pages:add", args=["cms", "eventpage", series.pk]))
    partner = editor.get(reverse("wagtailsnippets_cms_partner:add"))

    assert form.content.decode().count('<option value="" selected>Not stated</option>') == 4
    assert '<option value="" selected>Not stated</option>' in partner.content.decode()


def test_an_editor_does_not_publish(editor):
    create_event(editor, factories.make_series(), **{"action-publish": "1"})

    assert EventPage.objects.get().live is False


def test_a_moderator_publishes(moderator):
    create_event(moderator, factories.make_series(), **{"action-publish": "1"})

    assert EventPage.objects.get().live is True


def test_what_an_editor_submits_waits_for_a_moderator(editor, moderator):
    create_event(editor, factories.make_series(), **{"action-submit": "1"})
    event = EventPage.objects.get()
    task = event.current_workflow_task_state

    url = reverse("wagtailadmin_pages:workflow_action", args=[event.pk, "approve", task.pk])
    assert editor.post(url).status_code == 302
    event.refresh_from_db()
    assert event.live is False

    moderator.post(url)
    event.refresh_from_db()
    assert event.live is True


def test_an_address_is_made_from_the_title_where_there_is_no_code(editor):
    create_event(editor, factories.make_series(), title="The right to test")

    assert EventPage.objects.get().slug == "the-right-to-test"


@pytest.mark.parametrize("action", ["action-publish", "save"])
def test_a_title_of_signs_alone_has_an_address_too(moderator, action):
    series = factories.make_series()
    for _ in range(2):
        create_event(moderator, series, title="…!", **{action: "1"})

    assert sorted(EventPage.objects.values_list("slug", flat=True)) == ["event", "event-2"]


def test_a_series_without_an_address_has_it_from_its_title(moderator):
    home = HomePage.objects.get()
    form = series_form(title="Annual talks", slug="", **{"action-publish": "1"})

    moderator.post(reverse("wagtailadmin_pages:add", args=["cms", "seriespage", home.pk]), form)

    series = SeriesPage.objects.get()
    assert (series.slug, series.live) == ("annual-talks", True)


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"ordinal": "3"}, {"ordinal"}),
        ({"ordinal_basis": "inferred"}, {"ordinal", "ordinal_basis"}),
        ({"code": "not a code"}, {"code"}),
        ({"precision": "year"}, {"precision", "start"}),
        ({"start": "2012-01-26"}, {"precision", "start"}),
        (
            {"precision": "day", "start": "2012-01-26", "end": "2012-01-25"},
            {"start", "end"},
        ),
        ({"time_zone": "Europe/Atlantis"}, {"time_zone"}),
        ({"same_as": "example.org"}, {"same_as"}),
    ],
)
def test_each_broken_rule_is_shown_at_its_field_and_nothing_typed_is_lost(editor, fields, wrong):
    series = factories.make_series()
    factories.make_event(series=series, ordinal=3, slug="third")
    typed = {"summary": "Words that took an hour.", "internal_notes": "Ask <again>."}

    response = create_event(editor, series, **typed, **fields)

    assert set(errors_in(response)) == wrong
    page = response.content.decode()
    for text in (*typed.values(), *fields.values()):
        assert escape(text) in page
    assert EventPage.objects.count() == 1


def test_of_a_code_that_another_event_has_the_code_alone_is_told(editor):
    series = factories.make_series()
    create_event(editor, series, title="First", code="WP1725")

    response = create_event(editor, series, title="Second", code="WP1725")

    assert errors_in(response) == {"code": ["“First” already has this code."]}


def test_an_address_that_is_taken_is_told_when_the_code_is_free(editor):
    series = factories.make_series()
    create_event(editor, series, title="First", slug="wp1725")

    for slug in ("", "wp1725"):
        response = create_event(editor, series, title="Second", code="WP1725", slug=slug)
        assert set(errors_in(response)) == {"slug"}


def test_an_error_in_a_part_is_shown_in_that_part(editor):
    response = create_event(
        editor,
        factories.make_series(),
        programme=[
            {
                "title": "Opening",
                "item_kind": "session",
                "start": "2012-01-26 10:00",
                "end": "2012-01-26 09:00",
                "people": streamfield([]),
                "documents": streamfield([]),
            }
        ],
        sources=[{"url": "", "title": "", "document": "", "speaks_for": "title"}],
    )

    formsets = response.context["form"].formsets
    assert set(formsets["programme"].errors[0]) == {"start", "end"}
    assert set(formsets["sources"].errors[0]) == {"url", "document", "title"}
    assert "Opening" in response.content.decode()


def test_a_published_code_is_refused_at_its_field(moderator):
    event = factories.publish(factories.make_event(code="TT1"))

    response = edit_event(moderator, event, code="TT2", slug=event.slug)

    assert errors_in(response)["code"] == ["A published code is permanent. It stays TT1."]


def whole_event(series, people: list, **fields) -> EventPage:
    """10 blocks, 5 partners, and people."""
    event = factories.make_event(
        series=series, body=[("paragraph", f"<p>Words {n}</p>") for n in range(10)], **fields
    )
    event.partnerships = [Partnership(partner=factories.make_partner()) for _ in range(5)]
    event.appearances = [Appearance(person=person) for person in people]
    event.save()
    return event


def test_opening_a_long_event_costs_the_same_in_a_large_archive(
    editor, django_assert_max_num_queries, django_assert_num_queries
):
    people = [factories.make_person() for _ in range(15)]
    series = factories.make_series()
    event = whole_event(series, people)
    url = reverse("wagtailadmin_pages:edit", args=[event.pk])
    editor.get(url)
    with django_assert_max_num_queries(200) as small:
        editor.get(url)
    for number in range(4):
        whole_event(series, people[:2], slug=f"other-{number}")

    with django_assert_num_queries(len(small)):
        editor.get(url)


def test_a_date_is_typed_as_a_person_knows_it(moderator):
    series = factories.make_series()

    create_event(moderator, series, title="Dated", when="13–15 January 2016", slug="dated")

    event = EventPage.objects.get(slug="dated")
    assert (str(event.start), str(event.end), event.precision) == (
        "2016-01-13",
        "2016-01-15",
        "day",
    )
    page = moderator.get(reverse("wagtailadmin_pages:edit", args=[event.pk])).content.decode()
    assert 'value="13–15 January 2016"' in page


def test_a_date_that_is_less_than_a_day_stays_as_it_was_typed(moderator):
    series = factories.make_series()

    create_event(moderator, series, title="Set", when="14, 16 et 21 juillet 2020", slug="set")
    event = EventPage.objects.get(slug="set")
    page = moderator.get(reverse("wagtailadmin_pages:edit", args=[event.pk])).content.decode()
    assert event.edtf == "{2020-07-14,2020-07-16,2020-07-21}"
    assert 'value="14, 16 and 21 July 2020"' in page

    edit_event(moderator, event, title="Set", slug="set", when="vers 1998")
    assert EventPage.objects.get(slug="set").get_latest_revision_as_object().edtf == "1998~"

    edit_event(moderator, event, title="Set", slug="set", when="2012")
    draft = EventPage.objects.get(slug="set").get_latest_revision_as_object()
    assert (draft.edtf, draft.extended_date) == ("2012", "")


def test_a_date_that_cannot_be_read_is_said_at_its_field_and_nothing_is_lost(editor):
    answer = create_event(editor, factories.make_series(), when="31 February 2016")

    assert errors_in(answer) == {"when": ["This day does not exist."]}
    assert 'value="31 February 2016"' in answer.content.decode()


@pytest.mark.parametrize(("stated", "kept"), [("", "early 1990s"), ("about 1991", "about 1991")])
def test_the_words_for_a_part_of_a_decade_are_kept_as_stated(moderator, stated, kept):
    event = factories.make_event()

    edit_event(
        moderator, event, title="x", slug=event.slug, when="early 1990s", dates_stated=stated
    )

    draft = EventPage.objects.get(pk=event.pk).get_latest_revision_as_object()
    assert (draft.edtf, draft.dates_stated) == ("199X", kept)


def test_an_emptied_date_is_not_stated(moderator):
    event = factories.make_event(start="2012-01-01", precision="year")

    edit_event(moderator, event, title="x", slug=event.slug, when="")

    draft = EventPage.objects.get(pk=event.pk).get_latest_revision_as_object()
    assert (draft.start, draft.precision) == (None, "none")


def test_how_a_date_is_read_is_told_while_it_is_typed(editor):
    answer = editor.get("/admin/dates/", {"text": "jan 2012"})
    refused = editor.get("/admin/dates/", {"text": "soon"})

    text = "Read as January 2012, known to the month."
    assert answer.json() == {"text": text, "is_date": True, "days": []}
    assert refused.json()["is_date"] is False


def test_the_form_of_a_large_edition_costs_the_same_in_a_large_archive(moderator):
    event = large_event()
    url = reverse("wagtailadmin_pages:edit", args=[event.pk])
    moderator.get(url)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert moderator.get(url).status_code == 200
        return len(captured)

    before = queries()
    for number in range(8):
        factories.make_partner(name=f"Another {number}")
        factories.make_person(name=f"Somebody {number}")
        factories.make_event(parent=event.get_parent().specific, title=f"Edition {number}")

    assert queries() == before


def large_event() -> EventPage:
    """An edition with 30 blocks, 10 partners and 40 people."""
    event = factories.make_event(
        parent=factories.make_series(), body=[("paragraph", f"<p>{n}</p>") for n in range(30)]
    )
    event.partnerships = [
        Partnership(partner=factories.make_partner(name=f"Partner {n}")) for n in range(10)
    ]
    event.appearances = [
        Appearance(person=factories.make_person(name=f"Person {n}")) for n in range(40)
    ]
    event.save()
    event.save_revision()
    return event
