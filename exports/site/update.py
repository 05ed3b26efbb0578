"""The static site in a folder or a bucket, brought to the state of the log."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from api.resources.base import resource_of
from api.sitemap import PART
from archive.models import Head
from archive.registry import registry
from exports.documents import unique_media
from exports.snapshot import Snapshot, open_snapshot

from .api import ApiFiles
from .changes import SiteChanges, Untold, changes_between
from .files import (
    is_part,
    part_name,
    places_in_sitemap,
    server_rules,
    site_files,
    sitemap,
)
from .lists import ListFiles
from .mark import MARK, Mark
from .pages import File, Pages, file_of
from .stage import CHANGING, UNKNOWN, Stage
from .target import MANIFEST, Target, manifest, read_manifest


def update(target: Target, *, is_new: bool = False) -> Mark:
    """Bring the site to the state of the log. After a kill, the next call goes on.

    A place where nothing is yet is new.
    """
    with target.workspace() as workspace, open_snapshot() as snapshot:
        before, now = Mark.read(target.read(MARK)), Mark.of(snapshot)
        there = {} if is_new else read_manifest(target) | (before.touched if before else {})
        run = Update(target, workspace, snapshot, there)
        try:
            if before is None or not before.leads_to(now):
                raise Untold
            run.follow(before)
        except Untold:
            run.compare()
        run.finish(now)
        return now


class Update:
    """One update. `digests` are those of the files that are there."""

    def __init__(
        self, target: Target, workspace: Path, snapshot: Snapshot, digests: dict[str, str]
    ) -> None:
        self.target, self.workspace, self.snapshot = target, workspace, snapshot
        self.digests = digests
        self._stages = 0
        self._mark: Mark | None = None  # that the update goes on from
        self._touched: dict[str, str] = {}

    def compare(self) -> None:
        """Make the whole site, and write what differs.

        First come the files that are new, then the pages that changed, then what lists them. What
        is gone goes last, when no page leads to it any more.
        """
        made: set[str] = set()
        stage = self._stage(self._digest_there)
        for path, body in site_files(self.snapshot):
            made.add(path)
            stage.add(path, body)
        gone = self.digests.keys() - made - self._add_media(stage)
        self._place(stage)
        self._remove(gone)

    def follow(self, before: Mark) -> None:
        """Write what the entries since `before` change. Raises `Untold` before it writes anything.

        What is new comes before what leads to it, and what leads to something that is gone changes
        before that is removed. The rest of long lists, the sitemap and the rules come last.
        """
        changes = changes_between(before.sequence, self.snapshot.head.sequence, self.snapshot.now)
        self._mark = before
        pages, api = Pages(self.snapshot), ApiFiles(self.snapshot)
        lists = [
            ListFiles(pages, api, resource_of(kind), ranks, kind in changes.reordered)
            for kind, ranks in changes.lists.items()
        ]
        self._follow_records(changes, pages, api, lists)
        for each in lists:
            if each.is_long:
                self._place_all(each.files())
                self._remove(each.behind_last(self.digests))
        if changes.has_files:
            self._remove(self._media_without_record())
        self._follow_sitemap(changes)
        renewed = Head.objects.filter(renewed__gt=before.generation).exists()
        if changes.has_addresses or renewed:
            self._place_all(server_rules(self.snapshot, pages))

    def _follow_records(
        self, changes: SiteChanges, pages: Pages, api: ApiFiles, lists: list[ListFiles]
    ) -> None:
        gone = changes.former - changes.standing - {file_of(f"/{name}/") for name in pages.lists}
        if changes.is_wide:
            self._remove(gone)
        stage = self._stage(self._digest_noted)
        if changes.has_files:
            self._add_media(stage)
        for uids in changes.records.values():
            for path, body in pages.of_records(sorted(uids)):
                stage.add(file_of(path), body)
        for kind, uids in changes.documents.items():
            for file, body in api.of_records(resource_of(kind), uids):
                stage.add(file, body)
        for each in lists:
            for file, body in each.first():
                stage.add(file, body)
            gone |= set() if each.is_long else each.behind_last(self.digests)
        self._place(stage)
        self._remove(gone)

    def _follow_sitemap(self, changes: SiteChanges) -> None:
        """The parts with records that changed, and those from the first one that came or went."""
        same = places_in_sitemap(self.snapshot, changes.same_places)
        moved = places_in_sitemap(self.snapshot, changes.moved_places)
        if not same and not moved:
            return
        numbers = {place // PART + 1 for place in same}
        parts = -(-sum(self.snapshot.count(each.kind) for each in registry) // PART)
        if moved:
            numbers |= set(range(min(moved) // PART + 1, parts + 1))
        self._place_all(sitemap(self.snapshot, numbers))
        names = set(map(part_name, range(1, parts + 1)))
        self._remove({path for path in self.digests if is_part(path)} - names)

    def _media_without_record(self) -> set[str]:
        there = {f"media/{medium.path}" for medium in self.snapshot.files()}
        return {path for path in self.digests if path.startswith("media/")} - there

    def finish(self, now: Mark) -> None:
        """Note what is there, then that the site is at the state `now`."""
        self._write(MANIFEST, manifest(self.digests))
        self._write(MARK, now.body)

    def _add_media(self, stage: Stage) -> set[str]:
        """Stage the media that are not there, and return the paths of all."""
        paths = set()
        for medium in unique_media(self.snapshot.files()):
            if medium.is_served:
                path = f"media/{medium.path}"
                stage.copy(path, medium)
                paths.add(path)
        return paths

    def _digest_noted(self, path: str) -> str:
        return self.digests.get(path, "")

    def _digest_there(self, path: str) -> str:
        return self.target.digest(path) if self.target.is_near else self._digest_noted(path)

    def _stage(self, there: Callable[[str], str]) -> Stage:
        self._stages += 1
        return Stage(self.workspace / str(self._stages), there)

    def _place_all(self, files: Iterable[File]) -> None:
        stage = self._stage(self._digest_noted)
        for path, body in files:
            stage.add(path, body)
        self._place(stage)

    def _place(self, stage: Stage) -> None:
        self._note({path: CHANGING if self._is_there(path) else UNKNOWN for path in stage.digests})
        stage.place(self.target, self.digests)

    def _is_there(self, path: str) -> bool:
        return self.digests.get(path, UNKNOWN) != UNKNOWN

    def _note(self, touched: dict[str, str]) -> None:
        """Say what a kill may leave in another state, and as ours, before it is touched."""
        if touched.keys() <= self._touched.keys():
            return
        self._touched |= touched
        if self._mark is None:
            self._write(MANIFEST, manifest(self.digests | self._touched))
        else:
            self._write(MARK, replace(self._mark, touched=self._touched).body)

    def _remove(self, paths: set[str]) -> None:
        self._note(dict.fromkeys(paths & self.digests.keys(), UNKNOWN))
        for path in sorted(paths):
            self.target.remove(path)
            self.digests.pop(path, None)

    def _write(self, path: str, body: bytes) -> None:
        file = self.workspace / path
        file.write_bytes(body)
        self.target.place(path, file)
