import pytest

from cms.models import DefaultPartner, EventPage, SeriesAlias, SeriesPage
from tests import factories
from tests.cms.helpers import errors_of

pytestmark = pytest.mark.django_db


def test_a_series_has_no_dates_of_its_own():
    names = {field.name for field in SeriesPage._meta.get_fields()}

    assert not names & {"start", "end", "precision"}


def test_another_name_does_not_end_before_it_begins():
    alias = SeriesAlias(series=factories.make_series(), name="Old", year_from=2000, year_to=1999)

    assert set(errors_of(alias)) == {"year_from", "year_to"}


def test_a_usual_partner_does_not_end_before_it_begins():
    partner = DefaultPartner(
        series=factories.make_series(),
        partner=factories.make_partner(),
        year_from=2000,
        year_to=1999,
    )

    assert set(errors_of(partner)) == {"year_from", "year_to"}


def test_a_series_takes_events_and_nothing_else():
    assert SeriesPage.allowed_subpage_models() == [EventPage]
