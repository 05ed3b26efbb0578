"""The site on a port of its own, over the demo archive."""

import sqlite3
import threading
from collections.abc import Iterator

import pytest
from django.db import connection
from playwright.sync_api import Page

from api.management.commands.frontend import of_settings, open_server
from tests.browser.conftest import browser, page  # noqa: F401  fixtures
from tests.databases import bring_back, in_memory
from tests.demo_archive import run_demo

# The demo archive at an address: it is loaded once, and on SQLite it is there again in no time.
loaded: dict[str, sqlite3.Connection] = {}


@pytest.fixture
def api(live_server, settings) -> str:
    """The address of the demo archive, whose answers the browser asks for each time."""
    settings.API_MAX_AGE = 0
    settings.API_ORIGIN = live_server.url
    if live_server.url in loaded:
        bring_back(loaded[live_server.url])
    else:
        run_demo("--no-users")
        if connection.vendor == "sqlite":
            loaded[live_server.url] = in_memory()
    return live_server.url


@pytest.fixture
def site(api, settings) -> Iterator[str]:
    """The address of the site, on another origin than the API. It asks for each page again."""
    server = open_server(0, of_settings(fresh_seconds=0))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def complaints(page: Page) -> list[str]:  # noqa: F811
    """What the console says is wrong: refused by the policy, or not found."""
    messages: list[str] = []
    page.on(
        "console",
        lambda message: (
            messages.append(message.text) if message.type in ("error", "warning") else None
        ),
    )
    return messages
