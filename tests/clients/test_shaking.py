"""Whoever takes one function of the TypeScript client gets that, and what it calls."""

import json

import pytest

from tests.clients.conftest import run
from tests.conftest import NODE_TOOLS

# The files of the client that each function needs, and the most that they may weigh, minified.
NEEDED = {
    "list": ({"lists", "query"}, 700),
    "get": ({"records", "query"}, 500),
    "inWords": ({"showing"}, 600),
    "update": ({"mirror", "errors"}, 1_500),
    "openPreview": ({"preview", "errors"}, 500),
    "retrying": ({"fetching"}, 700),
}

CONDITION = "If-None-Match"


def bundled(folder, name: str) -> dict[str, int]:
    """`{file: bytes}` of a bundle of the function `name`, without files that leave nothing."""
    entry = folder / f"only-{name}.mjs"
    entry.write_text(f'import {{ {name} }} from "plenary-client";\nconsole.log({name});\n')
    run(
        folder,
        *(str(NODE_TOOLS / "esbuild"), entry.name, "--bundle", "--format=esm", "--minify"),
        *("--preserve-symlinks", f"--outfile=only-{name}.js", f"--metafile=only-{name}.json"),
    )
    [made] = json.loads((folder / f"only-{name}.json").read_bytes())["outputs"].values()
    inputs = {path: module["bytesInOutput"] for path, module in made["inputs"].items()}
    return {path: size for path, size in inputs.items() if size and path != entry.name}


@pytest.mark.node
@pytest.mark.parametrize("name", NEEDED)
def test_a_bundle_of_one_function_has_no_other(built, name):
    files = bundled(built, name)
    needed, most = NEEDED[name]
    assert {path.rpartition("/")[2].removesuffix(".js") for path in files} <= needed
    assert 0 < sum(files.values()) < most
    # Of the same files, `drafts` and `conditional` send this, and are in none of the bundles.
    assert CONDITION not in (built / f"only-{name}.js").read_text()


@pytest.mark.node
def test_the_api_brings_what_it_reads_with(built):
    """The test above could not fail if bundles were always empty."""
    files = bundled(built, "plenary")
    assert any("openapi-fetch" in path for path in files)
    assert any(path.endswith("fetching.js") for path in files)
    assert CONDITION in (built / "only-plenary.js").read_text()
