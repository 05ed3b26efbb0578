"""Webhooks at 1,000 changes a minute: how many arrive, and how long after the commit.

SQLite in a temporary folder, or the empty database that BENCH_DATABASE_URL names.

    python benchmarks/hooks.py [SECONDS]
"""

import os
import statistics
import subprocess
import sys
import time

# First of all: it prepares Django, on a database of its own.
from large_archive import ROOT  # isort: skip

from django.core.management import call_command
from django.db import transaction

from archive.models import Head, PublicRecord
from tests.factories import make_theme
from tests.receiving import receiver
from webhooks.models import Endpoint

A_MINUTE = 1000
AT_ONCE = 5  # records in one transaction, as when an edition is published with what is new in it


def worker() -> subprocess.Popen:
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "cms.settings.test",
        "WEBHOOK_NETWORKS": "127.0.0.0/8",
    }
    return subprocess.Popen([sys.executable, "manage.py", "worker"], cwd=ROOT, env=environment)


def publish(seconds: float) -> dict[str, float]:
    """A thousand records a minute; when each was committed, by its id."""
    committed: dict[str, float] = {}
    started = time.monotonic()
    number = 0
    while (now := time.monotonic()) < started + seconds:
        due = int((now - started) * A_MINUTE / 60)
        if number + AT_ONCE > due:
            time.sleep(0.02)
            continue
        with transaction.atomic():
            themes = [make_theme(label=f"Theme {number + place}") for place in range(AT_ONCE)]
        number += AT_ONCE
        committed |= {str(theme.uid): time.monotonic() for theme in themes}
    return committed


def main(seconds: float) -> None:
    call_command("migrate", verbosity=0)
    with receiver() as hook:
        first = Endpoint.objects.create(
            name="First", url=hook.url, cursor=Head.objects.get().sequence
        )
        beside = worker()
        try:
            make_theme(label="The first")
            hook.wait_for(1, seconds=60)
            committed = publish(seconds)
            hook.wait_for(1 + len(committed), seconds=120)
        finally:
            beside.terminate()
            beside.wait()
        lags = sorted(
            request.came_at - committed[request.data["data"]["id"]]
            for request in hook.requests
            if request.data["data"]["id"] in committed
        )
    stored = PublicRecord.objects.filter(kind="theme").count() - 1
    assert len(lags) == len(committed) == stored, (len(lags), len(committed), stored)
    first.refresh_from_db()
    print(f"{len(committed)} published in {seconds:.0f} s, {len(lags)} delivered, each once")
    print(f"{len(committed) * 60 / seconds:.0f} a minute")
    print(f"lag: median {statistics.median(lags):.2f} s, 99 % {lags[int(len(lags) * 0.99)]:.2f} s")


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 60)
