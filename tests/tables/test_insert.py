"""A record from a table is the record that an editor would have made."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from wagtail.models import ModelLogEntry, Page, PageLogEntry, ReferenceIndex

from cms.finding.find import find
from cms.models import EventPage, EventTheme, FinderEntry, Partnership, Quote
from tests import factories as make
from tests.archive.helpers import settle
from tests.shared import shared

from .helpers import documents, run_import, without_ids, write

pytestmark = pytest.mark.django_db

ROWS = [
    {"key": f"AB{number}", "code": f"AB{number}", "title": f"Event {number}", "series": "rights",
     "ordinal": number, "ordinal_basis": "stated", "kind_stated": ["meeting", "talk"],
     "dates": f"{1990 + number}-03", "summary": "Words", "body": "## Context\n\nOne & two",
     "organiser": "mfa", "partners": [{"partner": "mfa", "role": "host"}], "themes": ["peace"]}
    for number in range(1, 4)
]  # fmt: skip


@shared
def world():
    make.make_series(slug="rights")
    return {
        "partner": make.make_partner(slug="mfa", name="A ministry"),
        "theme": make.make_theme(slug="peace", label="Peace"),
    }


def add_one_by_one(world) -> None:
    series = Page.objects.get(slug="rights").specific
    for row in ROWS:
        event = EventPage(
            title=row["title"], slug=row["key"].lower(), code=row["code"], ordinal=row["ordinal"],
            ordinal_basis="stated", kind_stated="meeting\ntalk", start=f"{row['dates']}-01",
            precision="month", summary="Words", organiser=world["partner"], live=False,
            body='[{"type": "heading", "value": {"text": "Context", "level": "2"}},'
            '{"type": "paragraph", "value": "<p>One &amp; two</p>"}]',
        )  # fmt: skip
        event.partnerships = [Partnership(partner=world["partner"], role="host", sort_order=0)]
        event.event_themes = [EventTheme(theme=world["theme"], sort_order=0)]
        series.add_child(instance=event)
        event.save_revision().publish()


def state() -> dict:
    """All that there is to see of the events, but for ids, times and history."""
    events = list(EventPage.objects.order_by("path"))
    references = ReferenceIndex.objects.filter(object_id__in=[str(event.pk) for event in events])
    return {
        "documents": documents("event"),
        "tree": [(event.path, event.depth, event.numchild, event.url_path) for event in events],
        "parents": list(Page.objects.filter(depth__lt=4).values_list("path", "numchild")),
        "states": [
            (event.live, event.has_unpublished_changes, event.draft_title) for event in events
        ],
        "versions": [event.live_revision_id == event.latest_revision_id for event in events],
        "contents": [_content(event.latest_revision) for event in events],
        "references": sorted(
            references.values_list("to_object_id", "model_path", "content_type__model")
        ),
        "finder": list(
            FinderEntry.objects.filter(kind="event").order_by("name").values_list("name", "words")
        ),
        "found": [
            event.title for event in EventPage.objects.search("event", order_by_relevance=False)
        ],
    }


def _content(revision) -> dict:
    own = ("pk", "uid", "translation_key", "body", "latest_revision_created_at", "owner")
    times = ("first_published_at", "last_published_at", "latest_revision", "live_revision", "live")
    left_out = {*own, *times, "has_unpublished_changes", "draft_title"}
    content = {name: value for name, value in revision.content.items() if name not in left_out}
    for name in ("partnerships", "event_themes"):
        content[name] = [
            {name: item[name] for name in item if name not in ("pk", "event")}
            for item in content[name]
        ]
    return without_ids(content)


def test_it_is_equal_to_one_that_was_added_and_published_by_itself(world, tmp_path):
    settle()
    with transaction.atomic():
        add_one_by_one(world)
        settle()
        one_by_one = state()
        transaction.set_rollback(True)

    run_import("events", write(tmp_path / "t.json", *ROWS), "--publish")
    settle()

    from_table = state()
    for name, value in one_by_one.items():
        assert from_table[name] == value, name


def test_the_tree_is_sound(world, tmp_path):
    run_import("events", write(tmp_path / "t.json", *ROWS))
    assert Page.find_problems() == ([], [], [], [], [])


def test_history_says_who_made_and_published_it(world, tmp_path):
    run_import("events", write(tmp_path / "t.json", *ROWS[:1]), "--publish")
    event = EventPage.objects.get()
    actions = PageLogEntry.objects.filter(page=event.pk).order_by("pk")
    assert [action.action for action in actions] == ["wagtail.create", "wagtail.publish"]


def test_a_snippet_has_history_version_and_a_place_in_search(tmp_path):
    path = write(tmp_path / "t.json", {"key": "words", "text": "Dignity for all"})
    run_import("quotes", path, "--publish")
    quote = Quote.objects.get()
    assert quote.latest_revision_id == quote.live_revision_id
    assert ModelLogEntry.objects.filter(object_id=str(quote.pk)).count() == 2
    assert list(Quote.objects.all()) == [quote]
    assert [hit.object_id for hit in find("dignity")] == [quote.pk]


def test_an_event_can_be_edited_and_published_afterwards(world, tmp_path):
    run_import("events", write(tmp_path / "t.json", *ROWS), "--publish")
    event = EventPage.objects.get(code="AB2")
    event.title = "Another title"
    make.publish(event)
    settle()
    assert documents("event")["AB2"]["title"] == "Another title"


@pytest.mark.parametrize("kind", ["events", "quotes", "partners"])
def test_more_rows_take_no_more_queries(world, tmp_path, kind):
    def queries_of(numbers: range) -> int:
        rows = [rows_of[kind](number) for number in numbers]
        with CaptureQueriesContext(connection) as queries:
            run_import(kind, write(tmp_path / "t.json", *rows), "--publish")
        return len(queries)

    rows_of = {
        "events": lambda number: ROWS[0] | {
            "key": f"AB{number}", "code": f"AB{number}", "ordinal": number, "dates": "1990"
        },
        "quotes": lambda number: {"key": f"q{number}", "text": f"Words {number}"},
        "partners": lambda number: {"key": f"p{number}", "name": f"Partner {number}"},
    }  # fmt: skip
    queries_of(range(1, 4))

    assert queries_of(range(4, 7)) == queries_of(range(7, 15))
