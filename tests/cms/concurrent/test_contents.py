"""The content of a record that is merged, and its conflicts as an editor reads them."""

import pytest
from django.urls import get_resolver

from cms.concurrent.contents import content_of, label_of, with_content, words_of
from cms.concurrent.three_way import ThreeWay
from cms.models import Appearance, EventPage, Partnership, ProgrammeItem
from tests import factories
from tests.shared import shared

pytestmark = pytest.mark.django_db


@shared
def event():
    get_resolver().url_patterns  # noqa: B018  the admin makes snippets of the records
    event = factories.make_event(title="As it was")
    event.partnerships = [Partnership(partner=factories.make_partner(name="A"), role="host")]
    event.appearances = [Appearance(person=factories.make_person(name="B"))]
    event.programme = [ProgrammeItem(title="A session")]
    event.body = [
        ("heading", {"text": "One", "level": "2"}),
        ("reference", factories.make_reference(name="A treaty")),
    ]
    event.save()
    return EventPage.objects.get(pk=event.pk)


def conflict(base, change_mine, change_theirs):
    versions = [content_of(base) for _ in range(3)]
    change_mine(versions[1])
    change_theirs(versions[2])
    [difference] = ThreeWay(*versions).conflicts
    sides = (words_of(base, difference, side) for side in (difference.mine, difference.theirs))
    return (label_of(base, difference), *sides)


def setting(*path, to):
    def change(content):
        *above, last = path
        for key in above:
            content = content[key]
        content[last] = to

    return change


def test_content_comes_back_as_it_was(event):
    content = content_of(event)

    assert content_of(with_content(event, content)) == content


@pytest.mark.parametrize(
    ("path", "mine", "theirs", "expected"),
    [
        (("title",), "Mine", "Theirs", ("Title", "Mine", "Theirs")),
        (("mode",), "online", "hybrid", ("Mode", "Online", "Hybrid")),
        (("summary",), "<p>A</p><p>B &amp; C</p>", "D", ("Summary", "A\nB & C", "D")),
        (
            ("partnerships", 0, "role"),
            "funder",
            "sponsor",
            ("Partnership › Role", "Funder", "Sponsor"),
        ),
        (
            ("appearances", 0, "may_be_named"),
            True,
            None,
            ("Appearance › May be named", "Yes", ""),
        ),
        (
            ("programme", 0, "title"),
            "Mine",
            "Theirs",
            ("Programme item › Title", "Mine", "Theirs"),
        ),
        (("body", 0, "value", "text"), "Mine", "Theirs", ("Text", "Mine", "Theirs")),
    ],
)
def test_both_sides_of_a_conflict_are_words(event, path, mine, theirs, expected):
    assert conflict(event, setting(*path, to=mine), setting(*path, to=theirs)) == expected


def test_a_record_is_named_and_what_one_side_removed_is_said(event):
    partners = [factories.make_partner(name=name) for name in ("Theirs", "Mine")]
    theirs, mine = (setting("organiser", to=partner.pk) for partner in partners)
    assert conflict(event, mine, theirs) == ("Organiser", "Mine", "Theirs")

    def remove_quote(content):
        content["body"].pop()

    reference = factories.make_reference(name="A law")
    change = setting("body", 1, "value", to=reference.pk)
    label, mine, theirs = conflict(event, remove_quote, change)
    assert (label, mine, theirs.strip()) == ("Text", "Removed", "A law")

    def remove_partner(content):
        content["partnerships"].pop()

    change = setting("partnerships", 0, "role", to="funder")
    assert conflict(event, change, remove_partner) == (
        "Partnership",
        "Partner: A\nRole: Funder",
        "Removed",
    )


def test_an_item_of_a_list_that_one_changed_and_one_removed_is_shown_in_words(event):
    event.body = [("list", {"ordered": False, "items": ["<p>First</p>", "<p>Second</p>"]})]
    event.save()
    items = content_of(event)["body"][0]["value"]["items"]
    change = setting("body", 0, "value", "items", 0, "value", to="<p>Another</p>")

    def remove(content):
        del content["body"][0]["value"]["items"][0]

    assert len(items) == 2
    assert conflict(event, change, remove)[1:] == ("Another", "Removed")
