"""The document of a person."""

import pytest

from archive.registry import registry
from cms.models import Affiliation, PersonSource
from tests import factories as make
from tests.api.rendering import NO_META, document, head, link, queries_of_rendering, renderings

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]


def test_a_person_of_whom_only_the_name_is_known():
    person = make.make_person(name="Ada Test")
    assert list(document(person).items()) == list(
        {
            **head(person),
            "sort_name": "Ada Test",
            "given_name": None,
            "family_name": None,
            "honorific": None,
            "summary": None,
            "portrait": None,
            "affiliations": [],
            "orcid": None,
            "wikidata": None,
            "sources": [],
            "same_as": [],
            "alternates": [],
            "meta": NO_META,
        }.items()
    )


def test_a_person_shows_all_that_is_stated():
    partner, portrait = make.make_partner(), make.make_image()
    person = make.make_person(
        name="Ada Test", given_name="Ada", family_name="Test", honorific="Dr", summary="In short.",
        portrait=portrait, orcid="0000-0002-1825-0097", wikidata="Q42",
    )  # fmt: skip
    Affiliation.objects.create(person=person, partner=partner, role="Envoy", year_from=2001)
    Affiliation.objects.create(person=person, organisation_stated="A club")
    PersonSource.objects.create(record=person, title="A list")
    person_document = document(person)
    assert (person_document["given_name"], person_document["family_name"]) == ("Ada", "Test")
    assert (person_document["honorific"], person_document["summary"]) == ("Dr", "In short.")
    assert person_document["portrait"].items() >= link(portrait).items()
    assert person_document["affiliations"] == [
        {
            "partner": link(partner),
            "organisation_stated": None,
            "role": "Envoy",
            "from": 2001,
            "to": None,
        },
        {"partner": None, "organisation_stated": "A club", "role": None, "from": None, "to": None},
    ]
    assert person_document["orcid"] == "https://orcid.org/0000-0002-1825-0097"
    assert person_document["wikidata"] == "https://www.wikidata.org/entity/Q42"
    assert person_document["sources"][0]["title"] == "A list"


def test_people_are_listed_by_the_name_for_sorting():
    person = make.make_person(name="Ada Test", given_name="Ada", family_name="Test")
    index = registry["person"].index(document(person))
    assert (index.title, index.facets) == ("test, ada", {"locale": {"en"}, "letter": {"t"}})


def test_a_hidden_organisation_leaves_no_trace_of_its_name():
    partner = make.make_partner(name="Hidden", live=False)
    person = make.make_person()
    Affiliation.objects.create(person=person, partner=partner, role="Envoy")
    [rendering] = renderings(person)
    assert rendering.document["affiliations"][0]["partner"] is None
    assert rendering.dependencies == {partner.uid}


def test_a_batch_costs_no_more_queries_than_one():
    batch = [make.make_person(portrait=make.make_image()) for _number in range(6)]
    for person in batch:
        Affiliation.objects.create(person=person, partner=make.make_partner())
    # people with portraits, affiliations with partners, keys, the sizes of the portraits
    assert [queries_of_rendering(*batch[:count]) for count in (1, 3, 6)] == [4, 4, 4]
