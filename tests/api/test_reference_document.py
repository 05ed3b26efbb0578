"""The document of a reference."""

import pytest

from tests import factories as make
from tests.api.rendering import NO_DATES, NO_META, document, facets, head, queries_of_rendering

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]


def test_a_reference_shows_all_that_is_stated():
    reference = make.make_reference(
        name="A resolution", reference_kind="resolution", issuer="An assembly", symbol="A/1",
        body_name="The assembly", session_number=3, facts_stated="Adopted.",
        url="https://un.test/a1", start="1948-12-10", precision="day", dates_stated="10 Dec 1948",
    )  # fmt: skip
    assert list(document(reference).items()) == list(
        {
            **head(reference),
            "kind": "resolution",
            "issuer": "An assembly",
            "symbol": "A/1",
            "body_name": "The assembly",
            "session_number": 3,
            "facts_stated": "Adopted.",
            "dates": {
                **NO_DATES,
                "start": "1948-12-10",
                "precision": "day",
                "edtf": "1948-12-10",
                "stated": "10 Dec 1948",
            },
            "website": "https://un.test/a1",
            "sources": [],
            "same_as": [],
            "alternates": [],
            "meta": NO_META,
        }.items()
    )
    assert facets("reference", document(reference)) == {
        "issuer": {"an assembly"},
        "symbol": {"a/1"},
        "body_name": {"the assembly"},
        "kind": {"resolution"},
        "year": {"1948"},
        "month": {"12"},
        "locale": {"en"},
        "same_as": {"https://un.test/a1"},
    }


def test_where_nothing_is_stated_nothing_is_said():
    reference_document = document(make.make_reference())
    names = ("issuer", "symbol", "body_name", "session_number", "facts_stated", "website")
    assert [reference_document[name] for name in names] == [None] * 6
    assert reference_document["dates"] == NO_DATES


def test_a_batch_costs_no_more_queries_than_one():
    batch = [make.make_reference() for _number in range(6)]
    # references, keys
    assert [queries_of_rendering(*batch[:count]) for count in (1, 3, 6)] == [2, 2, 2]
