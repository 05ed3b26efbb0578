"""A client that another generator makes of the OpenAPI file compiles under the strictest rules."""

import json
import sys
from pathlib import Path

import pytest

from tests.clients.conftest import run
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
    run(tmp_path, *command, "typescript-fetch", "--input-spec", str(ROOT / "api/openapi.json"),
        "--output", "client")  # fmt: skip
    compiled(tmp_path, OF_OPENAPI_GENERATOR)


def compiled(folder: Path, usage: str) -> None:
    (folder / "usage.ts").write_text(usage)
    (folder / "tsconfig.json").write_text(json.dumps(STRICT))
    run(folder, str(NODE_TOOLS / "tsc"), "--project", ".")
