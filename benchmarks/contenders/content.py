"""`python content.py EVENTS`: fill the empty database of DATABASE_URL with real, public events.

Each event is about 6 kB of JSON, with partners, quotes, themes and references, and stands in the
tree of pages, in Wagtail's search index and in the publication log, so that every contender reads
the same content.
"""

import json
import sys
import uuid

import django

django.setup()

from django.core.management import call_command  # noqa: E402  the settings come first
from django.db import transaction  # noqa: E402
from settled import settle  # noqa: E402
from wagtail.models import Page  # noqa: E402

from archive.models import Entry, PublicRecord  # noqa: E402
from archive.publisher.after_commit import catch_up  # noqa: E402
from archive.publisher.pending import add_later  # noqa: E402
from archive.publisher.tasks import finish  # noqa: E402
from archive.search import index  # noqa: E402
from cms.models import (  # noqa: E402
    EventPage,
    EventQuote,
    EventReference,
    EventTheme,
    Partnership,
)
from tests import factories as make  # noqa: E402

TOPICS = (
    "rights dignity security health water education migration climate peace justice labour "
    "children women freedom faith press science trade asylum harvest"
)
WORDS = TOPICS.split()
PART = 500
MOST = 30_000  # editions of one series: none has a higher number than 32,767


def title_of(number: int) -> str:
    """Three of the words and a number: every title has “human”, one has each number."""
    chosen = [WORDS[number // step % len(WORDS)] for step in (1, 20, 400)]
    return f"Human {' '.join(chosen)} {number}"


def paragraph(number: int, length: int) -> str:
    words = (WORDS[(number * 31 + step * step) % len(WORDS)] for step in range(length))
    return f"<p>{' '.join(words).capitalize()}.</p>"


def body_of(number: int) -> str:
    """About 1.5 kB of text in six blocks."""
    blocks = [
        {"type": "paragraph", "value": paragraph(number + step, 38), "id": str(uuid.uuid4())}
        for step in range(6)
    ]
    return json.dumps(blocks)


def page_of(event: EventPage) -> Page:
    """The row of the table of all pages that belongs to `event`."""
    columns = {field.attname: getattr(event, field.attname) for field in Page._meta.concrete_fields}
    return Page(**columns)


def events(series: Page, like: EventPage, numbers: range) -> list[EventPage]:
    event_pages = []
    for number in numbers:
        ordinal = number % MOST + 1
        columns = {
            field.attname: getattr(like, field.attname)
            for field in EventPage._meta.concrete_fields
            if field.name not in ("id", "page_ptr")
        }
        event = EventPage(**columns)
        event.path = f"{series.path}{Page._int2str(ordinal).rjust(Page.steplen, '0')}"
        event.series_id = series.pk
        event.uid, event.translation_key = uuid.uuid4(), uuid.uuid4()
        event.title = event.draft_title = title_of(number)
        event.slug, event.code = f"b{number}", f"B{number}"
        event.url_path = f"{series.url_path}b{number}/"
        event.ordinal = ordinal
        event.body = body_of(number)
        event_pages.append(event)
    return event_pages


def insert(event_pages: list[EventPage]) -> None:
    """Rows of both tables: Django's `bulk_create` knows no model with a parent's table."""
    pages = Page.objects.bulk_create([page_of(event) for event in event_pages])
    for event, page in zip(event_pages, pages, strict=True):
        event.page_ptr_id = event.pk = page.pk
    fields = EventPage._meta.local_concrete_fields
    EventPage._base_manager.all()._insert(event_pages, fields=fields)


def give_parts(event_pages: list[EventPage], records: dict) -> None:
    """Two partners, quotes, themes and references for each of `found`."""
    for model, name in (
        (Partnership, "partner"),
        (EventQuote, "quote"),
        (EventTheme, "theme"),
        (EventReference, "reference"),
    ):
        pool = records[name]
        model.objects.bulk_create(
            model(
                event=event,
                sort_order=order,
                **{name: pool[((event.ordinal or 0) + order) % len(pool)]},
            )
            for event in event_pages
            for order in range(2)
        )


def fill(count: int) -> None:
    call_command("migrate", verbosity=0)
    with transaction.atomic():
        every = [make.make_series() for _ in range(0, count, MOST)]
        records = {
            "partner": [make.make_partner(country="CH") for _ in range(20)],
            "quote": [
                make.make_quote(text=f"Words that were said, number {n}. " * 6) for n in range(20)
            ],
            "theme": [make.make_theme() for _ in range(20)],
            "reference": [make.make_reference() for _ in range(20)],
        }
        first = make.make_event(
            series=every[0],
            title=title_of(0),
            slug="b0",
            code="B0",
            ordinal=1,
            start="2012-01-26",
            end="2012-01-28",
            precision="day",
            summary="What was said of these rights, and what is to be done.",
            organiser=make.make_partner(),
            venue=make.make_venue(locality="Town", country="GB"),
            body=body_of(0),
        )
        first.refresh_from_db()
        give_parts([first], records)
        for start in (1, *range(PART, count, PART)):
            end = min(start - start % PART + PART, count)
            event_pages = events(every[start // MOST], first, range(start, end))
            insert(event_pages)
            give_parts(event_pages, records)
        for series in every:
            Page.objects.filter(pk=series.pk).update(
                numchild=EventPage.objects.filter(series=series).count()
            )
        add_later(("event", pk) for pk in EventPage.objects.values_list("pk", flat=True))
    catch_up()
    finish()
    index.index_all()
    settle()


if __name__ == "__main__":
    fill(int(sys.argv[1]))
    record = PublicRecord.objects.filter(kind="event")[0]
    summary = {
        "events": PublicRecord.objects.filter(kind="event", live=True).count(),
        "bytes": len(Entry.objects.get(pk=record.entry_id).content),
    }
    sys.stdout.write(f"{json.dumps(summary)}\n")
