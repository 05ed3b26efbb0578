"""The pages of the benchmark: every proposed value is in the expected values of its page."""

import json
from pathlib import Path

import pytest

from benchmarks.page_reading import facts
from importer.extract import read

PAGES = Path(__file__).parents[3] / "benchmarks" / "pages"
READ = [path for path in sorted(PAGES.iterdir()) if path.suffix != ".json"]


@pytest.mark.parametrize("path", READ, ids=lambda path: path.name)
def test_nothing_wrong_is_proposed(path):
    truth = facts(json.loads(path.with_suffix(".json").read_text()))
    assert not facts(read(path.read_bytes(), path.name).as_json()) - truth
