"""The documents of an export, as lines of JSON and as tables."""

from collections.abc import Iterable, Iterator
from typing import Any

import orjson

from api.formats.csv_codec import line, row, safe
from exports.hashing_writer import HashingFile, HashingFolder
from exports.media import Medium
from exports.snapshot import CannotExport, Snapshot
from exports.streaming.disk_map import DiskMap


def write_documents(folder: HashingFolder, snapshot: Snapshot) -> None:
    """`documents/events.ndjson` and so on: a document a line, as the API serves it."""
    for resource in snapshot.kinds():
        with folder.file(f"documents/{resource.plural}.ndjson") as file:
            for _key, body in snapshot.bodies(resource.kind):
                file.write(body + b"\n")


def write_tables(folder: HashingFolder, snapshot: Snapshot) -> None:
    """`csv/events.csv` and so on: see `api.formats.csv_codec` for the cells."""
    for resource in snapshot.kinds():
        columns = resource.columns()
        with folder.file(f"csv/{resource.plural}.csv") as file:
            file.write(line(columns).encode())
            for document in snapshot.documents(resource.kind):
                file.write(line(map(safe, row(document, columns).values())).encode())


def write_tombstones(folder: HashingFolder, snapshot: Snapshot) -> None:
    with folder.file("tombstones.ndjson") as file:
        write_lines(file, snapshot.tombstones())


def write_lines(file: HashingFile, values: Any) -> None:
    for value in values:
        file.write(orjson.dumps(value) + b"\n")


def write_media(folder: HashingFolder, snapshot: Snapshot) -> None:
    """`media/…`. Each file is compared with the SHA-256 of its upload."""
    for medium in unique_media(snapshot.files()):
        copy_medium(folder, medium)


def unique_media(media: Iterable[Medium]) -> Iterator[Medium]:
    """`media` with each path once. Several records may show one file."""
    seen = DiskMap()
    for medium in media:
        if medium.path not in seen:
            seen[medium.path] = ""
            yield medium


def copy_medium(folder: HashingFolder, medium: Medium) -> HashingFile:
    """Copy one file. Raises `Unavailable` when it has changed since its upload."""
    written = folder.copy(f"media/{medium.path}", medium.open)
    if medium.sha256 and written.digest("sha256") != medium.sha256:
        raise CannotExport(f"The file {medium.path} has changed since its upload: see its SHA-256.")
    return written
