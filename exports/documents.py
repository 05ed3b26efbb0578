"""The documents of an export, as lines of JSON and as tables."""

from collections.abc import Iterable, Iterator
from typing import Any

import orjson

from api.formats.csv_codec import line, row, safe
from exports.hashing_writer import Folder, Written
from exports.media import Medium
from exports.snapshot import Source, Unavailable


def write_documents(folder: Folder, source: Source) -> None:
    """`documents/events.ndjson` and so on: a line is a document, byte for byte as it is served."""
    for resource in source.kinds():
        with folder.file(f"documents/{resource.plural}.ndjson") as file:
            for _key, body in source.bodies(resource.kind):
                file.write(body + b"\n")


def write_tables(folder: Folder, source: Source) -> None:
    """`csv/events.csv` and so on: see `api.formats.csv_codec` for what a cell holds."""
    for resource in source.kinds():
        columns = resource.columns()
        with folder.file(f"csv/{resource.plural}.csv") as file:
            file.write(line(columns).encode())
            for document in source.documents(resource.kind):
                file.write(line(map(safe, row(document, columns).values())).encode())


def write_tombstones(folder: Folder, source: Source) -> None:
    with folder.file("tombstones.ndjson") as file:
        write_lines(file, source.tombstones())


def write_lines(file: Written, values: Any) -> None:
    for value in values:
        file.write(orjson.dumps(value) + b"\n")


def write_media(folder: Folder, source: Source) -> None:
    """`media/…`, each file compared with the SHA-256 of the day it came in."""
    for medium in once(source.files()):
        copy_medium(folder, medium)


def once(media: Iterable[Medium]) -> Iterator[Medium]:
    """`media`, each path once: several records may show one file."""
    seen: set[str] = set()
    for medium in media:
        if medium.path not in seen:
            seen.add(medium.path)
            yield medium


def copy_medium(folder: Folder, medium: Medium) -> Written:
    """Copy one file. Raises `Unavailable` when it is not what came in."""
    written = folder.copy(f"media/{medium.path}", medium.open)
    if medium.sha256 and written.digest("sha256") != medium.sha256:
        raise Unavailable(f"The file {medium.path} has changed since it came in: see its SHA-256.")
    return written
