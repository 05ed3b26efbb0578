"""How long a change of something that very many events show takes, for the editor and the world.

SQLite in a temporary folder, or the empty database that BENCH_DATABASE_URL names.

    python benchmarks/fanout.py [EVENTS]
"""

import os
import resource
import subprocess
import sys
import time
import uuid
from collections import Counter
from copy import copy

# First of all: it prepares Django, on a database of its own.
from large_archive import ROOT  # isort: skip

from contenders.content import insert
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.test.utils import setup_test_environment
from django.urls import reverse
from settled import settle
from wagtail.models import Page

from archive.fixity.verify import differences
from archive.models import Entry, PublicRecord
from archive.publisher import tasks
from archive.publisher.pending import add_later
from cms.models import EventPage, Partner, Partnership
from tests.factories import make_event, make_partner, make_series


def fill(count: int) -> Partner:
    """`count` events of 20 series, all with one partner, rendered and published for real."""
    call_command("migrate", verbosity=0)
    partner = make_partner(name="A ministry")
    for number in range(20):
        series = make_series(title=f"Series {number}")
        first = make_event(series=series, code=f"S{number}E1", ordinal=1)
        copies = [copy_of(first, number, ordinal) for ordinal in range(2, count // 20 + 1)]
        with transaction.atomic():
            insert(copies)
            Page.objects.filter(pk=series.pk).update(numchild=count // 20)
            pks = [event.pk for event in (first, *copies)]
            add_later((EventPage.kind, pk) for pk in pks)
            Partnership.objects.bulk_create(
                [Partnership(event_id=pk, partner=partner) for pk in pks], batch_size=500
            )
        tasks.finish()
    settle()
    return partner


def copy_of(event: EventPage, number: int, ordinal: int) -> EventPage:
    """Another event beside `event`, not saved yet."""
    copied = copy(event)
    for name in ("pk", "id", "page_ptr_id"):
        setattr(copied, name, None)
    copied.path = f"{event.path[:-4]}{Page._int2str(ordinal).rjust(4, '0')}"
    copied.slug = f"s{number}e{ordinal}"
    copied.url_path = f"{event.url_path.rsplit('/', 2)[0]}/{copied.slug}/"
    copied.uid, copied.translation_key = uuid.uuid4(), uuid.uuid4()
    copied.code, copied.ordinal = f"S{number}E{ordinal}", ordinal
    return copied


def rename(client: Client, partner: Partner, name: str) -> float:
    """Publish a new name the way an editor does; the seconds until the answer is there."""
    address = reverse("wagtailsnippets_cms_partner:edit", args=[partner.pk])
    form = client.get(address).context["form"]
    values = {
        bound.html_name: bound.value()
        for part in (form, *(formset.management_form for formset in form.formsets.values()))
        for bound in part
        if bound.value() is not None and bound.value() is not False
    }
    started = time.perf_counter()
    answer = client.post(address, values | {"name": name, "action-publish": "1"})
    assert answer.status_code == 302, answer.status_code
    return time.perf_counter() - started


def editor() -> Client:
    from django.contrib.auth import get_user_model

    client = Client()
    client.force_login(get_user_model().objects.create_superuser("bench", password="bench"))
    return client


def worker() -> subprocess.Popen:
    command = ["manage.py", "db_worker", "--backend=worker", "--no-reload", "--verbosity=0"]
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "cms.settings.test", "WORKER": "true"}
    return subprocess.Popen([sys.executable, *command], cwd=ROOT, env=environment)


def main(count: int) -> None:
    setup_test_environment()  # which lets the test client see the form it was sent
    settings.WORKER = True
    started = time.perf_counter()
    partner = fill(count)
    print(f"{count} events published, {time.perf_counter() - started:.0f} s")
    client, beside = editor(), worker()
    try:
        before = Entry.objects.latest("pk").pk
        spent = time.process_time()
        returned = rename(client, partner, "The same ministry")
        spent = time.process_time() - spent
        started = time.perf_counter()
        while tasks.waiting():
            time.sleep(0.2)
        everywhere = returned + time.perf_counter() - started
    finally:
        beside.terminate()
        beside.wait()
    appended = Entry.objects.filter(pk__gt=before)
    counts = dict(Counter(appended.values_list("kind", flat=True)))
    assert counts == {"partner": 1, "event": count}, counts
    assert appended.values("uid").distinct().count() == count + 1
    print(f"renamed: back at the editor's after {returned:.2f} s")
    print(f"         of which {spent:.2f} s of the server's processor")
    print(f"renamed: public everywhere after {everywhere:.1f} s, each document changed once")
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"         of which {used.ru_utime + used.ru_stime:.1f} s of the worker's processor")
    partner.refresh_from_db()
    started, spent = time.perf_counter(), time.process_time()
    partner.unpublish()
    assert not PublicRecord.objects.get(kind="partner").live
    print(f"withdrawn: gone everywhere after {time.perf_counter() - started:.1f} s, in the request")
    print(f"           of which {time.process_time() - spent:.1f} s of the server's processor")
    assert list(differences()) == []


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
