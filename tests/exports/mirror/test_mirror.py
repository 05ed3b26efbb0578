"""A mirror that reads while others write ends up with the archive."""

import random
import threading
import time

import orjson
import pytest
from django.db import connection

from archive.models import PublicRecord
from archive.publisher.after_commit import catch_up
from cms.models import EventPage, SeriesPage, Theme
from tests.api.helpers import read
from tests.documentation import blocks
from tests.factories import make_event, make_series, make_theme, publish
from tests.mirror import digests, public, run

pytestmark = pytest.mark.django_db(transaction=True)

CHANGES = "/api/v1/changes/"


def write(rounds: int) -> None:
    """Publish, change, withdraw, move and delete."""
    chance = random.Random(1725)
    make_event(series=make_series(title="One"), code="E1")
    make_series(title="Two")
    for number in range(rounds):
        themes = [make_theme(label=f"Theme {number} {copy}") for copy in range(3)]
        catch_up()
        themes[0].summary = f"Changed in {number}"
        publish(themes[0])
        themes[1].unpublish()
        Theme.objects.get(pk=chance.choice(Theme.objects.values_list("pk", flat=True))).delete()
        target = SeriesPage.objects.get(slug="one" if number % 2 else "two")
        EventPage.objects.get(code="E1").move(target, pos="last-child")
        catch_up()


@pytest.fixture
def writer():
    """A thread that writes, and what went wrong in it."""
    errors: list[Exception] = []

    def act() -> None:
        try:
            write(10)
        except Exception as error:  # noqa: BLE001  whatever it is, the test names it
            errors.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=act)
    thread.start()
    yield thread
    thread.join()
    assert errors == []


@pytest.fixture
def origin(live_server, settings, tmp_path, monkeypatch) -> str:
    """A live server, and an empty folder to run a program in."""
    settings.API_ORIGIN = live_server.url
    monkeypatch.chdir(tmp_path)
    return live_server.url


@pytest.mark.parametrize("code", blocks("python"))
def test_the_mirror_of_the_documentation_is_complete_at_every_moment(code, origin, writer):
    runs = 0
    while writer.is_alive():
        run(code, origin)  # which raises when the checksum is not that of its copy
        runs += 1
    copied = run(code, origin)
    assert runs > 1
    assert digests(copied) == public()
    for uid, entry in copied["records"].items():
        assert entry["document"] == orjson.loads(PublicRecord.objects.get(uid=uid).entry.content)


def test_a_reader_of_small_pages_loses_nothing(writer, reader):
    numbers: list[int] = []
    copied: dict[str, str | None] = {}
    url, is_over = f"{CHANGES}?limit=2", False
    while not is_over:
        writer_was_alive = writer.is_alive()
        page = read(reader, url)
        numbers += [item["sequence"] for item in page["results"]]
        copied |= {item["id"]: item["digest"] for item in page["results"]}
        url, is_over = page["next"], not writer_was_alive and not page["more"]
        if not page["more"]:
            time.sleep(0.01)  # who asks again at once leaves the writer no time to write
    assert numbers == sorted(set(numbers))
    assert {uid: digest for uid, digest in copied.items() if digest} == public()
