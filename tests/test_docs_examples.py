"""The programs that the documentation shows run as they stand there."""

import json
from pathlib import Path

import pytest

from archive.models import Head, PublicRecord
from archive.publisher.after_commit import catch_up
from cms.models import Quote
from tests.conftest import empty_cache
from tests.demo_archive import run_demo
from tests.documentation import blocks
from tests.mirror import digests, public, run

pytestmark = [pytest.mark.same_on_all_databases, pytest.mark.slow]


@pytest.fixture
def server(live_server, settings, tmp_path, monkeypatch):
    """A server with the demo archive, and an empty folder to run a program in."""
    settings.API_ORIGIN = live_server.url
    monkeypatch.chdir(tmp_path)
    run_demo("--no-users")
    return live_server.url


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("code", blocks("python"))
def test_an_example_in_python_runs_against_a_server(code, server):
    copied = run(code, server)
    kinds = {entry["kind"] for entry in copied["records"].values()}
    assert {"series", "event", "quote", "partner", "person", "theme", "reference"} <= kinds
    assert copied["next"].startswith(server)
    assert len(code.splitlines()) <= 40


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("code", blocks("python"))
def test_the_mirror_goes_on_where_it_was_and_begins_again_when_it_must(code, server):
    run(code, server)
    Quote.objects.first().delete()
    catch_up()
    assert digests(run(code, server)) == public()

    PublicRecord.objects.filter(kind="person").delete()
    Head.objects.update(epoch="f" * 16)  # now it is another archive
    empty_cache()
    assert digests(run(code, server)) == public()

    file = Path("copy.json")
    damaged = json.loads(file.read_text())
    damaged["records"].popitem()
    file.write_text(json.dumps(damaged))  # which only the checksum can tell
    assert digests(run(code, server)) == public()
