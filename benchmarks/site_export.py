"""How fast the static site is written: `python benchmarks/site_export.py 2000`.

Then an event is changed and withdrawn, and the site follows. The last line is JSON: pages, pages a
second and a second of this process's own work, the largest memory of the process in megabytes, and
the seconds of both updates. The memory before is what making the archive has left.
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
from exports.site.update import update
from tests.factories import publish


def main(count: int) -> None:
    fill(count)
    forget_peak()
    before = peak()
    with tempfile.TemporaryDirectory() as name:
        folder = Folder(Path(name) / "site")
        begun, begun_work = time.monotonic(), time.process_time()
        begin(folder)
        seconds, work = time.monotonic() - begun, time.process_time() - begun_work
        pages = sum(1 for _ in folder.root.rglob("*.html"))
        changed, withdrawn = follow(folder)
    after = peak()
    print(f"{pages} pages in {seconds:.1f} s, {before} MB before and {after} MB after.")
    print(f"A change is followed in {changed:.2f} s, a withdrawal in {withdrawn:.2f} s.")
    answer = {
        "pages": pages, "pages_a_second": round(pages / seconds),
        "pages_a_second_of_work": round(pages / work), "megabytes": after,
    }  # fmt: skip
    print(json.dumps(answer | {"changed": round(changed, 2), "withdrawn": round(withdrawn, 2)}))


def follow(folder: Folder) -> tuple[float, float]:
    """The seconds from the entry to the files, for a changed and for a withdrawn event."""
    event = EventPage.objects.get()
    page = folder.root / "a-series" / event.slug / "index.html"
    event.summary = "It took place in a tent."
    publish(event)
    changed = seconds_of_update(folder)
    assert "in a tent" in page.read_text()
    event.unpublish()
    withdrawn = seconds_of_update(folder)
    assert not page.exists()
    return changed, withdrawn


def seconds_of_update(folder: Folder) -> float:
    catch_up()
    begun = time.monotonic()
    update(folder)
    return time.monotonic() - begun


def forget_peak() -> None:
    """Begin again with the largest memory, which making the archive has set. Linux alone can."""
    Path("/proc/self/clear_refs").write_text("5")


def peak() -> int:
    """The largest memory of the process since then, in megabytes."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) // 1024


if __name__ == "__main__":
    main(int(sys.argv[1]))
