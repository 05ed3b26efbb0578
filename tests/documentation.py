"""Reading the documentation for the tests of it."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def blocks(*languages: str) -> list:
    """Every code block in one of `languages`, as a parameter with its page and line for a name."""
    parameters = []
    for page in PAGES:
        text = text_of(page)
        for match in BLOCK.finditer(text):
            if match[1] in languages:
                line = text.count("\n", 0, match.start()) + 1
                parameters.append(pytest.param(match[2], id=f"{page.name}:{line}"))
    return parameters
