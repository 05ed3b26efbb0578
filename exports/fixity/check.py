"""One check of all files."""

import time
from collections.abc import Iterator

from django.conf import settings
from django.utils import timezone
from django_tasks import task

from exports.fixity.copies import Copies
from exports.fixity.files import StoredFile, all_files, is_still, look_at
from exports.models import FixityFinding, FixityRun
from exports.models.fixity import State

EVERY_SECONDS = 5.0


def ask_for(asked_by: str) -> FixityRun:
    """Have all files checked by the worker, or by the next sweep where there is none."""
    run = FixityRun.objects.create(asked_by=asked_by)
    if settings.WORKER:
        check_asked.enqueue()
    return run


@task(backend="worker")
def check_asked() -> None:
    do_asked()


def do_asked(**kwargs) -> None:
    """Do every check that waits. Each is done once, however many are at it."""
    for run in FixityRun.objects.filter(started_at=None):
        for _finding in check(run):
            pass


def is_under_way() -> bool:
    run = FixityRun.objects.first()
    return run is not None and run.state in (State.WAITING, State.RUNNING)


def check(run: FixityRun, copies: Copies | None = None) -> Iterator[FixityFinding]:
    """Read every file; yield each finding once it is written down, mended if `copies` can."""
    begun = timezone.now()
    if not FixityRun.objects.filter(pk=run.pk, started_at=None).update(started_at=begun):
        return
    run.started_at = run.seen_at = begun
    due = 0.0
    for file in all_files():
        seen = look_at(file)
        run.files += 1
        run.bytes += seen.size
        if seen.problem is not None and is_still(file):
            finding = FixityFinding(
                run=run, record_kind=file.kind, object_id=file.object_id, file=file.name,
                kind=seen.problem, expected=file.expected, found=seen.found,
            )  # fmt: skip
            finding.repaired_from = mended(file, copies)
            finding.save()
            yield finding
        if time.monotonic() >= due:
            due = time.monotonic() + EVERY_SECONDS
            run.seen_at = timezone.now()
            run.save()
    run.seen_at = run.finished_at = timezone.now()
    run.save()


def mended(file: StoredFile, copies: Copies | None) -> str:
    """Where `file` was put back from; "" when it was not."""
    return copies.put_back(file) if copies is not None and file.expected else ""
