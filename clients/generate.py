"""Write the generated parts of the clients from api/openapi.json: `make clients`.

Both clients read one contract: the description without what asks for another shape (`fields`,
`expand`, other formats), so that a type says what comes back.
"""

import json
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from typed_dicts import module_of

ROOT = Path(__file__).resolve().parents[1]
TYPESCRIPT = "typescript/src/schema.ts"
LINKS = "typescript/src/links.ts"
PYTHON = "python/plenary_client/documents.py"
SYNC = "python/plenary_client/synchronous.py"
ASYNC = ROOT / "clients/python/plenary_client/asynchronous.py"
SYNC_HEAD = '"""The client, sync. Written by `make clients` from asynchronous.py: do not edit."""'
WORDS = {
    "async def ": "def ",
    "await ": "",
    "import asyncio\nimport json": "import json\nimport time",
    "asyncio.sleep": "time.sleep",
    "__aenter__": "__enter__",
    "__aexit__": "__exit__",
    "aclose": "close",
    "Async": "",
}
LINKS_HEAD = """// Where documents hold links: [the name for `expand`, the list of the record].
// Written by `make clients` from openapi.json: do not edit.
export interface Links {"""
GENERATOR = ROOT / "tests/node/node_modules/.bin/openapi-typescript"
JSON = "application/json"
PROBLEM = {
    "description": "What is wrong.",
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
}
RESHAPING = {"fields", "expand", "profiles", "rich_text"}
FOLLOWED = {"cursor", "page"}


def main() -> None:
    write_python(ROOT / "clients")
    write_typescript(ROOT / "clients")


def write_python(target: Path) -> None:
    (target / PYTHON).write_text(module_of(contract()["components"]["schemas"]))
    (target / SYNC).write_text(sync_of(ASYNC.read_text()))


def write_typescript(target: Path) -> None:
    with TemporaryDirectory() as folder:
        source = Path(folder, "openapi.json")
        source.write_text(json.dumps(contract()))
        command = [str(GENERATOR), str(source), "--output", str(target / TYPESCRIPT)]
        subprocess.run(command, check=True, capture_output=True)
    (target / LINKS).write_text(links_of(contract()))


def links_of(description: dict[str, Any]) -> str:
    """The module that says where each kind of document holds links, and to what they lead."""
    lists = {
        item["get"]["operationId"].removeprefix("get_"): path.removesuffix("{key}/")
        for path, item in description["paths"].items()
        if path.endswith("/{key}/")
    }
    lines = [LINKS_HEAD]
    for kind, path in lists.items():
        links = description["components"]["schemas"][kind.title()]["x-links"]
        if not links:
            lines.append(f'  "{path}": Record<never, never>;')
            continue
        lines.append(f'  "{path}": {{')
        for name, link in links.items():
            lines.append(f'    "{link["path"]}": ["{name}", "{lists[link["kind"]]}"];')
        lines.append("  };")
    return "\n".join([*lines, "}\n"])


def contract() -> dict[str, Any]:
    return contract_of(json.loads((ROOT / "api/openapi.json").read_bytes()))


def contract_of(description: dict[str, Any]) -> dict[str, Any]:
    """What the clients know of the API: JSON in its usual shape, and a type for each query."""
    paths = {
        path: without_shaped(item)
        for path, item in description["paths"].items()
        if path.startswith("/api/") and path.endswith("/")
    }
    schemas = without_shaped(description["components"]["schemas"])
    for item in paths.values():
        for operation in item.values():
            query = trim(operation)
            name = operation["operationId"]
            if name.startswith("list_"):
                schemas[f"{name.removeprefix('list_').title()}Query"] = query
    del schemas["Shaped"]
    return {**description, "paths": paths, "components": {"schemas": schemas}}


def sync_of(source: str) -> str:
    """The async client without waiting for others."""
    for word, other in WORDS.items():
        source = source.replace(word, other)
    _docstring, _end, rest = source.partition("\n")
    return f"{SYNC_HEAD}\n{rest}"


def trim(operation: dict[str, Any]) -> dict[str, Any]:
    """Leave JSON and the parameters that keep its shape; return those of a list as a schema."""
    given = operation.get("parameters", [])
    parameters = [parameter for parameter in given if parameter["name"] not in RESHAPING]
    operation["parameters"] = parameters
    answers = {
        status: {**answer, "content": {JSON: answer["content"][JSON]}}
        for status, answer in operation["responses"].items()
        if JSON in answer.get("content", {})
    }
    operation["responses"] = {**answers, "default": PROBLEM}
    properties = {
        parameter["name"]: {"description": parameter["description"], **parameter["schema"]}
        for parameter in parameters
        if parameter["in"] == "query" and parameter["name"] not in FOLLOWED
    }
    return {"type": "object", "description": "What a list is asked for.", "properties": properties}


def without_shaped(node: Any) -> Any:
    """The same, without the alternative that stands for "as `fields` asked for it"."""
    if isinstance(node, list):
        return [without_shaped(item) for item in node]
    if not isinstance(node, dict):
        return node
    options = [
        option for option in node.get("anyOf", []) if "Shaped" not in str(option.get("$ref"))
    ]
    if "anyOf" in node and len(options) == 1:
        return without_shaped(options[0])
    return {key: without_shaped(value) for key, value in node.items()}


if __name__ == "__main__":
    main()
