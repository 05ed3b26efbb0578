"""What an editor enters once: the lists of an event follow its text and its sessions."""

import json

import orjson
import pytest

from cms.models import (
    Appearance,
    EventDocument,
    EventQuote,
    EventReference,
    ProgrammeItem,
)
from tests import factories as make
from tests.api.rendering import document

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]

KINDS = {
    "quote": (make.make_quote, EventQuote, lambda record: record.pk),
    "reference": (make.make_reference, EventReference, lambda record: record.pk),
    "document": (
        make.make_document,
        EventDocument,
        lambda record: {"document": record.pk, "caption": ""},
    ),
}


def titles(links: list[dict]) -> list[str]:
    return [link["title"] for link in links]


def session(event, *people) -> None:
    blocks = [{"type": capacity, "value": person.pk} for capacity, person in people]
    ProgrammeItem.objects.create(event=event, title="Session", people=json.dumps(blocks))


@pytest.mark.parametrize("kind", KINDS)
def test_a_list_follows_the_text_and_ends_with_what_stands_nowhere_in_it(kind):
    make_record, row, block = KINDS[kind]
    first, second, by_hand, hidden = (make_record() for _ in range(4))
    type(hidden).objects.filter(pk=hidden.pk).update(live=False)
    listed = [second, hidden, first, second]
    event = make.make_event(
        body=json.dumps([{"type": kind, "value": block(record)} for record in listed])
    )
    for record in (first, by_hand):
        row.objects.create(event=event, **{kind: record})

    links = document(event)[f"{kind}s"]

    assert [link["id"] for link in links] == [str(event.uid) for event in (second, first, by_hand)]


def test_people_of_sessions_are_people_of_the_event_in_the_capacity_of_the_session():
    event = make.make_event(attribution_rule="on-the-record")
    ada, ben, cem = (make.make_person(name=name) for name in ("Ada", "Ben", "Cem"))
    Appearance.objects.create(event=event, person=ada, capacity="speaker", role_then="Envoy")
    session(event, ("chair", ada), ("moderator", ben), ("person", cem))
    session(event, ("person", ben), ("rapporteur", ben), ("moderator", ben), ("person", cem))

    event_document = document(event)

    assert [
        (appearance["person"]["title"], appearance["capacity"])
        for appearance in event_document["people"]
    ] == [
        ("Ada", "speaker"),  # entered by hand, with the office of that time
        ("Ben", "moderator"),
        ("Ben", "rapporteur"),
        ("Cem", None),
    ]
    people = event_document["programme"][0]["people"]
    assert [appearance["capacity"] for appearance in people] == ["chair", "moderator", None]


@pytest.mark.parametrize("rule", ["chatham-house", "off-the-record"])
def test_who_has_not_agreed_is_not_named_because_of_a_session(rule):
    event = make.make_event(attribution_rule=rule)
    agreed, silent, guest = (make.make_person(name=name) for name in ("Agreed", "Silent", "Guest"))
    Appearance.objects.create(event=event, person=agreed, may_be_named=True)
    Appearance.objects.create(event=event, person=silent)
    session(event, ("chair", agreed), ("chair", silent), ("speaker", guest), ("person", guest))

    event_document = document(event)

    assert [appearance["person"]["title"] for appearance in event_document["people"]] == ["Agreed"]
    assert titles(event_document["programme"][0]["people"]) == ["Agreed"]
    text = orjson.dumps(event_document).decode()
    assert not any(name in text for name in ("Silent", "Guest"))
