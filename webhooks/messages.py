"""The messages. A message says that a record has changed and where to read it.

It does not hold the content, so a late message cannot show what is not public any more. Messages
are signed as https://www.standardwebhooks.com specifies.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from standardwebhooks import Webhook

from archive.addresses import api_url
from archive.encoding import timestamp
from archive.models import PublicRecord
from archive.models.entry import Action
from archive.registry import registry

PING = "ping"


@dataclass(frozen=True)
class Message:
    """`id` is the same at every try, so a receiver recognises a message that comes twice."""

    id: str
    type: str
    body: bytes
    sequence: int | None = None


def message_of(record: PublicRecord, epoch: str) -> Message:
    """{"type": "event.published", "timestamp": "2026-11-23T17:00:00Z", "data": {"id": …}}"""
    entry = record.entry
    data: dict[str, Any] = {"id": str(record.uid), "kind": record.kind, "sequence": entry.sequence}
    change = "withdrawn"
    if entry.action == Action.PUBLISH:
        change = "published"
        data |= {
            "key": record.key,
            "locale": record.locale or None,
            "url": api_url(registry[record.kind].plural, record.key),
            "digest": entry.digest,
        }
    message_type = f"{record.kind}.{change}"
    # A restored backup gives the same numbers to other entries. Their times differ.
    name = f"{epoch} {entry.sequence} {timestamp(entry.recorded_at)} {entry.digest}"
    return Message(
        id=f"msg_{hashlib.sha256(name.encode()).hexdigest()[:32]}",
        type=message_type,
        body=orjson.dumps(
            {"type": message_type, "timestamp": timestamp(entry.recorded_at), "data": data}
        ),
        sequence=entry.sequence,
    )


def ping(asked_at: datetime) -> Message:
    """A test message without data."""
    name = f"{PING} {asked_at.isoformat()}"
    body = {"type": PING, "timestamp": timestamp(asked_at), "data": {}}
    return Message(
        id=f"msg_{hashlib.sha256(name.encode()).hexdigest()[:32]}",
        type=PING,
        body=orjson.dumps(body),
    )


def headers_of(message: Message, secrets: list[str], now: datetime) -> dict[str, str]:
    """The headers of one try at `now`: one signature for each secret."""
    text = message.body.decode()
    signatures = [Webhook(secret).sign(message.id, now, text) for secret in secrets]
    return {
        "Content-Type": "application/json",
        "User-Agent": "Plenary-Webhooks/1",
        "webhook-id": message.id,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": " ".join(signatures),
    }
