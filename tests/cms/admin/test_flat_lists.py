"""A list costs the same with 10 editions and with more than a page of them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms.admin.series import summaries
from tests import factories
from tests.cms.admin.conftest import user

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]


def add_editions(series, first: int, last: int) -> None:
    """Live, drafts and in moderation, as they come."""
    for number in range(first, last):
        event = factories.make_event(
            series=series,
            slug=f"e{number}",
            ordinal=number + 1,
            live=bool(number % 3),
            venue=factories.make_venue(),
            organiser=factories.make_partner(),
        )
        if number % 2:
            event.save_revision()
        if number % 6 == 3:
            event.get_workflow().start(event, None)


def test_a_list_costs_the_same_with_3_and_with_53_editions(superuser):
    series = factories.make_series()
    urls = {
        "explorer": reverse("wagtailadmin_explore", args=[series.pk]),
        "events": reverse("events:index"),
        "series": reverse("cms_series", args=[series.pk]),
    }
    add_editions(series, 0, 3)
    few = {name: queries_of(superuser, url) for name, url in urls.items()}
    add_editions(series, 3, 53)  # a page has 50
    many = {name: queries_of(superuser, url) for name, url in urls.items()}

    assert all(many[name] <= few[name] for name in urls), (few, many)


def queries_of(reader, url: str) -> int:
    """What the second look costs: the first one fills what is remembered."""
    assert reader.get(url).status_code == 200
    with CaptureQueriesContext(connection) as captured:
        reader.get(url)
    return len(captured)


def test_the_series_on_the_dashboard_cost_three_queries(django_assert_num_queries):
    """The numbers, those of drafts, and the series; however many editions and series there are."""
    person = user("chief", is_superuser=True)
    for number in range(3):
        add_editions(factories.make_series(slug=f"s{number}"), 0, 4 * number)

    with django_assert_num_queries(3):
        rows = summaries(person)

    assert [row["count"] for row in rows] == [0, 4, 8]
