"""Restore the publication log of a bag."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
from django.db import connection
from django.utils import timezone

from archive.models import Entry, Head
from archive.models.entry import Action, generation_of
from exports.bag.history import facts_of
from exports.restore.refused import BagRefused
from exports.restore.rows import from_json, insert, lines_of

# The columns that have another name in entries.ndjson.
NAMES = {"id": "uid", "type": "kind"}
END = ("sequence", "epoch", "recorded_at")


def load_log(folder: Path) -> None:
    """Write every entry with its body, and the end of the log. Check each digest."""
    path = folder / "log.json"
    try:
        end = orjson.loads(path.read_bytes())
        generation = generation_of(timezone.now())
        head = {
            "id": 1,
            "generation": generation,
            "renewed": generation,
            "recent": str(generation),
            "skipped": _value(Head, "skipped", end.get("skipped", 0)),
            **{name: _value(Head, name, end[name]) for name in END},
        }
    except (KeyError, TypeError, ValueError) as error:
        raise BagRefused(f"{path.name}: it does not hold the end of a log.") from error
    insert(Entry, entries_of(folder, head["skipped"]))
    Head.objects.all().delete()
    insert(Head, [head])


def entries_of(folder: Path, skipped: int = 0) -> Iterator[dict[str, Any]]:
    path = folder / "entries.ndjson"
    versions = last = 0
    with (folder / "versions.ndjson").open("rb") as file:
        for number, line in lines_of(path):
            where = f"{path.name}, line {number}"
            if line.keys() != LINE or not last < line["sequence"] <= number + skipped:
                raise BagRefused(f"{where}: it is not the entry with this number.")
            last = line["sequence"]
            entry = {
                NAMES.get(name, name): _value(Entry, NAMES.get(name, name), value)
                for name, value in line.items()
                if name != "document"
            }
            if line["document"] is not None:
                versions += 1
                body = file.readline().removesuffix(b"\n")
                if line["document"] != versions:
                    raise BagRefused(f"{where}: its document is not the next version.")
                if hashlib.sha256(body).hexdigest() != line["digest"]:
                    raise BagRefused(f"{where}: its document does not match its digest.")
                entry["body"] = from_bytes(body)
            elif line["action"] == Action.PUBLISH and line["redacted_at"] is None:
                raise BagRefused(f"{where}: its document is missing.")
            yield entry
        if file.readline():
            raise BagRefused(f"versions.ndjson, line {versions + 1}: no entry names it.")


LINE = facts_of(Entry()).keys()


def from_bytes(body: bytes) -> Any:
    return Entry._meta.get_field("body").get_db_prep_save(body, connection)


def _value(model: Any, name: str, value: Any) -> Any:
    return from_json(model._meta.get_field(name), value)
