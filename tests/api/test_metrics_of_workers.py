"""Two workers count for themselves, and whichever is asked tells what both have counted."""

import urllib.request
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.parser import text_string_to_metric_families

from archive.models import Head
from tests.faults.load import until
from tests.serving import database_url, server

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.same_on_all_databases]
ASKED = 60
LIVE = {"method": "GET", "route": "health/live", "status": "200"}
TOTAL = "plenary_requests_total"


def test_the_metrics_of_two_workers_are_those_of_both(tmp_path):
    folder = tmp_path / "metrics"
    folder.mkdir()
    given = {"PROMETHEUS_MULTIPROC_DIR": str(folder), "METRICS_TOKEN": "a-token"}
    with server(database_url(), "--workers=2", **given) as running:
        with ThreadPoolExecutor(8) as readers:
            # On a busy machine one of the two may take all at first.
            until(lambda: ask(readers, running.url) and len(counts_of_each(folder)) == 2)
        scrapes = [samples(running.url) for _ in range(8)]

    counted = counts_of_each(folder)
    assert len(counted) == 2
    for metrics in scrapes:
        # The server of the tests has asked as well, until it was answered.
        assert metrics[TOTAL, *sorted(LIVE.items())] == sum(counted) >= ASKED
        assert metrics[("plenary_log_head",)] == Head.objects.get().sequence
        names = Counter(name for name, *_labels in metrics)
        assert names["plenary_public_records"] == 1
        assert not [labels for _name, *labels in metrics if "pid" in dict(labels)]


def ask(readers: ThreadPoolExecutor, url: str) -> list[str]:
    return list(readers.map(fetch, [f"{url}/health/live"] * ASKED))


def fetch(url: str, **headers: str) -> str:
    """On a connection of its own, which either worker may take."""
    with urllib.request.urlopen(urllib.request.Request(url, headers=headers)) as response:
        return response.read().decode()


def samples(url: str) -> dict[tuple, float]:
    """`{(name, *labels): value}`, as one of the workers tells them."""
    exposition = fetch(f"{url}/health/metrics", Authorization="Bearer a-token")
    return {
        (sample.name, *sorted(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(exposition)
        for sample in family.samples
    }


def counts_of_each(folder: Path) -> list[float]:
    """How often each process was asked whether it lives."""
    return [
        sample.value
        for file in folder.glob("counter_*.db")
        for metric in MultiProcessCollector.merge([str(file)])
        for sample in metric.samples
        if sample.name == TOTAL and sample.labels == LIVE
    ]
