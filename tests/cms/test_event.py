import datetime

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Locale

from cms.models import Appearance, EventPage, Identifier, Partnership
from tests import factories
from tests.cms.helpers import errors_of, refused

pytestmark = pytest.mark.django_db


def test_a_number_is_taken_once_in_its_series():
    series = factories.make_series()
    first = factories.make_event(series=series, title="First", ordinal=3)
    second = factories.make_event(series=series, title="Second")

    second.ordinal = 3

    assert errors_of(second) == {"ordinal": ["“First” already has this number in the series."]}
    refused(lambda: EventPage.objects.filter(pk=second.pk).update(ordinal=3))
    assert errors_of(first) == {}


def test_another_series_may_have_the_same_number():
    factories.make_event(series=factories.make_series(slug="one"), ordinal=3)
    other = factories.make_event(series=factories.make_series(slug="two"))

    other.ordinal = 3

    assert errors_of(other) == {}


def test_only_an_event_of_a_series_has_a_number():
    event = factories.make_event()

    event.ordinal = 3

    assert errors_of(event) == {"ordinal": ["Only an event of a series can have a number."]}
    refused(lambda: EventPage.objects.filter(pk=event.pk).update(ordinal=3))


def test_nothing_is_inferred_while_the_number_is_empty():
    event = factories.make_event(series=factories.make_series())

    event.ordinal_basis = "inferred"

    assert set(errors_of(event)) == {"ordinal", "ordinal_basis"}


def test_an_event_belongs_to_the_series_above_it_and_to_no_other():
    series = factories.make_series(slug="one")
    event = factories.make_event(series=series)
    elsewhere = factories.make_series(slug="two")

    event.move(elsewhere, "last-child")

    assert EventPage.objects.get(pk=event.pk).series == elsewhere


def test_a_version_saved_before_a_move_has_the_series_of_today():
    series, elsewhere = factories.make_series(slug="one"), factories.make_series(slug="two")
    event = factories.make_event(series=series)
    event.save_revision()
    event.move(elsewhere, "last-child")
    series.delete()

    version = EventPage.objects.get(pk=event.pk).get_latest_revision_as_object()

    assert version.series == elsewhere


def test_a_code_may_change_until_it_is_published():
    event = factories.make_event(code="TT1", live=False)

    event.code = "TT2"

    assert errors_of(event) == {}


def test_a_published_code_is_permanent():
    event = factories.publish(factories.make_event(code="TT1"))

    for changed in ("TT2", "tt1", ""):
        event.code = changed
        assert errors_of(event) == {"code": ["A published code is permanent. It stays TT1."]}


def test_a_published_event_without_a_code_may_still_get_one():
    event = factories.publish(factories.make_event())

    event.code = "TT1"

    assert errors_of(event) == {}


def test_a_code_is_taken_whatever_the_case_of_its_letters():
    series = factories.make_series()
    factories.make_event(series=series, title="First", slug="first", code="TT1")
    second = factories.make_event(series=series, title="Second", slug="second")

    second.code = "tt1"

    assert errors_of(second)["code"] == ["“First” already has this code."]
    refused(lambda: EventPage.objects.filter(pk=second.pk).update(code="tt1"))


def test_a_code_of_a_record_that_is_gone_is_never_given_again():
    Identifier.objects.create(kind="event", key="TT1", uid=factories.make_theme().uid)
    event = factories.make_event()

    event.code = "TT1"

    assert "A code cannot be used twice." in errors_of(event)["code"][0]


@pytest.mark.parametrize("code", ["TT 1", "TT/1", "-TT1", "TT1-", "TT--1", "ТТ1"])
def test_a_code_has_letters_digits_and_single_hyphens(code):
    event = factories.make_event()

    event.code = code

    assert "code" in errors_of(event)


def test_all_broken_rules_are_said_at_once():
    event = factories.make_event(series=factories.make_series())

    event.ordinal_basis = "inferred"
    event.precision, event.start, event.end = (
        "day",
        datetime.date(2012, 1, 2),
        datetime.date(2012, 1, 1),
    )
    event.time_zone = "Europe/Atlantis"

    assert {"ordinal", "ordinal_basis", "time_zone", "start", "end"} <= set(errors_of(event))


@pytest.mark.parametrize("rule", ["chatham-house", "off-the-record"])
def test_a_rule_of_silence_needs_quotes_without_a_speaker(rule):
    event = factories.make_event()
    factories.make_quote(text="Said here", occasion_event=event, attribution_stated="Ann Example")

    event.attribution_rule = rule

    assert "“Said here”" in errors_of(event)["attribution_rule"][0]


def test_a_quote_without_an_attribution_may_be_spoken_under_a_rule_of_silence():
    event = factories.make_event()
    factories.make_quote(occasion_event=event)

    event.attribution_rule = "chatham-house"

    assert errors_of(event) == {}


@pytest.mark.parametrize(
    ("rule", "named", "allowed"),
    [
        ("", False, True),
        ("on-the-record", False, True),
        ("chatham-house", False, False),
        ("chatham-house", True, True),
        ("off-the-record", False, False),
        ("off-the-record", True, True),
    ],
)
def test_under_a_rule_of_silence_only_who_agreed_is_named(rule, named, allowed):
    event = EventPage(title="An event", attribution_rule=rule)

    assert event.may_name(Appearance(may_be_named=named)) is allowed


def test_nobody_may_be_named_by_default():
    assert Appearance().may_be_named is False


def test_a_copy_leaves_code_and_number_behind():
    series = factories.make_series()
    event = factories.make_event(
        series=series, code="TT1", ordinal=1, ordinal_basis="inferred", ordinal_stated="1st"
    )

    copy = event.copy(update_attrs={"slug": "copy"})

    assert (copy.code, copy.ordinal, copy.ordinal_basis) == ("", None, "unknown")
    assert (copy.ordinal_stated, copy.series) == ("", series)
    assert copy.uid != event.uid


def test_a_translation_is_the_same_event_with_its_code_and_number():
    french = Locale.objects.get_or_create(language_code="fr")[0]
    event = factories.make_event(series=factories.make_series(), code="TT1", ordinal=1)

    event.copy_for_translation(french, copy_parents=True)

    translation = event.get_translation(french)
    assert (translation.code, translation.ordinal, translation.wanted_key) == ("TT1", 1, "TT1-fr")
    assert translation.series == event.series.get_translation(french)
    assert translation.get_latest_revision_as_object().code == "TT1"


def test_an_alias_is_a_record_of_its_own():
    series, event_title = factories.make_series(), "An event"
    event = factories.make_event(parent=factories.home(), title=event_title)

    alias = event.create_alias(parent=series)

    assert (alias.title, alias.series) == (event_title, series)
    assert alias.uid != event.uid


def test_an_alias_follows_its_page_and_stays_itself():
    event = factories.publish(factories.make_event())
    alias = event.create_alias(parent=factories.make_series())
    event.title = "Another title"

    factories.publish(event)

    followed = EventPage.objects.get(pk=alias.pk)
    assert (followed.title, followed.uid) == ("Another title", alias.uid)
    assert followed.series == alias.series


def test_a_draft_that_names_a_deleted_partner_can_still_be_opened():
    event = factories.publish(factories.make_event())
    gone, kept = factories.make_partner(), factories.make_partner()
    event.partnerships = [Partnership(partner=gone), Partnership(partner=kept)]
    event.save_revision()
    gone.delete()

    draft = EventPage.objects.get(pk=event.pk).get_latest_revision_as_object()

    assert [partnership.partner for partnership in draft.partnerships.all()] == [kept]


def test_a_series_is_deleted_with_its_editions():
    series = factories.make_series()
    event = factories.make_event(series=series)

    series.delete()

    assert not EventPage.objects.filter(pk=event.pk).exists()


def test_the_slug_is_unique_under_its_parent():
    series = factories.make_series()
    factories.make_event(series=series, slug="same")

    with pytest.raises(ValidationError, match="slug"):
        factories.make_event(series=series, slug="same")
