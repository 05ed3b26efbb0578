"""The media of the static site: those of changed records, and those of none."""

from collections.abc import Iterator

from archive.batches import in_batches
from exports.documents import unique_media
from exports.media import Medium, media_of
from exports.snapshot import FILES, Snapshot
from exports.streaming.disk_map import DiskMap

from .changes import SiteChanges

MEDIA_PREFIX = "media/"


def served(media: Iterator[Medium]) -> Iterator[tuple[str, Medium]]:
    """`("media/documents/report.pdf", its medium)`: each once, and no original picture."""
    for medium in unique_media(media):
        if medium.is_served:
            yield f"{MEDIA_PREFIX}{medium.path}", medium


def media_of_changes(changes: SiteChanges) -> Iterator[Medium]:
    for kind in FILES:
        for uids in in_batches(changes.documents.get(kind, ())):
            yield from media_of(kind, uids)


def media_without_record(snapshot: Snapshot, there: DiskMap) -> Iterator[str]:
    standing = DiskMap()
    standing.update((f"{MEDIA_PREFIX}{medium.path}", "") for medium in snapshot.files())
    return (path for path, _digest in there.pairs(MEDIA_PREFIX) if path not in standing)
