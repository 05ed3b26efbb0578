"""The document of a quote, and the rule of its occasion."""

import orjson
import pytest

from archive.registry import registry
from cms.models import EventQuote, QuoteSource
from tests import factories as make
from tests.api.rendering import (
    NO_DATES,
    NO_META,
    document,
    facets,
    head,
    link,
    queries_of_rendering,
    renderings,
)

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]


def test_words_of_which_nothing_else_is_known():
    quote = make.make_quote(text="Only words")
    assert list(document(quote).items()) == list(
        {
            **head(quote),
            "text": "Only words",
            "language": "en",
            "speaker": None,
            "speaker_organisation": None,
            "attribution_stated": None,
            "role_then": None,
            "occasion": {"reference": None, "event": None, "stated": None, "dates": NO_DATES},
            "verification": "unchecked",
            "sources": [],
            "same_as": [],
            "alternates": [],
            "meta": NO_META,
        }.items()
    )


def test_a_quote_shows_who_spoke_where_and_how_we_know():
    person, reference = make.make_person(), make.make_reference()
    event = make.make_event(code="AB1", attribution_rule="on-the-record")
    quote = make.make_quote(
        text="Words", language="fr", speaker=person, attribution_stated="the chair",
        role_then="Chair", occasion_reference=reference, occasion_event=event,
        occasion_stated="at the opening", verification="disputed", start="2012-01-26",
        precision="month",
    )  # fmt: skip
    QuoteSource.objects.create(record=quote, url="https://source.test/")
    quote_document = document(quote)
    assert quote_document["speaker"] == link(person)
    assert (quote_document["attribution_stated"], quote_document["role_then"]) == (
        "the chair",
        "Chair",
    )
    assert quote_document["occasion"] == {
        "reference": link(reference),
        "event": link(event),
        "stated": "at the opening",
        "dates": {**NO_DATES, "start": "2012-01", "precision": "month", "edtf": "2012-01"},
    }
    assert quote_document["sources"][0]["url"] == "https://source.test/"
    assert facets("quote", quote_document) == {
        "language": {"fr"},
        "person": {person.slug},
        "event": {"AB1"},
        "reference": {reference.slug},
        "verification": {"disputed"},
        "year": {"2012"},
        "month": {"1"},
        "locale": {"en"},
    }


def test_an_organisation_can_speak():
    partner = make.make_partner()
    quote_document = document(make.make_quote(speaker_organisation=partner))
    assert quote_document["speaker_organisation"] == link(partner)
    assert registry["quote"].index(quote_document).facets["partner"] == {partner.slug}


@pytest.mark.parametrize("rule", ["chatham-house", "off-the-record"])
@pytest.mark.parametrize("live", [True, False])
def test_words_spoken_off_the_record_never_say_who_spoke(rule, live):
    event = make.make_event(attribution_rule=rule, live=live)
    person = make.make_person(name="Xcanary Speaker")
    quote = make.make_quote(
        text="Words", speaker=person, attribution_stated="xcanary", role_then="xcanary",
        occasion_event=event,
    )  # fmt: skip
    host = make.make_event(title="Another event")
    EventQuote.objects.create(event=host, quote=quote)
    host.body = orjson.dumps([{"type": "quote", "value": quote.pk}]).decode()
    host.save()
    for quote_document in (document(quote), document(host)):
        assert "xcanary" not in orjson.dumps(quote_document).decode().lower()
    assert document(host)["quotes"][0]["text"] == "Words"
    [rendering] = renderings(quote)
    assert event.uid in rendering.dependencies


def test_a_hidden_speaker_leaves_no_trace():
    person = make.make_person(name="Hidden", live=False)
    [rendering] = renderings(make.make_quote(speaker=person))
    assert rendering.document["speaker"] is None
    assert rendering.dependencies == {person.uid}


def test_a_batch_costs_no_more_queries_than_one():
    batch = [
        make.make_quote(speaker=make.make_person(), occasion_reference=make.make_reference())
        for _number in range(6)
    ]
    # the quotes with all they point at, their keys
    assert [queries_of_rendering(*batch[:count]) for count in (1, 3, 6)] == [2, 2, 2]
