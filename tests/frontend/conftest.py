"""The reference front end on a port of its own, over the demo archive."""

import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from cms.management.commands.frontend import open_server
from tests.browser.conftest import page  # noqa: F401  a fixture
from tests.demo_archive import run_demo


@pytest.fixture
def api(live_server, settings) -> str:
    """The address of the demo archive, whose answers the browser asks for each time."""
    settings.API_MAX_AGE = 0
    settings.API_ORIGIN = live_server.url
    run_demo("--no-users")
    return live_server.url


@pytest.fixture
def site(api) -> Iterator[str]:
    """The address of the front end, on another origin than the API."""
    server = open_server(0, api)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def complaints(page: Page) -> list[str]:  # noqa: F811
    """What the console says is wrong: refused by the policy, or not found."""
    said: list[str] = []
    page.on(
        "console",
        lambda message: said.append(message.text) if message.type in ("error", "warning") else None,
    )
    return said
