"""Redaction: the bytes of an earlier version go; its number, digest, time and reason stay."""

import re
from collections.abc import Iterator
from typing import Any

import orjson
from anyascii import anyascii
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from archive import cache_generation
from archive.models import Entry, PublicRecord
from archive.models.entry import Action
from cms.ledger.store import append

BETWEEN = r"[\W_]{1,3}"  # the words of a name


@transaction.atomic
def redact(entry: Entry, *, reason: str, user: Any = None) -> None:
    """Remove the bytes of an earlier version for ever.

    Raises ValidationError for a withdrawal, which has none, for a version that is public now
    (withdraw or correct the record first), and without a reason.
    """
    if not reason.strip():
        raise ValidationError({"reason": "Say why: the reason stays in the log."})
    if entry.action != Action.PUBLISH:
        raise ValidationError("A withdrawal has no content to redact.")
    if PublicRecord.objects.filter(entry_id=entry.pk, live=True).exists():
        raise ValidationError(
            "This version is public now. Publish a corrected one or withdraw the record, and "
            "redact the earlier version then."
        )
    if entry.redacted_at is not None:
        return
    entry.body = entry.damaged_at = None
    entry.redacted_at = timezone.now()
    entry.redaction_reason = reason.strip()
    entry.save(update_fields=["body", "damaged_at", "redacted_at", "redaction_reason"])
    cache_generation.move()
    append("redacted", sequence=entry.sequence, digest=entry.digest)
    log(instance=entry, action="archive.redact", user=user, data={"reason": reason.strip()})


def mentions(needles: list[str]) -> list[Entry]:
    """The log entries whose document holds one of `needles`, in the order of the log.

    A name of several words is found in any case, in the letters from a to z too, and with other
    characters between its words, as in the name of a file.
    """
    encoded = [orjson.dumps(needle)[1:-1] for needle in needles if needle]
    spelled = {words for needle in needles for words in _spellings(needle)}
    pattern = re.compile("|".join(map(_in_a_row, sorted(spelled))))
    rare = {max(words, key=len) for words in spelled}  # looked for first, which takes little
    entries = Entry.objects.filter(body__isnull=False).order_by("sequence")
    found = []
    for entry in entries.iterator(chunk_size=500):
        text = entry.stored.decode().casefold()
        if any(needle in entry.stored for needle in encoded) or (
            any(word in text for word in rare) and pattern.search(text)
        ):
            found.append(entry)
    return found


def _spellings(name: str) -> Iterator[tuple[str, ...]]:
    """The words of a name: ("łukasz", "ørsted"), ("lukasz", "orsted"). None of a single word."""
    for text in (name, anyascii(name)):
        words = tuple(re.findall(r"[^\W_]+", text.casefold()))
        if len(words) > 1:
            yield words


def _in_a_row(words: tuple[str, ...]) -> str:
    return rf"(?<![^\W_]){BETWEEN.join(map(re.escape, words))}(?![^\W_])"
