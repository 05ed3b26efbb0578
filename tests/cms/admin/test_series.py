"""The series view: what an editor sees of a whole series."""

import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import GroupPagePermission

from cms.admin.timeline import Gap, TimelineEntry, missing_numbers, with_gaps
from tests import factories
from tests.cms.admin.conftest import signed_in, user

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]


def view(client, series, **query) -> str:
    return client.get(reverse("cms_series", args=[series.pk]), query).content.decode()


def lines(page: str) -> list[str]:
    """The text of each line of the timeline."""
    items = re.findall(r"<li(?: class=\"plenary-timeline__gap\")?>(.*?)</li>", page, re.DOTALL)
    return [re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", item)).strip() for item in items]


def add_form(series, ordinal) -> str:
    return reverse("wagtailadmin_pages:add", args=["cms", "eventpage", series.pk]) + (
        f"?ordinal={ordinal}"
    )


def entry(ordinal: int) -> TimelineEntry:
    return TimelineEntry(ordinal, 1, ordinal, None)


def test_editions_stand_in_the_order_of_their_numbers_with_the_gaps_between(editor):
    series = factories.make_series()
    factories.make_event(series=series, slug="c", title="Third", ordinal=12)
    factories.make_event(series=series, slug="a", title="First", ordinal=9)
    factories.make_event(series=series, slug="b", title="Second", ordinal=11)

    page = view(editor, series)

    assert [re.sub(r" (Draft|Live).*", "", line) for line in lines(page)] == [
        "No. 9 First",
        "No. 10 No record. Add it: No. 10",
        "No. 11 Second",
        "No. 12 Third",
    ]
    assert add_form(series, 10) in page


def test_editions_without_a_number_have_a_list_of_their_own_by_date(editor):
    series = factories.make_series()
    for year in (2015, 2013):
        start = datetime.date(year, 1, 1)
        factories.make_event(
            series=series, slug=f"e{year}", title=f"Of {year}", start=start, precision="year"
        )
    factories.make_event(series=series, slug="n", title="Numbered", ordinal=1)

    page = view(editor, series)

    assert page.index("Numbered") < page.index("Without a number") < page.index("Of 2013")
    assert page.index("Of 2013") < page.index("Of 2015")


def test_an_edition_says_what_is_known_and_what_is_not(editor):
    series = factories.make_series()
    event = factories.make_event(
        series=series,
        ordinal=15,
        ordinal_basis="inferred",
        code="TT15",
        title="On water",
        start=datetime.date(2016, 1, 13),
        end=datetime.date(2016, 1, 15),
        precision="day",
        phase="held",
        summary="Words.",
    )

    page = view(editor, series)

    assert lines(page) == [
        "No. 15 inferred On water TT15 13–15 January 2016 · Held Live "
        "Missing: place, source Next edition from this one: On water"
    ]
    assert reverse("wagtailadmin_pages:edit", args=[event.pk]) in page


def test_an_edition_stands_as_its_newest_draft_has_it(editor):
    series = factories.make_series()
    factories.make_event(series=series, slug="a", ordinal=9)
    factories.make_event(series=series, slug="b", ordinal=11)
    draft = factories.make_event(series=series, slug="d", title="Old", live=False)
    draft.title, draft.ordinal, draft.place_stated = "Tenth", 10, "Somewhere"
    draft.save_revision()

    page = view(editor, series)

    assert lines(page)[1].startswith("No. 10 Tenth Draft Missing: dates, summary, source ")
    assert "No record" not in page


@pytest.mark.parametrize("state", ["scheduled", "in moderation"])
def test_a_draft_that_is_scheduled_or_in_moderation_is_said_to_be(moderator, state):
    series = factories.make_series()
    event = factories.make_event(series=series, ordinal=1, live=False)
    if state == "scheduled":
        event.go_live_at = datetime.datetime(2200, 1, 1, tzinfo=datetime.UTC)
        event.save_revision().publish()
    else:
        event.save_revision()
        event.get_workflow().start(event, None)

    assert state.capitalize() in lines(view(moderator, series))[0]


def test_a_long_gap_is_one_line():
    assert list(with_gaps([entry(1), entry(3), entry(500)])) == [
        entry(1),
        Gap(2, 2),
        entry(3),
        Gap(4, 499),
        entry(500),
    ]
    assert str(Gap(4, 499)) == "No. 4–499"
    assert missing_numbers([entry(1), entry(3), entry(500)]) == 497


def test_an_empty_series_leads_to_its_first_edition(editor):
    series = factories.make_series()

    page = view(editor, series)

    assert "There is no edition yet" in page
    assert "Add the first one" in page


def ordinal_filled_in(client, url: str) -> str | None:
    form = client.get(url).context["form"]
    assert form["title"].value() in ("", None)
    return form["ordinal"].value()


def test_the_link_of_a_gap_fills_in_the_number_and_nothing_else(editor):
    series = factories.make_series()

    form = editor.get(add_form(series, 10)).context["form"]

    filled = {name for name in form.fields if form[name].value() not in (None, "", False, [])}
    empty = editor.get(add_form(series, "")).context["form"]
    usual = {name for name in empty.fields if empty[name].value() not in (None, "", False, [])}
    assert form["ordinal"].value() == 10
    assert filled - usual == {"ordinal"}


@pytest.mark.parametrize("number", ["0", "-1", "x", "1e3", "99999", "٣", "9" * 40, "1.5"])
def test_a_number_that_cannot_be_one_is_not_filled_in(editor, number):
    assert ordinal_filled_in(editor, add_form(factories.make_series(), number)) is None


def test_a_number_that_is_taken_is_not_filled_in_and_its_holder_is_named(editor):
    series = factories.make_series()
    factories.make_event(series=series, title="Tenth", ordinal=10)

    answer = editor.get(add_form(series, 10))

    assert answer.context["form"]["ordinal"].value() is None
    assert "“Tenth” already has number 10." in answer.content.decode()


def test_the_series_view_costs_the_same_with_any_number_of_editions(editor):
    """Of 55, a page shows 50."""
    series = factories.make_series()
    costs = []
    for first, last in ((0, 3), (3, 12), (12, 55)):
        for number in range(first, last):
            event = factories.make_event(series=series, slug=f"e{number}", ordinal=number + 1)
            if number % 3:
                event.save_revision()
        view(editor, series)
        with CaptureQueriesContext(connection) as captured:
            view(editor, series)
        costs.append(len(captured))

    assert len(set(costs)) == 1, costs
    assert len(lines(view(editor, series))) >= 50
    assert "No. 55 " in " ".join(lines(view(editor, series, p=2)))
    assert lines(view(editor, series, p="odd")) == lines(view(editor, series, p=1))


def test_the_dashboard_lists_every_series_with_its_first_and_last_and_its_gaps(editor):
    series = factories.make_series(title="Annual talks")
    for number, year in ((9, 2009), (12, 2012)):
        start = datetime.date(year, 1, 1)
        factories.make_event(
            series=series, slug=f"e{number}", ordinal=number, start=start, precision="year"
        )

    page = editor.get(reverse("wagtailadmin_home")).content.decode()

    panel = page[page.index("archive-series-heading") :]
    for text in ("Annual talks", "No. 9, 2009", "No. 12, 2012", "2 editions", "2 missing numbers"):
        assert text in panel
    assert reverse("cms_series", args=[series.pk]) in panel


def test_the_series_view_is_reached_from_the_form_and_the_list_of_pages(editor):
    series = factories.make_series()
    url = reverse("cms_series", args=[series.pk])

    for name, page in (("edit", series), ("explore_results", factories.home())):
        explorer = reverse(
            f"wagtailadmin_pages:{name}" if name == "edit" else f"wagtailadmin_{name}",
            args=[page.pk],
        )
        assert url in editor.get(explorer).content.decode()


def test_nobody_looks_into_a_series_that_is_not_theirs(db):
    mine, other = factories.make_series(slug="mine"), factories.make_series(slug="other")
    person = user("guest", "Editors")
    group = person.groups.get()
    GroupPagePermission.objects.filter(group=group).update(page=mine)
    client = signed_in(person)

    assert client.get(reverse("cms_series", args=[mine.pk])).status_code == 200
    assert client.get(reverse("cms_series", args=[other.pk])).status_code == 302
    dashboard = client.get(reverse("wagtailadmin_home")).content.decode()
    assert reverse("cms_series", args=[other.pk]) not in dashboard
