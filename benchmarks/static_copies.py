"""What the readable copy and the mirror cost, against reading the same documents.

    .venv/bin/python benchmarks/static_copies.py [EVENTS]

Each runs in a process of its own and writes nothing to disk. It prints documents for each second of
processor time, the ratio to reading alone, and the most memory that the process took.
BENCH_DATABASE_URL names another database than SQLite.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

EVENTS = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000


def runs() -> dict[str, Callable[..., Iterable]]:
    from exports.html_copy import html_copy
    from exports.mirror import mirror

    return {
        "reading": lambda snapshot: snapshot.documents(),
        "readable copy": html_copy,
        "mirror": mirror,
    }


def measure(name: str) -> None:
    """Print `{"seconds", "files", "megabytes"}` of one run in this process."""
    import large_archive  # noqa: F401  sets Django up

    from exports.snapshot import open_snapshot

    with open_snapshot() as snapshot:
        started, files = time.process_time(), 0
        for _file in runs()[name](snapshot):
            files += 1
        seconds = time.process_time() - started
    status = Path("/proc/self/status").read_text().splitlines()
    [peak] = [line for line in status if line.startswith("VmHWM")]
    megabytes = int(peak.split()[1]) / 1024
    print(json.dumps({"seconds": seconds, "files": files, "megabytes": megabytes}))


def measured(name: str) -> dict[str, float]:
    environment = {**os.environ, "BENCH_DATABASE_URL": os.environ["DATABASE_URL"]}
    command = [sys.executable, __file__, "0", name]
    ran = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    return json.loads(ran.stdout.splitlines()[-1])


def main() -> None:
    from large_archive import fill

    fill(EVENTS)
    print(f"{EVENTS} events")
    measures = {name: measured(name) for name in runs()}
    for name, measure in measures.items():
        print(
            f"{name:>14}: {EVENTS / measure['seconds']:7.0f} documents a second, "
            f"{measure['seconds'] / measures['reading']['seconds']:5.1f} times reading, "
            f"{measure['files']:.0f} files, {measure['megabytes']:.0f} MB"
        )


if __name__ == "__main__":
    if len(sys.argv) > 2:
        measure(sys.argv[2])
    else:
        main()
