"""Imports point one way: home → cms, archive → cms, api → archive and cms."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MAY_IMPORT = {
    "cms": {"cms"},
    "home": {"home", "cms"},
    "archive": {"archive", "cms"},
    "api": {"api", "archive", "cms"},
}


def imports_of(path: Path) -> set[str]:
    """The top-level packages that a module imports, anywhere in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
    return found


@pytest.mark.parametrize("layer", MAY_IMPORT)
def test_a_layer_imports_only_what_lies_below_it(layer):
    modules = [path for path in (ROOT / layer).rglob("*.py") if "migrations" not in path.parts]
    assert len(modules) > 3
    wrong = {
        str(path.relative_to(ROOT)): forbidden
        for path in modules
        if (forbidden := (imports_of(path) & MAY_IMPORT.keys()) - MAY_IMPORT[layer])
    }
    assert wrong == {}
