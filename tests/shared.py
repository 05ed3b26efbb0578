"""Content that is built once for all tests in a row that use it.

`@shared` stands in place of `@pytest.fixture` before a function that makes content. The content
lies in an open transaction. Each test works on it in a transaction of its own, which is rolled
back, and gets copies of what the function returned. A test sees the content that it asks for and
no other: before it, all else is taken away. A test that commits has its content built for itself.

Such a function may ask for other shared content, and for nothing else.
"""

import inspect
from collections.abc import Callable
from copy import deepcopy
from functools import partial
from itertools import groupby
from typing import Any, NamedTuple

import pytest
from django.db import transaction


def shared(build: Callable | None = None, *, autouse: bool = False) -> Any:
    if build is None:
        return partial(shared, autouse=autouse)

    def fixture(request, db, **needed):
        if commits(request.node):
            return build(**needed)
        return request.node.stash[copies][build.__name__]

    ours = inspect.signature(build)
    names = [*ours.parameters, "request", "db"]
    fixture.__signature__ = ours.replace(
        parameters=[inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY) for name in names]
    )
    fixture.__name__, fixture.__doc__ = build.__name__, build.__doc__
    fixture.build = build
    return pytest.fixture(fixture, autouse=autouse)


class Built(NamedTuple):
    build: Callable
    transaction: transaction.Atomic
    value: Any


copies = pytest.StashKey[dict[str, Any]]()
# What is there now. Each was built on top of those before it.
stack: list[Built] = []


def commits(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    names = {"transactional_db", "live_server"}
    return bool(marker and marker.kwargs.get("transaction")) or bool(names & {*item.fixturenames})


def wanted(item: pytest.Item) -> list[Callable]:
    """The functions whose content the test asks for: those that others need come first."""
    builds: list[Callable] = []

    def add(name: str) -> None:
        definitions = item._fixtureinfo.name2fixturedefs.get(name)
        build = definitions and getattr(definitions[-1].func, "build", None)
        if build and build not in builds:
            for needed in inspect.signature(build).parameters:
                add(needed)
            builds.append(build)

    for name in item.fixturenames:
        add(name)
    return builds


def prepare(item: pytest.Item) -> None:
    """Have the content there that the test asks for, and no other."""
    builds = [] if commits(item) else wanted(item)
    while [built.build for built in stack] != builds[: len(stack)]:
        take_away()
    for build in builds[len(stack) :]:
        add(build)
    item.stash[copies] = deepcopy({built.build.__name__: built.value for built in stack})


def add(build: Callable) -> None:
    block = transaction.atomic()
    block._from_testcase = True  # as Django's TestCase has it, so that `durable` may be inside
    block.__enter__()
    needs = inspect.signature(build).parameters
    values = {built.build.__name__: built.value for built in stack}
    stack.append(Built(build, block, None))
    try:
        value = build(**{name: values[name] for name in needs})
    except BaseException:
        take_away()
        raise
    stack[-1] = Built(build, block, value)


def take_away() -> None:
    transaction.set_rollback(True)
    stack.pop().transaction.__exit__(None, None, None)


def take_all_away() -> None:
    while stack:
        take_away()


def in_rows(items: list[pytest.Item]) -> list[pytest.Item]:
    """The same tests, with those in a row that use the same content."""
    return [
        item
        for _commits, row in groupby(items, key=commits)
        for item in sorted(row, key=lambda item: [name_of(build) for build in wanted(item)])
    ]


def name_of(build: Callable) -> str:
    return f"{build.__module__}.{build.__name__}"
