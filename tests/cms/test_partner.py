import pytest

from cms.models import PartnerName
from tests import factories
from tests.cms.helpers import errors_of

pytestmark = pytest.mark.django_db


def test_an_organisation_is_not_part_of_itself():
    partner = factories.make_partner()

    partner.parent = partner

    assert errors_of(partner) == {"parent": ["An organisation cannot be part of itself."]}


def test_organisations_do_not_contain_each_other():
    whole = factories.make_partner()
    part = factories.make_partner(parent=whole)
    smallest = factories.make_partner(parent=part)

    whole.parent = smallest

    assert "parent" in errors_of(whole)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("website", "javascript:alert(1)"),
        ("website", "not an address"),
        ("ror", "https://ror.org/01ej9dk98"),
        ("ror", "01ej9dk9"),
        ("wikidata", "42"),
        ("wikidata", "Q0"),
        ("country", "XX"),
        ("country", "Finland"),
    ],
)
def test_an_identifier_has_the_form_of_its_scheme(field, value):
    partner = factories.make_partner()

    setattr(partner, field, value)

    assert field in errors_of(partner)


def test_identifiers_in_their_right_form_are_taken():
    partner = factories.make_partner(
        website="https://www.example.org/", ror="01ej9dk98", wikidata="Q42", country="FI"
    )

    assert errors_of(partner) == {}


def test_a_name_does_not_end_before_it_begins():
    name = PartnerName(partner=factories.make_partner(), name="Old", year_from=2000, year_to=1999)

    assert set(errors_of(name)) == {"year_from", "year_to"}


def test_a_name_may_last_one_year():
    name = PartnerName(partner=factories.make_partner(), name="Old", year_from=2000, year_to=2000)

    assert errors_of(name) == {}
