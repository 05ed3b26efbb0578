"""A client that another generator makes of the OpenAPI file compiles under the strictest rules."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.clients.conftest import TSC, run
from tests.conftest import NODE_TOOLS
from tests.documentation import ROOT

STRICT = {
    "compilerOptions": {
        "strict": True,
        "noEmit": True,
        "skipLibCheck": True,
        "target": "es2022",
        "module": "esnext",
        "moduleResolution": "bundler",
        "lib": ["es2022", "dom", "dom.iterable"],
        "types": [],
    },
    "files": ["usage.ts"],
}
USAGE = """
import { getEvent, listEvents } from "./client";

const answer = await getEvent("WP1725");
if (answer.status === 410) answer.data.code satisfies string;
await listEvents({ series: ["human-rights"], limit: 2 });
// @ts-expect-error -- there is no such filter
await listEvents({ colour: "red" });
"""


OF_OPENAPI_GENERATOR = """
import { Configuration, EventsApi, instanceOfEvent } from "./client";

const api = new EventsApi(new Configuration({ basePath: "http://localhost:8000" }));
const event = await api.getEvent({ key: "WP1725" });
if (instanceOfEvent(event)) event.title satisfies string;
// @ts-expect-error -- there is no such filter
await api.listEvents({ colour: "red" });
"""


OF_PYTHON_CLIENT = """
from plenary_api_client import Client
from plenary_api_client.api.events import get_event, list_events
from plenary_api_client.models import Event

client = Client(base_url="http://localhost:8000")
event = get_event.sync("WP1725", client=client)
if isinstance(event, Event):
    title: str = event.title
page = list_events.sync(client=client, series=["human-rights"], limit=2)
list_events.sync(client=client, colour="red")  # type: ignore[call-arg]
"""
# The generator imports too little where a body has several media types, and calls a function by the
# name of a parameter.
FAULTS_OF_PYTHON_CLIENT = {
    "newsletter/subscribe",
    "preview/open_preview",
    "events/list_events_format",
}


def test_the_client_of_openapi_python_client_passes_mypy(tmp_path):
    generator = Path(sys.executable).with_name("openapi-python-client")
    (tmp_path / "config.yml").write_text("post_hooks: []")
    command = (str(generator), "generate", "--config=config.yml", "--output-path=.", "--overwrite")
    run(tmp_path, *command, f"--path={ROOT / 'api/openapi.json'}")
    (tmp_path / "usage.py").write_text(OF_PYTHON_CLIENT)
    mypy = (sys.executable, "-m", "mypy", "--strict", "--config-file=", "--cache-dir=cache")
    options = ("--no-error-summary", "--no-pretty")
    result = subprocess.run(
        [*mypy, *options, "usage.py", "plenary_api_client"],
        cwd=tmp_path, check=False, capture_output=True, text=True, timeout=200,
    )  # fmt: skip
    assert not result.stderr
    wrong = set(re.findall(r"^(?:plenary_api_client/api/)?(.*)\.py:", result.stdout, re.MULTILINE))
    assert wrong == FAULTS_OF_PYTHON_CLIENT, result.stdout[-3000:]


@pytest.mark.node
def test_the_client_of_orval_compiles(tmp_path):
    command = (str(NODE_TOOLS / "orval"), "--input", str(ROOT / "api/openapi.json"))
    run(tmp_path, *command, "--output", "client.ts", "--client", "fetch")
    compiled(tmp_path, USAGE)


@pytest.mark.node
@pytest.mark.java
def test_the_client_of_openapi_generator_compiles(tmp_path):
    generator = Path(sys.executable).with_name("openapi-generator-cli")
    command = (str(generator), "generate", "--generator-name")
    # It cannot read a file below a folder with a space in its name.
    shutil.copy(ROOT / "api/openapi.json", tmp_path)
    run(
        tmp_path, *command, "typescript-fetch", "--input-spec", "openapi.json", "--output", "client"
    )
    compiled(tmp_path, OF_OPENAPI_GENERATOR)


def compiled(folder: Path, usage: str) -> None:
    (folder / "usage.ts").write_text(usage)
    (folder / "tsconfig.json").write_text(json.dumps(STRICT))
    run(folder, TSC, "--project", ".")
