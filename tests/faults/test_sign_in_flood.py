"""140 connections post wrong passwords, each from another address, while readers read."""

import random
import threading
import time

import httpx2
import pytest

from archive.publisher.after_commit import catch_up
from tests.factories import make_theme
from tests.faults.load import client, constant_load, get, until
from tests.serving import database_url, server

pytestmark = [
    pytest.mark.slow,
    pytest.mark.same_on_all_databases,
    pytest.mark.django_db(transaction=True),
]

CONNECTIONS = 140
SECONDS = 6  # at least
FEWEST = 20  # answers of readers, fewer say nothing
PAUSE = 0.05  # between two posts of a connection: far more of them than the server can answer
KNOWN = ["/api/v1/themes/peace/"]
# Seconds, of 99 in 100 answers. This process also runs the attackers, on two busy processors.
# Without the gate nobody was answered for a minute.
LONGEST = 5.0
SIGN_IN = "/admin/login/"


def attack(url: str, over: threading.Event, statuses: list[int]) -> None:
    """Post wrong passwords with a valid token, as a script does that has opened the form."""
    with client(url) as attacker:
        token = attacker.get(SIGN_IN).cookies.get("csrftoken", "x" * 32)
        while not over.is_set():
            address = ".".join(str(random.randint(1, 254)) for _ in range(4))
            form = {"username": "editor", "password": "wrong", "csrfmiddlewaretoken": token}
            headers = {
                "X-Forwarded-For": address,
                "Cookie": f"csrftoken={token}",
                "Referer": f"https://api.test{SIGN_IN}",
            }
            try:
                statuses.append(attacker.post(SIGN_IN, data=form, headers=headers).status_code)
            except httpx2.HTTPError:
                statuses.append(0)
            time.sleep(PAUSE)


def test_readers_are_answered_beside_140_connections_that_sign_in(tmp_path):
    make_theme(label="Peace", slug="peace")
    catch_up()
    environment = {
        "DJANGO_SETTINGS_MODULE": "tests.faults.real_passwords",
        "TRUSTED_PROXY_COUNT": "1",
    }
    log = tmp_path / "log"
    with (
        server(database_url(), "--blocking-threads=32", output=log, **environment) as at,
        client(at.url) as reader,
    ):
        assert get(reader, KNOWN[0]).is_good
        statuses: list[int] = []
        over = threading.Event()
        attackers = [
            threading.Thread(target=attack, args=(at.url, over, statuses))
            for _ in range(CONNECTIONS)
        ]
        for attacker in attackers:
            attacker.start()
        try:
            with constant_load(at.url, KNOWN, 2, pause=0.02) as answers:
                time.sleep(SECONDS)
                until(lambda: len(answers) > FEWEST)
        finally:
            over.set()
        for attacker in attackers:
            attacker.join()
    assert [answer for answer in answers if not answer.is_good] == []
    assert sorted(answer.seconds for answer in answers)[int(len(answers) * 0.99)] < LONGEST
    assert 503 in statuses, "most were refused without work"
    assert set(statuses) <= {200, 403, 429, 503}
