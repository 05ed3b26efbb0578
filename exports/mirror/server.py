"""What a web server has to know to answer with the files: ready for nginx, in words for others."""

import re
from collections.abc import Iterator

from django.conf import settings
from django.template.loader import render_to_string

from archive.encoding import timestamp
from exports.snapshot import Source

from .feed import cursor
from .leading import former_keys
from .places import File, Places


def server_files(places: Places, source: Source) -> Iterator[File]:
    facts = {
        "origin": places.origin,
        "api_origin": settings.API_ORIGIN,
        "sequence": source.head.sequence,
        "recorded_at": timestamp(source.head.recorded_at),
        "cursor": re.escape(cursor(source)),
        "language": settings.LANGUAGE_CODE,
        "moved": [(quoted(old), new) for old, new in former_keys(source)],
    }
    for name in ("README.md", "nginx.conf"):
        yield name, render_to_string(f"api/mirror/{name}", facts).encode()


def quoted(text: str) -> str:
    """`text` within the quotes of nginx."""
    return text.replace("\\", "\\\\").replace('"', '\\"')
