"""How fast the static site is written: `python benchmarks/site_export.py 2000`.

The last line is JSON: pages, pages a second, and the largest memory of the process in megabytes.
"""

import json
import resource
import sys
import tempfile
import time
from pathlib import Path

from large_archive import fill  # isort: skip  it makes the settings

from exports.site.folder import export


def main(count: int) -> None:
    fill(count)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    with tempfile.TemporaryDirectory() as folder:
        begun = time.monotonic()
        export(Path(folder) / "site")
        seconds = time.monotonic() - begun
        pages = sum(1 for _ in Path(folder).rglob("*.html"))
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    answer = {"pages": pages, "pages_a_second": round(pages / seconds), "megabytes": after}
    print(f"{pages} pages in {seconds:.1f} s, {before} MB before and {after} MB after.")
    print(json.dumps(answer))


if __name__ == "__main__":
    main(int(sys.argv[1]))
