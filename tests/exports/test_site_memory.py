"""Neither writing the static site nor following the log keeps something of every record."""

import gc
import tracemalloc
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import timezone

from archive.models import Entry, PublicRecord
from archive.publisher.after_commit import catch_up
from cms.models import Identifier, Partner
from exports.site import manifest, sitemap
from exports.site.api import ApiFiles
from exports.site.files import server_rules
from exports.site.folder import begin
from exports.site.manifest import read_manifest
from exports.site.mark import MARK, Mark
from exports.site.pages import Pages
from exports.site.sitemap import SitemapFiles
from exports.site.target import MANIFEST, Folder, read
from exports.site.update import FollowedSite, Update
from exports.snapshot import Snapshot, open_snapshot
from exports.streaming.disk_map import AT_ONCE, DiskMap
from tests import factories as make
from tests.exports.publisher import Publisher
from tests.exports.test_site_folder import tree
from tests.exports.test_site_follow import Dying, Killed, content, small  # noqa: F401  fixtures

pytestmark = pytest.mark.django_db


def add_copies(kind: str, count: int, *, live: bool = True) -> None:
    """Records with the document of one that there is, each with a former key."""
    original = PublicRecord.objects.select_related("entry").get(kind=kind, object_id__lt=1000)
    body, start = original.entry.content, Entry.objects.count()
    entries, records, keys = [], [], []
    for number in range(start + 1, start + 1 + count):
        uid, key = uuid.uuid4(), f"{kind}-with-a-long-name-{number}"
        action = "publish" if live else "withdraw"
        entries.append(
            Entry(
                sequence=number, uid=uid, kind=kind, key=key, locale="en", action=action,
                digest=original.entry.digest if live else "", body=body if live else None,
                recorded_at=timezone.now(),
            )
        )  # fmt: skip
        records.append(
            PublicRecord(
                uid=uid, kind=kind, key=key, locale="en", object_id=number + 1000, live=live,
                entry=entries[-1], path=f"/{key}/", first_published_at=timezone.now(),
                changed_at=timezone.now(),
            )
        )  # fmt: skip
        keys += [Identifier(kind=kind, uid=uid, key=name) for name in (f"was-{key}", key)]
    Entry.objects.bulk_create(entries)
    PublicRecord.objects.bulk_create(records)
    Identifier.objects.bulk_create(keys)


def long_files(snapshot: Snapshot) -> Iterator[object]:
    """What is made of all records, but for their pages."""
    sitemap = SitemapFiles(snapshot)
    yield from sitemap.files(sitemap.numbers)
    yield from ApiFiles(snapshot).of_records(snapshot.kinds()[1])
    for _path, part in server_rules(snapshot, Pages(snapshot)):
        yield from part


def kept() -> int:
    """The most kilobytes that Python keeps while these files are made."""
    most = 0
    with open_snapshot() as snapshot:
        gc.collect()
        tracemalloc.start()
        try:
            for number, _file in enumerate(long_files(snapshot)):
                if number % 300 == 0:
                    gc.collect()
                    most = max(most, tracemalloc.get_traced_memory()[0] // 1024)
        finally:
            tracemalloc.stop()
    return most


@pytest.mark.slow
def test_more_records_take_no_more_memory(monkeypatch):
    monkeypatch.setattr(sitemap, "PART", 100)
    make.make_theme(label="Peace")
    catch_up()
    for live in (True, False):
        add_copies("theme", 200, live=live)
    kept()  # what is imported and kept once
    few = kept()
    for live in (True, False):
        add_copies("theme", 800, live=live)
    # The paths of 1,600 records, with where they lead, would be more than that.
    assert kept() - few < 250


class Counting(Folder):
    """A folder that knows how often its manifest is read and written."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.read = self.written = 0

    def open(self, path: str):
        self.read += path == MANIFEST
        return super().open(path)

    def place(self, path: str, file: Path) -> None:
        self.written += path == MANIFEST
        super().place(path, file)


@pytest.mark.same_on_all_databases
def test_a_long_manifest_is_read_once_and_written_when_it_is_quiet(
    content,  # noqa: F811
    tmp_path,
    monkeypatch,
):
    monkeypatch.setattr(manifest, "SHORT", 10)
    target = Counting(tmp_path / "site")
    begin(target)
    site = FollowedSite(target)
    for name in ("Body 1", "Body 2"):
        partner = Partner.objects.get(name=name)
        partner.website = "https://example.org"
        make.publish(partner)
        catch_up()
        mark = site.update()
    assert (target.read, target.written) == (1, 0)
    assert len(mark.changed) < 20
    begin(Folder(tmp_path / "fresh"))
    digests = read_manifest(target, Mark.read(read(target, MARK)))
    assert dict(digests) == dict(read_manifest(Folder(tmp_path / "fresh")))
    site.settle()
    assert tree(target.root) == tree(tmp_path / "fresh")


@pytest.mark.same_on_all_databases
def test_changes_of_a_long_manifest_outlive_a_kill_at_any_moment(
    content,  # noqa: F811
    tmp_path,
    monkeypatch,
):
    monkeypatch.setattr("exports.site.update.is_due", lambda _digests, changed: len(changed) > 40)
    publisher, folder = Publisher(3), Folder(tmp_path / "site")
    begin(folder)
    site = FollowedSite(folder)
    for step in range(16):
        publisher.step()
        catch_up()
        if step % 2:
            try:
                FollowedSite(Dying(folder.root, publisher.random.randint(0, 12))).update()
            except Killed:
                continue
        site.update()
    site.update()
    site.settle()
    begin(Folder(tmp_path / "fresh"))
    assert tree(folder.root) == tree(tmp_path / "fresh")


@pytest.mark.same_on_all_databases
def test_a_former_version_that_comes_back_mends_what_an_upgrade_has_begun(
    content,  # noqa: F811
    tmp_path,
    monkeypatch,
):
    folder = Folder(tmp_path / "site")
    begin(folder)
    before = tree(folder.root)
    with monkeypatch.context() as newer:
        newer.setattr("exports.site.mark.program", lambda: "newer")
        newer.setattr(Pages, "of_errors", lambda _pages: iter([("404.html", b"Another page")]))
        newer.setattr(Update, "finish", lambda _update, _mark: (_ for _ in ()).throw(Killed))
        with pytest.raises(Killed):
            FollowedSite(folder).update()
    assert (folder.root / "404.html").read_bytes() == b"Another page"
    FollowedSite(folder).update()
    assert tree(folder.root) == before


@pytest.mark.same_on_all_databases
def test_a_map_on_disk_reads_as_one_in_memory_while_it_changes():
    names = [f"{number:05}" for number in range(AT_ONCE + 10)] + ["é", "\udcff", "a/b", "a"]
    on_disk = DiskMap()
    on_disk.update((name, name.upper().encode(errors="replace").decode()) for name in names)
    assert list(on_disk) == sorted(names)
    assert [key for key, _value in on_disk.pairs("a")] == ["a", "a/b"]
    for name in on_disk:
        del on_disk[name]
    assert (len(on_disk), on_disk.longest, on_disk.has_more_than(0)) == (0, 0, False)
    with pytest.raises(KeyError):
        del on_disk["a"]
