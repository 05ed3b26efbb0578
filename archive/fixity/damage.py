"""Documents of the log that are not as they were written: their bytes have another SHA-256.

Damage is found by `archive_verify` and by exports. From then on nothing serves such a document,
until the bytes that its digest proves are put back.
"""

from collections.abc import Iterator

from django.utils import timezone

from archive import cache_generation
from archive.batches import BATCH_SIZE
from archive.encoding import digest_of, encode_again, is_whole
from archive.fixity.columns import unreadable_columns
from archive.keys import Keys
from archive.models import Damaged, Entry, PublicRecord
from archive.models.entry import Action
from archive.registry import registry
from archive.visibility import Visibility


def check(entry: Entry) -> bytes:
    """The bytes of a document, when they have its digest. Raises `Damaged`."""
    if not is_whole(entry):
        raise Damaged(entry.sequence)
    return entry.stored


def checked(entries: list[Entry]) -> list[Entry]:
    """The same entries. Raises `Damaged` for one with a document that is not as it was written."""
    for entry in entries:
        if entry.body is not None:
            check(entry)
    return entries


def written_entries() -> Iterator[Entry]:
    """The entries with a document that can be read. Reads the whole log, a part at a time."""
    entries = Entry.objects.filter(action=Action.PUBLISH, redacted_at__isnull=True)
    if unreadable := unreadable_columns():
        entries = entries.exclude(pk__in=unreadable)
    yield from entries.order_by("sequence").iterator(chunk_size=BATCH_SIZE)


def damaged_entries() -> Iterator[Entry]:
    return (entry for entry in written_entries() if not is_whole(entry))


def note(damaged: set[int], *, are_all: bool = False) -> None:
    """Let nothing serve these entries. With `are_all`, those that were damaged are served again."""
    noted = set(Entry.objects.exclude(damaged_at=None).values_list("sequence", flat=True))
    whole = noted - damaged if are_all else set()
    Entry.objects.filter(pk__in=damaged - noted).update(damaged_at=timezone.now())
    Entry.objects.filter(pk__in=whole).update(damaged_at=None)
    if whole or damaged - noted:
        cache_generation.move()


def put_back(entry: Entry, body: bytes) -> None:
    """Write the bytes of a damaged entry. Raises `Damaged` when they do not have its digest.

    Where they are there already, the digest is what was damaged.
    """
    if body == entry.stored:
        entry.digest = digest_of(body)
    entry.body, entry.damaged_at = body, None
    check(entry)
    entry.save(update_fields=["body", "digest", "damaged_at"])
    cache_generation.move()


def rendered_again(entry: Entry) -> bytes | None:
    """The bytes of a document that is public now, when its record still gives the same ones: those
    that the digest proves, or those that are stored."""
    record = PublicRecord.objects.filter(entry_id=entry.pk, live=True).first()
    if record is None:
        return None
    resource = registry[record.kind]
    for rendering in resource.render([record.object_id], Visibility(timezone.now()), Keys()):
        body = encode_again(rendering.document, record)
        if digest_of(body) == entry.digest or body == entry.stored:
            return body
    return None
