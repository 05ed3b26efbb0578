"""The style sheets of the admin, which stand beside each other on its pages."""

import re
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
CLASS = re.compile(r"^\.([\w-]+)(?: \{|,)$", re.MULTILINE)


def test_a_class_means_one_thing():
    """A bar of buttons once had the class of a value in a review, whose heading it then covered."""
    sheets = defaultdict(set)
    for sheet in [*ROOT.glob("*/static/*/*.css")]:
        if sheet.parts[-4] != "frontend":
            for name in CLASS.findall(sheet.read_text()):
                sheets[name].add(str(sheet.relative_to(ROOT)))
    assert len(sheets) > 50
    assert {name: places for name, places in sheets.items() if len(places) > 1} == {}
