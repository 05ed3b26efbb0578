import pytest

from cms.models import PartnerName, Quote
from tests import factories
from tests.cms.helpers import errors_of, refused

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["en", "fr-CH", "zh-Hans", "zh-Hans-CN", "es-419", "de-1996"])
def test_a_language_is_a_code_of_bcp_47(language):
    assert errors_of(factories.make_quote(language=language)) == {}
    assert errors_of(factories.make_document(language=language)) == {}


@pytest.mark.parametrize("language", ["english!", "english", "e", "en_US", "en-", "fr CH", "en\n"])
def test_anything_else_is_no_language(language):
    partner = factories.make_partner()
    records = (
        factories.make_quote(language=language),
        factories.make_document(language=language),
        PartnerName(partner=partner, name="A name", language=language),
    )
    for record in records:
        assert errors_of(record)["language"] == [
            "A language is a code such as en, fr-CH or zh-Hans."
        ]


def test_either_a_person_or_an_organisation_speaks():
    quote = factories.make_quote(speaker=factories.make_person())

    quote.speaker_organisation = factories.make_partner()

    assert {"speaker", "speaker_organisation"} <= set(errors_of(quote))
    refused(
        lambda: Quote.objects.filter(pk=quote.pk).update(
            speaker_organisation=quote.speaker_organisation
        )
    )


@pytest.mark.parametrize("rule", ["chatham-house", "off-the-record"])
@pytest.mark.parametrize("field", ["attribution_stated", "role_then"])
def test_words_spoken_under_a_rule_of_silence_do_not_say_who_spoke(rule, field):
    event = factories.make_event(attribution_rule=rule)
    quote = factories.make_quote(occasion_event=event)

    setattr(quote, field, "Ann Example, chair")

    assert set(errors_of(quote)) == {field, "occasion_event"}


def test_a_speaker_is_refused_under_a_rule_of_silence():
    event = factories.make_event(attribution_rule="chatham-house")
    quote = factories.make_quote(occasion_event=event)

    quote.speaker = factories.make_person()

    assert set(errors_of(quote)) == {"speaker", "occasion_event"}


def test_words_from_a_public_occasion_may_be_attributed():
    event = factories.make_event(attribution_rule="on-the-record")
    quote = factories.make_quote(occasion_event=event, attribution_stated="Ann Example")

    assert errors_of(quote) == {}
    assert quote.may_be_attributed


def test_a_long_quote_is_shortened_where_it_is_a_title():
    quote = Quote(text="word " * 40)

    assert len(quote.title) <= 80
    assert quote.title.endswith("word…")


def test_a_new_quote_is_not_checked():
    assert Quote().verification == "unchecked"
