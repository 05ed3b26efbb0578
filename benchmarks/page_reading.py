"""How well the reader of pages does, on pages whose facts are written down beside them.

    .venv/bin/python benchmarks/page_reading.py [set …]

Precision is the share of the proposed values that are right; recall is the share of the values
written down that are proposed. `page_scores` says when a value is right. The last two columns count
the values that are sure, without those about which a review asks.
"""

import os
import statistics
import sys
import time
from pathlib import Path

import django

HERE = Path(__file__).parent


def main(sets: list[str]) -> None:
    """Print each value that is wrong or missing, and the scores of each field, for each set."""
    from page_scores import SETS, compare

    from importer.extract import read

    seconds: list[float] = []

    def timed(data: bytes, name: str) -> object:
        start = time.perf_counter()
        proposal = read(data, name)
        seconds.append(time.perf_counter() - start)
        return proposal

    read("The Lakes Conference\n\n12 January 2016")
    for name in sets or SETS:
        report = compare(name, timed)
        sure = compare(name, read, only_sure=True)
        for verdict, facts in (("wrong", report.wrong), ("missing", report.missing)):
            for page, fact in facts:
                sys.stdout.write(f"{page}: {verdict} {fact}\n")
        sys.stdout.write(f"{name:18}precision  recall  values  sure: precision  recall\n")
        for field, score in report.scores.items():
            if score.proposed or score.written:
                figures = f"{score.precision:9.3f}{score.recall:8.3f}{score.written:8}"
                alone = sure.scores[field]
                figures += f"{alone.precision:17.3f}{alone.recall:8.3f}"
                sys.stdout.write(f"{field:18}{figures}\n")
    median, slowest = statistics.median(seconds) * 1000, max(seconds) * 1000
    sys.stdout.write(f"{len(seconds)} pages, {median:.0f} ms each, the slowest {slowest:.0f} ms\n")


if __name__ == "__main__":
    sys.path.insert(0, str(HERE.parent))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.development")
    django.setup()
    main(sys.argv[1:])
