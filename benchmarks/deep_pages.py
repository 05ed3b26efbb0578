"""What a page deep in a long list costs, against the first one.

    .venv/bin/python benchmarks/deep_pages.py [EVENTS]

It fills a database of its own (SQLite in a temporary folder, or the empty one that
BENCH_DATABASE_URL names) with copies of one event's document, asks for pages in turn, and prints
the ratios of the medians.
"""

import json
import os
import statistics
import sys
import tempfile
import time
import uuid
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = tempfile.TemporaryDirectory()
os.environ["DATABASE_URL"] = os.environ.get(
    "BENCH_DATABASE_URL", f"sqlite:///{FOLDER.name}/bench.sqlite3"
)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.test")
sys.path.insert(0, str(ROOT))

import django  # noqa: E402  the environment comes first

django.setup()

from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402

from archive.log import catch_up  # noqa: E402
from archive.models import Entry, Facet, Head, Record  # noqa: E402
from archive.projection import columns_of, facets_of  # noqa: E402
from archive.registry import registry  # noqa: E402
from tests.factories import make_event, make_partner, make_series  # noqa: E402

EVENTS = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
ROUNDS = 60
READER = Client(headers={"host": "api.test"})


def fill(count: int) -> None:
    """`count` events in the log, made from the document of one."""
    series = make_series(title="A series")
    make_event(
        series=series,
        code="B0",
        ordinal=1,
        organiser=make_partner(),
        start="2012-01-01",
        precision="day",
    )
    catch_up()
    model = Record.objects.select_related("entry").get(kind="event")
    original = json.loads(model.entry.content)
    resource, head = registry["event"], Head.objects.get()
    for start in range(1, count, 1000):
        entries, records, facets = [], [], []
        for number in range(start, min(start + 1000, count)):
            uid, key = uuid.uuid4(), f"B{number}"
            document = original | {
                "id": str(uid), "key": key, "code": key, "title": f"Event {number * 7919 % count}",
                "ordinal": number + 1,
            }  # fmt: skip
            head.sequence += 1
            body = json.dumps(document).encode()
            entry = Entry(
                sequence=head.sequence,
                uid=uid,
                kind="event",
                key=key,
                locale="en",
                action="publish",
                digest="0" * 64,
                body=body,
                recorded_at=model.changed_at,
            )
            entries.append(entry)
            records.append(
                Record(
                    uid=uid,
                    kind="event",
                    key=key,
                    locale="en",
                    object_id=1_000_000 + number,
                    entry=entry,
                    live=True,
                    first_published_at=model.changed_at,
                    changed_at=model.changed_at,
                    **columns_of(resource, document),
                )
            )
            facets += facets_of(resource, uid, document)
        Entry.objects.bulk_create(entries)
        Record.objects.bulk_create(records)
        Facet.objects.bulk_create(facets, batch_size=2000)
    head.save()


def read(url: str) -> dict:
    response = READER.get(url)
    assert response.status_code == 200, response.content
    return response.json()


def deep_cursor(ordering: str) -> str:
    """The address of the page at 90 % of the list."""
    url = f"/api/v1/events/?limit=100&ordering={ordering}"
    for _ in range(int(EVENTS * 0.9) // 100):
        url = read(url)["next"].removeprefix("https://api.test")
    return url


def compare(names_and_urls: dict[str, str]) -> dict[str, float]:
    """The median seconds of each address, asked for in turn."""
    taken: dict[str, list[float]] = {name: [] for name in names_and_urls}
    for _ in range(ROUNDS):
        for name, url in names_and_urls.items():
            started = time.perf_counter()
            read(url)
            taken[name].append(time.perf_counter() - started)
    return {name: statistics.median(values) for name, values in taken.items()}


def main() -> None:
    call_command("migrate", verbosity=0)
    fill(EVENTS)
    print(f"{EVENTS} events")
    for ordering in ("-ordinal", "title", "-start,title"):
        first = f"/api/v1/events/?limit=100&ordering={ordering}"
        numbered = f"/api/v1/events/?limit=100&ordering={ordering}&page=90"
        medians = compare({"first": first, "cursor": deep_cursor(ordering), "page": numbered})
        print(
            f"{ordering:>14}: first {medians['first'] * 1000:6.1f} ms, "
            f"cursor at 90 % {medians['cursor'] / medians['first']:.2f}, "
            f"page 90 {medians['page'] / medians['first']:.2f}"
        )


if __name__ == "__main__":
    main()
