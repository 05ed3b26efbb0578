"""A bag that many tests look into is made once."""

import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from tests.exports.helpers import export


@pytest.fixture(scope="module")
def bag_of(tmp_path_factory) -> Callable[[str, Path], Path]:
    """A copy, at `target`, of the bag of this content. It has a name that no other has."""

    @cache
    def made(content: str) -> Path:
        return export(tmp_path_factory.mktemp("made") / "bag")

    def bag_of(content: str, target: Path) -> Path:
        return Path(shutil.copytree(made(content), target))

    return bag_of
