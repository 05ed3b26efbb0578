"""Fault 11: all that is known goes at once, while very many are reading."""

import time

import pytest
from prometheus_client.parser import text_string_to_metric_families

from archive.publisher.after_commit import catch_up
from tests.factories import make_theme
from tests.faults.load import client, constant_load, until
from tests.serving import database_url, server

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.same_on_all_databases,
]

URLS = [
    "/api/v1/themes/peace/",
    "/api/v1/themes/",
    "/api/v1/themes/?q=peace",
    "/api/v1/search/?q=peace",
    "/api/v1/themes.atom",
]
LONGEST = 2.0  # seconds


def made_anew(reader) -> float:
    """How many answers the process has made: read itself, or asked Django for."""
    exposition = reader.get("/health/metrics", headers={"Authorization": "Bearer a-token"}).text
    return sum(
        sample.value
        for family in text_string_to_metric_families(exposition)
        for sample in family.samples
        if sample.name == "plenary_fast_path_total" and sample.labels["answer"] != "known"
    )


def test_fault_11_what_all_ask_for_is_made_once(production, tmp_path):
    make_theme(label="Peace", slug="peace")
    catch_up()
    time.sleep(2.5)  # until then an answer may change by itself: it gets its Last-Modified
    environment = production | {"METRICS_TOKEN": "a-token"}
    options = "--blocking-threads=16"
    with (
        server(database_url(), options, output=tmp_path / "log", **environment) as running,
        client(running.url) as reader,
        constant_load(running.url, URLS, 16) as answers,
    ):
        until(lambda: len(answers) > 200)
        before = made_anew(reader)
        began = time.monotonic()
        make_theme(label="Peace at last")
        catch_up()
        until(lambda: any(b"Peace at last" in answer.content for answer in answers[-50:]))
        time.sleep(3)
        made = made_anew(reader) - before
    during = [answer for answer in answers if answer.asked_at > began]
    wrong = [(answer.status, answer.error, answer.path) for answer in during if not answer.is_good]
    assert not wrong, wrong[:3]
    assert len(URLS) <= made <= 2 * len(URLS), "for the news, and with its Last-Modified"
    assert len(during) > 50 * made
    slowest = sorted(answer.seconds for answer in during)[int(len(during) * 0.99)]
    assert slowest < LONGEST
