"""The lines of the ledger: a file beside the exports, or objects in the bucket of the uploads."""

import fcntl
import logging
import os
import secrets
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

logger = logging.getLogger("plenary.log")

NAME = "ledger"
Line = dict[str, Any]


def append(what: str, **facts: Any) -> None:
    """Write a line: `{"at": "2026-11-29T10:00:00+00:00", "what": "erased", …}`. It stays for good.

    Raises OSError, or an error of the store, if the line cannot be kept.
    """
    now = datetime.now(UTC)
    line = orjson.dumps({"at": now.isoformat(timespec="seconds"), "what": what, **facts}) + b"\n"
    if _is_in_bucket():
        name = f"{NAME}/{now:%Y%m%dT%H%M%S%f}-{secrets.token_hex(4)}.json"
        default_storage.save(name, ContentFile(line))
    else:
        _append_to_file(line)


def append_if_possible(what: str, **facts: Any) -> bool:
    """The same for what may be missing: work goes on if the ledger cannot be written."""
    try:
        append(what, **facts)
    except (OSError, BotoCoreError, ClientError) as error:
        logger.error("the ledger cannot be written: %s", error)
        return False
    return True


def lines() -> Iterator[Line]:
    """All lines, the oldest first."""
    if _is_in_bucket():
        for name in sorted(default_storage.listdir(NAME)[1]):
            with default_storage.open(f"{NAME}/{name}") as file:
                yield orjson.loads(file.read())
    elif path().exists():
        with path().open("rb") as file:
            yield from map(orjson.loads, file)


def path() -> Path:
    return Path(settings.EXPORT_ROOT) / f"{NAME}.ndjson"


def _is_in_bucket() -> bool:
    return settings.STORAGES["default"]["BACKEND"] == "cms.storage.PrivateBucket"


def _append_to_file(line: bytes) -> None:
    """Whole and on the disk, or not at all."""
    path().parent.mkdir(parents=True, exist_ok=True)
    file = os.open(path(), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        fcntl.flock(file, fcntl.LOCK_EX)
        end = os.fstat(file).st_size
        try:
            if os.write(file, line) != len(line):
                raise OSError(28, "No space left on device")
            os.fsync(file)
        except OSError:
            os.ftruncate(file, end)
            raise
    finally:
        os.close(file)
