"""The files of records that are no longer public. They go first, whatever else an update does."""

from collections.abc import Iterator

from archive.batches import in_batches
from archive.models import FormerPath, PublicRecord
from archive.opaque import opaque_key
from archive.registry import registry
from cms.models import Identifier
from exports.snapshot import Snapshot
from exports.streaming.disk_map import DiskMap

from .api import api_file
from .pages import file_of


def withdrawn_since(mark: int, snapshot: Snapshot, there: DiskMap) -> Iterator[str]:
    """Those of `there` that the entries after `mark` have taken back: pages, and documents."""
    gone = PublicRecord.objects.filter(
        live=False, entry__gt=mark, entry__lte=snapshot.head.sequence
    )
    erased = set()
    for part in in_batches(gone.iterator()):
        for file in files_of(part, snapshot):
            if file in there:
                yield file
        erased |= {record.kind for record in part if record.key == opaque_key(record.uid)}
    for kind in sorted(erased):
        yield from without_record(kind, snapshot, there)


def files_of(records: list[PublicRecord], snapshot: Snapshot) -> Iterator[str]:
    """At all addresses that these ever had, but for those that another record has now."""
    uids = [record.uid for record in records]
    paths = {record.path for record in records if record.path}
    paths.update(FormerPath.objects.filter(record__in=uids).values_list("path", flat=True))
    keys = {(record.kind, record.key) for record in records}
    keys.update(Identifier.objects.filter(uid__in=uids).values_list("kind", "key"))
    taken: set[str] = set()
    for part in in_batches(sorted(paths)):
        standing = PublicRecord.objects.public(snapshot.now).filter(path__in=part)
        taken.update(standing.values_list("path", flat=True))
    for kind, key in sorted(keys):
        yield api_file(registry[kind].plural, key)
        yield file_of(f"/{registry[kind].plural}/{key}/")
    yield from map(file_of, sorted(paths - taken))


def without_record(kind: str, snapshot: Snapshot, there: DiskMap) -> Iterator[str]:
    """Those that lie where records of a kind do, and are of none.

    Nothing says where a removed person was.
    """
    plural, standing = registry[kind].plural, DiskMap()
    for version in snapshot.versions(kind):
        standing[api_file(plural, version.key)] = ""
        standing[file_of(f"/{plural}/{version.key}/")] = ""
    for folder in (f"{plural}/", api_file(plural, "").removesuffix("/index.json")):
        for path, _digest in there.pairs(folder):
            if path not in standing and path.removeprefix(folder).count("/") == 1:
                yield path
