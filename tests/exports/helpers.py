"""Making exports in tests, and looking into them."""

import hashlib
from io import StringIO
from pathlib import Path

import orjson
from django.core.management import call_command


def export(target: Path, *options: str) -> Path:
    """`manage.py archive_export TARGET …`."""
    call_command("archive_export", str(target), *options, stdout=StringIO())
    return target


def files_of(folder: Path) -> dict[str, bytes]:
    """`{path: content}` of all files under `folder`."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def sha256_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def lines_of(path: Path) -> list[dict]:
    return [orjson.loads(line) for line in path.read_bytes().splitlines()]
