"""Redaction: the bytes of an earlier version go; its number, digest, time and reason stay."""

from collections.abc import Iterable
from typing import Any

import orjson
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from wagtail.log_actions import log

from archive import cache_generation
from archive.models import Entry, PublicRecord
from archive.models.entry import Action
from cms.ledger.store import append
from cms.text.names import NameFinder, texts_in


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
    """The log entries whose document has one of these names or ids, in the order of the log.

    A public version is not redacted but read again by somebody. So one with a name of one word
    anywhere in it is among them.
    """
    names = NameFinder(needles)
    public = PublicRecord.objects.filter(entry_id=OuterRef("pk"), live=True)
    entries = Entry.objects.filter(body__isnull=False).annotate(is_public=Exists(public))
    return [
        entry
        for entry in entries.order_by("sequence").iterator(chunk_size=500)
        if _has_any(names, entry.stored, entry.is_public)
    ]


def _has_any(names: NameFinder, stored: bytes, is_public: bool) -> bool:
    text = stored.decode(errors="replace")
    if not names.may_be_in(text):
        return False
    if is_public and names.is_word_in(text):
        return True
    return any(map(names.stands_in, texts_of(stored, text)))


def texts_of(stored: bytes, text: str) -> Iterable[str]:
    """The texts of a document. A damaged one that cannot be read is one text."""
    try:
        return texts_in(orjson.loads(stored))
    except orjson.JSONDecodeError:
        return [text]
