"""The publication log in an export: the entries and the versions, as lines of JSON."""

from collections.abc import Iterable, Iterator
from typing import Any

import orjson

from archive.models import Entry
from archive.models.entry import Action
from exports.hashing_writer import HashingFolder
from exports.snapshot import LogEnd

WITHHELD = "Left out of this export: it shows something that is not public."


def all_entries() -> Iterator[Entry]:
    """The whole log with every version that is not redacted."""
    return Entry.objects.order_by("sequence").iterator(chunk_size=500)


def write_history(folder: HashingFolder, entries: Iterable[Entry], end: LogEnd) -> None:
    """`history/entries.ndjson`, and `history/versions.ndjson`, with one entry or version a line.

    `document` of an entry is the number of its line in the other file. The bytes of that line,
    without the line end, have the SHA-256 of the entry. When `entries` lack a version, it is
    written as redacted at the end of the log. `history/log.json` holds the end of the log.
    """
    folder.write("history/log.json", orjson.dumps(end) + b"\n")
    number = 0
    with (
        folder.file("history/entries.ndjson") as lines,
        folder.file("history/versions.ndjson") as versions,
    ):
        for entry in entries:
            line = facts_of(entry)
            if entry.body is not None:
                number += 1
                line["document"] = number
                versions.write(entry.content + b"\n")
            elif entry.action == Action.PUBLISH and entry.redacted_at is None:
                line |= {"redacted_at": end.recorded_at, "redaction_reason": WITHHELD}
            lines.write(orjson.dumps(line) + b"\n")


def facts_of(entry: Entry) -> dict[str, Any]:
    """The fields of an entry without its body."""
    return {
        "sequence": entry.sequence,
        "id": entry.uid,
        "type": entry.kind,
        "key": entry.key,
        "locale": entry.locale,
        "action": entry.action,
        "digest": entry.digest,
        "recorded_at": entry.recorded_at,
        "reason": entry.reason,
        "redacted_at": entry.redacted_at,
        "redaction_reason": entry.redaction_reason,
        "document": None,
    }
