"""People and documents of a session are typed by name."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms.admin.programme.fields import UNKNOWN
from cms.admin.programme.names import NameIndex, NameLine, read_line
from cms.models import EventPage, Person, ProgrammeItem
from tests import factories
from tests.cms.admin.conftest import guest, signed_in
from tests.cms.admin.forms import edit_event

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("Ada Lovelace", NameLine("Ada Lovelace")),
        ("Ada Lovelace (chair)", NameLine("Ada Lovelace", None, "chair")),
        ("Ada Lovelace [12] (Speakers)", NameLine("Ada Lovelace", 12, "speaker")),
        ("Ada (of Finland)", NameLine("Ada (of Finland)")),
        ("Ada (of Finland) (chair)", NameLine("Ada (of Finland)", None, "chair")),
    ],
)
def test_a_line_is_a_name_a_number_and_a_capacity(line, named):
    assert read_line(line) == named


@pytest.mark.parametrize("typed", ["Łukasz Ørsted", "lukasz orsted", "LUKASZ ØRSTED"])
def test_a_name_is_found_whatever_its_accents_and_capitals_are(typed):
    person = factories.make_person(name="Łukasz Ørsted")

    assert NameIndex(Person.objects.all()).matches(typed) == [person]


def test_one_of_two_with_the_same_name_is_written_with_its_number():
    first, second = (factories.make_person(name="Ada") for _ in range(2))
    names = NameIndex(Person.objects.all())

    lines = [names.line(person, "chair") for person in (first, second)]

    assert lines == [f"Ada [{first.pk}] (chair)", f"Ada [{second.pk}] (chair)"]
    assert [names.matches(line) for line in lines] == [[first], [second]]


def session(**fields: str) -> dict[str, str]:
    return {"title": "Opening", "item_kind": "session", "start": "", "end": "", "id": "", **fields}


def stored(event: EventPage) -> ProgrammeItem:
    event.refresh_from_db()
    return event.get_latest_revision_as_object().programme.get()


def test_what_is_typed_comes_back_and_keeps_its_place(editor):
    ada, ben = (factories.make_person(name=name) for name in ("Ada", "Ben"))
    paper = factories.make_document(title="The paper")
    event = factories.make_event(parent=factories.make_series())
    row = session(people="Ada (chair)\r\nben", documents="The paper")
    for _ in range(2):
        response = edit_event(editor, event, slug=event.slug, programme=[row])
        assert response.status_code == 302

    item = stored(event)
    assert [(block["type"], block["value"]) for block in item.people.raw_data] == [
        ("chair", ada.pk),
        ("person", ben.pk),
    ]
    assert [block["value"] for block in item.documents.raw_data] == [paper.pk]
    page = editor.get(reverse("wagtailadmin_pages:edit", args=[event.pk])).content.decode()
    assert "Ada (chair)\nBen</textarea>" in page


def test_an_unknown_and_an_ambiguous_name_are_told_at_their_field_and_stay(editor):
    twins = [factories.make_person(name="Ada") for _ in range(2)]
    event = factories.make_event(parent=factories.make_series())
    row = session(people="Ada (chair)\nNobody at all", documents="No such paper")

    response = edit_event(editor, event, slug=event.slug, programme=[row])

    errors = response.context["form"].formsets["programme"].errors[0]
    assert set(errors) == {"people", "documents"}
    choices = ", ".join(f"Ada [{person.pk}]" for person in twins)
    assert errors["people"] == [
        f"2 records are named “Ada”. Choose one: {choices}.",
        UNKNOWN.format(kind="person", name="Nobody at all"),
    ]
    assert "Ada (chair)\nNobody at all</textarea>" in response.content.decode()


def test_the_queries_of_a_form_do_not_depend_on_the_archive(editor):
    people = [factories.make_person(name=f"Person {number}") for number in range(4)]
    event = factories.make_event(parent=factories.make_series())
    blocks = json.dumps([{"type": "chair", "value": person.pk} for person in people])
    for number in range(6):
        ProgrammeItem.objects.create(event=event, title=f"Session {number}", people=blocks)
    url = reverse("wagtailadmin_pages:edit", args=[event.pk])
    editor.get(url)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            assert editor.get(url).status_code == 200
        counts.append(len(queries))
        for number in range(20):
            factories.make_person(name=f"Another {number}")
            factories.make_partner(name=f"Partner {number}")

    assert counts[1] == counts[0]


URLS = ("cms_offers", "cms_known", "cms_make_people", "cms_rows")


def ask(client, name: str, **values: str):
    values = {"kind": "person", **values}
    send = client.get if name == "cms_offers" else client.post
    return send(reverse(name), values)


@pytest.mark.parametrize("name", URLS)
def test_who_may_choose_nobody_learns_no_names(name):
    factories.make_person(name="Secret Guest", live=False)
    client = signed_in(guest())

    response = ask(client, name, q="Secret", lines="Secret Guest", text="Secret Guest\tChair")

    assert response.status_code in (302, 403)
    assert b"Secret" not in response.content


@pytest.mark.parametrize("name", URLS)
def test_odd_letters_are_no_failure(editor, name):
    odd = "\0Ada [99999999999999999999] ((\ud7ff)"

    response = ask(editor, name, q=odd, lines=odd, text=f"{odd}\t{odd}\n", day=odd, when=odd)

    assert response.status_code == 200


def test_offers_are_of_what_is_typed(editor):
    for name in ("Ada Lovelace", "Ben Lovelace", "Cem"):
        factories.make_person(name=name)

    assert ask(editor, "cms_offers", q="love ben").json() == {"offers": ["Ben Lovelace"]}


def test_new_people_are_made_once_and_public_only_for_who_may_publish(editor, moderator):
    factories.make_person(name="Ada")
    for client, name, live in ((editor, "Ben", False), (moderator, "Cem", True)):
        made = ask(client, "cms_make_people", lines=f"ada (chair)\n{name}\n{name} (speaker)")
        assert made.json() == {"made": 1}
        assert Person.objects.get(name=name).live is live
        assert Person.objects.get(name=name).latest_revision is not None
