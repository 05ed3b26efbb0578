"""The attribution rule is in one place: whoever shows people follows when it changes there."""

import pytest
from django.utils import timezone

from api.history.versions import available, versions
from archive.explanations.omissions import omissions_of
from archive.models import PublicRecord
from archive.publisher.after_commit import catch_up
from archive.visibility import Visibility
from cms import attribution
from cms.admin.warnings import warnings_of
from cms.models import Appearance, ProgrammeItem, Quote
from cms.vocabularies import AttributionRule
from exports.bag.public_rows import PublicRows
from exports.snapshot import open_snapshot
from tests import factories
from tests.api.rendering import document

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    """An event on the record with one speaker, who has not agreed to be named off the record."""
    event = factories.make_event(attribution_rule=AttributionRule.ON_THE_RECORD)
    person = factories.make_person(name="Ada")
    Appearance.objects.create(event=event, person=person)
    ProgrammeItem.objects.create(event=event, title="Session", people=[("person", person)])
    factories.make_quote(text="Words", speaker=person, role_then="Chair", occasion_event=event)
    catch_up()
    return event


def people_of_the_document(event) -> list[str]:
    event_document = document(event)
    links = [
        *(appearance["person"] for appearance in event_document["people"]),
        *event_document["programme"][0]["people"],
    ]
    return [link["title"] for link in links]


def speaker_of_the_quote(event) -> list[str]:
    quote_document = document(Quote.objects.get())
    return (
        [quote_document["speaker"]["title"], quote_document["role_then"]]
        if quote_document["speaker"]
        else []
    )


def people_of_an_earlier_version(event) -> list[str]:
    """None where the version is withheld: today's document names nobody."""
    Appearance.objects.all().delete()
    ProgrammeItem.objects.all().delete()
    catch_up()
    record = PublicRecord.objects.select_related("entry").get(uid=event.uid)
    earlier = versions(record)[1]
    return ["Ada"] if available(record, [earlier], timezone.now()) else []


def people_of_the_bag(event) -> list[str]:
    with open_snapshot() as source:
        rows = PublicRows(source)
        [item] = rows.rows_of(ProgrammeItem)
        return [*(row["person_id"] for row in rows.rows_of(Appearance)), *item["people"]]


def speaker_of_the_quote_in_the_bag(event) -> list[str]:
    with open_snapshot() as source:
        [row] = PublicRows(source).rows_of(Quote)
        return [row[name] for name in ("speaker_id", "role_then") if row[name]]


SHOWN = [
    people_of_the_document,
    speaker_of_the_quote,
    people_of_an_earlier_version,
    people_of_the_bag,
    speaker_of_the_quote_in_the_bag,
]


@pytest.mark.parametrize("names_in", SHOWN)
def test_a_rule_that_is_not_silent_names_everybody(event, names_in):
    assert names_in(event)


@pytest.mark.parametrize("names_in", SHOWN)
def test_a_rule_that_becomes_silent_is_silent_everywhere(event, names_in, monkeypatch):
    monkeypatch.setattr(attribution, "HIDE_NAMES", tuple(AttributionRule))

    assert names_in(event) == []


def test_editors_are_told_where_a_rule_becomes_silent(event, admin_user, monkeypatch):
    def advice_text() -> str:
        advice = [*warnings_of(event), *omissions_of(event, Visibility(timezone.now()), admin_user)]
        return " ".join(warning.problem for warning in advice)

    assert "Ada" not in advice_text()
    monkeypatch.setattr(attribution, "HIDE_NAMES", tuple(AttributionRule))
    assert "Ada will not be named" in advice_text()
    assert "Not named, because the rule is “On the record”: Ada." in advice_text()
