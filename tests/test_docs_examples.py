"""The programs that the documentation shows run as they stand there."""

import pytest

from tests.demo_archive import run_demo
from tests.documentation import blocks


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.parametrize("code", blocks("python"))
def test_an_example_in_python_runs_against_a_server(code, live_server, settings):
    settings.API_ORIGIN = live_server.url
    run_demo("--no-users")
    names: dict = {}
    exec(compile(code.replace("http://localhost:8000", live_server.url), "docs", "exec"), names)
    kinds = {document["type"] for document in names["documents"].values()}
    assert {"series", "event", "quote", "partner", "person", "theme", "reference"} <= kinds
    assert names["go_on_from"].startswith(live_server.url)
