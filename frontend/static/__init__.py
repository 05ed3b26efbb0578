"""The files that pages load: one style, and small scripts that no page needs."""

import hashlib
from functools import cache
from pathlib import Path

STATIC_FOLDER = Path(__file__).parent
STYLE = STATIC_FOLDER / "style.css"
PREFIX = "/_site/"
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".json": "application/speculationrules+json",
}


@cache
def files() -> dict[str, tuple[bytes, str]]:
    """`{"/_site/0123456789ab/style.css": (its bytes, its media type)}`, named by content."""
    return {
        address_of(path.name): (path.read_bytes(), TYPES[path.suffix])
        for path in STATIC_FOLDER.iterdir()
        if path.suffix in TYPES
    }


@cache
def address_of(name: str) -> str:
    digest = hashlib.sha256((STATIC_FOLDER / name).read_bytes()).hexdigest()[:12]
    return f"{PREFIX}{digest}/{name}"
