"""The static site in a folder or a bucket, brought to the state of the log."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from api.resources.base import resource_of
from archive.models import Head
from exports.hashing_writer import Content
from exports.snapshot import Snapshot, open_snapshot
from exports.streaming.disk_map import DiskMap

from .api import ApiFiles
from .changes import SiteChanges, Untold, changes_between, public_records
from .files import server_rules, site_files
from .lists import ListFiles
from .manifest import is_due, read_manifest, write_manifest
from .mark import MARK, Mark
from .media import media_of_changes, media_without_record, served
from .pages import PAGE, Pages, file_of
from .sitemap import SITEMAP_PREFIX, SitemapFiles
from .stage import CHANGING, UNKNOWN, Stage
from .target import MANIFEST, Target, digest_of, read
from .withdrawn import withdrawn_since


def update(target: Target, *, is_new: bool = False) -> Mark:
    """Bring the site to the state of the log. After a kill, the next call goes on.

    A place where nothing is yet is new.
    """
    return FollowedSite(target).update(is_new=is_new)


class FollowedSite:
    """A site that is updated again and again. What is there is read from its manifest once."""

    def __init__(self, target: Target) -> None:
        self.target = target
        self._digests: DiskMap | None = None
        self._mark = b""  # with which they belong together

    def update(self, *, is_new: bool = False) -> Mark:
        with self.target.workspace() as workspace, open_snapshot() as snapshot:
            body = read(self.target, MARK)
            before, now = Mark.read(body), Mark.of(snapshot)
            digests = DiskMap() if is_new else self._known(body, before)
            run = Update(self.target, workspace, snapshot, digests)
            if before is not None and before.is_before(now):
                run.hide(before)
            try:
                if before is None or not before.leads_to(now):
                    raise Untold
                run.follow(before)
            except Untold:
                run.compare(before, asks=self.target.is_near or not (is_new or before))
            return self._finish(run, now)

    def settle(self) -> None:
        """Write the manifest whole, when the mark says what changed in it."""
        body = read(self.target, MARK)
        mark = Mark.read(body)
        if mark is not None and mark.changed and not mark.touched:
            with self.target.workspace() as workspace, open_snapshot() as snapshot:
                run = Update(self.target, workspace, snapshot, self._known(body, mark))
                self._finish(run, replace(mark, changed={}))

    def _known(self, body: bytes | None, mark: Mark | None) -> DiskMap:
        """What is there. After an error on the way nobody knows it."""
        digests, self._digests = self._digests, None
        if digests is None or body != self._mark:
            return read_manifest(self.target, mark)
        return digests

    def _finish(self, run: "Update", now: Mark) -> Mark:
        mark = run.finish(now)
        self._digests, self._mark = run.digests, mark.body
        return mark


class Update:
    """One update. `digests` are those of the files that are there."""

    def __init__(
        self, target: Target, workspace: Path, snapshot: Snapshot, digests: DiskMap
    ) -> None:
        self.target, self.workspace, self.snapshot = target, workspace, snapshot
        self.digests = digests
        self._stages = 0
        self._mark: Mark | None = None  # that the update goes on from
        self._touched: dict[str, str] = {}

    @cached_property
    def pages(self) -> Pages:
        return Pages(self.snapshot)

    def hide(self, before: Mark) -> None:
        """Take back what is public no longer, before anything else is made or written.

        A page that says so stays in its place until no page leads there any more.
        """
        self._mark, gone = before, DiskMap()
        files = withdrawn_since(before.sequence, self.snapshot, self.digests)
        gone.update((file, "") for file in files if file not in self.pages.of_lists)
        pages = (file for file in gone if file.endswith(PAGE))
        self._place_all((file, self.pages.in_place_of(file)) for file in pages)
        self._remove(file for file in gone if not file.endswith(PAGE))

    def compare(self, before: Mark | None, *, asks: bool) -> None:
        """Make the whole site, and write what differs. `asks` looks at each file that is there.

        First come the files that are new, then the pages that changed, then what lists them. What
        is gone goes last, when no page leads to it any more.
        """
        self._mark = None
        if before is not None:  # until the end, the manifest alone says what is there
            self._write_manifest()
            self._write_mark(replace(before, program="", touched={}, changed={}))
        made = DiskMap()
        stage = self._stage(self._digest_there if asks else self._digest_noted)
        for path, content in site_files(self.snapshot):
            made[path] = ""
            stage.add(path, content)
        for path, medium in served(self.snapshot.files()):
            made[path] = ""
            stage.copy(path, medium)
        self._place(stage)
        self._remove(path for path in self.digests if path not in made)

    def follow(self, before: Mark) -> None:
        """Write what the entries since `before` change. Raises `Untold` when they do not say all of
        it, and has written the records that changed by then: they may name somebody no more.

        What is new comes before what leads to it, and what leads to something that is gone changes
        before that is removed. A page that has moved stays until the rules say where it is. The
        rest of long lists and the sitemap come last.
        """
        pages, api = self.pages, ApiFiles(self.snapshot)
        since = before.sequence, self.snapshot.head.sequence, self.snapshot.now
        try:
            changes = changes_between(*since)
        except Untold:
            self._follow_records(public_records(*since), pages, api, [])
            raise
        lists = [
            ListFiles(pages, api, resource_of(kind), ranks, kind in changes.reordered)
            for kind, ranks in changes.lists.items()
        ]
        self._follow_records(changes, pages, api, lists)
        if changes.has_files:
            self._remove(media_without_record(self.snapshot, self.digests))
        renewed = Head.objects.filter(renewed__gt=before.generation).exists()
        if changes.has_addresses or renewed:
            self._place_all(server_rules(self.snapshot, pages))
        self._remove(changes.left - pages.of_lists)
        for list_files in lists:
            if list_files.is_long:
                self._place_all(list_files.files())
                self._remove(list_files.behind_last(self.digests))
        self._follow_sitemap(changes)

    def _follow_records(
        self, changes: SiteChanges, pages: Pages, api: ApiFiles, lists: list[ListFiles]
    ) -> None:
        gone = changes.gone - pages.of_lists
        stage = self._stage(self._digest_noted)
        for path, medium in served(media_of_changes(changes)):
            stage.copy(path, medium)
        for kind, uids in changes.documents.items():
            for path, body in pages.of_records(sorted(uids)):
                stage.add(file_of(path), body)
            stage.add_all(api.of_records(resource_of(kind), uids))
        self._place(stage)  # the changes themselves, before what only shows them
        stage = self._stage(self._digest_noted)
        for kind, uids in changes.records.items():
            for path, body in pages.of_records(sorted(uids - changes.documents.get(kind, set()))):
                stage.add(file_of(path), body)
        for list_files in lists:
            stage.add_all(list_files.first())
            gone |= set() if list_files.is_long else list_files.behind_last(self.digests)
        self._place(stage)
        self._remove(gone)

    def _follow_sitemap(self, changes: SiteChanges) -> None:
        sitemap = SitemapFiles(self.snapshot)
        if numbers := sitemap.numbers_of(changes):
            self._place_all(sitemap.files(numbers))
            there = (path for path, _digest in self.digests.pairs(SITEMAP_PREFIX))
            self._remove(path for path in there if path not in sitemap.names)

    def finish(self, now: Mark) -> Mark:
        """Note what is there, then that the site is at the state `now`. Returns its mark."""
        changed = {}
        if self._mark is not None:
            paths = self._mark.changed.keys() | self._mark.touched.keys() | self._touched.keys()
            changed = {path: self.digests.get(path, "") for path in sorted(paths)}
        if self._mark is None or is_due(self.digests, changed):
            self._write_manifest()
            changed = {}
        mark = replace(now, changed=changed)
        self._write_mark(mark)
        return mark

    def _digest_noted(self, path: str) -> str:
        return self.digests.get(path, "")

    def _digest_there(self, path: str) -> str:
        return digest_of(self.target, path)

    def _stage(self, digest_of: Callable[[str], str]) -> Stage:
        self._stages += 1
        return Stage(self.workspace / str(self._stages), digest_of)

    def _place_all(self, files: Iterable[tuple[str, Content]]) -> None:
        stage = self._stage(self._digest_noted)
        stage.add_all(files)
        self._place(stage)

    def _place(self, stage: Stage) -> None:
        self._note((path, CHANGING if self._is_there(path) else UNKNOWN) for path in stage.digests)
        stage.place(self.target, self.digests)

    def _is_there(self, path: str) -> bool:
        return self.digests.get(path, UNKNOWN) != UNKNOWN

    def _note(self, touched: Iterable[tuple[str, str]]) -> None:
        """Say what a kill may leave in another state, and as ours, before it is touched."""
        if self._mark is None:
            self.digests.update(touched)
            self._write_manifest()
        elif not (noted := dict(touched)).keys() <= self._touched.keys():
            self._touched |= noted
            self._write_mark(replace(self._mark, touched=self._mark.touched | self._touched))

    def _remove(self, paths: Iterable[str]) -> None:
        gone = DiskMap()
        gone.update((path, UNKNOWN) for path in paths if path in self.digests)
        self._note(gone.pairs())
        for path in gone:
            self.target.remove(path)
            self.digests.pop(path, None)

    def _write_manifest(self) -> None:
        write_manifest(self.workspace / MANIFEST, self.digests)
        self.target.place(MANIFEST, self.workspace / MANIFEST)

    def _write_mark(self, mark: Mark) -> None:
        (self.workspace / MARK).write_bytes(mark.body)
        self.target.place(MARK, self.workspace / MARK)
