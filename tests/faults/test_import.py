"""Fault 18: a table brings in and publishes a thousand records while people read."""

import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from archive.models import Head
from archive.publisher.after_commit import catch_up
from tests.factories import make_theme
from tests.faults.archive import environment_of
from tests.faults.load import client, constant_load, get
from tests.receiving import answer, receiver
from tests.serving import ROOT, database_url, server
from webhooks.delivery import WINDOW
from webhooks.models import Endpoint

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

ROWS = 1000
KNOWN = ["/api/v1/themes/peace/", "/api/v1/themes/"]
NEW = [f"/api/v1/themes/?limit=20&q=word{number}" for number in range(20_000)]
LONGEST = 2.0  # seconds


@pytest.fixture
def table(tmp_path) -> Path:
    path = tmp_path / "themes.csv"
    rows = [f"theme-{number},Theme {number}" for number in range(ROWS)]
    path.write_text("\n".join(["key,label", *rows]))
    return path


class AtOnce:
    """Takes every request in a moment, and counts how many come at the same time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._now = self.most = 0

    def __call__(self, handler) -> None:
        with self._lock:
            self._now += 1
            self.most = max(self.most, self._now)
        time.sleep(0.005)
        with self._lock:
            self._now -= 1
        answer(handler, 204)


def test_fault_18_readers_and_receivers_are_not_overrun(production, table, tmp_path):
    make_theme(label="Peace", slug="peace")
    catch_up()
    environment = environment_of(database_url())
    behave = AtOnce()
    with (
        receiver(behave) as hook,
        server(database_url(), "--blocking-threads=8", output=tmp_path / "log", **production) as at,
        client(at.url) as reader,
    ):
        head = Head.objects.get().sequence
        Endpoint.objects.create(name="A front end", url=hook.url, cursor=head)
        assert get(reader, KNOWN[0]).is_good
        worker = subprocess.Popen(
            [sys.executable, "manage.py", "worker"],
            cwd=ROOT,
            env={**environment, "WEBHOOK_NETWORKS": "127.0.0.0/8"},
        )
        try:
            with (
                constant_load(at.url, KNOWN, 4, pause=0.03) as of_known,
                constant_load(at.url, NEW, 2, pause=0.03) as new,
            ):
                subprocess.run(
                    [sys.executable, "manage.py", "table_import", "themes", table, "--publish"],
                    cwd=ROOT,
                    env=environment,
                    check=True,
                    capture_output=True,
                )
                hook.wait_for(ROWS, 120)
                time.sleep(1)  # in which what comes twice would come
            assert get(reader, f"/api/v1/themes/theme-{ROWS - 1}/").is_good
        finally:
            worker.terminate()
            worker.wait(timeout=60)
    for answers in (of_known, new):
        assert len(answers) > 100
        wrong = [
            (answer.status, answer.error, answer.path) for answer in answers if not answer.is_good
        ]
        assert not wrong, wrong[:3]
        taken = sorted(answer.seconds for answer in answers)
        assert taken[int(len(taken) * 0.99)] < LONGEST
    received = [request.data["data"]["id"] for request in hook.requests]
    assert (len(received), len(set(received))) == (ROWS, ROWS), "of each record, once"
    assert behave.most <= WINDOW
