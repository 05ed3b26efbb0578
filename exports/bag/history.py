"""The publication log of an export: lines of JSON, and the versions beside them."""

from collections.abc import Iterable, Iterator
from typing import Any

import orjson

from archive.models import Entry
from archive.models.entry import Action
from exports.hashing_writer import Folder
from exports.snapshot import End

WITHHELD = "Left out of this export: it shows something that is not public."


def all_entries() -> Iterator[Entry]:
    """The whole log with every version that is not redacted, for those who see everything."""
    return Entry.objects.order_by("sequence").iterator(chunk_size=500)


def write_history(folder: Folder, entries: Iterable[Entry], end: End) -> None:
    """`history/entries.ndjson`, a line an entry, and `history/versions.ndjson`, a line a version.

    `document` of an entry is the number of its line in the other file, whose bytes without the
    end of the line have the entry's SHA-256. A version that `entries` come without is as one that
    was redacted when the log ended. `history/log.json` tells that end.
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
    """All that an entry holds but its bytes."""
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
