"""What looks like a record that is there, and what does not."""

import pytest

from cms.finding.doubles import doubles_of, likely_doubles
from cms.models import Partner, PartnerName, Person
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("António Guterres", "Guterres, Antonio", True),
        ("Antonio Guterres", "Antonio Gutteres", True),
        ("Jane Doe", "Doe Jane", True),
        ("Łukasz Ørsted", "Lukasz Orsted", True),
        ("Jane Doe", "Jane Dole", False),
        ("Jane Doe", "John Doe", False),
        ("Maria Silva", "Maria Santos", False),
    ],
)
def test_two_people(one, other, alike):
    make.make_person(name=one)
    assert bool(doubles_of(Person(name=other, sort_name=other))) is alike
    make.make_person(name=other)
    assert bool(likely_doubles("person")) is alike


@pytest.mark.parametrize(
    ("fields", "alike"),
    [
        ({"name": "UNHCR"}, True),
        ({"name": "Another name", "ror": "01ej9dk98"}, True),
        ({"name": "HCR"}, True),
        ({"name": "United Nations High Commissioner for Refugee"}, True),
        ({"name": "United Nations High Commissioner for Human Rights"}, False),
    ],
)
def test_two_organisations(fields, alike):
    partner = make.make_partner(
        name="United Nations High Commissioner for Refugees", ror="01ej9dk98"
    )
    partner.names.add(PartnerName(name="HCR"))
    partner.save()
    assert [one.object_id for one in doubles_of(Partner(**fields))] == [partner.pk] * alike


def test_two_sessions_of_one_body_are_two_references_and_a_symbol_makes_one():
    make.make_reference(name="Session 17 of the council", symbol="A/1")
    assert not doubles_of(make.make_reference(name="Session 18 of the council"))
    assert doubles_of(make.make_reference(name="Something else", symbol="A/1"))


def test_the_report_takes_as_many_queries_however_many_there_are(django_assert_max_num_queries):
    for number in range(40):
        make.make_partner(name=f"Ministry {number} of peace")
    make.make_partner(name="Ministry 7 of Peace")
    with django_assert_max_num_queries(2):
        [(one, other)] = likely_doubles("partner")
    assert {one.name, other.name} == {"Ministry 7 of peace", "Ministry 7 of Peace"}
