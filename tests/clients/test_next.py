"""A site with Next.js, built and served as its users do, against the server of production."""

import json
import os
import re
import socket
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import transaction
from standardwebhooks import Webhook

from archive.models import PublicRecord
from archive.publisher.after_commit import catch_up
from archive.registry import registry
from tests.clients.conftest import CLIENTS, run
from tests.conftest import NODE_TOOLS
from tests.factories import make_event, make_partner, make_series
from tests.serving import production_server, wait_for
from webhooks.messages import message_of

SECRET = "whsec_" + "c2VjcmV0" * 4
NEXT = str(NODE_TOOLS / "next")
# A page that is made for each request, so that only the cache of `fetch` can keep what it says.
IN_FETCH_CACHE = """
import { connection } from "next/server";
import { plenaryInFetchCache } from "plenary-next";

export async function GET(): Promise<Response> {
  await connection();
  const api = plenaryInFetchCache(process.env.PLENARY_ORIGIN!);
  const { data } = await api.GET("/api/v1/events/{key}/", { params: { path: { key: "E1" } } });
  return new Response(data?.title ?? "nothing");
}
"""


def test_the_kinds_have_the_plurals_of_the_api():
    source = (CLIENTS / "next/src/webhooks.ts").read_text()
    named = dict(re.findall(r'^  (\w+): "(\w+)",$', source, re.MULTILINE))
    assert named == {resource.kind: resource.plural for resource in registry}


@pytest.fixture
def event():
    with transaction.atomic():
        event = make_event(series=make_series(slug="s"), code="E1", title="The first title")
        make_partner(name="Not shown", slug="not-shown")
    catch_up()
    return event


@pytest.fixture
def site(built: Path, event) -> Iterator[str]:
    """The address of the example, built with what is public now."""
    with production_server() as archive, socket.socket() as probe:
        folder = built / "plenary-next/example"
        (folder / "app/fetched").mkdir()
        (folder / "app/fetched/route.ts").write_text(IN_FETCH_CACHE)
        environment = {
            "PLENARY_ORIGIN": archive,
            "PLENARY_WEBHOOK_SECRET": SECRET,
            "NEXT_TELEMETRY_DISABLED": "1",
        }
        run(folder, NEXT, "build", "--webpack", **environment)
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        command = [NEXT, "start", f"--port={port}", "--hostname=127.0.0.1"]
        server = subprocess.Popen(
            command, cwd=folder, env={**os.environ, **environment}, stdout=subprocess.DEVNULL
        )
        try:
            wait_for(f"http://127.0.0.1:{port}/")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(timeout=20)


def page(address: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(address) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as refusal:
        return refusal.code, refusal.read().decode()


def send(site: str, body: bytes, secret: str = SECRET) -> int:
    """The status that the site answers to a message, signed as the archive signs it."""
    sent = datetime.now(UTC)
    headers = {
        "webhook-id": "msg_1",
        "webhook-timestamp": str(int(sent.timestamp())),
        "webhook-signature": Webhook(secret).sign("msg_1", sent, body.decode()),
        "Content-Type": "application/json",
    }
    request = urllib.request.Request(f"{site}/hooks/plenary/", data=body, headers=headers)
    try:
        with urllib.request.urlopen(request) as response:
            return response.status
    except urllib.error.HTTPError as refusal:
        return refusal.code


def message(kind: str, key: str) -> bytes:
    return message_of(PublicRecord.objects.get(kind=kind, key=key), "1").body


@pytest.mark.node
@pytest.mark.django_db(transaction=True)
def test_a_site_with_next_shows_what_was_built_until_a_signed_message_tells_of_a_change(
    site, event
):
    detail, fetched = f"{site}/events/E1/", f"{site}/fetched/"
    assert "<title>The first title · Editions</title>" in page(detail)[1]
    assert page(f"{site}/events/never/")[0] == 404
    assert "The first title" in page(site)[1]
    assert page(fetched)[1] == "The first title"
    event.title = "The second title"
    event.save_revision().publish()
    catch_up()

    notification = message("event", "E1")
    assert send(site, notification, "whsec_" + "b3RoZXI=" * 4) == 401
    assert send(site, message("partner", "not-shown")) == 204
    assert "The first title" in page(detail)[1]
    assert page(fetched)[1] == "The first title"

    assert send(site, notification) == 204
    assert "The second title" in page(detail)[1]
    assert "The second title" in page(site)[1]
    assert page(fetched)[1] == "The second title"

    event.unpublish()
    catch_up()
    assert send(site, message("event", "E1")) == 204
    assert page(detail)[0] == 404
    assert "The second title" not in page(detail)[1]
    assert "The second title" not in page(site)[1]
    assert page(fetched)[1] == "nothing"
    assert send(site, json.dumps({"type": "ping", "data": {}}).encode()) == 204
