"""The configuration for nginx, and a README for other web servers."""

import re
from collections.abc import Iterator

from django.conf import settings
from django.template.loader import render_to_string

from archive.encoding import timestamp
from exports.snapshot import Snapshot

from .feed import cursor
from .paths import File, MirrorPaths
from .redirects import former_keys


def server_files(paths: MirrorPaths, snapshot: Snapshot) -> Iterator[File]:
    facts = {
        "origin": paths.origin,
        "api_origin": settings.API_ORIGIN,
        "sequence": snapshot.head.sequence,
        "recorded_at": timestamp(snapshot.head.recorded_at),
        "cursor": re.escape(cursor(snapshot)),
        "language": settings.LANGUAGE_CODE,
        "moved": [(quoted(old), new) for old, new in former_keys(snapshot)],
    }
    for name in ("README.md", "nginx.conf"):
        yield name, render_to_string(f"exports/mirror/{name}", facts).encode()


def quoted(text: str) -> str:
    """`text` for use in a quoted string of nginx."""
    return text.replace("\\", "\\\\").replace('"', '\\"')
