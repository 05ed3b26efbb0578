"""`python inside.py`: costs that are measured within one process, as the last line, in JSON.

The page at 90 % of the list against the first one, by cursor and by number; publishing an event
with the log and without it.
"""

import json
import statistics
import sys
import time
from typing import Any
from unittest import mock

import django

django.setup()

from django.conf import settings  # noqa: E402  the settings come first
from django.test import Client  # noqa: E402

from cms.models import EventPage  # noqa: E402

ROUNDS, LIMIT = 15, 20
READER = Client(headers={"host": "localhost"})
LIST = f"/api/v1/events/?limit={LIMIT}&ordering=title"


def taken(work: Any) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def read(url: str) -> dict:
    response = READER.get(url)
    if response.status_code != 200:
        raise RuntimeError(f"{url}: {response.content.decode()}")
    return response.json()


def deep_pages() -> float:
    """The dearer of the two ways to the page at 90 %, as a multiple of the first page."""
    page = int(read(LIST)["count"] * 0.9) // LIMIT + 2  # of 100,000 no earlier one has a number
    urls = {"first": LIST, "number": f"{LIST}&page={page}", "cursor": cursor_at(page)}
    rounds = [
        {name: taken(lambda url=url: read(url)) for name, url in urls.items()}
        for _ in range(ROUNDS * 10)
    ]
    # Within a round the machine is in one mood: a page takes two milliseconds.
    return max(
        statistics.median(times[name] / times["first"] for times in rounds)
        for name in ("number", "cursor")
    )


def cursor_at(page: int) -> str:
    """The address by cursor of what has the number `page`: five pages are followed in one."""
    url = f"{LIST.replace(f'={LIMIT}', f'={LIMIT * 5}')}"
    for _ in range((page - 1) // 5):
        url = read(url)["next"].removeprefix(settings.API_ORIGIN)
    return url.replace(f"limit={LIMIT * 5}", f"limit={LIMIT}")


def publishing() -> float:
    """Saving and publishing a new version of an event with the log, against the same without."""

    def publish(text: str) -> None:
        event = EventPage.objects.get(code="B3")
        event.summary = text
        event.save_revision().publish()

    with_log, without_log = [], []
    for number in range(ROUNDS):
        with_log.append(taken(lambda number=number: publish(f"With the log {number}")))
        with mock.patch("archive.publisher.signals.mark"):
            without_log.append(taken(lambda number=number: publish(f"Without {number}")))
    return statistics.median(with_log) / statistics.median(without_log)


if __name__ == "__main__":
    figures = {"max_deep_page_vs_first": deep_pages(), "max_publish_vs_wagtail": publishing()}
    sys.stdout.write(f"{json.dumps(figures)}\n")
