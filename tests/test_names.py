"""A name says what it holds: `event`, `row`, `message`, `matches`."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.test_layers import MAY_IMPORT, MODULES, ROOT, imports_of

# Each of these could hold anything.
EMPTY_NAMES = {"each", "found", "said", "told"}
PACKAGES = [*MAY_IMPORT, "benchmarks", "clients", "docs", "tests"]
# A declaration, the parameters of a function, and the only parameter of an arrow.
DECLARED = re.compile(
    r"\b(?:const|let|var)\s+(.+?)\s*(?:=|\bof\b|\bin\b|;)|\(([^()]*)\)\s*(?:=>|\{)|\b(\w+)\s*=>"
)


def names_in_python(code: str) -> Iterator[str]:
    """The names of variables, parameters, functions, attributes and renamed imports."""
    for node in ast.walk(ast.parse(code)):
        match node:
            case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()):
                yield name
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.arg(arg=name):
                yield name
            case ast.alias(asname=str(name)) | ast.MatchAs(name=str(name)):
                yield name


def names_in_script(code: str) -> Iterator[str]:
    """The names of variables and parameters in JavaScript and TypeScript."""
    for match in DECLARED.finditer(code):
        yield from re.findall(r"\w+", " ".join(filter(None, match.groups())))


NAMES_IN = {
    ".py": names_in_python,
    ".js": names_in_script,
    ".mjs": names_in_script,
    ".ts": names_in_script,
    ".tsx": names_in_script,
}


def code_of(package: str) -> list[Path]:
    files = (path for path in (ROOT / package).rglob("*") if "node_modules" not in path.parts)
    return [path for path in files if path.suffix in NAMES_IN]


@pytest.mark.parametrize("package", PACKAGES)
def test_no_name_could_hold_anything(package):
    files = code_of(package)
    assert len(files) > 1
    names = {path: {*NAMES_IN[path.suffix](path.read_text())} for path in files}
    empty = {str(path): names[path] & EMPTY_NAMES for path in files}
    assert {path: names for path, names in empty.items() if names} == {}


@pytest.mark.parametrize(
    ("suffix", "code"),
    [
        (".py", "for each in events: pass"),
        (".py", "[each.title for each in events]"),
        (".py", "lambda each: each.title"),
        (".py", "if each := first(events): pass"),
        (".py", "def show(*, each): pass"),
        (".py", "def each(): pass"),
        (".py", "self.each = event"),
        (".py", "from api.texts import line as each"),
        (".py", "match event:\n    case [each]: pass"),
        (".js", "for (const each of events) show(each);"),
        (".js", "let each;"),
        (".js", "const { each } = event;"),
        (".js", "events.map((each) => each.title)"),
        (".js", "events.map(each => each.title)"),
        (".js", "function show(place, each) {}"),
    ],
)
def test_an_empty_name_is_seen_wherever_it_is_given(suffix, code):
    assert "each" in NAMES_IN[suffix](code)


@cache
def constants_of(module: str) -> set[str]:
    """The constants that a module assigns itself."""
    assigned = {
        node.id
        for statement in ast.parse(MODULES[module].read_text()).body
        if isinstance(statement, ast.Assign | ast.AnnAssign)
        for node in ast.walk(statement)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
    return {name for name in assigned if name.isupper()}


def test_a_constant_that_other_modules_import_has_a_name_of_its_own():
    """Else a reader takes the formats of exports for those of lists."""
    imported = {name.rpartition(".") for module in MODULES for name in imports_of(module)}
    homes = defaultdict(set)
    for module, _dot, name in imported:
        if module in MODULES and name in constants_of(module):
            homes[name].add(module)
    assert len(homes) > 100
    assert {name: modules for name, modules in homes.items() if len(modules) > 1} == {}
