"""Imports point one way and never in a circle, and no folder is too full to be seen at a glance."""

import ast
from collections import Counter
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MAY_IMPORT = {
    "frontend": {"frontend"},
    "cms": {"cms"},
    "home": {"home", "cms"},
    "archive": {"archive", "cms"},
    "api": {"api", "archive", "cms", "frontend"},
    "importer": {"importer", "api", "archive", "cms"},
    "tables": {"tables", "importer", "api", "archive", "cms"},
    "exports": {"exports", "importer", "api", "archive", "cms", "frontend"},
    "webhooks": {"webhooks", "api", "archive", "cms"},
    "worker": {"worker", "webhooks", "exports", "tables", "importer", "api", "archive", "cms"},
}
MOST_LOOSE_MODULES = 15
NAMED_BY_DJANGO = {"Command", "DatabaseWrapper"}


def modules_of(package: str) -> dict[str, Path]:
    """`{"archive.keys": its path, …}`, without migrations."""
    return {
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
        for path in (ROOT / package).rglob("*.py")
        if "migrations" not in path.parts
    }


MODULES = {name: path for package in MAY_IMPORT for name, path in modules_of(package).items()}


def imports_of(name: str) -> Iterator[str]:
    """The names that a module imports, anywhere in it: modules, and names within them."""
    parts = name.split(".")
    if MODULES[name].name != "__init__.py":
        parts = parts[:-1]
    for node in ast.walk(ast.parse(MODULES[name].read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = parts[: len(parts) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("layer", MAY_IMPORT)
def test_a_layer_imports_only_what_lies_below_it(layer):
    modules = [name for name in MODULES if name.split(".")[0] == layer]
    assert len(modules) > 3
    imported = {
        name: {imported_name.split(".")[0] for imported_name in imports_of(name)}
        for name in modules
    }
    wrong = {
        name: forbidden
        for name, packages in imported.items()
        if (forbidden := (packages & MAY_IMPORT.keys()) - MAY_IMPORT[layer])
    }
    assert wrong == {}


def test_no_modules_import_each_other_in_a_circle():
    """A package's `__init__` gathers its modules, and is not counted."""
    files = {name for name, path in MODULES.items() if path.name != "__init__.py"}
    graph = {name: set(imports_of(name)) & files - {name} for name in files}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" → ".join(error.args[1]))


def test_no_two_classes_have_one_name():
    """A class inside another one is named with it, such as `FileBatch.State`."""
    names = Counter(
        node.name
        for path in MODULES.values()
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.ClassDef) and node.name not in NAMED_BY_DJANGO
    )
    assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_a_package_has_few_modules_loose_at_its_root(package):
    loose = [path for path in (ROOT / package).glob("*.py") if path.name != "__init__.py"]
    assert len(loose) <= MOST_LOOSE_MODULES
