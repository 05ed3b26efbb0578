"""A client that another generator makes of the OpenAPI file compiles under the strictest rules."""

import json

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
    "files": ["client.ts", "usage.ts"],
}
USAGE = """
import { getEvent, listEvents } from "./client";

const answer = await getEvent("WP1725");
if (answer.status === 410) answer.data.code satisfies string;
await listEvents({ series: ["human-rights"], limit: 2 });
// @ts-expect-error -- there is no such filter
await listEvents({ colour: "red" });
"""


@pytest.mark.node
def test_the_client_of_orval_compiles(tmp_path):
    command = (str(NODE_TOOLS / "orval"), "--input", str(ROOT / "api/openapi.json"))
    run(tmp_path, *command, "--output", "client.ts", "--client", "fetch")
    (tmp_path / "usage.ts").write_text(USAGE)
    (tmp_path / "tsconfig.json").write_text(json.dumps(STRICT))
    run(tmp_path, str(NODE_TOOLS / "tsc"), "--project", ".")
