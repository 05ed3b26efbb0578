"""Asking for addresses in turn, in one run, so that the machine's moods hit all alike."""

import statistics
import time

from django.test import Client

ROUNDS = 10
READER = Client(headers={"host": "api.test"})


def read(url: str) -> dict:
    response = READER.get(url)
    assert response.status_code == 200, response.content
    return response.json()


def compare(names_and_urls: dict[str, str]) -> dict[str, float]:
    """The median seconds of each address, asked for in turn."""
    taken: dict[str, list[float]] = {name: [] for name in names_and_urls}
    for _ in range(ROUNDS):
        for name, url in names_and_urls.items():
            started = time.perf_counter()
            read(url)
            taken[name].append(time.perf_counter() - started)
    return {name: statistics.median(values) for name, values in taken.items()}
