"""The document of a partner."""

import pytest

from cms.models import PartnerName, PartnerSource
from tests import factories as make
from tests.api.rendering import (
    NO_META,
    document,
    facets,
    head,
    link,
    queries_of_rendering,
    renderings,
)

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]


def test_a_partner_of_which_only_the_name_is_known():
    partner = make.make_partner(name="A body")
    assert list(document(partner).items()) == list(
        {
            **head(partner),
            "acronym": None,
            "names": [],
            "kind": "other",
            "country": None,
            "parent": None,
            "summary": None,
            "website": None,
            "logo": None,
            "ror": None,
            "wikidata": None,
            "sources": [],
            "same_as": [],
            "alternates": [],
            "meta": NO_META,
        }.items()
    )


def test_a_partner_shows_all_that_is_stated():
    parent, logo = make.make_partner(), make.make_image(image_kind="logo")
    partner = make.make_partner(
        name="A ministry", acronym="AM", partner_kind="ministry", country="FI", parent=parent,
        summary="In short.", website="https://am.test/", logo=logo, ror="01ej9dk98",
        wikidata="Q42",
    )  # fmt: skip
    PartnerName.objects.create(partner=partner, name="Un ministère", language="fr", year_to=1990)
    PartnerSource.objects.create(record=partner, title="A list")
    partner_document = document(partner)
    assert partner_document["names"] == [
        {"name": "Un ministère", "language": "fr", "from": None, "to": 1990}
    ]
    assert (partner_document["acronym"], partner_document["kind"], partner_document["country"]) == (
        "AM",
        "ministry",
        "FI",
    )
    assert partner_document["parent"] == link(parent)
    assert partner_document["logo"].items() >= link(logo).items()
    assert partner_document["website"] == "https://am.test/"
    assert partner_document["ror"] == "https://ror.org/01ej9dk98"
    assert partner_document["wikidata"] == "https://www.wikidata.org/entity/Q42"
    assert partner_document["sources"][0]["title"] == "A list"
    assert facets("partner", partner_document) == {
        "acronym": {"am"},
        "kind": {"ministry"},
        "country": {"FI"},
        "parent": {partner_document["parent"]["key"]},
        "locale": {"en"},
        "ror": {partner_document["ror"]},
        "wikidata": {partner_document["wikidata"]},
        "same_as": {
            partner_document["website"],
            partner_document["ror"],
            partner_document["wikidata"],
        },
    }


def test_a_hidden_parent_leaves_no_trace():
    parent = make.make_partner(name="Hidden", live=False)
    [rendering] = renderings(make.make_partner(parent=parent))
    assert rendering.document["parent"] is None
    assert rendering.dependencies == {parent.uid}


def test_a_batch_costs_no_more_queries_than_one():
    batch = [
        make.make_partner(parent=make.make_partner(), logo=make.make_image())
        for _number in range(6)
    ]
    # the partners with parents and logos, their keys, the sizes of the logos
    assert [queries_of_rendering(*batch[:count]) for count in (1, 3, 6)] == [3, 3, 3]
