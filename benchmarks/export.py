"""How fast an archive is exported and in how much memory, next to reading it from the API.

`python benchmarks/export.py 100000` for another number of documents than 20,000. Each format is
made by `archive_export` in a process of its own, whose peak memory is taken. The loop asks the API,
in this process and without a network, for one document after the other. Seconds are those of the
processor: a machine that does other things, too, changes no ratio. What was written stays until
the end, since ext4 looks through the files that were deleted lately whenever it makes one.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from large_archive import ROOT, fill

COUNT = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
ASKED = 1000  # documents of the loop


COMMAND = """
import sys
from pathlib import Path
from django.core.management import execute_from_command_line
execute_from_command_line(sys.argv)
print(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0])
"""


def export(format_name: str, folder: str) -> tuple[float, int]:
    """The seconds of the processor that `archive_export` takes, and its peak memory in MB.

    The kernel's VmHWM is the process's own. `ru_maxrss` is not: it keeps what this program, which
    began it, had at that moment.
    """
    arguments = ["archive_export", str(Path(folder, format_name)), "--format", format_name]
    began = spent()
    printed = subprocess.run(
        [sys.executable, "-c", COMMAND, *arguments],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    ).stdout
    return spent() - began, int(printed.split()[-1]) // 1024


def spent() -> float:
    """The seconds of the processor that the processes begun here have taken."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def loop() -> float:
    """Documents a second, each asked for by its address."""
    from django.test import Client

    client = Client(headers={"host": "api.test"})
    began = time.process_time()
    for number in range(1, ASKED + 1):
        assert client.get(f"/api/v1/events/B{number}/").status_code == 200
    return ASKED / (time.process_time() - began)


fill(COUNT)
asked = loop()
print(f"{COUNT} documents; one by one from the API: {asked:.0f} a second")
with tempfile.TemporaryDirectory() as written:
    for name in ("ndjson", "mirror", "bag"):
        seconds, peak = export(name, written)
        rate = COUNT / seconds
        print(f"{name}: {rate:.0f} a second, {rate / asked:.1f} times as many, at most {peak} MB")
