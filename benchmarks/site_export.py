"""How fast the static site is written: `python benchmarks/site_export.py 2000`.

Then an event is changed and withdrawn, and the site follows, as it does with `--follow`. The last
line is JSON: pages, pages a second and a second of this process's own work, the largest memory of
the process in megabytes, and for both updates the seconds until the page of the event is written,
and until the whole site is. The memory before is what making the archive has left.
"""

import json
import sys
import tempfile
import time
from pathlib import Path

from large_archive import fill  # isort: skip  it makes the settings

from archive.publisher.after_commit import catch_up
from cms.models import EventPage
from exports.site.folder import begin
from exports.site.target import Folder
from exports.site.update import FollowedSite
from tests.factories import publish


def main(count: int) -> None:
    fill(count)
    forget_peak()
    before = peak()
    with tempfile.TemporaryDirectory() as name:
        folder = WatchedFolder(Path(name) / "site")
        begun, begun_work = time.monotonic(), time.process_time()
        begin(folder)
        seconds, work = time.monotonic() - begun, time.process_time() - begun_work
        pages = sum(1 for _ in folder.root.rglob("*.html"))
        changed, withdrawn = follow(folder)
    after = peak()
    print(f"{pages} pages in {seconds:.1f} s, {before} MB before and {after} MB after.")
    for what, (page, site) in (("changed", changed), ("withdrawn", withdrawn)):
        print(f"The page is {what} after {page:.2f} s, the whole site after {site:.2f} s.")
    answer = {
        "pages": pages, "pages_a_second": round(pages / seconds),
        "pages_a_second_of_work": round(pages / work), "megabytes": after,
    }  # fmt: skip
    print(json.dumps(answer | {"changed": changed, "withdrawn": withdrawn}))


class WatchedFolder(Folder):
    """It notes when one page is first written or removed."""

    page, moment = "", 0.0

    def place(self, path: str, file: Path) -> None:
        super().place(path, file)
        self._note(path)

    def remove(self, path: str) -> None:
        super().remove(path)
        self._note(path)

    def _note(self, path: str) -> None:
        if path == self.page:
            self.page, self.moment = "", time.monotonic()


def follow(folder: WatchedFolder) -> tuple[list[float], list[float]]:
    """The seconds from the entry to the page, and to the whole site: changed, and withdrawn."""
    site = FollowedSite(folder)
    site.update()  # which reads what is there
    event = EventPage.objects.get()
    page = folder.root / "a-series" / event.slug / "index.html"
    event.summary = "It took place in a tent."
    publish(event)
    changed = seconds_of_update(site, folder, page)
    assert "in a tent" in page.read_text()
    event.unpublish()
    withdrawn = seconds_of_update(site, folder, page)
    assert not page.exists()
    return changed, withdrawn


def seconds_of_update(site: FollowedSite, folder: WatchedFolder, page: Path) -> list[float]:
    catch_up()
    folder.page = page.relative_to(folder.root).as_posix()
    begun = time.monotonic()
    site.update()
    return [round(moment - begun, 2) for moment in (folder.moment, time.monotonic())]


def forget_peak() -> None:
    """Begin again with the largest memory, which making the archive has set. Linux alone can."""
    Path("/proc/self/clear_refs").write_text("5")


def peak() -> int:
    """The largest memory of the process since then, in megabytes."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) // 1024


if __name__ == "__main__":
    main(int(sys.argv[1]))
