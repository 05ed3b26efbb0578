"""A large archive in a database of its own, for the benchmarks.

SQLite in a temporary folder, or the empty database that BENCH_DATABASE_URL names.
"""

import json
import os
import sys
import tempfile
import uuid
from collections.abc import Iterable
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
from django.utils import timezone  # noqa: E402
from settled import settle  # noqa: E402

from archive.batches import in_batches  # noqa: E402
from archive.encoding import digest_of  # noqa: E402
from archive.models import Entry, Facet, Head, PublicRecord  # noqa: E402
from archive.publisher.after_commit import catch_up  # noqa: E402
from archive.publisher.facet_counts import count_all  # noqa: E402
from archive.publisher.projection import columns_of, facets_of, search_text_of  # noqa: E402
from archive.registry import Document, registry  # noqa: E402
from archive.search import index as search  # noqa: E402
from tests.factories import make_event, make_partner, make_series  # noqa: E402

TOPICS = (
    "human rights dignity security health water education migration climate peace justice labour "
    "children women freedom faith press science trade asylum"
)
WORDS = TOPICS.split()


def title_of(number: int) -> str:
    """Three of the words and a number: some titles share a word, none is like another."""
    chosen = [WORDS[number // step % len(WORDS)] for step in (1, 20, 400)]
    return f"{' '.join(chosen)} {number}".capitalize()


def fill(count: int) -> None:
    """`count` events in the log, made from the document of one."""
    call_command("migrate", verbosity=0)
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
    original = document_of("event", "B0")
    append(
        "event",
        (
            original | {
                "id": str(uuid.uuid4()), "key": f"B{number}", "code": f"B{number}",
                "title": title_of(number * 7919 % count), "ordinal": number + 1,
                "html_url": f"{original['html_url'][:-1]}-{number}/",
            }
            for number in range(1, count)
        ),
    )  # fmt: skip
    count_all()
    settle()


def document_of(kind: str, key: str) -> Document:
    record = PublicRecord.objects.select_related("entry").get(kind=kind, key=key)
    return json.loads(record.entry.content)


def append(kind: str, documents: Iterable[Document]) -> None:
    """Put `documents` into the log, and what lists and searches know of them."""
    resource, head, now = registry[kind], Head.objects.get(), timezone.now()
    for part in in_batches(documents, 1000):
        entries, records, texts = [], [], []
        facets: list[Facet] = []
        for document in part:
            uid, key, locale = uuid.UUID(document["id"]), document["key"], document["locale"]
            index = resource.index(document)
            head.sequence += 1
            body = json.dumps(document).encode()
            entry = Entry(
                sequence=head.sequence,
                uid=uid,
                kind=kind,
                key=key,
                locale=locale,
                action="publish",
                digest=digest_of(body),
                body=body,
                recorded_at=now,
            )
            entries.append(entry)
            record = PublicRecord(
                uid=uid,
                kind=kind,
                key=key,
                locale=locale,
                object_id=1_000_000 + head.sequence,
                entry=entry,
                live=True,
                first_published_at=now,
                changed_at=now,
                **columns_of(resource, document, index),
            )
            records.append(record)
            texts.append(search_text_of(resource, record, document))
            facets += [
                Facet(record_id=uid, name=name, value=value) for name, value in facets_of(index)
            ]
        Entry.objects.bulk_create(entries)
        PublicRecord.objects.bulk_create(records)
        Facet.objects.bulk_create(facets, batch_size=2000)
        search.write(texts)
    head.save()
