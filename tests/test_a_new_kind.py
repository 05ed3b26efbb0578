"""The page for who adds a kind says what each attribute of a resource means."""

import re
from enum import Enum
from pathlib import Path

from api.resources.base import ModelResource
from api.resources.batch import BatchResource
from archive.registry import Resource

PAGE = Path("docs/developers/a-new-kind.md")
# The model says them.
NOT_DECLARED = {"kind", "plural"}
CONSTANTS = (bool, str, tuple, dict, frozenset, Enum)


def test_every_attribute_that_a_kind_declares_is_explained():
    table = PAGE.read_text().partition("## What the resource declares")[2]
    explained = {name for row in re.findall(r"^\| (.*?) \|", table, re.M) for name in words(row)}

    declared = {
        name
        for of_class in (Resource, BatchResource, ModelResource)
        for name in {*of_class.__annotations__, *constants(of_class)}
        if not name.startswith("_")
    }

    assert declared - NOT_DECLARED == {name for name in explained if not name.endswith("()")}
    assert all(hasattr(ModelResource, name[:-2]) for name in explained if name.endswith("()"))


def words(row: str) -> list[str]:
    return re.findall(r"`([^`]+)`", row)


def constants(of_class: type) -> set[str]:
    return {name for name, value in vars(of_class).items() if isinstance(value, CONSTANTS)}
